# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Texts go in; their scan views (see `encoding`) come out, written into buffers of the caller.

No function here checks for room: a plain text (`is_plain`) needs a byte for each byte, other UTF-8 at most four, a str at
most six for each code point.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport int32_t, uint8_t, uint16_t, uint32_t
from libc.stdlib cimport free, malloc
from libc.string cimport memcpy

import numpy as np

from fairwater.policy import pattern_chars
from fairwater.signals.patterns import encoding

# --- the table of characters: (what folding adds to the code point) * 8 + its part in the encoding, in pages of 256

cdef enum:
    DIGIT = 0
    SPACED = 1
    UNSPACED = 2
    SPACE = 3
    PAGES = 0x1100

cdef uint16_t page_of[PAGES]
cdef int32_t* pages = NULL


cdef int build_table() except -1:
    global pages
    if pages != NULL:
        return 0
    cdef int32_t[::1] flat = np.zeros(PAGES * 256, dtype=np.int32)
    cdef int part, code, low, high, page, number
    for part, members in enumerate(encoding.parts()):
        for low, high in members.ranges:
            for code in range(low, high + 1):
                flat[code] = part
    for code, folded in pattern_chars.folds().items():
        flat[code] += (<int>folded - code) * 8
    numbers = {}
    for page in range(PAGES):
        content = PyBytes_FromStringAndSize(<char*>&flat[page * 256], 1024)
        page_of[page] = numbers.setdefault(content, len(numbers))
    cdef int32_t* table = <int32_t*>malloc(len(numbers) * 1024)
    if table == NULL:
        raise MemoryError
    for content, number in numbers.items():
        memcpy(&table[number * 256], PyBytes_AS_STRING(content), 1024)
    pages = table
    return 0


cdef inline uint8_t* _put(uint8_t* out, uint32_t code, bint caseless) noexcept nogil:
    """Write one character of a view; at most 4 bytes for one below 0x80, else at most 6."""
    cdef int32_t entry
    cdef int part
    if 6 <= code < 0x80:
        out[0] = code + 32 if caseless and 65 <= code <= 90 else code
        return out + 1
    entry = pages[(<uint32_t>page_of[code >> 8] << 8) + (code & 255)]
    part = entry & 7
    if caseless:
        code += entry >> 3
        if 6 <= code < 0x80:
            out[0] = code
            return out + 1
    if part == SPACED:
        if code < 0x800:
            out[0] = 0xC0 | (code >> 6)
            out[1] = 0x80 | (code & 63)
            return out + 2
        if code < 0x10000:
            out[0] = 0xE0 | (code >> 12)
            out[1] = 0x80 | ((code >> 6) & 63)
            out[2] = 0x80 | (code & 63)
            return out + 3
        out[0] = 0xF0 | (code >> 18)
        out[1] = 0x80 | ((code >> 12) & 63)
        out[2] = 0x80 | ((code >> 6) & 63)
        out[3] = 0x80 | (code & 63)
        return out + 4
    out[0] = 0xFE if part == DIGIT else 0 if part == UNSPACED else 5 if part == SPACE else 1
    out += 1
    if code >= 0x1000:
        if code >= 0x40000:
            out[0] = 0x80 | (code >> 18)
            out += 1
        out[0] = 0x80 | ((code >> 12) & 63)
        out += 1
    out[0] = 0x80 | ((code >> 6) & 63)
    out[1] = 0x80 | (code & 63)
    if part == DIGIT:
        return out + 2
    out[2] = 3 if part == UNSPACED else 4
    return out + 3


cdef bint is_plain(const uint8_t* data, Py_ssize_t length) noexcept nogil:
    """Whether all bytes are ASCII and stand for themselves in a view."""
    cdef uint8_t odd = 0
    cdef Py_ssize_t at
    for at in range(length):
        odd |= <uint8_t>(<uint8_t>(data[at] - 6) > 0x79)
    return odd == 0


cdef void copy_plain(uint8_t* out, const uint8_t* data, Py_ssize_t length, bint caseless) noexcept nogil:
    cdef Py_ssize_t at
    if not caseless:
        memcpy(out, data, length)
        return
    for at in range(length):
        out[at] = data[at] + (<uint8_t>(<uint8_t>(data[at] - 65) < 26) << 5)


cdef uint8_t* put_utf8(uint8_t* out, const uint8_t* data, Py_ssize_t length, bint caseless) noexcept nogil:
    """Write the view of UTF-8. Bytes that are none become U+FFFD one by one."""
    cdef Py_ssize_t at = 0
    cdef uint32_t code
    cdef int more, step
    while at < length:
        code = data[at]
        at += 1
        if code >= 0x80:
            more = 1 if 0xC2 <= code < 0xE0 else 2 if 0xE0 <= code < 0xF0 else 3 if 0xF0 <= code < 0xF5 else 0
            if more == 0 or at + more > length:
                code = 0xFFFD
            else:
                code &= 0x3F >> more
                for step in range(more):
                    if data[at + step] & 0xC0 != 0x80:
                        code = 0x200000
                        break
                    code = (code << 6) | (data[at + step] & 63)
                if code > 0x10FFFF:
                    code = 0xFFFD
                else:
                    at += more
        out = _put(out, code, caseless)
    return out


cdef uint8_t* put_text(uint8_t* out, const void* data, int kind, Py_ssize_t length, bint caseless) noexcept nogil:
    """Write the view of a str's `length` code points of `kind` bytes each."""
    cdef Py_ssize_t at
    if kind == 1:
        for at in range(length):
            out = _put(out, (<const uint8_t*>data)[at], caseless)
    elif kind == 2:
        for at in range(length):
            out = _put(out, (<const uint16_t*>data)[at], caseless)
    else:
        for at in range(length):
            out = _put(out, (<const uint32_t*>data)[at], caseless)
    return out


cdef bint has_table() noexcept nogil:
    """Whether `build_table` was called: views of texts that are not plain need it."""
    return pages != NULL


def view_of(text, caseless):
    """The scan view of UTF-8 (bytes), without separators: for tests against `encoding.view`."""
    build_table()
    cdef const uint8_t[::1] source = text
    cdef Py_ssize_t length = len(text)
    cdef uint8_t* buffer = <uint8_t*>malloc(4 * length + 1)
    if buffer == NULL:
        raise MemoryError
    try:
        if length == 0:
            return b""
        return PyBytes_FromStringAndSize(<char*>buffer, put_utf8(buffer, &source[0], length, caseless) - buffer)
    finally:
        free(buffer)
