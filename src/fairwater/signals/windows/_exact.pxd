# Finite doubles added and taken away again -> their exact sum, rounded once: inline functions for the window table.
#
# Every finite double is a whole multiple of 2**-1074. The sum is a two's complement number in that unit, kept as 64-bit
# limbs from `first` on; limbs below are zero, so values of like size need three or four limbs. Each value v reaches
# at most 53 bits into its second limb, and the sum always has one more limb above: room for 2**74 values, far more than
# a window holds, so additions and removals in any order never leave the number (and removals never need memory).
# Nothing is rounded before the end, so what slides out leaves no trace.

from libc.stdint cimport uint32_t, uint64_t
from libc.stdlib cimport realloc
from libc.string cimport memcpy, memmove, memset

cdef extern from *:
    """
    #include <stdint.h>
    static inline unsigned fw_add(uint64_t *x, uint64_t y, unsigned carry) {
        uint64_t s = *x + y;
        unsigned out = s < y;
        uint64_t r = s + carry;
        out += r < s;
        *x = r;
        return out;
    }
    static inline unsigned fw_subtract(uint64_t *x, uint64_t y, unsigned borrow) {
        uint64_t s = *x - y;
        unsigned out = *x < y;
        uint64_t r = s - borrow;
        out += s < borrow;
        *x = r;
        return out;
    }
    """
    unsigned int add_limb "fw_add"(uint64_t* x, uint64_t y, unsigned int carry) noexcept nogil
    unsigned int subtract_limb "fw_subtract"(uint64_t* x, uint64_t y, unsigned int borrow) noexcept nogil
    int leading_zeros "__builtin_clzll"(unsigned long long x) noexcept nogil

cdef enum:
    MOST_LIMBS = 34  # the largest double starts in limb 31


cdef struct Exact:
    uint64_t* limbs
    uint32_t first
    uint32_t count


cdef inline int exact_reserve(Exact* x, double value) noexcept nogil:
    # Makes room for adding `value`, now or later; -1 when there is no memory.
    cdef uint64_t bits
    cdef uint32_t limb, first, end
    cdef uint64_t* limbs
    cdef bint negative
    cdef int fill
    memcpy(&bits, &value, 8)
    limb = <uint32_t>((bits >> 52) & 0x7FF)
    limb = (limb - 1) >> 6 if limb else 0
    if x.limbs == NULL:
        first = limb
        end = limb + 3
    else:
        first = limb if limb < x.first else x.first
        end = limb + 3 if limb + 3 > x.first + x.count else x.first + x.count
        if first == x.first and end == x.first + x.count:
            return 0
    limbs = <uint64_t*>realloc(x.limbs, (end - first) * sizeof(uint64_t))
    if limbs == NULL:
        return -1
    if x.limbs == NULL:
        memset(limbs, 0, (end - first) * sizeof(uint64_t))
    else:
        negative = (limbs[x.count - 1] >> 63) != 0
        memmove(limbs + (x.first - first), limbs, x.count * sizeof(uint64_t))
        memset(limbs, 0, (x.first - first) * sizeof(uint64_t))
        fill = 0xFF if negative else 0
        memset(limbs + (x.first - first) + x.count, fill, (end - x.first - x.count) * sizeof(uint64_t))
    x.limbs = limbs
    x.first = first
    x.count = end - first
    return 0


cdef inline void exact_add(Exact* x, double value, bint take_away) noexcept nogil:
    # There must be room for `value` (`exact_reserve`).
    cdef uint64_t bits, fraction, low, high
    cdef uint32_t place, shift, i
    cdef unsigned int carry
    memcpy(&bits, &value, 8)
    fraction = bits & <uint64_t>0x000FFFFFFFFFFFFF
    place = <uint32_t>((bits >> 52) & 0x7FF)
    if place:
        fraction |= <uint64_t>1 << 52
        place -= 1
    shift = place & 63
    low = fraction << shift
    high = fraction >> (64 - shift) if shift else 0
    i = (place >> 6) - x.first
    if ((bits >> 63) != 0) != take_away:
        carry = subtract_limb(&x.limbs[i], low, 0)
        carry = subtract_limb(&x.limbs[i + 1], high, carry)
        i += 2
        while carry and i < x.count:
            carry = subtract_limb(&x.limbs[i], 0, carry)
            i += 1
    else:
        carry = add_limb(&x.limbs[i], low, 0)
        carry = add_limb(&x.limbs[i + 1], high, carry)
        i += 2
        while carry and i < x.count:
            carry = add_limb(&x.limbs[i], 0, carry)
            i += 1


cdef inline bint exact_round(const Exact* x, double* out) noexcept nogil:
    # The nearest double, ties to even, zero always positive; False when it would be infinite.
    cdef uint64_t[MOST_LIMBS] magnitude
    cdef uint64_t sign = 0
    cdef uint64_t bits, rest
    cdef uint32_t top, length, drop, at, i
    cdef unsigned int carry = 1
    cdef bint sticky = False
    if x.limbs[x.count - 1] >> 63:
        sign = <uint64_t>1 << 63
        for i in range(x.count):
            magnitude[i] = ~x.limbs[i]
            carry = add_limb(&magnitude[i], 0, carry)
    else:
        memcpy(magnitude, x.limbs, x.count * sizeof(uint64_t))
    top = x.count
    while top and magnitude[top - 1] == 0:
        top -= 1
    if top == 0:
        out[0] = 0.0
        return True
    length = 64 * top - leading_zeros(magnitude[top - 1])  # in bits, from the first limb on
    if length <= 53:
        drop = 0
        bits = magnitude[0]
        if x.first:  # whole limbs of zeros lie below: the top bit becomes the double's hidden one
            at = 53 - length
            bits = ((<uint64_t>(64 * x.first - at) + 1) << 52) + ((bits << at) & <uint64_t>0x000FFFFFFFFFFFFF)
        # Otherwise the number is its own pattern: subnormal below 2**52, exponent 1 above.
    else:
        drop = length - 53
        at = drop >> 6
        i = drop & 63
        bits = magnitude[at] >> i
        if i > 11:
            bits |= magnitude[at + 1] << (64 - i)
        bits &= <uint64_t>0x001FFFFFFFFFFFFF
        at = (drop - 1) >> 6
        rest = magnitude[at] << (63 - ((drop - 1) & 63))  # the bits dropped within that limb, highest first
        sticky = (rest << 1) != 0
        while at and not sticky:
            at -= 1
            sticky = magnitude[at] != 0
        # A carry out of the fraction goes into the exponent, as it should.
        bits = ((<uint64_t>drop + 64 * x.first + 1) << 52) + (bits & <uint64_t>0x000FFFFFFFFFFFFF)
        if (rest >> 63) and (sticky or (bits & 1)):
            bits += 1
    if bits >> 52 >= 0x7FF:
        return False
    bits |= sign
    memcpy(out, &bits, 8)
    return True
