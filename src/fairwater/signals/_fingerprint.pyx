# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Typed values, one or a column -> 128-bit keyed fingerprints; sets of fingerprints. See the .pyi for each function."""

import os

import numpy as np

from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport INT64_MAX, INT64_MIN, int32_t, int64_t, uint8_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, realloc

from fairwater.events._siphash cimport Fingerprint, sip_bytes, sip_tagged_parts
from fairwater.signals._hashindex cimport fold, multiply_high, prefetch

TAG_BOOL = TAG_OF_BOOL
TAG_INT = TAG_OF_INT
TAG_FLOAT = TAG_OF_FLOAT
TAG_STR = TAG_OF_STR
TAG_TIME = TAG_OF_TIME
TAG_DURATION = TAG_OF_DURATION
TAG_LIST = TAG_OF_LIST

cdef dict TAGS = {
    "bool": TAG_OF_BOOL,
    "int": TAG_OF_INT,
    "float": TAG_OF_FLOAT,
    "str": TAG_OF_STR,
    "time": TAG_OF_TIME,
    "duration": TAG_OF_DURATION,
}

cdef enum:
    DEEPEST_LIST = 8
    AHEAD = 12  # rows between asking memory for a cell and reading it
    SMALLEST_SET = 16

ctypedef fused offset_t:
    int32_t
    int64_t


cdef inline uint64_t secret_word() except? 0:
    return int.from_bytes(os.urandom(8), "little")


cpdef int kind_of(str type_name) except -1:
    """See the .pyi."""
    cdef int depth = 0
    cdef int kind
    cdef str inner = type_name
    while inner.startswith("list[") and inner.endswith("]") and depth < DEEPEST_LIST:
        inner = inner[5 : len(inner) - 1]
        depth += 1
    if inner.endswith(" id"):  # how an entity id, a str, writes its type
        inner = "str"
    if inner not in TAGS:
        raise ValueError(
            f"no fingerprint for the type {type_name[:80]!r}: use one of {', '.join(TAGS)}, "
            f"or list[...] of these at most {DEEPEST_LIST} deep"
        )
    kind = TAGS[inner]
    for _ in range(depth):
        kind = (kind << 3) | TAG_OF_LIST
    return kind


cdef int fingerprint_str_c(str value, Fingerprint* out) except -1:
    cdef Py_ssize_t length = 0
    cdef const char* text
    cdef bytes spelled
    try:
        text = PyUnicode_AsUTF8AndSize(value, &length)
        out[0] = fingerprint_utf8_c(text, <size_t>length)
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8: spell it the way WTF-8 does
        spelled = value.encode("utf-8", "surrogatepass")
        out[0] = fingerprint_utf8_c(spelled, <size_t>len(spelled))
    return 0


cdef int fingerprint_value_c(object value, int kind, Fingerprint* out) except -1:
    cdef int tag = kind & 7
    cdef bint fits
    if tag == TAG_OF_STR:
        fits = isinstance(value, str)
        if fits:
            fingerprint_str_c(<str>value, out)
    elif tag == TAG_OF_BOOL:
        fits = isinstance(value, bool)
        if fits:
            out[0] = fingerprint_bool_c(<bint>value)
    elif tag == TAG_OF_FLOAT:
        fits = isinstance(value, float)
        if fits:
            out[0] = fingerprint_float_c(<double>value)
    elif tag == TAG_OF_LIST:
        fits = isinstance(value, (tuple, list))
        if fits:
            fingerprint_list(value, kind >> 3, out)
    else:
        fits = isinstance(value, int) and not isinstance(value, bool)
        if fits:
            if not INT64_MIN <= value <= INT64_MAX:
                raise ValueError(f"no fingerprint for an int of {value.bit_length()} bits: the language's int has 64")
            out[0] = fingerprint_int_c(<int64_t>value, tag)
    if not fits:
        wanted = next(name for name in (*TAGS, "list") if tag == (TAGS[name] if name in TAGS else TAG_OF_LIST))
        raise TypeError(f"no fingerprint: expected a {wanted} but got a {type(value).__name__}")
    return 0


cdef int fingerprint_list(object items, int kind, Fingerprint* out) except -1:
    cdef Py_ssize_t count = len(items)
    cdef Py_ssize_t i
    cdef Fingerprint* parts = <Fingerprint*>malloc((count + 1) * sizeof(Fingerprint))
    if parts == NULL:
        raise MemoryError
    try:
        for i in range(count):
            fingerprint_value_c(items[i], kind, &parts[i])
        out[0] = sip_tagged_parts(KEY0, KEY1, TAG_OF_LIST, parts, count)
    finally:
        free(parts)
    return 0


def fingerprint(value, str type_name not None):
    """See the .pyi."""
    cdef Fingerprint out
    fingerprint_value_c(value, kind_of(type_name), &out)
    return out.k0, out.k1


def siphash(const uint8_t[::1] message not None, bytes key not None):
    """See the .pyi."""
    cdef uint64_t key0, key1
    cdef Fingerprint out
    cdef uint8_t nothing = 0
    if len(key) != 16:
        raise ValueError(f"a SipHash key has 16 bytes, not {len(key)}")
    key0 = int.from_bytes(key[:8], "little")
    key1 = int.from_bytes(key[8:], "little")
    if message.shape[0]:
        out = sip_bytes(key0, key1, &message[0], message.shape[0])
    else:
        out = sip_bytes(key0, key1, &nothing, 0)
    return out.k0.to_bytes(8, "little") + out.k1.to_bytes(8, "little")


def combine(parts):
    """See the .pyi."""
    cdef Py_ssize_t count = len(parts)
    cdef Py_ssize_t i
    cdef Fingerprint out
    cdef Fingerprint* held
    if count == 0:
        raise ValueError("there is nothing to combine: a key has one part at least")
    held = <Fingerprint*>malloc(count * sizeof(Fingerprint))
    if held == NULL:
        raise MemoryError
    try:
        for i in range(count):
            held[i].k0, held[i].k1 = parts[i]
        out = combine_c(held, count)
    finally:
        free(held)
    return out.k0, out.k1


# Columns


def fingerprint_strings(
    const offset_t[::1] offsets not None, const uint8_t[::1] data not None, const uint8_t[::1] validity=None,
    Py_ssize_t start=0, count=None
):
    """See the .pyi."""
    cdef Py_ssize_t n = offsets.shape[0] - 1 - start if count is None else count
    if start < 0 or n < 0 or n > offsets.shape[0] - 1 - start:
        raise ValueError(f"{n} strings from {start} on are not within {offsets.shape[0]} offsets")
    if validity is not None and (start + n + 7) // 8 > validity.shape[0]:
        raise ValueError(f"the validity bits end before row {start + n}: pass the whole buffer")
    k0s = np.zeros(n, np.uint64)
    k1s = np.zeros(n, np.uint64)
    cdef uint64_t[::1] k0 = k0s
    cdef uint64_t[::1] k1 = k1s
    cdef char nothing = 0
    cdef const char* base = &nothing
    cdef Py_ssize_t row, first, last, i
    cdef Fingerprint out
    if data.shape[0]:
        base = <const char*>&data[0]
    for i in range(n):
        row = start + i
        if validity is not None and not (validity[row >> 3] >> (row & 7)) & 1:
            continue
        first = offsets[row]
        last = offsets[row + 1]
        if first < 0 or last < first or last > data.shape[0]:
            raise ValueError(f"the string of row {row} lies at {first} to {last}, outside its {data.shape[0]} bytes")
        out = fingerprint_utf8_c(base + first, last - first)
        k0[i] = out.k0
        k1[i] = out.k1
    return k0s, k1s


def fingerprint_ints(const int64_t[::1] values not None, int tag=TAG_OF_INT):
    """See the .pyi."""
    if tag not in (TAG_OF_INT, TAG_OF_TIME, TAG_OF_DURATION):
        raise ValueError(f"{tag} is not the tag of an int, time or duration")
    k0s = np.empty(values.shape[0], np.uint64)
    k1s = np.empty(values.shape[0], np.uint64)
    cdef uint64_t[::1] k0 = k0s
    cdef uint64_t[::1] k1 = k1s
    cdef Py_ssize_t i
    cdef Fingerprint out
    for i in range(values.shape[0]):
        out = fingerprint_int_c(values[i], tag)
        k0[i] = out.k0
        k1[i] = out.k1
    return k0s, k1s


def fingerprint_floats(const double[::1] values not None):
    """See the .pyi."""
    k0s = np.empty(values.shape[0], np.uint64)
    k1s = np.empty(values.shape[0], np.uint64)
    cdef uint64_t[::1] k0 = k0s
    cdef uint64_t[::1] k1 = k1s
    cdef Py_ssize_t i
    cdef Fingerprint out
    for i in range(values.shape[0]):
        out = fingerprint_float_c(values[i])
        k0[i] = out.k0
        k1[i] = out.k1
    return k0s, k1s


def fingerprint_bools(values):
    """See the .pyi."""
    cdef Fingerprint no = fingerprint_bool_c(False)
    cdef Fingerprint yes = fingerprint_bool_c(True)
    chosen = np.asarray(values).astype(np.bool_, copy=False).view(np.uint8)
    return np.array([no.k0, yes.k0], np.uint64)[chosen], np.array([no.k1, yes.k1], np.uint64)[chosen]


def combine_columns(k0s, k1s):
    """See the .pyi."""
    if len(k0s) == 0 or len(k0s) != len(k1s):
        raise ValueError(f"{len(k0s)} and {len(k1s)} columns do not make a key: pass both halves of each part")
    if len(k0s) == 1:
        return k0s[0], k1s[0]
    flat = np.column_stack([half for pair in zip(k0s, k1s, strict=True) for half in pair])
    return combine_runs(np.ascontiguousarray(flat, np.uint64).reshape(-1), len(k0s))


cdef combine_runs(const uint64_t[::1] flat, Py_ssize_t width):
    # Rows of `width` fingerprints each, one after the other, k0 before k1.
    cdef Py_ssize_t n = flat.shape[0] // (2 * width)
    firsts = np.empty(n, np.uint64)
    seconds = np.empty(n, np.uint64)
    cdef uint64_t[::1] k0 = firsts
    cdef uint64_t[::1] k1 = seconds
    cdef Py_ssize_t i
    cdef Fingerprint out
    for i in range(n):
        out = combine_c(<const Fingerprint*>&flat[2 * width * i], width)
        k0[i] = out.k0
        k1[i] = out.k1
    return firsts, seconds


cdef fingerprint_lists(
    const int64_t[::1] offsets, const uint64_t[::1] flat, const uint8_t[::1] validity, Py_ssize_t start, Py_ssize_t n
):
    # `flat`: the fingerprints of all items, k0 before k1; a list's items lie between its offsets.
    firsts = np.zeros(n, np.uint64)
    seconds = np.zeros(n, np.uint64)
    cdef uint64_t[::1] k0 = firsts
    cdef uint64_t[::1] k1 = seconds
    cdef Py_ssize_t row, first, last, i
    cdef uint64_t nothing = 0
    cdef const uint64_t* base = &nothing
    cdef Fingerprint out
    if flat.shape[0]:
        base = &flat[0]
    for i in range(n):
        row = start + i
        if validity is not None and not (validity[row >> 3] >> (row & 7)) & 1:
            continue
        first = offsets[row]
        last = offsets[row + 1]
        if first < 0 or last < first or 2 * last > flat.shape[0]:
            raise ValueError(f"the list of row {row} lies at {first} to {last}, outside its items")
        out = sip_tagged_parts(KEY0, KEY1, TAG_OF_LIST, <const Fingerprint*>(base + 2 * first), last - first)
        k0[i] = out.k0
        k1[i] = out.k1
    return firsts, seconds


def fingerprint_array(array, str type_name not None):
    """See the .pyi."""
    return array_of_kind(array, kind_of(type_name), type_name)


cdef array_of_kind(array, int kind, str type_name):
    cdef int tag = kind & 7
    cdef str held = str(array.type)
    cdef Py_ssize_t n = len(array)
    cdef Py_ssize_t start = array.offset
    if held.startswith("dictionary<"):
        k0, k1 = array_of_kind(array.dictionary, kind, type_name)
        known = array.is_valid().to_numpy(zero_copy_only=False)
        chosen = array.indices.fill_null(0).to_numpy()
        out = np.zeros((2, n), np.uint64)
        out[0, known], out[1, known] = k0[chosen[known]], k1[chosen[known]]
        return out[0], out[1]
    buffers = array.buffers()
    validity = None if buffers[0] is None else np.frombuffer(buffers[0], np.uint8)
    if tag == TAG_OF_STR and held in ("string", "large_string"):
        offsets = np.frombuffer(buffers[1], np.int32 if held == "string" else np.int64) if n else np.zeros(1, np.int32)
        data = np.empty(0, np.uint8) if buffers[2] is None else np.frombuffer(buffers[2], np.uint8)
        return fingerprint_strings(offsets, data, validity, start if n else 0, n)
    if tag == TAG_OF_LIST and held.startswith(("list<", "large_list<")):
        items = np.column_stack(array_of_kind(array.values, kind >> 3, type_name)).reshape(-1)
        width = np.int32 if held.startswith("list<") else np.int64
        bounds = np.frombuffer(buffers[1], width).astype(np.int64) if n else np.zeros(1, np.int64)
        return fingerprint_lists(bounds, items, validity, start if n else 0, n)
    if tag == TAG_OF_BOOL and held == "bool":
        out = fingerprint_bools(array.fill_null(False).to_numpy(zero_copy_only=False))
    elif tag == TAG_OF_FLOAT and held == "double":
        out = fingerprint_floats(column_of(buffers[1], np.float64, start, n))
    elif (tag in (TAG_OF_INT, TAG_OF_TIME, TAG_OF_DURATION) and held == "int64") or (
        tag == TAG_OF_TIME and held.startswith("timestamp[us")
    ) or (tag == TAG_OF_DURATION and held == "duration[us]"):
        out = fingerprint_ints(column_of(buffers[1], np.int64, start, n), tag)
    else:
        raise TypeError(f"no fingerprints of {type_name} from an Arrow column of {held[:80]}: cast the column first")
    if array.null_count:
        unknown = array.is_null().to_numpy(zero_copy_only=False)
        out[0][unknown] = 0
        out[1][unknown] = 0
    return out


cdef column_of(buffer, kind, Py_ssize_t start, Py_ssize_t n):
    # An empty Arrow column may come without a buffer.
    return np.frombuffer(buffer, kind)[start : start + n] if n else np.empty(0, kind)


# Sets


cdef class FingerprintSet:
    """See the .pyi."""

    def __cinit__(self):
        self.secret0 = secret_word()
        self.secret1 = secret_word()
        self.resize(SMALLEST_SET)

    def __dealloc__(self):
        free(self.cells)

    @staticmethod
    def of(k0, k1):
        """See the .pyi."""
        cdef FingerprintSet made = FingerprintSet()
        made.resize(max(SMALLEST_SET, len(k0) + len(k0) // 3 + 1))
        made.add_many(k0, k1)
        made.resize(max(SMALLEST_SET, made.used + made.used // 3 + 1))
        made.frozen = True
        return made

    cdef uint64_t home(self, uint64_t k0, uint64_t k1) noexcept nogil:
        return multiply_high(fold(k0 ^ self.secret0, k1 ^ self.secret1), self.size)

    cdef bint contains_c(self, uint64_t k0, uint64_t k1) noexcept nogil:
        cdef uint64_t i
        if k0 == 0 and k1 == 0:  # looks like an empty cell: kept apart
            return self.has_zero
        i = self.home(k0, k1)
        while self.cells[i].k0 or self.cells[i].k1:
            if self.cells[i].k0 == k0 and self.cells[i].k1 == k1:
                return True
            i += 1
            if i == self.size:
                i = 0
        return False

    cdef int resize(self, uint64_t size) except -1:
        cdef Fingerprint* old = self.cells
        cdef uint64_t old_size = self.size
        cdef uint64_t i, j
        if size == old_size:
            return 0
        self.cells = <Fingerprint*>calloc(size, sizeof(Fingerprint))
        if self.cells == NULL:
            self.cells = old
            raise MemoryError
        self.size = size
        for i in range(old_size):
            if old[i].k0 or old[i].k1:
                j = self.home(old[i].k0, old[i].k1)
                while self.cells[j].k0 or self.cells[j].k1:
                    j = j + 1 if j + 1 < size else 0
                self.cells[j] = old[i]
        free(old)
        return 0

    cdef int demand_open(self) except -1:
        if self.frozen:
            raise ValueError("this set of fingerprints is frozen: build another one with FingerprintSet.of")
        return 0

    cdef int add_c(self, uint64_t k0, uint64_t k1) except -1:
        cdef uint64_t i
        if k0 == 0 and k1 == 0:
            if self.has_zero:
                return 0
            self.has_zero = True
            return 1
        if self.contains_c(k0, k1):
            return 0
        if (self.used + 1) * 4 > self.size * 3:
            self.resize(self.size + self.size // 2)
        i = self.home(k0, k1)
        while self.cells[i].k0 or self.cells[i].k1:
            i = i + 1 if i + 1 < self.size else 0
        self.cells[i].k0 = k0
        self.cells[i].k1 = k1
        self.used += 1
        return 1

    def add(self, uint64_t k0, uint64_t k1):
        """See the .pyi."""
        self.demand_open()
        return self.add_c(k0, k1) == 1

    def discard(self, uint64_t k0, uint64_t k1):
        """See the .pyi."""
        cdef uint64_t hole, i, home
        self.demand_open()
        if not self.contains_c(k0, k1):
            return False
        if k0 == 0 and k1 == 0:
            self.has_zero = False
            return True
        hole = self.home(k0, k1)
        while self.cells[hole].k0 != k0 or self.cells[hole].k1 != k1:
            hole = hole + 1 if hole + 1 < self.size else 0
        i = hole
        while True:
            i = i + 1 if i + 1 < self.size else 0
            if self.cells[i].k0 == 0 and self.cells[i].k1 == 0:
                break
            home = self.home(self.cells[i].k0, self.cells[i].k1)
            # A cell may fill the hole if the hole lies on its way, from its home to where it is now.
            if (i - home if i >= home else i + self.size - home) >= (i - hole if i >= hole else i + self.size - hole):
                self.cells[hole] = self.cells[i]
                hole = i
        self.cells[hole].k0 = 0
        self.cells[hole].k1 = 0
        self.used -= 1
        if self.used * 4 < self.size and self.size > SMALLEST_SET:
            try:
                self.resize(max(<uint64_t>SMALLEST_SET, self.size // 2))
            except MemoryError:  # staying large is no fault
                pass
        return True

    def contains(self, uint64_t k0, uint64_t k1):
        """See the .pyi."""
        return self.contains_c(k0, k1)

    def __len__(self):
        return self.used + self.has_zero

    def add_many(self, const uint64_t[::1] k0 not None, const uint64_t[::1] k1 not None):
        """See the .pyi."""
        cdef Py_ssize_t n = same_length(k0, k1)
        cdef Py_ssize_t i
        cdef Py_ssize_t added = 0
        self.demand_open()
        for i in range(n):
            if i + AHEAD < n:
                prefetch(&self.cells[self.home(k0[i + AHEAD], k1[i + AHEAD])])
            added += self.add_c(k0[i], k1[i])
        return added

    def contains_many(self, const uint64_t[::1] k0 not None, const uint64_t[::1] k1 not None):
        """See the .pyi."""
        cdef Py_ssize_t n = same_length(k0, k1)
        cdef Py_ssize_t i
        found = np.empty(n, np.uint8)
        cdef uint8_t[::1] out = found
        for i in range(n):
            if i + AHEAD < n:
                prefetch(&self.cells[self.home(k0[i + AHEAD], k1[i + AHEAD])])
            out[i] = self.contains_c(k0[i], k1[i])
        return found

    @property
    def memory_bytes(self):
        """See the .pyi."""
        return self.size * sizeof(Fingerprint)


cdef Py_ssize_t same_length(const uint64_t[::1] k0, const uint64_t[::1] k1) except -1:
    if k0.shape[0] != k1.shape[0]:
        raise ValueError(f"{k0.shape[0]} first halves and {k1.shape[0]} second halves: pass columns of one length")
    return k0.shape[0]
