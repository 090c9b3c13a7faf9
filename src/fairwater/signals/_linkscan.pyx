# cython: language_level=3, boundscheck=False, wraparound=False
"""A text comes in; the places where a link may stand come out. One pass, linear time; nothing is judged here."""

cdef extern from "Python.h" nogil:
    int Py_UNICODE_ISALNUM(Py_UCS4 ch)
    int Py_UNICODE_ISSPACE(Py_UCS4 ch)
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    Py_UCS4 PyUnicode_READ(int kind, void* data, Py_ssize_t index)

cdef extern from "Python.h":
    Py_ssize_t PyUnicode_FindChar(object text, Py_UCS4 ch, Py_ssize_t start, Py_ssize_t end, int direction)
    bint PyUnicode_IS_ASCII(object text)

cdef enum:
    OTHER = 0  # cannot stand in a host name
    JOINED = 1  # letters, digits, hyphen, underscore: one run is one label
    UNSPACED = 2  # scripts that put no space between words and a link
    MAX_AUTHORITY = 1024


cdef unsigned char[128] ASCII_KINDS
for _code in range(128):
    ASCII_KINDS[_code] = JOINED if chr(_code).isalnum() or chr(_code) in "-_" else OTHER


cdef inline int kind_of(Py_UCS4 c) noexcept nogil:
    """How a character may stand in a host name as people write it."""
    if c < 0x80:
        return ASCII_KINDS[c]
    if c < 0xC0:
        return JOINED if c == 0xAA or c == 0xAD or c == 0xB5 or c == 0xB7 or c == 0xBA else OTHER
    if c < 0x300:
        return OTHER if c == 0xD7 or c == 0xF7 else JOINED
    if 0x0E00 <= c <= 0x0EFF or 0x1000 <= c <= 0x109F or 0x1100 <= c <= 0x11FF or 0x1780 <= c <= 0x17FF:
        return UNSPACED if c != 0x0E2F and c != 0x0E4F and c != 0x0E5A and c != 0x0E5B else OTHER
    if 0x2E80 <= c <= 0x2FDF or 0x3005 <= c <= 0x3007 or 0x3040 <= c <= 0x31FF or 0x3400 <= c <= 0x4DBF:
        return UNSPACED
    if 0x4E00 <= c <= 0x9FFF or 0xAC00 <= c <= 0xD7A3 or 0xF900 <= c <= 0xFAFF or 0xFF66 <= c <= 0xFFDC:
        return UNSPACED
    if 0x20000 <= c <= 0x3FFFF:
        return UNSPACED
    # Marks of spaced scripts, and what UTS 46 ignores (soft hyphen above, zero-width characters, joiners).
    if 0x300 <= c <= 0x36F or 0x483 <= c <= 0x487 or 0x591 <= c <= 0x5C7 or 0x610 <= c <= 0x61A or 0x64B <= c <= 0x65F:
        return JOINED
    if 0x0900 <= c <= 0x0DFF and c != 0x0964 and c != 0x0965:
        return JOINED
    if 0x200B <= c <= 0x200D or c == 0x2060 or c == 0xFEFF:
        return JOINED
    return JOINED if Py_UNICODE_ISALNUM(c) else OTHER


cdef inline bint is_dot(Py_UCS4 c) noexcept nogil:
    """The dots that UTS 46 takes for a full stop."""
    return c == '.' or c == 0x3002 or c == 0xFF0E or c == 0xFF61


cdef inline bint latin(Py_UCS4 c) noexcept nogil:
    """ASCII letter or digit, or its full-width form: what must follow a wide dot, which mostly ends a sentence."""
    if c >= 0xFF10:
        return c <= 0xFF19 or 0xFF21 <= c <= 0xFF3A or 0xFF41 <= c <= 0xFF5A
    return 'a' <= c <= 'z' or 'A' <= c <= 'Z' or '0' <= c <= '9'


cdef inline bint ends_url(Py_UCS4 c) noexcept nogil:
    """Characters that no link runs across: space, controls, angle brackets, quotes, wide punctuation."""
    if c < 0x80:
        return c <= 32 or c == 127 or c == '"' or c == '<' or c == '>' or c == '`'
    if c < 0xA0 or Py_UNICODE_ISSPACE(c):
        return True
    if c == 0xAB or c == 0xBB or 0x2018 <= c <= 0x201F or c == 0x2026 or c == 0x2039 or c == 0x203A:
        return True
    if 0x2028 <= c <= 0x202E or 0x2066 <= c <= 0x2069:
        return True
    if 0x3001 <= c <= 0x3003 or 0x3008 <= c <= 0x3020:
        return True
    if 0xFF61 <= c <= 0xFF63 or 0xFF1A <= c <= 0xFF1B:
        return True
    return c == 0xFF01 or c == 0xFF02 or c == 0xFF08 or c == 0xFF09 or c == 0xFF0C or c == 0xFF1F


cdef inline Py_UCS4 lower(Py_UCS4 c) noexcept nogil:
    return <Py_UCS4>(<int>c + 32) if 'A' <= c <= 'Z' else c


cdef inline Py_UCS4 at(int kind, void* data, Py_ssize_t n, Py_ssize_t i) noexcept nogil:
    """The character at `i`, 0 outside of the text."""
    return PyUnicode_READ(kind, data, i) if 0 <= i < n else <Py_UCS4>0


cdef Py_ssize_t scheme_start(
    int kind, void* data, Py_ssize_t n, Py_ssize_t colon, Py_ssize_t floor
) noexcept nogil:
    """Where `http`, `https`, `hxxp` or `hxxps` before a colon begins; -1 when none stands there."""
    cdef Py_ssize_t i = colon
    if i > floor and lower(at(kind, data, n, i - 1)) == 's':
        i -= 1
    if i - 4 < floor:
        return -1
    cdef Py_UCS4 second = lower(at(kind, data, n, i - 3))
    if lower(at(kind, data, n, i - 1)) != 'p' or lower(at(kind, data, n, i - 4)) != 'h':
        return -1
    if second != lower(at(kind, data, n, i - 2)) or (second != 't' and second != 'x'):
        return -1
    return i - 4


cdef Py_ssize_t trimmed(int kind, void* data, Py_ssize_t start, Py_ssize_t end) noexcept nogil:
    """The end of a link without the punctuation of the sentence around it; a bracket stays if it was opened inside."""
    cdef Py_ssize_t i
    cdef Py_ssize_t round_open = 0
    cdef Py_ssize_t square_open = 0
    cdef Py_ssize_t curly_open = 0
    cdef Py_UCS4 c
    for i in range(start, end):
        c = PyUnicode_READ(kind, data, i)
        if c == '(': round_open += 1
        elif c == ')': round_open -= 1
        elif c == '[': square_open += 1
        elif c == ']': square_open -= 1
        elif c == '{': curly_open += 1
        elif c == '}': curly_open -= 1
    while end > start:
        c = PyUnicode_READ(kind, data, end - 1)
        if c in ('.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '|'):
            end -= 1
        elif c == ')' and round_open < 0:
            round_open += 1
            end -= 1
        elif c == ']' and square_open < 0:
            square_open += 1
            end -= 1
        elif c == '}' and curly_open < 0:
            curly_open += 1
            end -= 1
        elif c == '(' or c == '[' or c == '{':
            end -= 1
        else:
            break
    return end


cdef Py_ssize_t tail_end(int kind, void* data, Py_ssize_t n, Py_ssize_t host_end, bint schemed) noexcept nogil:
    """The end of a link whose host ends at `host_end`: over a port, a path, a query and a fragment."""
    cdef Py_ssize_t i = host_end
    cdef Py_ssize_t begins
    cdef Py_UCS4 c
    if at(kind, data, n, i) == ':':
        i += 1
        while '0' <= at(kind, data, n, i) <= '9' and i < host_end + 6:
            i += 1
        if i == host_end + 1:
            i = host_end
    c = at(kind, data, n, i)
    if c != '/' and c != '?' and c != '#' and c != '\\':
        return i
    while i < n:
        c = PyUnicode_READ(kind, data, i)
        if ends_url(c) or (c == ']' and at(kind, data, n, i + 1) == '('):
            break
        if c == ':' and at(kind, data, n, i + 1) == '/' and at(kind, data, n, i + 2) == '/':
            # A link within a link is one (a redirect), but not in a list without spaces or behind what may be no host.
            begins = scheme_start(kind, data, n, i, host_end)
            if begins > host_end:
                c = PyUnicode_READ(kind, data, begins - 1)
                if not schemed or c == ',' or c == ';' or c == '|':
                    i = begins
                    break
        i += 1
    return trimmed(kind, data, host_end, i)


cdef bint is_defanged(int kind, void* data, Py_ssize_t n, Py_ssize_t i) noexcept nogil:
    """Whether the bracket at `i` holds just a dot, the word dot, or a colon: `[.]`, `(dot)`, `[:]`, `[://]`."""
    cdef Py_UCS4 c
    i += 1
    if at(kind, data, n, i) == 32:
        i += 1
    c = lower(at(kind, data, n, i))
    if c == '.':
        i += 1
    elif c == ':':
        i += 1
        if at(kind, data, n, i) == '/' and at(kind, data, n, i + 1) == '/':
            i += 2
    elif c == 'd' and lower(at(kind, data, n, i + 1)) == 'o' and lower(at(kind, data, n, i + 2)) == 't':
        i += 3
    else:
        return False
    if at(kind, data, n, i) == 32:
        i += 1
    c = at(kind, data, n, i)
    return c == ']' or c == ')' or c == '}'


cdef inline bint opens(Py_UCS4 c) noexcept nogil:
    return c == '[' or c == '(' or c == '{'


cdef inline bint followed_by_slashes(int kind, void* data, Py_ssize_t n, Py_ssize_t i) noexcept nogil:
    """Whether `://` stands at `i`."""
    return at(kind, data, n, i) == ':' and at(kind, data, n, i + 1) == '/' and at(kind, data, n, i + 2) == '/'


cdef bint may_hold_a_link(str text, int kind, void* data, Py_ssize_t n):
    """A quick look that never misses: whether a dot, a colon or a bracket stands where a link would have it.

    Most posts have none, and end here: the search for one character runs many times faster than the pass below.
    """
    cdef Py_ssize_t i = PyUnicode_FindChar(text, '.', 0, n, 1)
    cdef Py_UCS4 c
    while i >= 0:
        if kind_of(at(kind, data, n, i + 1)) != OTHER:
            return True
        i = PyUnicode_FindChar(text, '.', i + 1, n, 1)
    i = PyUnicode_FindChar(text, ':', 0, n, 1)
    while i >= 0:
        if at(kind, data, n, i + 1) == '/':
            return True
        i = PyUnicode_FindChar(text, ':', i + 1, n, 1)
    for c in ('[', '(', '{'):
        i = PyUnicode_FindChar(text, c, 0, n, 1)
        while i >= 0:
            if is_defanged(kind, data, n, i):
                return True
            i = PyUnicode_FindChar(text, c, i + 1, n, 1)
    if not PyUnicode_IS_ASCII(text):
        for c in (0x3002, 0xFF0E, 0xFF61):
            i = PyUnicode_FindChar(text, c, 0, n, 1)
            while i >= 0:
                if latin(at(kind, data, n, i + 1)):
                    return True
                i = PyUnicode_FindChar(text, c, i + 1, n, 1)
    return False


def scan(str text not None, bint look_for_defanged=True):
    """Places where a link may stand, in order: tuples `(schemed, host_start, host_end, end)`, offsets in characters.

    `schemed`: 0 none was written, 1 http, 2 https. A bare host is a run of labels with at least one dot between;
    whether its suffix is real is not asked here. A host after http(s) is whatever stands there.
    Returns None when the text holds a bracketed dot or colon and `look_for_defanged`: put it right and scan again.
    """
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t n = PyUnicode_GET_LENGTH(text)
    cdef Py_ssize_t i = 0
    cdef Py_ssize_t run = 0  # where the run of labels that we are in began
    cdef Py_ssize_t floor = 0  # the end of the last place
    cdef Py_ssize_t dots = 0  # inside the run
    cdef Py_ssize_t host_start, host_end, end, begins, j
    cdef int previous = OTHER  # the kind of the label that we are in, OTHER outside of one
    cdef int now, schemed
    cdef bint border
    cdef Py_UCS4 c, following
    cdef list found = []
    if not may_hold_a_link(text, kind, data, n):
        return found
    while i <= n:
        c = at(kind, data, n, i)
        now = kind_of(c)
        border = False
        if now != OTHER:
            if previous == OTHER:
                run = i
            elif now != previous and not is_dot(PyUnicode_READ(kind, data, i - 1)):
                # Into or out of a script without spaces, inside a label: a link begins or ends here.
                if dots:
                    border = True
                else:
                    run = i
            if not border:
                previous = now
                i += 1
                continue
        elif previous != OTHER and is_dot(c):
            following = at(kind, data, n, i + 1)
            if kind_of(following) != OTHER and (c == '.' or latin(following)):
                dots += 1
                i += 1
                continue
        if dots:
            dots = 0
            # "@" before or behind: an address or a handle.
            if c != '@' and at(kind, data, n, run - 1) != '@' and not followed_by_slashes(kind, data, n, i):
                end = tail_end(kind, data, n, i, False)
                found.append((0, run, i, end))
                floor = end
                if end > i:
                    previous = OTHER
                    i = end
                    continue
        previous = OTHER
        if border:
            continue
        if followed_by_slashes(kind, data, n, i):
            begins = scheme_start(kind, data, n, i, floor)
            if begins >= 0:
                j = i + 3
                host_start = j
                while j < n and j - i < MAX_AUTHORITY:
                    c = PyUnicode_READ(kind, data, j)
                    if c == '/' or c == '?' or c == '#' or c == '\\':
                        break
                    if is_dot(c) and c != '.':
                        if not latin(at(kind, data, n, j + 1)):
                            break
                    elif ends_url(c):
                        break
                    elif look_for_defanged and opens(c) and is_defanged(kind, data, n, j):
                        return None
                    if c == '@':
                        host_start = j + 1
                    j += 1
                host_end = host_start
                if at(kind, data, n, host_start) == '[':
                    while host_end < j and PyUnicode_READ(kind, data, host_end) != ']':
                        host_end += 1
                    host_end = min(host_end + 1, j)
                else:
                    while host_end < j:
                        c = PyUnicode_READ(kind, data, host_end)
                        if c < 0x80 and kind_of(c) == OTHER and c != '.' and c != '%':
                            break
                        host_end += 1
                end = tail_end(kind, data, n, host_end, True)
                found.append((2 if lower(PyUnicode_READ(kind, data, i - 1)) == 's' else 1, host_start, host_end, end))
                i = max(end, i + 3)
                floor = i
                continue
        elif look_for_defanged and opens(c) and is_defanged(kind, data, n, i):
            return None
        i += 1
    return found
