# 128-bit ids -> numbers of records kept elsewhere: an open-addressing index as inline functions for other modules.
#
# A cell is 0 when empty, else (32 bits of the id's hash) << 32 | (record number + 1). The home of an id is its hash
# modulo the number of cells (a power of two); collisions go to the next cell; removal moves later cells back, so no
# tombstones pile up however many ids come and go. The hash mixes in two secret words that each table draws anew: who
# knows the public fingerprint key still cannot choose ids that fall on one cell. No answer depends on the cells' order.
#
# Functions that allocate return -1 when there is no memory and leave everything as it was.

from libc.stdint cimport uint32_t, uint64_t
from libc.stdlib cimport calloc, free

cdef extern from *:
    """
    #include <stdint.h>
    #define FW_NO_RECORD 0xFFFFFFFFu
    static inline uint64_t fw_fold(uint64_t a, uint64_t b) {
        unsigned __int128 m = (unsigned __int128)a * b;
        return (uint64_t)(m >> 64) ^ (uint64_t)m;
    }
    static inline uint64_t fw_high(uint64_t a, uint64_t b) {
        return (uint64_t)(((unsigned __int128)a * b) >> 64);
    }
    /* GCC takes a function that only prefetches for one without effect, and drops its calls but for the empty asm. */
    static inline void fw_prefetch(const void *p) { __builtin_prefetch(p); __asm__ volatile("" : : "r"(p)); }
    """
    uint64_t fold "fw_fold"(uint64_t a, uint64_t b) noexcept nogil
    uint64_t multiply_high "fw_high"(uint64_t a, uint64_t b) noexcept nogil
    void prefetch "fw_prefetch"(const void* p) noexcept nogil
    const uint32_t NO_RECORD "FW_NO_RECORD"  # also bounds the number of records


cdef struct Index:
    uint64_t* cells
    uint64_t mask
    uint64_t secret0
    uint64_t secret1


cdef inline uint32_t index_hash(const Index* x, uint64_t a, uint64_t b) noexcept nogil:
    return <uint32_t>(fold(a ^ x.secret0, b ^ x.secret1) >> 32)


cdef inline void index_put(Index* x, uint32_t hash, uint32_t record) noexcept nogil:
    # There must be an empty cell.
    cdef uint64_t i = hash & x.mask
    while x.cells[i]:
        i = (i + 1) & x.mask
    x.cells[i] = (<uint64_t>hash << 32) | (<uint64_t>record + 1)


cdef inline void index_remove(Index* x, uint32_t hash, uint32_t record) noexcept nogil:
    # The record must be there under this hash.
    cdef uint64_t want = (<uint64_t>hash << 32) | (<uint64_t>record + 1)
    cdef uint64_t hole = hash & x.mask
    cdef uint64_t i
    cdef uint64_t cell
    while x.cells[hole] != want:
        hole = (hole + 1) & x.mask
    i = hole
    while True:
        i = (i + 1) & x.mask
        cell = x.cells[i]
        if cell == 0:
            break
        # A cell may fill the hole if the hole lies on its way, from its home to where it is now.
        if ((i - (cell >> 32)) & x.mask) >= ((i - hole) & x.mask):
            x.cells[hole] = cell
            hole = i
    x.cells[hole] = 0


cdef inline int index_resize(Index* x, uint64_t size) noexcept nogil:
    # `size`: a power of two above the number of records held.
    cdef Index fresh = x[0]
    cdef uint64_t i
    cdef uint64_t cell
    fresh.cells = <uint64_t*>calloc(size, sizeof(uint64_t))
    if fresh.cells == NULL:
        return -1
    fresh.mask = size - 1
    if x.cells != NULL:
        for i in range(x.mask + 1):
            cell = x.cells[i]
            if cell:
                index_put(&fresh, <uint32_t>(cell >> 32), <uint32_t>cell - 1)
        free(x.cells)
    x[0] = fresh
    return 0
