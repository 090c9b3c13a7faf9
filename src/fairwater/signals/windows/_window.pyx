# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Events in order of time, with 128-bit keys -> what an exact sliding window holds for each. See the .pyi."""

import os

import numpy as np

from fairwater.signals.windows.layout import Image
from fairwater.signals.windows.state import StateError

from libc.stdint cimport INT64_MAX, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport free

from fairwater.signals._hashindex cimport NO_RECORD
from fairwater.signals.windows._pool cimport Pool, Slot, pool_at, pool_bytes, pool_free
from fairwater.signals.windows._ring cimport ring_bytes, ring_free
from fairwater.signals.windows._table cimport (
    AHEAD, COUNT, DISTINCT, EXACT, FAR, FIRST, LAST, SUM, ExactSlot, FirstSlot, LastSlot, SumSlot, table_ask,
    table_count, table_distinct, table_exact, table_expire, table_first, table_last, table_sum,
)

OPS = ("count", "distinct", "sum", "first_seen", "seconds_since_last")
SUMMED = ("int", "float", "duration")
LONGEST_KIND = 60


cdef inline void open_pool(Pool* pool, size_t size, uint64_t owners) except *:
    pool.size = size
    pool.owners = owners
    pool.freed = NO_RECORD
    pool.index.secret0 = int.from_bytes(os.urandom(8), "little")
    pool.index.secret1 = int.from_bytes(os.urandom(8), "little")


cdef class WindowTable:
    """See the .pyi."""

    def __cinit__(self, str op not None, within_us, value_kind=None):
        if op not in OPS:
            raise ValueError(f"no window does {op[:40]!r}: use one of {', '.join(OPS)}")
        if not 0 < within_us <= INT64_MAX:
            raise ValueError(f"a window of {within_us} microseconds is not possible: use 1 to {INT64_MAX}")
        if op == "sum":
            fits = value_kind in SUMMED
        elif op == "distinct":
            fits = isinstance(value_kind, str) and 0 < len(value_kind) <= LONGEST_KIND and value_kind.isascii()
        else:
            fits = value_kind is None
        if not fits:
            raise ValueError(
                f"{value_kind!r} is no kind of value for {op}: sum takes {', '.join(SUMMED)}; "
                "distinct the name of a type; the others None"
            )
        self.op = op
        self.within_us = within_us
        self.table.within = within_us
        self.value_kind = value_kind
        self.table.oldest = NO_RECORD
        self.table.newest = NO_RECORD
        self.table.pairs.freed = NO_RECORD
        if op == "count":
            self.table.code = COUNT
            open_pool(&self.table.keys, sizeof(Slot), 0)
        elif op == "distinct":
            self.table.code = DISTINCT
            open_pool(&self.table.keys, sizeof(Slot), 0)
            open_pool(&self.table.pairs, sizeof(Slot), <uint64_t>0xFFFFFFFF << 32)
        elif op == "sum":
            self.table.code = EXACT if value_kind == "float" else SUM
            self.table.ring.has_values = True
            open_pool(&self.table.keys, sizeof(ExactSlot) if self.table.code == EXACT else sizeof(SumSlot), 0)
        elif op == "first_seen":
            self.table.code = FIRST
            self.table.ring.has_nexts = True
            open_pool(&self.table.keys, sizeof(FirstSlot), 0)
        else:
            self.table.code = LAST
            open_pool(&self.table.keys, sizeof(LastSlot), 0)

    def __dealloc__(self):
        cdef uint32_t record
        if self.table.code == EXACT:
            for record in range(self.table.keys.end):
                free((<ExactSlot*>pool_at(&self.table.keys, record)).sum.limbs)
        pool_free(&self.table.keys)
        pool_free(&self.table.pairs)
        ring_free(&self.table.ring)

    # One event

    cdef int refuse_time(self, int64_t t) except -1:
        raise ValueError(
            f"an event at {t} microseconds came after one at {self.last}: put events in order of time before windows"
        )

    cdef int observe_c(
        self, int64_t t, uint64_t k0, uint64_t k1, bint key_known, bint counted,
        uint64_t v0, uint64_t v1, int64_t vi, double vf, int64_t* out_i, double* out_f
    ) except -1:
        cdef int known
        if self.started and t < self.last:
            self.refuse_time(t)
        self.started = True
        self.last = t
        table_expire(&self.table, t)
        if not key_known:
            return 0
        if self.table.code == COUNT:
            known = table_count(&self.table, t, k0, k1, counted, out_i)
        elif self.table.code == DISTINCT:
            known = table_distinct(&self.table, t, k0, k1, counted, v0, v1, out_i)
        elif self.table.code == SUM:
            known = table_sum(&self.table, t, k0, k1, counted, vi, out_i)
        elif self.table.code == EXACT:
            known = table_exact(&self.table, t, k0, k1, counted, vf, out_f)
        elif self.table.code == FIRST:
            known = table_first(&self.table, t, k0, k1, counted, out_i)
        else:
            known = table_last(&self.table, t, k0, k1, counted, out_i)
        if known < 0:
            raise MemoryError("no memory for another event in a window: use shorter windows, or a larger machine")
        return known

    # From Python

    def observe(self, int64_t t, uint64_t k0, uint64_t k1, bint key_known=True, bint counted=True, value=None):
        """See the .pyi."""
        cdef uint64_t v0 = 0
        cdef uint64_t v1 = 0
        cdef int64_t vi = 0
        cdef double vf = 0.0
        cdef int64_t out_i = 0
        cdef double out_f = 0.0
        if counted and key_known:
            if self.table.code == DISTINCT:
                v0, v1 = value
            elif self.table.code == SUM:
                vi = value
            elif self.table.code == EXACT:
                vf = value
        if not self.observe_c(t, k0, k1, key_known, counted, v0, v1, vi, vf, &out_i, &out_f):
            return False, None
        return True, out_f if self.table.code == EXACT else out_i

    def observe_many(
        self, const int64_t[::1] times not None, const uint64_t[::1] k0 not None, const uint64_t[::1] k1 not None,
        key_known=None, counted=None, values=None
    ):
        """See the .pyi."""
        cdef Py_ssize_t n = times.shape[0]
        cdef Py_ssize_t i, at
        cdef bint pairs = self.table.code == DISTINCT
        cdef const uint8_t[::1] keyed = flags(key_known, n)
        cdef const uint8_t[::1] adds = flags(counted, n)
        cdef const uint64_t[::1] v0
        cdef const uint64_t[::1] v1
        cdef const int64_t[::1] vi
        cdef const double[::1] vf
        cdef int64_t out_i = 0
        cdef double out_f = 0.0
        cdef int64_t last = self.last
        if values is None and self.value_kind is not None:
            raise ValueError(f"a window of {self.op} needs the values of its events")
        if self.table.code == DISTINCT:
            v0, v1 = values
            same_rows(n, v0.shape[0], v1.shape[0])
        elif self.table.code == SUM:
            vi = values
            same_rows(n, vi.shape[0], n)
        elif self.table.code == EXACT:
            vf = values
            same_rows(n, vf.shape[0], n)
        elif values is not None:
            raise ValueError(f"a window of {self.op} takes no values")
        same_rows(n, k0.shape[0], k1.shape[0])
        same_rows(n, keyed.shape[0], adds.shape[0])
        # Before the first change, so that a refused batch leaves no trace.
        for i in range(n):
            if times[i] < last and (i or self.started):
                raise ValueError(
                    f"the event in row {i}, at {times[i]} microseconds, came after one at {last}: "
                    "put events in order of time before windows"
                )
            last = times[i]
        whole = np.zeros(n if self.table.code != EXACT else 0, np.int64)
        real = np.zeros(n if self.table.code == EXACT else 0, np.float64)
        known = np.empty(n, np.bool_)
        cdef int64_t[::1] wholes = whole
        cdef double[::1] reals = real
        cdef uint8_t[::1] knowns = known.view(np.uint8)
        for i in range(n):
            if self.table.keys.room > FAR or self.table.pairs.room > FAR:
                if i + 2 * AHEAD < n:
                    at = i + 2 * AHEAD
                    table_ask(&self.table, k0[at], k1[at], v0[at] if pairs else 0, v1[at] if pairs else 0, False)
                if i + AHEAD < n:
                    at = i + AHEAD
                    table_ask(&self.table, k0[at], k1[at], v0[at] if pairs else 0, v1[at] if pairs else 0, True)
            knowns[i] = self.observe_c(
                times[i], k0[i], k1[i], keyed[i], adds[i],
                v0[i] if pairs else 0, v1[i] if pairs else 0,
                vi[i] if self.table.code == SUM else 0, vf[i] if self.table.code == EXACT else 0.0, &out_i, &out_f
            )
            if knowns[i]:
                if self.table.code == EXACT:
                    reals[i] = out_f
                else:
                    wholes[i] = out_i
        return (real if self.table.code == EXACT else whole), known

    @property
    def live_keys(self):
        """See the .pyi."""
        return self.table.keys.live

    @property
    def live_events(self):
        """See the .pyi."""
        return self.table.keys.live if self.table.code == LAST else self.table.ring.tail - self.table.ring.head

    @property
    def memory_bytes(self):
        """See the .pyi."""
        return (
            pool_bytes(&self.table.keys)
            + pool_bytes(&self.table.pairs)
            + ring_bytes(&self.table.ring)
            + sizeof(uint64_t) * self.table.limbs
        )

    # Saving

    def dump(self):
        """See the .pyi."""
        return self.image().pack()

    def image(self):
        """See the .pyi."""
        # Keys and values are numbered in the order in which they first come, so that equal states give equal bytes.
        cdef Py_ssize_t n = self.live_events
        cdef uint32_t key_count = 0
        cdef uint32_t pair_count = 0
        cdef uint32_t record
        cdef uint64_t place, at
        cdef Py_ssize_t i
        keys = np.empty((self.table.keys.live, 2), np.uint64)
        pairs = np.empty((self.table.pairs.live, 2), np.uint64)
        owners = np.empty(self.table.pairs.live, np.uint32)
        times = np.empty(n, np.int64)
        records = np.empty(n, np.uint32)
        values = np.empty(n if self.table.ring.has_values else 0, np.uint64)
        key_numbers = np.full(self.table.keys.end, NO_RECORD, np.uint32)
        pair_numbers = np.full(self.table.pairs.end, NO_RECORD, np.uint32)
        cdef uint64_t[:, ::1] keys_out = keys
        cdef uint64_t[:, ::1] pairs_out = pairs
        cdef uint32_t[::1] owners_out = owners
        cdef int64_t[::1] times_out = times
        cdef uint32_t[::1] records_out = records
        cdef uint64_t[::1] values_out = values
        cdef uint32_t[::1] key_number = key_numbers
        cdef uint32_t[::1] pair_number = pair_numbers
        cdef Slot* slot = NULL
        cdef uint32_t pair = 0
        record = self.table.oldest
        for i in range(n):
            place = self.table.ring.head + <uint64_t>i
            at = place & self.table.ring.mask
            if self.table.code == LAST:
                times_out[i] = (<LastSlot*>pool_at(&self.table.keys, record)).last
            else:
                times_out[i] = self.table.ring.times[at]
                record = self.table.ring.records[at]
            if self.table.ring.has_values:
                values_out[i] = self.table.ring.values[at]
            if self.table.code == DISTINCT:
                pair = record
                slot = pool_at(&self.table.pairs, pair)
                record = <uint32_t>(slot.x >> 32)
            if key_number[record] == NO_RECORD:
                key_number[record] = key_count
                keys_out[key_count, 0] = pool_at(&self.table.keys, record).a
                keys_out[key_count, 1] = pool_at(&self.table.keys, record).b
                key_count += 1
            records_out[i] = key_number[record]
            if self.table.code == DISTINCT:
                if pair_number[pair] == NO_RECORD:
                    pair_number[pair] = pair_count
                    pairs_out[pair_count, 0] = slot.a
                    pairs_out[pair_count, 1] = slot.b
                    owners_out[pair_count] = key_number[record]
                    pair_count += 1
                records_out[i] = pair_number[pair]
            elif self.table.code == LAST:
                record = (<LastSlot*>pool_at(&self.table.keys, record)).newer
        return Image(
            self.op, self.value_kind, self.within_us, self.last if self.started else None,
            keys, pairs, owners, times, records, values,
        )

    @staticmethod
    def load(data, *, op=None, within_us=None, value_kind=None):
        """See the .pyi."""
        image = Image.unpack(data)
        image.demand(op, within_us, value_kind)
        try:
            made = WindowTable(image.op, image.within, image.value_kind)
        except ValueError as error:
            raise StateError("window table", str(error)) from None
        restore(made, image)
        return made


cdef restore(WindowTable table, image):
    owners = image.owners[image.records] if table.table.code == DISTINCT else image.records
    k0 = image.keys[:, 0][owners]
    k1 = image.keys[:, 1][owners]
    values = None
    if table.table.code == DISTINCT:
        values = image.pairs[:, 0][image.records], image.pairs[:, 1][image.records]
    elif table.table.code == SUM:
        values = image.values.view(np.int64)
    elif table.table.code == EXACT:
        values = image.values.view(np.float64)
    table.observe_many(image.times, k0, k1, None, None, values)
    if image.last is not None:
        table.started = True
        table.last = image.last
    if (
        table.live_events != len(image.times)
        or table.table.keys.live != len(image.keys)
        or table.table.pairs.live != len(image.pairs)
    ):
        raise StateError("window table", "its events, keys and values contradict each other")


cdef flags(given, Py_ssize_t n):
    if given is None:
        return np.ones(n, np.uint8)
    given = np.asarray(given)
    return given.view(np.uint8) if given.dtype == np.bool_ else given


cdef int same_rows(Py_ssize_t n, Py_ssize_t one, Py_ssize_t other) except -1:
    if one != n or other != n:
        raise ValueError(f"columns of {n}, {one} and {other} rows: pass columns of one length")
    return 0
