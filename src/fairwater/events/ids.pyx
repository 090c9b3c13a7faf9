# cython: boundscheck=False, wraparound=False, cdivision=True
"""Ids in the order they come go in; whether each was among the last `capacity` ids goes out.

Holds a 128-bit SipHash-2-4 of each id (Aumasson and Bernstein 2012; the reference's 128-bit output), not the id itself:
24 bytes an id, and no two different ids are ever taken for one in practice (2^-64 after 10^9 ids). The key is random
for each memory, so that nobody can choose ids that crowd the table, and is saved with it.
"""

import base64
import secrets

from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.unicode cimport PyUnicode_AsUTF8AndSize

from fairwater.events._siphash cimport Fingerprint, sip_bytes


def siphash128(bytes data, bytes key) -> bytes:
    """SipHash-2-4-128 of `data` under a 16-byte key, 16 bytes little-endian: shown for the test against the reference."""
    cdef uint64_t k[2]
    cdef Fingerprint digest
    if len(key) != 16:
        raise ValueError("the key must be 16 bytes")
    memcpy(k, <const uint8_t*>key, 16)
    digest = sip_bytes(k[0], k[1], <const uint8_t*>data, len(data))
    return PyBytes_FromStringAndSize(<const char*>&digest, 16)


cdef class RecentIds:
    """The last `capacity` different ids. An id seen again does not move: it is forgotten when it would have been."""

    cdef Fingerprint* ring        # digests in order of arrival; grows by doubling up to capacity, then wraps
    cdef uint32_t* table     # open addressing, linear probing: position in the ring + 1, 0 is free
    cdef int64_t room        # places in the ring now
    cdef int64_t slots       # places in the table, a power of two, at least twice `room`
    cdef int64_t head        # next place in the ring to write
    cdef int64_t held        # ids remembered
    cdef readonly int64_t capacity
    cdef uint64_t k0, k1

    def __cinit__(self, int64_t capacity, bytes key=None):
        if not 0 <= capacity <= 1_000_000_000:
            raise ValueError("the number of remembered ids must be from 0 to 1,000,000,000")
        cdef bytes chosen = secrets.token_bytes(16) if key is None else key
        if len(chosen) != 16:
            raise ValueError("the key must be 16 bytes")
        memcpy(&self.k0, <const uint8_t*>chosen, 8)
        memcpy(&self.k1, (<const uint8_t*>chosen) + 8, 8)
        self.capacity = capacity
        self.room = min(capacity, 1024)
        self.slots = 2048
        while self.slots < 2 * self.room:
            self.slots *= 2
        self.ring = <Fingerprint*>malloc(max(self.room, 1) * sizeof(Fingerprint))
        self.table = <uint32_t*>calloc(self.slots, sizeof(uint32_t))
        if self.ring == NULL or self.table == NULL:
            raise MemoryError()

    def __dealloc__(self):
        free(self.ring)
        free(self.table)

    def __len__(self):
        return self.held

    cdef int _grow(self) except -1:
        cdef int64_t room = min(self.room * 2, self.capacity), slots = self.slots, i, at
        cdef Fingerprint* ring = <Fingerprint*>realloc(self.ring, room * sizeof(Fingerprint))
        if ring == NULL:
            raise MemoryError()
        self.ring = ring
        while slots < 2 * room:
            slots *= 2
        cdef uint32_t* table = <uint32_t*>calloc(slots, sizeof(uint32_t))
        if table == NULL:
            raise MemoryError()
        free(self.table)
        self.table = table
        self.slots = slots
        self.room = room
        for i in range(self.held):  # before the first wrap the ring is 0 .. held
            at = ring[i].k0 & <uint64_t>(slots - 1)
            while table[at]:
                at = (at + 1) & (slots - 1)
            table[at] = <uint32_t>(i + 1)
        return 0

    cdef void _forget(self, int64_t place) noexcept nogil:
        # Remove the entry of ring[place], moving later entries of its run back (no tombstones, so no decay).
        cdef int64_t mask = self.slots - 1
        cdef int64_t at = self.ring[place].k0 & <uint64_t>mask, gap, home
        while self.table[at] != <uint32_t>(place + 1):
            at = (at + 1) & mask
        gap = at
        while True:
            at = (at + 1) & mask
            if not self.table[at]:
                break
            home = self.ring[self.table[at] - 1].k0 & <uint64_t>mask
            if ((at - home) & mask) >= ((at - gap) & mask):
                self.table[gap] = self.table[at]
                gap = at
        self.table[gap] = 0

    cdef int _add(self, Fingerprint digest) except -1:
        cdef int64_t mask = self.slots - 1
        cdef int64_t at = digest.k0 & <uint64_t>mask
        cdef Fingerprint* other
        while self.table[at]:
            other = &self.ring[self.table[at] - 1]
            if other.k0 == digest.k0 and other.k1 == digest.k1:
                return 0
            at = (at + 1) & mask
        if self.capacity == 0:
            return 1
        if self.held == self.room:
            if self.room < self.capacity:
                self._grow()
                self.head = self.held
            else:
                self._forget(self.head)
                self.held -= 1
            mask = self.slots - 1
            at = digest.k0 & <uint64_t>mask
            while self.table[at]:
                at = (at + 1) & mask
        self.ring[self.head] = digest
        self.table[at] = <uint32_t>(self.head + 1)
        self.head = self.head + 1
        if self.head == self.room and self.room == self.capacity:
            self.head = 0
        self.held += 1
        return 1

    cpdef bint add(self, str name) except -1:
        """Remember `name`; True if it is new, False if it was among the ids remembered."""
        cdef Py_ssize_t size
        cdef const char* text = PyUnicode_AsUTF8AndSize(name, &size)
        return self._add(sip_bytes(self.k0, self.k1, <const uint8_t*>text, size))

    def add_all(self, const int32_t[::1] offsets, const uint8_t[::1] data, uint8_t[::1] fresh) -> None:
        """The same for texts as Arrow keeps them: `offsets` n + 1, `data` bytes; `fresh[i]` becomes 1 if new, else 0."""
        cdef Py_ssize_t i, n = offsets.shape[0] - 1
        cdef const uint8_t* base = &data[0] if data.shape[0] else NULL
        cdef int32_t start, end
        if fresh.shape[0] < n:
            raise ValueError("`fresh` is too short")
        for i in range(n):
            start = offsets[i]
            end = offsets[i + 1]
            if start < 0 or end < start or end > data.shape[0]:
                raise ValueError("the offsets do not fit the data")
            fresh[i] = self._add(sip_bytes(self.k0, self.k1, base + start, end - start))

    def save(self) -> dict:
        """The memory as JSON-able data: capacity, key and the digests, oldest first."""
        cdef int64_t first = self.head - self.held if self.head >= self.held else self.head - self.held + self.room
        cdef int64_t tail = min(self.held, self.room - first)
        cdef bytes digests = b""
        if self.held:
            digests = PyBytes_FromStringAndSize(<const char*>(self.ring + first), tail * sizeof(Fingerprint))
            digests += PyBytes_FromStringAndSize(<const char*>self.ring, (self.held - tail) * sizeof(Fingerprint))
        cdef uint64_t k[2]
        k[0] = self.k0
        k[1] = self.k1
        return {
            "capacity": self.capacity,
            "key": PyBytes_FromStringAndSize(<const char*>k, 16).hex(),
            "ids": base64.b64encode(digests).decode("ascii"),
        }

    @staticmethod
    def load(dict state) -> "RecentIds":
        """The memory saved before; raises ValueError when the data are not of that form."""
        cdef Fingerprint digest
        cdef bytes digests
        cdef int64_t i
        cdef RecentIds made
        try:
            digests = base64.b64decode(state["ids"], validate=True)
            made = RecentIds(state["capacity"], bytes.fromhex(state["key"]))
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise ValueError("the saved memory of ids is damaged") from error
        if len(digests) % 16 or len(digests) // 16 > made.capacity:
            raise ValueError("the saved memory of ids is damaged")
        for i in range(len(digests) // 16):
            memcpy(&digest, (<const uint8_t*>digests) + i * 16, 16)
            made._add(digest)
        return made
