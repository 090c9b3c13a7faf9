"""A datetime with an offset comes in; microseconds since 1970-01-01T00:00:00Z go out."""

from cpython.datetime cimport (
    PyDateTime_Check,
    PyDateTime_GET_DAY,
    PyDateTime_GET_MONTH,
    PyDateTime_GET_YEAR,
    PyDateTime_DATE_GET_HOUR,
    PyDateTime_DATE_GET_MICROSECOND,
    PyDateTime_DATE_GET_MINUTE,
    PyDateTime_DATE_GET_SECOND,
    import_datetime,
)
from libc.stdint cimport int64_t

from datetime import UTC, datetime, timedelta

import_datetime()

cdef object _UTC = UTC
cdef object _EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


cdef inline int64_t _days(int64_t year, int64_t month, int64_t day) noexcept:
    # Days since 1970-01-01 in the proleptic Gregorian calendar: years begin in March, so that the leap day is last.
    cdef int64_t era, of_era
    if month <= 2:
        year -= 1
        month += 9
    else:
        month -= 3
    era = year // 400 if year >= 0 else (year - 399) // 400
    of_era = year - era * 400
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + (153 * month + 2) // 5 + day - 1 - 719468


cpdef int64_t micros(object moment) except? -1:
    """Microseconds since the epoch of a datetime that has an offset; raises TypeError for anything else."""
    cdef int64_t seconds
    if not PyDateTime_Check(moment):
        raise TypeError("micros() needs a datetime")
    if moment.tzinfo is not _UTC:
        if moment.tzinfo is None:
            raise TypeError("micros() needs a datetime with an offset")
        return (moment - _EPOCH) // timedelta(microseconds=1)
    seconds = _days(PyDateTime_GET_YEAR(moment), PyDateTime_GET_MONTH(moment), PyDateTime_GET_DAY(moment)) * 86400
    seconds += PyDateTime_DATE_GET_HOUR(moment) * 3600 + PyDateTime_DATE_GET_MINUTE(moment) * 60
    seconds += PyDateTime_DATE_GET_SECOND(moment)
    return seconds * 1000000 + PyDateTime_DATE_GET_MICROSECOND(moment)
