# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Texts go in, one or a column at a time; the ids of the patterns found in them come out.

A text is turned into its scan view (see `encoding`) and all patterns are looked for in one pass of Hyperscan, whose
C interface is taken from the shared library at run time; patterns it has no room for, and all patterns where it is
missing, are looked for by the portable matcher. A column's texts lie in one buffer, a separator between any two.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t, uintptr_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy

from fairwater.signals.patterns._hyperscan cimport (
    check, hs_alloc_scratch, hs_clone_scratch, hs_deserialize_database, hs_free_database, hs_free_scratch, hs_scan,
)
from fairwater.signals.patterns._view cimport build_table, copy_plain, has_table, is_plain, put_text, put_utf8

import numpy as np


cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)


# --- collecting matches

cdef int _on_text_match(unsigned int id, unsigned long long start, unsigned long long end, unsigned int flags, void* context) noexcept nogil:
    cdef Hits* hits = <Hits*>context
    if hits.stamp[id] != hits.epoch:
        hits.stamp[id] = hits.epoch
        hits.ids[hits.count] = id
        hits.count += 1
    return 0


cdef int _add_found(Column* column, uint64_t row, uint64_t id) noexcept nogil:
    cdef uint64_t* larger
    if column.n_found == column.room:
        larger = <uint64_t*>realloc(column.found, column.room * 2 * sizeof(uint64_t))
        if larger == NULL:
            column.failed = True
            return 1
        column.found = larger
        column.room *= 2
    column.found[column.n_found] = row << 32 | id
    column.n_found += 1
    return 0


cdef int _on_column_match(unsigned int id, unsigned long long start, unsigned long long end, unsigned int flags, void* context) noexcept nogil:
    cdef Column* column = <Column*>context
    cdef int32_t place = <int32_t>(end - 1)
    cdef int low = column.cursor, high, middle
    if column.starts[low] >= place or column.starts[low + 1] < place:
        high = column.count
        if column.starts[low] >= place:
            high = low
            low = 0
        while high - low > 1:
            middle = (low + high) >> 1
            if column.starts[middle] < place:
                low = middle
            else:
                high = middle
        column.cursor = low
    cdef int32_t row = column.rows[low]
    if column.last_row[id] == row:
        return 0
    column.last_row[id] = row
    return _add_found(column, row, id)


CHUNK_BYTES = 1 << 17  # 16 KB to 1 MB were measured to be as fast, larger ones slower

cdef Py_ssize_t MOST_BYTES = 0x1FFFFFFF  # of one text: its view's length must fit in 32 bits


cdef class Scanner:
    """Looks for patterns 0 to n_patterns - 1 in texts. Made by `build_scanner`.

    `engine` is "hyperscan", "portable", or "hyperscan+portable" where some patterns are too large for the former. Calls
    of `scan_batch` may run side by side in threads. From compiled code, `scan_text` leaves its hits in `hit_ids` (n_hits
    of them, unsorted) and in `stamp` (stamp[id] == epoch) until the next call.
    """

    def __cinit__(self, int n_patterns, databases, rest, str engine):
        """`databases`, `rest`: serialised database and portable matcher (or None) for exact and for folded views."""
        cdef int which
        cdef bytes data
        self.n_patterns = n_patterns
        self.engine = engine
        self.rest = tuple(rest)
        self.stamp = <uint64_t*>calloc(n_patterns + 1, sizeof(uint64_t))
        self.hit_ids = <int32_t*>malloc((n_patterns + 1) * sizeof(int32_t))
        self._reserve(4096)
        if self.stamp == NULL or self.hit_ids == NULL:
            raise MemoryError
        self.hits.stamp, self.hits.ids = self.stamp, self.hit_ids
        for which in range(2):
            self.resting[which] = rest[which] is not None
            self.wanted[which] = databases[which] is not None or rest[which] is not None
            if databases[which] is not None:
                if hs_scan == NULL:
                    raise RuntimeError("load_engine must come first")
                data = databases[which]
                check(hs_deserialize_database(PyBytes_AS_STRING(data), len(data), &self.databases[which]), "loading a database")
                check(hs_alloc_scratch(self.databases[which], &self.scratch), "reserving memory")

    def __dealloc__(self):
        cdef int which
        for which in range(2):
            if self.databases[which] != NULL:
                hs_free_database(self.databases[which])
        if self.scratch != NULL:
            hs_free_scratch(self.scratch)
        if self.spare != NULL:
            hs_free_scratch(self.spare)
        free(self.stamp)
        free(self.hit_ids)
        free(self.buffer)

    cdef int _reserve(self, Py_ssize_t size) except -1:
        if size <= self.capacity:
            return 0
        cdef uint8_t* larger = <uint8_t*>realloc(self.buffer, size)
        if larger == NULL:
            raise MemoryError
        self.buffer, self.capacity = larger, size
        return 0

    cdef int scan_text(self, object text) except -1:
        """Look for all patterns in a str; see the class for where the hits are left. Raises TypeError for no str."""
        if not isinstance(text, str):
            raise TypeError(f"a text to scan must be a str, not {type(text).__name__}")
        self.epoch += 1
        self.hits.epoch = self.epoch
        self.hits.count = 0
        if self.wanted[1]:
            self._scan_view(text, True)
        if self.wanted[0]:
            self._scan_view(text, False)
        self.n_hits = self.hits.count
        return 0

    cdef int _scan_view(self, object text, bint caseless) except -1:
        cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef uint8_t* out
        if length > MOST_BYTES:
            raise ValueError(f"a text of {length:,} characters is too long to scan; at most {MOST_BYTES:,} are taken")
        if PyUnicode_IS_ASCII(text) and is_plain(<uint8_t*>data, length):
            if length + 2 > self.capacity:
                self._reserve(length + 2)
            copy_plain(self.buffer + 1, <uint8_t*>data, length, caseless)
            out = self.buffer + 1 + length
        else:
            build_table()
            self._reserve(6 * length + 2)
            out = put_text(self.buffer + 1, data, PyUnicode_KIND(text), length, caseless)
        self.buffer[0] = 2
        out[0] = 2
        length = out + 1 - self.buffer
        if self.databases[caseless] != NULL:
            check(hs_scan(self.databases[caseless], <char*>self.buffer, length, 0, self.scratch, _on_text_match, &self.hits), "scanning")
        if self.resting[caseless]:
            for id in self.rest[caseless].found(PyBytes_FromStringAndSize(<char*>self.buffer, length)):
                _on_text_match(id, 0, 0, 0, &self.hits)
        return 0

    def scan(self, text):
        """The ids of the patterns found in a text, ascending; raises TypeError if it is no str."""
        self.scan_text(text)
        cdef int at
        return sorted([self.hit_ids[at] for at in range(self.n_hits)])

    def scan_batch(self, column):
        """The pairs (row, pattern id) found in an Arrow array of strings: two int32 arrays, sorted by row, then id.

        Takes `string` and `large_string` arrays (slices, too) without copying; a null row has no pairs. Raises TypeError
        for anything else.
        """
        name = str(getattr(column, "type", type(column).__name__))
        if name not in ("string", "large_string"):
            raise TypeError(f"a column to scan must be an Arrow array of string or large_string, not {name}")
        validity, offsets, data = column.buffers()
        cdef uintptr_t valid = 0 if validity is None or column.null_count == 0 else validity.address
        cdef uintptr_t places = 0 if offsets is None else offsets.address
        cdef uintptr_t content = 0 if data is None else data.address
        cdef int64_t length = len(column) if places else 0
        return self.scan_column(
            <const uint8_t*>content, <const void*>places, name == "large_string", <const uint8_t*>valid, column.offset, length
        )

    cdef tuple scan_column(
        self, const uint8_t* data, const void* offsets, bint wide, const uint8_t* validity, int64_t first, int64_t length
    ):
        """As `scan_batch`, over the buffers of an Arrow array of `length` rows from row `first` of the buffers on.

        `wide`: 64-bit offsets; `validity`: NULL if no row is null.
        """
        cdef Column column
        cdef void* scratch = NULL
        cdef uint64_t[::1] out
        cdef int which
        if length > 0x7FFFFFFF:
            raise ValueError("a column of more than 2,147,483,647 rows is too long to scan; split it")
        column.n_found = 0
        column.room = 1024
        column.capacity = CHUNK_BYTES
        column.limit = CHUNK_BYTES // 8
        column.failed = False
        column.buffer = <uint8_t*>malloc(column.capacity)
        column.starts = <int32_t*>malloc((column.limit + 1) * sizeof(int32_t))
        column.rows = <int32_t*>malloc(column.limit * sizeof(int32_t))
        column.last_row = <int32_t*>malloc((self.n_patterns + 1) * sizeof(int32_t))
        column.found = <uint64_t*>malloc(column.room * sizeof(uint64_t))
        try:
            if not (column.buffer and column.starts and column.rows and column.last_row and column.found):
                raise MemoryError
            if self.scratch != NULL:
                scratch, self.spare = self.spare, NULL
                if scratch == NULL:
                    check(hs_clone_scratch(self.scratch, &scratch), "reserving memory")
            for which in range(2):
                if self.wanted[which]:
                    self._scan_rows(&column, scratch, data, offsets, wide, validity, first, length, which)
            pairs = np.empty(column.n_found, dtype=np.uint64)
            if column.n_found:
                out = pairs
                memcpy(&out[0], column.found, column.n_found * sizeof(uint64_t))
        finally:
            if scratch != NULL:
                if self.spare == NULL:
                    self.spare = scratch
                else:
                    hs_free_scratch(scratch)
            free(column.buffer)
            free(column.starts)
            free(column.rows)
            free(column.last_row)
            free(column.found)
        pairs.sort()
        if len(pairs) > 1:
            pairs = pairs[np.concatenate((np.ones(1, dtype=bool), pairs[1:] != pairs[: len(pairs) - 1]))]
        return (pairs >> np.uint64(32)).astype(np.int32), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)

    cdef int _scan_rows(
        self, Column* column, void* scratch, const uint8_t* data, const void* offsets, bint wide, const uint8_t* validity,
        int64_t first, int64_t length, bint caseless,
    ) except -1:
        cdef int64_t row, place, begin, end
        cdef Py_ssize_t size
        cdef bint plain
        cdef uint8_t* larger
        cdef uint8_t* out
        for row in range(self.n_patterns):
            column.last_row[row] = -1
        column.used = 0
        column.count = 0
        with nogil:
            for row in range(length):
                place = first + row
                if validity != NULL and not (validity[place >> 3] >> (place & 7)) & 1:
                    continue
                if wide:
                    begin, end = (<const int64_t*>offsets)[place], (<const int64_t*>offsets)[place + 1]
                else:
                    begin, end = (<const int32_t*>offsets)[place], (<const int32_t*>offsets)[place + 1]
                if end <= begin:
                    continue
                if end - begin > MOST_BYTES:
                    with gil:
                        raise ValueError(f"row {row}: a text of {end - begin:,} bytes is too long to scan")
                plain = is_plain(data + begin, end - begin)
                size = 2 + (end - begin if plain else 4 * (end - begin))
                if column.count and (column.used + size > column.capacity or column.count == column.limit):
                    self._flush(column, scratch, caseless)
                    column.used = 0
                    column.count = 0
                if size > column.capacity:
                    larger = <uint8_t*>realloc(column.buffer, size)
                    if larger == NULL:
                        with gil:
                            raise MemoryError
                    column.buffer = larger
                    column.capacity = size
                if not plain and not has_table():
                    with gil:
                        build_table()
                column.starts[column.count] = column.used
                column.rows[column.count] = row
                column.count += 1
                out = column.buffer + column.used
                out[0] = 2
                if plain:
                    copy_plain(out + 1, data + begin, end - begin, caseless)
                    out += 1 + (end - begin)
                else:
                    out = put_utf8(out + 1, data + begin, end - begin, caseless)
                column.used = out - column.buffer
            if column.count:
                self._flush(column, scratch, caseless)
        return 0

    cdef int _flush(self, Column* column, void* scratch, bint caseless) except -1 nogil:
        """Look through the texts in the buffer."""
        cdef int code = 0
        column.buffer[column.used] = 2
        column.starts[column.count] = column.used
        column.cursor = 0
        if self.databases[caseless] != NULL:
            code = hs_scan(
                self.databases[caseless], <char*>column.buffer, column.used + 1, 0, scratch, _on_column_match, column
            )
        if column.failed:
            with gil:
                raise MemoryError
        if code:
            with gil:
                check(code, "scanning")
        if self.resting[caseless]:
            with gil:
                self._flush_rest(column, caseless)
        return 0

    cdef int _flush_rest(self, Column* column, bint caseless) except -1:
        cdef int at
        view = PyBytes_FromStringAndSize(<char*>column.buffer, column.used + 1)
        starts = [column.starts[at] for at in range(column.count + 1)]
        for at, id in self.rest[caseless].found_in_column(view, starts):
            if _add_found(column, column.rows[at], id):
                raise MemoryError
        return 0
