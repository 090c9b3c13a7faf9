"""Scan views for other compiled modules: see `_view.pyx`."""

from libc.stdint cimport uint8_t

cdef int build_table() except -1
cdef bint has_table() noexcept nogil
cdef bint is_plain(const uint8_t* data, Py_ssize_t length) noexcept nogil
cdef void copy_plain(uint8_t* out, const uint8_t* data, Py_ssize_t length, bint caseless) noexcept nogil
cdef uint8_t* put_utf8(uint8_t* out, const uint8_t* data, Py_ssize_t length, bint caseless) noexcept nogil
cdef uint8_t* put_text(uint8_t* out, const void* data, int kind, Py_ssize_t length, bint caseless) noexcept nogil
