# The window table, for the engine's compiled evaluators. See _window.pyi for its meaning.

from libc.stdint cimport int64_t, uint64_t

from fairwater.signals.windows._table cimport Table


cdef class WindowTable:
    cdef readonly str op
    cdef readonly int64_t within_us
    cdef readonly object value_kind
    cdef Table table
    cdef bint started
    cdef int64_t last

    # One event. Returns 1 when the answer is known and in *out_i (*out_f for a sum of floats), 0 when it is unknown (then
    # neither is to be read, though it may have been written).
    # Used of the value, for a counted event: (v0, v1) by distinct, vi by sum of int or duration, vf by sum of float.
    # Raises ValueError for a time before the last one, and MemoryError.
    cdef int observe_c(
        self, int64_t t, uint64_t k0, uint64_t k1, bint key_known, bint counted,
        uint64_t v0, uint64_t v1, int64_t vi, double vf, int64_t* out_i, double* out_f
    ) except -1

    cdef int refuse_time(self, int64_t t) except -1
