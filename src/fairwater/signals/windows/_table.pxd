# Events in order of time, with 128-bit keys -> what an exact window holds for each: the machine under `WindowTable`, as
# inline functions. A step is: `table_expire`, then the function of the table's op, which adds the event if `counted`
# and returns whether the answer is known, or -1 when there is no memory (then the event was not added).

from libc.math cimport isfinite
from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.stdlib cimport free
from libc.string cimport memcpy

from fairwater.signals._hashindex cimport NO_RECORD, index_hash, prefetch
from fairwater.signals.windows._exact cimport Exact, add_limb, exact_add, exact_reserve, exact_round, subtract_limb
from fairwater.signals.windows._pool cimport (
    Pool, Slot, pool_at, pool_compact, pool_find, pool_is_sparse, pool_release, pool_reserve, pool_take,
)
from fairwater.signals.windows._ring cimport Ring, ring_push, ring_relax, ring_reserve

cdef enum:
    AHEAD = 8  # rows between asking memory for something and using it
    FAR = 32768  # records from which on a pool is too large for a core's own cache

cdef enum:
    COUNT
    DISTINCT
    SUM
    EXACT  # a sum of floats
    FIRST
    LAST


cdef struct Table:
    int code
    uint64_t within
    Pool keys
    Pool pairs  # DISTINCT: the values of each key
    Ring ring  # all events counted; of LAST none
    uint32_t oldest  # LAST: ends of the list of keys in the order of their latest event
    uint32_t newest
    uint64_t limbs  # EXACT: how many there are in all


# The records. Each starts with Slot {a, b, x}; of keys, (a, b) is the key's fingerprint. COUNT: x is the number of
# events. DISTINCT: of a key, x is the number of values; of a value, (record of the key) << 32 | (number of events).

cdef struct SumSlot:
    uint64_t a
    uint64_t b
    uint64_t x  # the number of events
    uint64_t low  # the sum, two's complement, 128 bits
    uint64_t high

cdef struct ExactSlot:
    uint64_t a
    uint64_t b
    uint64_t x  # the number of events
    Exact sum

cdef struct FirstSlot:
    uint64_t a
    uint64_t b
    int64_t first  # time of the earliest event
    uint64_t tail  # place of the latest event in the ring

cdef struct LastSlot:
    uint64_t a
    uint64_t b
    int64_t last  # time of the latest event
    uint32_t older  # neighbours in the order of `last`
    uint32_t newer


cdef inline uint32_t pair_hash(Pool* pairs, const Slot* key, uint64_t v0, uint64_t v1) noexcept nogil:
    # Multiplied, because a value may well equal the key (accounts per account) and must not cancel it out.
    return index_hash(
        &pairs.index, v0 + key.a * <uint64_t>0x9E3779B97F4A7C15, v1 + key.b * <uint64_t>0xD6E8FEB86659FD93
    )


cdef inline void pool_ask(const Pool* pool, uint32_t hash, bint near) noexcept nogil:
    # Asks memory for what a search will read: first the cell, and when that is here, `near`, the record.
    cdef uint64_t cell
    if pool.room <= FAR:
        return
    if not near:
        prefetch(&pool.index.cells[hash & pool.index.mask])
        return
    cell = pool.index.cells[hash & pool.index.mask]
    if cell:
        prefetch(pool_at(pool, <uint32_t>cell - 1))


cdef inline void table_ask(
    Table* table, uint64_t k0, uint64_t k1, uint64_t v0, uint64_t v1, bint near
) noexcept nogil:
    # Asks memory for what the step for this key and value will read.
    cdef Slot key
    pool_ask(&table.keys, index_hash(&table.keys.index, k0, k1), near)
    if table.code == DISTINCT:
        key.a = k0
        key.b = k1
        pool_ask(&table.pairs, pair_hash(&table.pairs, &key, v0, v1), near)


cdef inline void table_ask_old(Table* table) noexcept nogil:
    # Asks memory for the records of events that are next to leave the window.
    cdef Ring* ring = &table.ring
    cdef Pool* pool = &table.pairs if table.code == DISTINCT else &table.keys
    cdef Slot* slot
    if pool.room <= FAR or ring.tail - ring.head <= 2 * AHEAD:
        return
    prefetch(pool_at(pool, ring.records[(ring.head + 2 * AHEAD) & ring.mask]))
    slot = pool_at(pool, ring.records[(ring.head + AHEAD) & ring.mask])
    if table.code == DISTINCT:
        prefetch(pool_at(&table.keys, <uint32_t>(slot.x >> 32)))
    else:
        prefetch(&pool.index.cells[index_hash(&pool.index, slot.a, slot.b) & pool.index.mask])


cdef inline int table_count(
    Table* table, int64_t t, uint64_t k0, uint64_t k1, bint counted, int64_t* out
) noexcept nogil:
    cdef uint32_t hash = index_hash(&table.keys.index, k0, k1)
    cdef uint32_t key = pool_find(&table.keys, hash, k0, k1, 0)
    if counted:
        if ring_reserve(&table.ring) < 0 or pool_reserve(&table.keys) < 0:
            return -1
        if key == NO_RECORD:
            key = pool_take(&table.keys, hash, k0, k1)
        pool_at(&table.keys, key).x += 1
        ring_push(&table.ring, t, key)
    out[0] = 0 if key == NO_RECORD else <int64_t>pool_at(&table.keys, key).x
    return 1


cdef inline int table_distinct(
    Table* table, int64_t t, uint64_t k0, uint64_t k1, bint counted, uint64_t v0, uint64_t v1, int64_t* out
) noexcept nogil:
    cdef uint32_t hash = index_hash(&table.keys.index, k0, k1)
    cdef uint32_t key = pool_find(&table.keys, hash, k0, k1, 0)
    cdef uint32_t pair
    cdef uint64_t owner
    if counted:
        if ring_reserve(&table.ring) < 0 or pool_reserve(&table.keys) < 0 or pool_reserve(&table.pairs) < 0:
            return -1
        if key == NO_RECORD:
            key = pool_take(&table.keys, hash, k0, k1)
        owner = <uint64_t>key << 32
        hash = pair_hash(&table.pairs, pool_at(&table.keys, key), v0, v1)
        pair = pool_find(&table.pairs, hash, v0, v1, owner)
        if pair == NO_RECORD:
            pair = pool_take(&table.pairs, hash, v0, v1)
            pool_at(&table.pairs, pair).x = owner
            pool_at(&table.keys, key).x += 1
        pool_at(&table.pairs, pair).x += 1
        ring_push(&table.ring, t, pair)
    out[0] = 0 if key == NO_RECORD else <int64_t>pool_at(&table.keys, key).x
    return 1


cdef inline int table_sum(
    Table* table, int64_t t, uint64_t k0, uint64_t k1, bint counted, int64_t value, int64_t* out
) noexcept nogil:
    cdef uint32_t hash = index_hash(&table.keys.index, k0, k1)
    cdef uint32_t key = pool_find(&table.keys, hash, k0, k1, 0)
    cdef SumSlot* slot
    if counted:
        if ring_reserve(&table.ring) < 0 or pool_reserve(&table.keys) < 0:
            return -1
        if key == NO_RECORD:
            key = pool_take(&table.keys, hash, k0, k1)
        slot = <SumSlot*>pool_at(&table.keys, key)
        slot.x += 1
        add_limb(&slot.high, <uint64_t>(value >> 63), add_limb(&slot.low, <uint64_t>value, 0))
        table.ring.values[table.ring.tail & table.ring.mask] = <uint64_t>value
        ring_push(&table.ring, t, key)
    out[0] = 0
    if key == NO_RECORD:
        return 1
    slot = <SumSlot*>pool_at(&table.keys, key)
    out[0] = <int64_t>slot.low
    return slot.high == <uint64_t>(<int64_t>slot.low >> 63)


cdef inline int table_exact(
    Table* table, int64_t t, uint64_t k0, uint64_t k1, bint counted, double value, double* out
) noexcept nogil:
    cdef uint32_t hash = index_hash(&table.keys.index, k0, k1)
    cdef uint32_t key = pool_find(&table.keys, hash, k0, k1, 0)
    cdef ExactSlot* slot
    cdef Exact spare
    if counted and isfinite(value):
        spare.limbs = NULL
        spare.count = 0
        if ring_reserve(&table.ring) < 0 or pool_reserve(&table.keys) < 0:
            return -1
        if key != NO_RECORD:
            slot = <ExactSlot*>pool_at(&table.keys, key)
            table.limbs -= slot.sum.count
            if exact_reserve(&slot.sum, value) < 0:
                table.limbs += slot.sum.count
                return -1
        else:
            if exact_reserve(&spare, value) < 0:
                return -1
            key = pool_take(&table.keys, hash, k0, k1)
            slot = <ExactSlot*>pool_at(&table.keys, key)
            slot.sum = spare
        table.limbs += slot.sum.count
        slot.x += 1
        exact_add(&slot.sum, value, False)
        memcpy(&table.ring.values[table.ring.tail & table.ring.mask], &value, 8)
        ring_push(&table.ring, t, key)
    out[0] = 0.0
    if key == NO_RECORD:
        return 1
    return exact_round(&(<ExactSlot*>pool_at(&table.keys, key)).sum, out)


cdef inline int table_first(
    Table* table, int64_t t, uint64_t k0, uint64_t k1, bint counted, int64_t* out
) noexcept nogil:
    cdef uint32_t hash = index_hash(&table.keys.index, k0, k1)
    cdef uint32_t key = pool_find(&table.keys, hash, k0, k1, 0)
    cdef FirstSlot* slot
    cdef uint64_t place
    # A second event of a key at the same time changes nothing, then or later: it is not kept.
    if counted and (
        key == NO_RECORD
        or table.ring.times[(<FirstSlot*>pool_at(&table.keys, key)).tail & table.ring.mask] != t
    ):
        if ring_reserve(&table.ring) < 0 or pool_reserve(&table.keys) < 0:
            return -1
        place = table.ring.tail
        if key == NO_RECORD:
            key = pool_take(&table.keys, hash, k0, k1)
            slot = <FirstSlot*>pool_at(&table.keys, key)
            slot.first = t
        else:
            slot = <FirstSlot*>pool_at(&table.keys, key)
            table.ring.nexts[slot.tail & table.ring.mask] = <uint32_t>(place - slot.tail)
        slot.tail = place
        table.ring.nexts[place & table.ring.mask] = 0
        ring_push(&table.ring, t, key)
    if key == NO_RECORD:
        return 0
    out[0] = (<FirstSlot*>pool_at(&table.keys, key)).first
    return 1


cdef inline int table_last(
    Table* table, int64_t t, uint64_t k0, uint64_t k1, bint counted, int64_t* out
) noexcept nogil:
    cdef uint32_t hash = index_hash(&table.keys.index, k0, k1)
    cdef uint32_t key = pool_find(&table.keys, hash, k0, k1, 0)
    cdef int known = 0
    if key != NO_RECORD:
        out[0] = t - (<LastSlot*>pool_at(&table.keys, key)).last
        known = 1
    if counted:
        if key == NO_RECORD:
            if pool_reserve(&table.keys) < 0:
                return -1
            key = pool_take(&table.keys, hash, k0, k1)
        else:
            table_unlink(table, key)
        (<LastSlot*>pool_at(&table.keys, key)).last = t
        table_link(table, key)
    return known


cdef inline void table_unlink(Table* table, uint32_t record) noexcept nogil:
    cdef LastSlot* slot = <LastSlot*>pool_at(&table.keys, record)
    if slot.older == NO_RECORD:
        table.oldest = slot.newer
    else:
        (<LastSlot*>pool_at(&table.keys, slot.older)).newer = slot.newer
    if slot.newer == NO_RECORD:
        table.newest = slot.older
    else:
        (<LastSlot*>pool_at(&table.keys, slot.newer)).older = slot.older


cdef inline void table_link(Table* table, uint32_t record) noexcept nogil:
    cdef LastSlot* slot = <LastSlot*>pool_at(&table.keys, record)
    slot.older = table.newest
    slot.newer = NO_RECORD
    if table.newest == NO_RECORD:
        table.oldest = record
    else:
        (<LastSlot*>pool_at(&table.keys, table.newest)).newer = record
    table.newest = record


cdef inline void table_expire(Table* table, int64_t t) noexcept nogil:
    # An age is within 64 bits unsigned, whatever the two times.
    cdef Ring* ring = &table.ring
    cdef uint64_t at
    cdef uint32_t record, key
    cdef Slot* slot
    cdef Slot* pair
    cdef SumSlot* total
    cdef ExactSlot* exact
    cdef FirstSlot* first
    cdef LastSlot* last
    cdef uint64_t value
    cdef double number
    cdef bint removed = False
    if table.code == LAST:
        while table.oldest != NO_RECORD:
            record = table.oldest
            last = <LastSlot*>pool_at(&table.keys, record)
            if <uint64_t>t - <uint64_t>last.last < table.within:
                break
            table_unlink(table, record)
            pool_release(&table.keys, index_hash(&table.keys.index, last.a, last.b), record)
            removed = True
    while ring.head != ring.tail:
        at = ring.head & ring.mask
        if <uint64_t>t - <uint64_t>ring.times[at] < table.within:
            break
        removed = True
        table_ask_old(table)
        record = ring.records[at]
        ring.head += 1
        if table.code == DISTINCT:
            pair = pool_at(&table.pairs, record)
            pair.x -= 1
            if <uint32_t>pair.x:
                continue
            key = <uint32_t>(pair.x >> 32)
            slot = pool_at(&table.keys, key)
            pool_release(&table.pairs, pair_hash(&table.pairs, slot, pair.a, pair.b), record)
            record = key
            slot.x -= 1
            if slot.x:
                continue
        elif table.code == COUNT:
            slot = pool_at(&table.keys, record)
            slot.x -= 1
            if slot.x:
                continue
        elif table.code == SUM:
            total = <SumSlot*>pool_at(&table.keys, record)
            value = ring.values[at]
            subtract_limb(&total.high, <uint64_t>(<int64_t>value >> 63), subtract_limb(&total.low, value, 0))
            total.x -= 1
            if total.x:
                continue
        elif table.code == EXACT:
            exact = <ExactSlot*>pool_at(&table.keys, record)
            exact.x -= 1
            if exact.x:
                memcpy(&number, &ring.values[at], 8)
                exact_add(&exact.sum, number, True)
                continue
            table.limbs -= exact.sum.count
            free(exact.sum.limbs)
            exact.sum.limbs = NULL
        else:
            first = <FirstSlot*>pool_at(&table.keys, record)
            if ring.nexts[at]:
                first.first = ring.times[(ring.head - 1 + ring.nexts[at]) & ring.mask]
                continue
        slot = pool_at(&table.keys, record)
        pool_release(&table.keys, index_hash(&table.keys.index, slot.a, slot.b), record)
    if removed:
        table_relax(table)


cdef inline void table_relax(Table* table) noexcept nogil:
    # Gives memory back. Without memory for the move it stays as it is: that is no fault, only larger.
    cdef Ring* ring = &table.ring
    cdef uint64_t place, cell, i
    cdef uint32_t* moved
    cdef uint32_t record
    cdef LastSlot* last
    cdef Slot* pair
    cdef Pool* counted = &table.pairs if table.code == DISTINCT else &table.keys
    ring_relax(ring)
    if pool_is_sparse(counted, ring.tail - ring.head):
        moved = pool_compact(counted)
        if moved != NULL:
            place = ring.head
            while place != ring.tail:
                ring.records[place & ring.mask] = moved[ring.records[place & ring.mask]]
                place += 1
            if table.code == LAST and table.oldest != NO_RECORD:
                table.oldest = moved[table.oldest]
                table.newest = moved[table.newest]
                for record in range(table.keys.end):
                    last = <LastSlot*>pool_at(&table.keys, record)
                    if last.older != NO_RECORD:
                        last.older = moved[last.older]
                    if last.newer != NO_RECORD:
                        last.newer = moved[last.newer]
            free(moved)
    if table.code == DISTINCT and pool_is_sparse(&table.keys, table.pairs.live):
        moved = pool_compact(&table.keys)
        if moved != NULL:
            for i in range(table.pairs.index.mask + 1):
                cell = table.pairs.index.cells[i]
                if cell:
                    pair = pool_at(&table.pairs, <uint32_t>cell - 1)
                    pair.x = (<uint64_t>moved[pair.x >> 32] << 32) | <uint32_t>pair.x
            free(moved)
