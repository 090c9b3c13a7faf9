# Words of 64 bits -> 128 bits: SipHash-2-4 with the double-length output, as inline functions for other modules.
#
# Source: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF" (INDOCRYPT 2012), sections 2.1-2.4, and
# the 128-bit output of the authors' reference description. A message is read as little-endian words; the last word
# holds the remaining bytes (fewer than 8) and the message's length modulo 256 in its top byte.

from libc.stdint cimport uint8_t, uint32_t, uint64_t

cdef extern from *:
    """
    #include <stdint.h>
    #include <string.h>
    #if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    #define fw_little64(x) __builtin_bswap64(x)
    #define fw_little32(x) __builtin_bswap32(x)
    #else
    #define fw_little64(x) (x)
    #define fw_little32(x) (x)
    #endif
    static inline uint64_t fw_load64(const void *p) { uint64_t x; memcpy(&x, p, 8); return fw_little64(x); }
    static inline uint64_t fw_load32(const void *p) { uint32_t x; memcpy(&x, p, 4); return fw_little32(x); }
    """
    uint64_t load64 "fw_load64"(const void* p) noexcept nogil
    uint64_t load32 "fw_load32"(const void* p) noexcept nogil


cdef struct Fingerprint:
    uint64_t k0
    uint64_t k1


cdef struct Sip:
    uint64_t v0
    uint64_t v1
    uint64_t v2
    uint64_t v3


cdef inline uint64_t rotl(uint64_t x, int bits) noexcept nogil:
    return (x << bits) | (x >> (64 - bits))


cdef inline void sip_round(Sip* s) noexcept nogil:
    s.v0 += s.v1
    s.v1 = rotl(s.v1, 13) ^ s.v0
    s.v0 = rotl(s.v0, 32)
    s.v2 += s.v3
    s.v3 = rotl(s.v3, 16) ^ s.v2
    s.v0 += s.v3
    s.v3 = rotl(s.v3, 21) ^ s.v0
    s.v2 += s.v1
    s.v1 = rotl(s.v1, 17) ^ s.v2
    s.v2 = rotl(s.v2, 32)


cdef inline void sip_start(Sip* s, uint64_t key0, uint64_t key1) noexcept nogil:
    s.v0 = key0 ^ <uint64_t>0x736f6d6570736575
    s.v1 = key1 ^ <uint64_t>0x646f72616e646f6d ^ 0xee
    s.v2 = key0 ^ <uint64_t>0x6c7967656e657261
    s.v3 = key1 ^ <uint64_t>0x7465646279746573


cdef inline void sip_word(Sip* s, uint64_t word) noexcept nogil:
    s.v3 ^= word
    sip_round(s)
    sip_round(s)
    s.v0 ^= word


cdef inline Fingerprint sip_finish(Sip* s) noexcept nogil:
    cdef Fingerprint out
    s.v2 ^= 0xee
    sip_round(s)
    sip_round(s)
    sip_round(s)
    sip_round(s)
    out.k0 = s.v0 ^ s.v1 ^ s.v2 ^ s.v3
    s.v1 ^= 0xdd
    sip_round(s)
    sip_round(s)
    sip_round(s)
    sip_round(s)
    out.k1 = s.v0 ^ s.v1 ^ s.v2 ^ s.v3
    return out


cdef inline uint64_t load_short(const uint8_t* p, size_t n) noexcept nogil:
    # The n < 8 bytes at p as a little-endian number; never reads outside them.
    if n >= 4:
        return load32(p) | (load32(p + n - 4) << (8 * (n - 4)))
    if n > 0:
        return p[0] | (<uint64_t>p[n >> 1] << (8 * (n >> 1))) | (<uint64_t>p[n - 1] << (8 * (n - 1)))
    return 0


cdef inline Fingerprint sip_bytes(uint64_t key0, uint64_t key1, const uint8_t* p, size_t n) noexcept nogil:
    # The message is the n bytes at p.
    cdef Sip s
    cdef uint64_t length = <uint64_t>n << 56
    sip_start(&s, key0, key1)
    while n >= 8:
        sip_word(&s, load64(p))
        p += 8
        n -= 8
    sip_word(&s, length | load_short(p, n))
    return sip_finish(&s)


cdef inline Fingerprint sip_tagged(
    uint64_t key0, uint64_t key1, uint64_t tag, const uint8_t* p, size_t n
) noexcept nogil:
    # The message is the byte `tag`, then the n bytes at p.
    cdef Sip s
    cdef uint64_t length = <uint64_t>(n + 1) << 56
    sip_start(&s, key0, key1)
    if n < 7:
        sip_word(&s, length | tag | (load_short(p, n) << 8))
        return sip_finish(&s)
    sip_word(&s, tag | (load_short(p, 7) << 8))
    p += 7
    n -= 7
    while n >= 8:
        sip_word(&s, load64(p))
        p += 8
        n -= 8
    sip_word(&s, length | load_short(p, n))
    return sip_finish(&s)


cdef inline Fingerprint sip_tagged_word(uint64_t key0, uint64_t key1, uint64_t tag, uint64_t word) noexcept nogil:
    # The message is the byte `tag`, then the 8 bytes of `word`, lowest first.
    cdef Sip s
    sip_start(&s, key0, key1)
    sip_word(&s, tag | (word << 8))
    sip_word(&s, (<uint64_t>9 << 56) | (word >> 56))
    return sip_finish(&s)


cdef inline Fingerprint sip_tagged_parts(
    uint64_t key0, uint64_t key1, uint64_t tag, const Fingerprint* parts, size_t n
) noexcept nogil:
    # The message is the byte `tag`, then 16 bytes of each part, k0 before k1, lowest byte first.
    cdef Sip s
    cdef uint64_t carry = tag
    cdef size_t i
    sip_start(&s, key0, key1)
    for i in range(n):
        sip_word(&s, carry | (parts[i].k0 << 8))
        carry = parts[i].k0 >> 56
        sip_word(&s, carry | (parts[i].k1 << 8))
        carry = parts[i].k1 >> 56
    sip_word(&s, (<uint64_t>(16 * n + 1) << 56) | carry)
    return sip_finish(&s)
