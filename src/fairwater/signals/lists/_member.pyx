# cython: language_level=3, boundscheck=False, wraparound=False
"""A string or a column of strings and a set of fingerprints come in; membership goes out. See the .pyi."""

import numpy as np

from cpython.unicode cimport PyUnicode_AsUTF8AndSize
from libc.stdint cimport int32_t, int64_t, uint8_t
from libc.string cimport memcpy

from fairwater.signals._fingerprint cimport FingerprintSet, fingerprint_str_c, fingerprint_utf8_c
from fairwater.events._siphash cimport Fingerprint

ctypedef fused offset_t:
    int32_t
    int64_t

cdef enum:
    LONGEST_HOST = 253
    NO_HOST = 2


def contains(FingerprintSet held not None, str value not None):
    """See the .pyi."""
    cdef Fingerprint print_of
    fingerprint_str_c(value, &print_of)
    return held.contains_c(print_of.k0, print_of.k1)


cdef bint has(FingerprintSet held, const char* text, Py_ssize_t length) noexcept nogil:
    cdef Fingerprint print_of = fingerprint_utf8_c(text, <size_t>length)
    return held.contains_c(print_of.k0, print_of.k1)


cdef int domain_of(FingerprintSet held, const char* host, Py_ssize_t length, bint below) noexcept nogil:
    # 1, 0, or NO_HOST when this is no host in normal form. `below`: the set also holds entries "*.x".
    cdef char[LONGEST_HOST + 1] copied
    cdef Py_ssize_t i
    cdef char c
    cdef char before = b"."
    if length == 0 or length > LONGEST_HOST:
        return NO_HOST
    for i in range(length):
        c = host[i]
        if not (b"a" <= c <= b"z" or b"0" <= c <= b"9" or c == b"-" or c == b"_" or (c == b"." and before != b".")):
            return NO_HOST
        before = c
    if before == b".":
        return NO_HOST
    if has(held, host, length):
        return 1
    if below:
        memcpy(copied, host, length)
    for i in range(1, length - 1):
        if host[i] == b".":
            if has(held, host + i + 1, length - i - 1):
                return 1
            if below:
                copied[i - 1] = b"*"  # labels left of here are done with
                if has(held, copied + i - 1, length - i + 1):
                    return 1
    return 0


def contains_domain(FingerprintSet held not None, str host not None, bint below):
    """See the .pyi."""
    cdef Py_ssize_t length = 0
    cdef const char* text
    cdef int found
    if not host.isascii():
        return None
    text = PyUnicode_AsUTF8AndSize(host, &length)
    found = domain_of(held, text, length, below)
    return None if found == NO_HOST else found == 1


def contains_column(FingerprintSet held not None, const offset_t[::1] offsets not None, const uint8_t[::1] data not None,
                    Py_ssize_t start, Py_ssize_t count, bint by_domain, bint below):
    """See the .pyi."""
    found = np.zeros(count, np.uint8)
    cdef uint8_t[::1] out = found
    cdef char nothing = 0
    cdef const char* base = &nothing
    cdef Py_ssize_t i, first, last
    if start < 0 or count < 0 or start + count > offsets.shape[0] - 1:
        raise ValueError(f"{count} strings from {start} on are not within {offsets.shape[0]} offsets")
    if data.shape[0]:
        base = <const char*>&data[0]
    for i in range(count):
        first = offsets[start + i]
        last = offsets[start + i + 1]
        if first < 0 or last < first or last > data.shape[0]:
            raise ValueError(f"the string of row {start + i} lies at {first} to {last}, outside its bytes")
        if by_domain:
            out[i] = domain_of(held, base + first, last - first, below)
        else:
            out[i] = has(held, base + first, last - first)
    return found
