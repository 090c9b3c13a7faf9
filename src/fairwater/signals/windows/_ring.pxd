# Events in order of time -> the same, oldest first: a growing and shrinking ring, as inline functions for others.
#
# An event is known by its place, which counts up for ever and is `place & mask` in the arrays. Beside its time and the
# record it belongs to, it may carry a value, and how many places on the next event of its key is (0: none).
# Functions that allocate return -1 when there is no memory and leave everything as it was.

from libc.stdint cimport int64_t, uint32_t, uint64_t
from libc.stdlib cimport free, malloc

cdef enum:
    SMALLEST_RING = 16
    MOST_EVENTS = 0x80000000


cdef struct Ring:
    int64_t* times
    uint32_t* records
    uint64_t* values
    uint32_t* nexts
    uint64_t room
    uint64_t mask
    uint64_t head
    uint64_t tail
    bint has_values
    bint has_nexts


cdef inline void ring_free(Ring* ring) noexcept nogil:
    free(ring.times)
    free(ring.records)
    free(ring.values)
    free(ring.nexts)


cdef inline int ring_resize(Ring* ring, uint64_t room) noexcept nogil:
    # `room`: a power of two, at least the number of events held.
    cdef Ring fresh = ring[0]
    cdef uint64_t place, i, j
    fresh.room = room
    fresh.mask = room - 1
    fresh.times = <int64_t*>malloc(room * sizeof(int64_t))
    fresh.records = <uint32_t*>malloc(room * sizeof(uint32_t))
    fresh.values = <uint64_t*>malloc(room * sizeof(uint64_t)) if ring.has_values else NULL
    fresh.nexts = <uint32_t*>malloc(room * sizeof(uint32_t)) if ring.has_nexts else NULL
    if (
        fresh.times == NULL
        or fresh.records == NULL
        or (ring.has_values and fresh.values == NULL)
        or (ring.has_nexts and fresh.nexts == NULL)
    ):
        ring_free(&fresh)
        return -1
    place = ring.head
    while place != ring.tail:
        i = place & ring.mask
        j = place & fresh.mask
        fresh.times[j] = ring.times[i]
        fresh.records[j] = ring.records[i]
        if ring.has_values:
            fresh.values[j] = ring.values[i]
        if ring.has_nexts:
            fresh.nexts[j] = ring.nexts[i]
        place += 1
    ring_free(ring)
    ring[0] = fresh
    return 0


cdef inline int ring_reserve(Ring* ring) noexcept nogil:
    # Makes room for one more event.
    if ring.tail - ring.head < ring.room:
        return 0
    if ring.room >= MOST_EVENTS:
        return -1
    return ring_resize(ring, 2 * ring.room if ring.room else SMALLEST_RING)


cdef inline void ring_push(Ring* ring, int64_t time, uint32_t record) noexcept nogil:
    # There must be room.
    cdef uint64_t i = ring.tail & ring.mask
    ring.times[i] = time
    ring.records[i] = record
    ring.tail += 1


cdef inline void ring_relax(Ring* ring) noexcept nogil:
    # Gives memory back once a quarter or less is used; when there is none for the move, it stays as it is.
    cdef uint64_t room = ring.room
    while room > SMALLEST_RING and 4 * (ring.tail - ring.head) <= room:
        room //= 2
    if room < ring.room:
        ring_resize(ring, room)


cdef inline uint64_t ring_bytes(const Ring* ring) noexcept nogil:
    return ring.room * (12 + (8 if ring.has_values else 0) + (4 if ring.has_nexts else 0))
