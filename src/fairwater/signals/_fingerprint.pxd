# Fingerprints of typed values, for other compiled modules. See _fingerprint.pyi for the encoding and what it promises.

from libc.stdint cimport int64_t, uint8_t, uint32_t, uint64_t
from libc.string cimport memcpy

from fairwater.events._siphash cimport Fingerprint, sip_tagged, sip_tagged_parts, sip_tagged_word

cdef extern from *:
    """
    /* The public key of all fingerprints: the 16 bytes "Fairwater keys 1". */
    #define FW_KEY0 0x6574617772696146ULL
    #define FW_KEY1 0x31207379656b2072ULL
    """
    const uint64_t KEY0 "FW_KEY0"
    const uint64_t KEY1 "FW_KEY1"

# Tags of types. A kind is a tag; the kind of list[T] is (kind of T) << 3 | TAG_OF_LIST.
cdef enum:
    TAG_OF_BOOL = 1
    TAG_OF_INT = 2
    TAG_OF_FLOAT = 3
    TAG_OF_STR = 4
    TAG_OF_TIME = 5
    TAG_OF_DURATION = 6
    TAG_OF_LIST = 7
    TAG_OF_KEYS = 8


cdef inline Fingerprint fingerprint_bool_c(bint value) noexcept nogil:
    cdef uint8_t byte = 1 if value else 0
    return sip_tagged(KEY0, KEY1, TAG_OF_BOOL, &byte, 1)


cdef inline Fingerprint fingerprint_int_c(int64_t value, uint64_t tag) noexcept nogil:
    # `tag`: TAG_OF_INT, TAG_OF_TIME or TAG_OF_DURATION.
    return sip_tagged_word(KEY0, KEY1, tag, <uint64_t>value)


cdef inline Fingerprint fingerprint_float_c(double value) noexcept nogil:
    cdef uint64_t bits
    value = value + 0.0  # -0.0 becomes 0.0
    memcpy(&bits, &value, 8)
    return sip_tagged_word(KEY0, KEY1, TAG_OF_FLOAT, bits)


cdef inline Fingerprint fingerprint_utf8_c(const char* text, size_t length) noexcept nogil:
    return sip_tagged(KEY0, KEY1, TAG_OF_STR, <const uint8_t*>text, length)


cdef inline Fingerprint combine_c(const Fingerprint* parts, size_t count) noexcept nogil:
    # Of one part: that part. `count` is at least 1.
    if count == 1:
        return parts[0]
    return sip_tagged_parts(KEY0, KEY1, TAG_OF_KEYS, parts, count)


cdef int fingerprint_str_c(str value, Fingerprint* out) except -1
cdef int fingerprint_value_c(object value, int kind, Fingerprint* out) except -1
cpdef int kind_of(str type_name) except -1


cdef class FingerprintSet:
    cdef Fingerprint* cells
    cdef uint64_t size
    cdef uint64_t used
    cdef bint has_zero
    cdef readonly bint frozen
    cdef uint64_t secret0
    cdef uint64_t secret1
    cdef uint64_t home(self, uint64_t k0, uint64_t k1) noexcept nogil
    cdef bint contains_c(self, uint64_t k0, uint64_t k1) noexcept nogil
    cdef int add_c(self, uint64_t k0, uint64_t k1) except -1
    cdef int resize(self, uint64_t size) except -1
    cdef int demand_open(self) except -1
