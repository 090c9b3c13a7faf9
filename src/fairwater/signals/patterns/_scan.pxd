"""The compiled scanner, for other compiled modules: see `_scan.pyx`."""

from libc.stdint cimport int32_t, int64_t, uint8_t, uint64_t


cdef struct Hits:
    # Of the latest text: stamp[id] == epoch if the pattern was found.
    uint64_t epoch
    uint64_t* stamp
    int32_t* ids
    int count


cdef struct Column:
    # Texts of a column in one buffer: text k lies between the separators at starts[k] and starts[k + 1].
    uint8_t* buffer
    Py_ssize_t capacity
    Py_ssize_t used
    int32_t* starts
    int32_t* rows
    int count
    int limit
    int cursor
    int32_t* last_row
    # What was found, row << 32 | id.
    uint64_t* found
    Py_ssize_t n_found
    Py_ssize_t room
    bint failed


cdef class Scanner:
    cdef readonly int n_patterns
    cdef readonly str engine
    cdef uint64_t epoch
    cdef uint64_t* stamp
    cdef int n_hits
    cdef int32_t* hit_ids
    cdef Hits hits
    cdef void* databases[2]
    cdef void* scratch
    cdef void* spare
    cdef bint wanted[2]
    cdef bint resting[2]
    cdef tuple rest
    cdef uint8_t* buffer
    cdef Py_ssize_t capacity

    cdef int scan_text(self, object text) except -1
    cdef int _scan_view(self, object text, bint caseless) except -1
    cdef tuple scan_column(
        self, const uint8_t* data, const void* offsets, bint wide, const uint8_t* validity, int64_t first, int64_t length
    )
    cdef int _scan_rows(
        self, Column* column, void* scratch, const uint8_t* data, const void* offsets, bint wide, const uint8_t* validity,
        int64_t first, int64_t length, bint caseless,
    ) except -1
    cdef int _flush(self, Column* column, void* scratch, bint caseless) except -1 nogil
    cdef int _flush_rest(self, Column* column, bint caseless) except -1
    cdef int _reserve(self, Py_ssize_t size) except -1
