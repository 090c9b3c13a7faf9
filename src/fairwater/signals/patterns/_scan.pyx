# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Texts go in, one or a column at a time; the ids of the patterns found in them come out.

A text is turned into its scan view (see `encoding`) and all patterns are looked for in one pass of Vectorscan, whose
C interface is taken from the shared library at run time; patterns it has no room for, and all patterns where it is
missing, are looked for by the portable matcher. A column's texts lie in one buffer, a separator between any two.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t, uintptr_t
from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcpy
from posix.dlfcn cimport RTLD_LOCAL, RTLD_NOW, dlopen, dlsym

import numpy as np

from fairwater.policy import pattern_chars
from fairwater.signals.patterns import encoding


cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)


# --- Vectorscan: the functions of <hs/hs.h>, 5.4

cdef struct CompileError:
    char* message
    int expression

ctypedef int (*OnMatch)(unsigned int id, unsigned long long start, unsigned long long end, unsigned int flags, void* context) noexcept nogil
ctypedef int (*CompileMulti)(const char* const* expressions, const unsigned int* flags, const unsigned int* ids, unsigned int count, unsigned int mode, const Platform* platform, void** database, CompileError** error) noexcept nogil
ctypedef int (*FreeError)(CompileError* error) noexcept nogil
ctypedef int (*FreeAny)(void* item) noexcept nogil
ctypedef int (*AllocScratch)(const void* database, void** scratch) noexcept nogil
ctypedef int (*CloneScratch)(const void* source, void** scratch) noexcept nogil
ctypedef int (*Scan)(const void* database, const char* data, unsigned int length, unsigned int flags, void* scratch, OnMatch on_match, void* context) noexcept nogil
ctypedef int (*Serialize)(const void* database, char** data, size_t* length) noexcept nogil
ctypedef int (*Deserialize)(const char* data, size_t length, void** database) noexcept nogil
ctypedef int (*PopulatePlatform)(Platform* platform) noexcept nogil
ctypedef int (*ValidPlatform)() noexcept nogil
ctypedef const char* (*Version)() noexcept nogil

cdef enum:
    HS_MODE_BLOCK = 1
    HS_CPU_FEATURES_AVX2 = 4


cdef struct Platform:
    unsigned int tune
    unsigned long long cpu_features
    unsigned long long reserved1
    unsigned long long reserved2

cdef CompileMulti hs_compile_multi = NULL
cdef FreeError hs_free_compile_error
cdef FreeAny hs_free_database
cdef FreeAny hs_free_scratch
cdef AllocScratch hs_alloc_scratch
cdef CloneScratch hs_clone_scratch
cdef Scan hs_scan
cdef Serialize hs_serialize_database
cdef Deserialize hs_deserialize_database
cdef PopulatePlatform hs_populate_platform
cdef ValidPlatform hs_valid_platform
cdef Version hs_version


class CompileFailedError(ValueError):
    """Vectorscan does not take an expression. `index`: which one, or -1 if it does not say."""

    def __init__(self, message, index):
        super().__init__(message)
        self.index = index


def load_engine(path):
    """Take Vectorscan's functions from a shared library; says whether it can be used on this machine."""
    global hs_compile_multi, hs_free_compile_error, hs_free_database, hs_free_scratch, hs_alloc_scratch, hs_clone_scratch
    global hs_scan, hs_serialize_database, hs_deserialize_database, hs_populate_platform, hs_valid_platform, hs_version
    if hs_compile_multi != NULL:
        return True
    cdef bytes encoded = path.encode("utf-8", "surrogateescape")
    cdef void* library = dlopen(encoded, RTLD_NOW | RTLD_LOCAL)
    if library == NULL:
        return False
    names = (
        b"hs_free_compile_error", b"hs_free_database", b"hs_free_scratch", b"hs_alloc_scratch", b"hs_clone_scratch", b"hs_scan",
        b"hs_serialize_database", b"hs_deserialize_database", b"hs_populate_platform", b"hs_valid_platform", b"hs_version",
        b"hs_compile_multi", b"free",
    )
    for name in names:
        if dlsym(library, name) == NULL:
            return False
    hs_free_compile_error = <FreeError>dlsym(library, b"hs_free_compile_error")
    hs_free_database = <FreeAny>dlsym(library, b"hs_free_database")
    hs_free_scratch = <FreeAny>dlsym(library, b"hs_free_scratch")
    hs_alloc_scratch = <AllocScratch>dlsym(library, b"hs_alloc_scratch")
    hs_clone_scratch = <CloneScratch>dlsym(library, b"hs_clone_scratch")
    hs_scan = <Scan>dlsym(library, b"hs_scan")
    hs_serialize_database = <Serialize>dlsym(library, b"hs_serialize_database")
    hs_deserialize_database = <Deserialize>dlsym(library, b"hs_deserialize_database")
    hs_populate_platform = <PopulatePlatform>dlsym(library, b"hs_populate_platform")
    hs_valid_platform = <ValidPlatform>dlsym(library, b"hs_valid_platform")
    hs_version = <Version>dlsym(library, b"hs_version")
    if hs_valid_platform() != 0:
        return False
    hs_compile_multi = <CompileMulti>dlsym(library, b"hs_compile_multi")
    return True


cdef Platform _platform() except *:
    """The processor to compile for: AVX2 at most. Databases of Vectorscan 5.4.12 for AVX512VBMI miss matches."""
    cdef Platform platform
    if hs_compile_multi == NULL:
        raise RuntimeError("load_engine must come first")
    _check(hs_populate_platform(&platform), "asking for the processor")
    platform.tune = 0
    platform.cpu_features &= HS_CPU_FEATURES_AVX2
    platform.reserved1 = platform.reserved2 = 0
    return platform


def engine_key():
    """What a compiled database depends on besides its expressions: engine version and processor."""
    return f"{(<bytes>hs_version()).decode('ascii')} {_platform().cpu_features}"


def compile_database(list expressions, list ids):
    """The serialised database of these byte expressions (bytes), reported by these ids. Raises CompileFailedError."""
    cdef unsigned int count = len(expressions)
    cdef const char** sources = <const char**>malloc(count * sizeof(char*))
    cdef unsigned int* flags = <unsigned int*>malloc(count * sizeof(int))
    cdef unsigned int* numbers = <unsigned int*>malloc(count * sizeof(int))
    cdef void* database = NULL
    cdef CompileError* error = NULL
    cdef char* data = NULL
    cdef size_t length = 0
    cdef unsigned int at
    cdef Platform platform = _platform()
    try:
        if sources == NULL or flags == NULL or numbers == NULL:
            raise MemoryError
        for at in range(count):
            sources[at] = PyBytes_AS_STRING(expressions[at])
            flags[at] = 0  # reporting each id once a scan (SINGLEMATCH) was measured to be slower
            numbers[at] = ids[at]
        with nogil:
            hs_compile_multi(sources, flags, numbers, count, HS_MODE_BLOCK, &platform, &database, &error)
        if database == NULL:
            message, index = "no reason given", -1
            if error != NULL:
                message, index = (<bytes>error.message).decode("utf-8", "replace"), error.expression
                hs_free_compile_error(error)
            raise CompileFailedError(message, index)
        _check(hs_serialize_database(database, &data, &length), "serialising a database")
        return PyBytes_FromStringAndSize(data, length)
    finally:
        if data != NULL:
            free(data)
        if database != NULL:
            hs_free_database(database)
        free(sources)
        free(flags)
        free(numbers)


cdef int _check(int code, str doing) except -1:
    if code != 0:
        raise RuntimeError(f"Vectorscan failed while {doing} (error {code})")
    return 0


# --- the table of characters: (what folding adds to the code point) * 8 + its part in the encoding, in pages of 256

cdef enum:
    DIGIT = 0
    SPACED = 1
    UNSPACED = 2
    SPACE = 3
    PAGES = 0x1100

cdef uint16_t page_of[PAGES]
cdef int32_t* pages = NULL


cdef int _build_table() except -1:
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


cdef inline bint _is_plain(const uint8_t* data, Py_ssize_t length) noexcept nogil:
    """Whether all bytes are ASCII and stand for themselves in a view."""
    cdef uint8_t odd = 0
    cdef Py_ssize_t at
    for at in range(length):
        odd |= <uint8_t>(<uint8_t>(data[at] - 6) > 0x79)
    return odd == 0


cdef inline void _copy_plain(uint8_t* out, const uint8_t* data, Py_ssize_t length, bint caseless) noexcept nogil:
    cdef Py_ssize_t at
    if not caseless:
        memcpy(out, data, length)
        return
    for at in range(length):
        out[at] = data[at] + (<uint8_t>(<uint8_t>(data[at] - 65) < 26) << 5)


cdef uint8_t* _put_utf8(uint8_t* out, const uint8_t* data, Py_ssize_t length, bint caseless) noexcept nogil:
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

    `engine` is "vectorscan", "portable", or "vectorscan+portable" where some patterns are too large for the former. Calls
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
                if hs_compile_multi == NULL:
                    raise RuntimeError("load_engine must come first")
                data = databases[which]
                _check(hs_deserialize_database(PyBytes_AS_STRING(data), len(data), &self.databases[which]), "loading a database")
                _check(hs_alloc_scratch(self.databases[which], &self.scratch), "reserving memory")

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
        cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text), at
        cdef int kind = PyUnicode_KIND(text)
        cdef void* data = PyUnicode_DATA(text)
        cdef uint8_t* out
        if length > MOST_BYTES:
            raise ValueError(f"a text of {length:,} characters is too long to scan; at most {MOST_BYTES:,} are taken")
        if PyUnicode_IS_ASCII(text) and _is_plain(<uint8_t*>data, length):
            if length + 2 > self.capacity:
                self._reserve(length + 2)
            _copy_plain(self.buffer + 1, <uint8_t*>data, length, caseless)
            out = self.buffer + 1 + length
        else:
            _build_table()
            self._reserve(6 * length + 2)
            out = self.buffer + 1
            if kind == 1:
                for at in range(length):
                    out = _put(out, (<uint8_t*>data)[at], caseless)
            elif kind == 2:
                for at in range(length):
                    out = _put(out, (<uint16_t*>data)[at], caseless)
            else:
                for at in range(length):
                    out = _put(out, (<uint32_t*>data)[at], caseless)
        self.buffer[0] = 2
        out[0] = 2
        length = out + 1 - self.buffer
        if self.databases[caseless] != NULL:
            _check(hs_scan(self.databases[caseless], <char*>self.buffer, length, 0, self.scratch, _on_text_match, &self.hits), "scanning")
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
                    _check(hs_clone_scratch(self.scratch, &scratch), "reserving memory")
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
                plain = _is_plain(data + begin, end - begin)
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
                if not plain and pages == NULL:
                    with gil:
                        _build_table()
                column.starts[column.count] = column.used
                column.rows[column.count] = row
                column.count += 1
                out = column.buffer + column.used
                out[0] = 2
                if plain:
                    _copy_plain(out + 1, data + begin, end - begin, caseless)
                    out += 1 + (end - begin)
                else:
                    out = _put_utf8(out + 1, data + begin, end - begin, caseless)
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
                _check(code, "scanning")
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
