# Records with a 128-bit id -> found, added and removed by id: inline functions for the window table.
#
# Records of one size lie in one array and are known by their number; the number stays the same until the pool is
# compacted. Freed records form a list. Every record starts with `Slot`: the id, and a word the user may fill.
# Functions that allocate return -1 when there is no memory and leave everything as it was.

from libc.stdint cimport uint32_t, uint64_t
from libc.stdlib cimport calloc, free, realloc
from libc.string cimport memcpy, memset

from fairwater.signals._hashindex cimport NO_RECORD, Index, index_put, index_remove, index_resize

cdef enum:
    SMALLEST_POOL = 8
    MOST_RECORDS = 0x40000000  # so that twice as many cells are within 32 bits of hash


cdef struct Slot:
    uint64_t a
    uint64_t b
    uint64_t x


cdef struct Pool:
    char* records
    size_t size
    uint64_t owners  # which bits of Slot.x belong to the id
    uint64_t room
    uint32_t end
    uint32_t live
    uint32_t freed
    Index index


cdef inline Slot* pool_at(const Pool* pool, uint32_t record) noexcept nogil:
    return <Slot*>(pool.records + record * pool.size)


cdef inline uint32_t pool_find(const Pool* pool, uint32_t hash, uint64_t a, uint64_t b, uint64_t owner) noexcept nogil:
    # The record with this id (and these owner bits), or NO_RECORD.
    cdef uint64_t i, cell
    cdef Slot* slot
    if pool.live == 0:
        return NO_RECORD
    i = hash & pool.index.mask
    while True:
        cell = pool.index.cells[i]
        if cell == 0:
            return NO_RECORD
        if <uint32_t>(cell >> 32) == hash:
            slot = pool_at(pool, <uint32_t>cell - 1)
            if slot.a == a and slot.b == b and (slot.x & pool.owners) == owner:
                return <uint32_t>cell - 1
        i = (i + 1) & pool.index.mask


cdef inline int pool_reserve(Pool* pool) noexcept nogil:
    # Makes room for one more record.
    cdef uint64_t room
    cdef char* records
    if pool.freed != NO_RECORD or pool.end < pool.room:
        return 0
    room = 2 * pool.room if pool.room else SMALLEST_POOL
    if room > MOST_RECORDS:
        return -1
    # The records first: should the index not grow after it, their new end is only unused.
    records = <char*>realloc(pool.records, room * pool.size)
    if records == NULL:
        return -1
    pool.records = records
    if index_resize(&pool.index, 2 * room) < 0:
        return -1
    pool.room = room
    return 0


cdef inline uint32_t pool_take(Pool* pool, uint32_t hash, uint64_t a, uint64_t b) noexcept nogil:
    # A new record, zero but for its id. There must be room, and no record of that id.
    cdef uint32_t record
    cdef Slot* slot
    if pool.freed != NO_RECORD:
        record = pool.freed
        slot = pool_at(pool, record)
        pool.freed = <uint32_t>slot.x
    else:
        record = pool.end
        pool.end += 1
        slot = pool_at(pool, record)
    memset(slot, 0, pool.size)
    slot.a = a
    slot.b = b
    pool.live += 1
    index_put(&pool.index, hash, record)
    return record


cdef inline void pool_release(Pool* pool, uint32_t hash, uint32_t record) noexcept nogil:
    index_remove(&pool.index, hash, record)
    pool_at(pool, record).x = pool.freed
    pool.freed = record
    pool.live -= 1


cdef inline bint pool_is_sparse(const Pool* pool, uint64_t users) noexcept nogil:
    # Whether compacting pays. It also costs a walk over the `users` of record numbers: no use for a small pool of many.
    return pool.room > 8 * SMALLEST_POOL and 4 * <uint64_t>pool.live < pool.room and 8 * pool.room >= users


cdef inline uint32_t* pool_compact(Pool* pool) noexcept nogil:
    # Moves the records together and gives memory back. Returns the new number of each old record (to be freed by the
    # caller), NULL when there is no memory for that: then nothing has changed.
    cdef uint64_t room = SMALLEST_POOL
    cdef uint64_t i, cell
    cdef uint32_t record, kept
    cdef Index index = pool.index
    cdef char* records
    cdef uint32_t* moved
    while room < 2 * <uint64_t>pool.live:
        room *= 2
    moved = <uint32_t*>calloc(pool.end + 1, sizeof(uint32_t))
    index.cells = NULL
    if moved == NULL or index_resize(&index, 2 * room) < 0:
        free(moved)
        return NULL
    record = pool.freed
    while record != NO_RECORD:
        moved[record] = NO_RECORD
        record = <uint32_t>pool_at(pool, record).x
    kept = 0
    for record in range(pool.end):
        if moved[record] != NO_RECORD:
            if kept != record:
                memcpy(pool_at(pool, kept), pool_at(pool, record), pool.size)
            moved[record] = kept
            kept += 1
    for i in range(pool.index.mask + 1):
        cell = pool.index.cells[i]
        if cell:
            index_put(&index, <uint32_t>(cell >> 32), moved[<uint32_t>cell - 1])
    free(pool.index.cells)
    pool.index = index
    pool.end = kept
    pool.freed = NO_RECORD
    records = <char*>realloc(pool.records, room * pool.size)
    if records != NULL:  # otherwise the old, larger block serves on
        pool.records = records
    pool.room = room
    return moved


cdef inline uint64_t pool_bytes(const Pool* pool) noexcept nogil:
    return pool.room * (pool.size + 2 * sizeof(uint64_t))


cdef inline void pool_free(Pool* pool) noexcept nogil:
    free(pool.records)
    free(pool.index.cells)
