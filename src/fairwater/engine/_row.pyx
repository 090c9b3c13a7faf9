# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""One event in, the findings of the plan out: the row machine.

Nodes are evaluated when something asks for them and at most once an event (`epoch` says for which event a slot holds).
A rule whose condition is an `and` with a pattern or a constant collection in it is only looked at when that part can be
true (its gate); a gate that is unknown opens, so that what was unknown is counted the same as in every other mode.
Only the common operations have code here; every other one runs its meaning from `engine.scalar`.
"""

from cpython.datetime cimport (
    PyDateTime_DATE_GET_HOUR, PyDateTime_DATE_GET_MICROSECOND, PyDateTime_DATE_GET_MINUTE, PyDateTime_DATE_GET_SECOND,
    PyDateTime_GET_DAY, PyDateTime_GET_MONTH, PyDateTime_GET_YEAR, datetime, import_datetime,
)
from cpython.object cimport PyObject_RichCompareBool
from cpython.set cimport PySet_Contains
from libc.math cimport isfinite, rint
from libc.stdint cimport int8_t, int32_t, int64_t, uint64_t
from libc.stdlib cimport calloc, free

from fairwater.signals.patterns._scan cimport Scanner
from fairwater.signals.windows._window cimport WindowTable
from fairwater.signals._fingerprint cimport (
    TAG_OF_STR, combine_c, fingerprint_bool_c, fingerprint_float_c, fingerprint_int_c, fingerprint_str_c,
    fingerprint_value_c,
)
from fairwater.events._siphash cimport Fingerprint

import_datetime()

from datetime import timezone

cdef object UTC = timezone.utc
cdef int64_t SECOND = 1000000
cdef int64_t EXACT = 1 << 53

cdef extern from *:
    """
    #define add_overflows(a, b, r) __builtin_add_overflow((a), (b), (r))
    #define sub_overflows(a, b, r) __builtin_sub_overflow((a), (b), (r))
    #define mul_overflows(a, b, r) __builtin_mul_overflow((a), (b), (r))
    """
    bint add_overflows(int64_t a, int64_t b, int64_t* r) nogil
    bint sub_overflows(int64_t a, int64_t b, int64_t* r) nogil
    bint mul_overflows(int64_t a, int64_t b, int64_t* r) nogil

# What a slot holds.
cpdef enum Kind:
    K_BOOL = 0
    K_INT = 1      # int, time, duration
    K_FLOAT = 2
    K_OBJECT = 3   # str, list

cpdef enum Op:
    O_GENERIC = 0
    O_CONST
    O_FIELD
    O_NOT
    O_AND
    O_OR
    O_CMP_INT
    O_CMP_FLOAT
    O_CMP_STR
    O_ADD
    O_SUB
    O_MUL
    O_NEG
    O_DIV
    O_TOFLOAT
    O_KNOWN
    O_KNOWNOR
    O_IFELSE
    O_IN_CONST
    O_MATCH
    O_WINDOW
    O_GEN

# How a field's wire value becomes a run-time value.
cpdef enum Fetch:
    F_PLAIN = 0
    F_TIME = 1
    F_DURATION = 2
    F_READ = 3

cdef struct Cell:
    int op
    int kind
    int detail       # comparison: 0 eq 1 ne 2 lt 3 le 4 gt 5 ge; field: fetch; match: scan
    int first        # first argument in `args`
    int count        # how many
    int extra        # field: slot of the parent object; match: first pattern id in `ids`
    int extra_count


cdef int64_t micros_of(object when) except? -1:
    """Microseconds since 1970 of an aware datetime (days from the civil calendar, proleptic Gregorian)."""
    if (<datetime> when).tzinfo is not UTC:
        when = when.astimezone(UTC)
    cdef int64_t y = PyDateTime_GET_YEAR(when), m = PyDateTime_GET_MONTH(when), d = PyDateTime_GET_DAY(when)
    cdef int64_t era, yoe, doy, doe, days
    y -= m <= 2
    era = (y if y >= 0 else y - 399) // 400
    yoe = y - era * 400
    doy = (153 * (m + (-3 if m > 2 else 9)) + 2) // 5 + d - 1
    doe = yoe * 365 + yoe // 4 - yoe // 100 + doy
    days = era * 146097 + doe - 719468
    return ((days * 24 + PyDateTime_DATE_GET_HOUR(when)) * 60 + PyDateTime_DATE_GET_MINUTE(when)) * 60 * SECOND + (
        <int64_t> PyDateTime_DATE_GET_SECOND(when) * SECOND + PyDateTime_DATE_GET_MICROSECOND(when))


def micros(object when):
    """Microseconds since 1970 of an aware datetime."""
    return micros_of(when)


cdef inline bint compares(int detail, int order) noexcept nogil:
    """Whether an order (-1, 0, 1) satisfies a comparison."""
    if detail == 0:
        return order == 0
    if detail == 1:
        return order != 0
    if detail == 2:
        return order < 0
    if detail == 3:
        return order <= 0
    if detail == 4:
        return order > 0
    return order >= 0


cdef class RowMachine:
    """Runs one plan. Made by `engine.row.build`; see there for the arguments."""

    cdef int n, n_parents, n_rules, n_windows
    cdef Cell* cells
    cdef int* args
    cdef int* ids
    cdef uint64_t epoch
    cdef uint64_t* done          # per node: the epoch its slot is for
    cdef int8_t* known
    cdef int64_t* whole          # bool, int, time, duration
    cdef double* real
    cdef list objects            # str, list
    cdef uint64_t* scanned       # per node with a scan: the epoch it was scanned for
    cdef list parents            # nested parts of the event, by parent slot
    cdef uint64_t* parent_done
    cdef int* parent_of
    cdef list parent_names
    cdef list names              # per node: attribute name of a field
    cdef list extras             # per node: a frozenset, a callable, (free nodes, evaluate) ...
    cdef list scanners
    cdef list tables
    cdef list window_plan        # (node, value node, keys, where node, op code)
    cdef object event
    cdef int64_t time
    cdef int* tags               # per node: the kind for fingerprints
    cdef int* conditions
    cdef uint64_t* rule_marked
    cdef int* candidates
    cdef int n_candidates
    cdef int* ungated
    cdef int n_ungated
    cdef list pattern_gates      # (text node, scan, list of arrays of rules by pattern id, all rules)
    cdef list value_gates        # (node, dict value -> tuple of rules, all rules)
    cdef list views              # per rule: (view, shown nodes, said nodes)
    cdef object finding
    cdef readonly object unknown # per rule: events for which the condition was unknown (numpy int64)
    cdef int64_t[::1] unknown_counts
    cdef readonly dict failures  # function name -> how often it raised
    cdef int node_id, node_account, node_subject, node_time

    def __cinit__(self, dict layout):
        cdef int i, at
        cells = layout["cells"]
        self.n = len(cells)
        self.n_rules = len(layout["conditions"])
        self.n_parents = len(layout["parent_names"])
        args = layout["args"]
        ids = layout["ids"]
        self.cells = <Cell*> calloc(self.n + 1, sizeof(Cell))
        self.args = <int*> calloc(len(args) + 1, sizeof(int))
        self.ids = <int*> calloc(len(ids) + 1, sizeof(int))
        self.done = <uint64_t*> calloc(self.n + 1, sizeof(uint64_t))
        self.known = <int8_t*> calloc(self.n + 1, sizeof(int8_t))
        self.whole = <int64_t*> calloc(self.n + 1, sizeof(int64_t))
        self.real = <double*> calloc(self.n + 1, sizeof(double))
        self.scanned = <uint64_t*> calloc(self.n + 1, sizeof(uint64_t))
        self.parent_done = <uint64_t*> calloc(self.n_parents + 1, sizeof(uint64_t))
        self.parent_of = <int*> calloc(self.n_parents + 1, sizeof(int))
        self.tags = <int*> calloc(self.n + 1, sizeof(int))
        self.conditions = <int*> calloc(self.n_rules + 1, sizeof(int))
        self.rule_marked = <uint64_t*> calloc(self.n_rules + 1, sizeof(uint64_t))
        self.candidates = <int*> calloc(self.n_rules + 1, sizeof(int))
        self.ungated = <int*> calloc(self.n_rules + 1, sizeof(int))
        if not (self.cells and self.args and self.ids and self.done and self.known and self.whole and self.real
                and self.scanned and self.tags and self.parent_done and self.parent_of and self.conditions and self.rule_marked
                and self.candidates and self.ungated):
            raise MemoryError()
        for i in range(self.n):
            op, kind, detail, first, count, extra, extra_count = cells[i]
            self.cells[i] = Cell(op, kind, detail, first, count, extra, extra_count)
        for i, at in enumerate(args):
            self.args[i] = at
        for i, at in enumerate(ids):
            self.ids[i] = at
        for i, at in enumerate(layout["parent_of"]):
            self.parent_of[i] = at
        for i, at in enumerate(layout["tags"]):
            self.tags[i] = at
        for i, at in enumerate(layout["conditions"]):
            self.conditions[i] = at
        self.n_ungated = len(layout["ungated"])
        for i, at in enumerate(layout["ungated"]):
            self.ungated[i] = at
        self.objects = [None] * self.n
        self.parents = [None] * self.n_parents
        self.parent_names = layout["parent_names"]
        self.names = layout["names"]
        self.extras = layout["extras"]
        self.scanners = layout["scanners"]
        self.tables = layout["tables"]
        self.window_plan = layout["window_plan"]
        self.n_windows = len(self.window_plan)
        self.pattern_gates = layout["pattern_gates"]
        self.value_gates = layout["value_gates"]
        self.views = layout["views"]
        self.finding = layout["finding"]
        self.unknown = layout["unknown"]
        self.unknown_counts = self.unknown
        self.failures = {}
        self.node_id, self.node_time, self.node_account, self.node_subject = layout["identity"]
        for i in range(self.n):  # constants are known before the first event
            if self.cells[i].op == O_CONST:
                self.set_value(i, self.extras[i])

    def __dealloc__(self):
        free(self.cells)
        free(self.args)
        free(self.ids)
        free(self.done)
        free(self.known)
        free(self.whole)
        free(self.real)
        free(self.scanned)
        free(self.parent_done)
        free(self.parent_of)
        free(self.tags)
        free(self.conditions)
        free(self.rule_marked)
        free(self.candidates)
        free(self.ungated)

    cdef int set_value(self, int i, object value) except -1:
        """Put a Python value (None: unknown) into the slot of a node."""
        cdef int kind = self.cells[i].kind
        if value is None:
            self.known[i] = 0
        else:
            self.known[i] = 1
            if kind == K_FLOAT:
                self.real[i] = value
            elif kind == K_OBJECT:
                self.objects[i] = value
            else:
                self.whole[i] = value
        return 0

    cdef object boxed(self, int i):
        """The value of a node as a Python object, None when unknown."""
        if not self.eval(i):
            return None
        cdef int kind = self.cells[i].kind
        if kind == K_BOOL:
            return self.whole[i] != 0
        if kind == K_INT:
            return self.whole[i]
        if kind == K_FLOAT:
            return self.real[i]
        return self.objects[i]

    cdef object parent(self, int slot):
        """A nested part of the event (None when absent), fetched once an event. Slot -1 is the event itself."""
        if slot < 0:
            return self.event
        if self.parent_done[slot] != self.epoch:
            above = self.parent(self.parent_of[slot])
            self.parents[slot] = None if above is None else getattr(above, self.parent_names[slot])
            self.parent_done[slot] = self.epoch
        return self.parents[slot]

    cdef int fetch(self, int i) except -1:
        """Fill the slot of a field. Returns whether it is known."""
        cdef Cell* cell = &self.cells[i]
        if cell.detail == F_READ:
            self.set_value(i, self.extras[i](self.event))
            return self.known[i]
        owner = self.parent(cell.extra)
        value = None if owner is None else getattr(owner, self.names[i])
        if value is None:
            self.known[i] = 0
            return 0
        self.known[i] = 1
        if cell.detail == F_PLAIN:
            if cell.kind == K_OBJECT:
                self.objects[i] = value
            elif cell.kind == K_FLOAT:
                self.real[i] = value
            else:
                self.whole[i] = value
        elif cell.detail == F_TIME:
            self.whole[i] = micros_of(value)
        elif isinstance(value, int):
            self.whole[i] = <int64_t> value * SECOND
        else:  # seconds with a fraction, half to even like Python's round
            self.whole[i] = <int64_t> rint(<double> value * 1e6)
        return self.known[i]

    cdef bint scan(self, int text, int number) except -1:
        """Scan the text of a node once an event. Returns whether the text is known."""
        if not self.eval(text):
            return 0
        if self.scanned[text] != self.epoch:
            (<Scanner> self.scanners[number]).scan_text(self.objects[text])
            self.scanned[text] = self.epoch
        return 1

    cdef int eval(self, int i) except -1:
        """Make sure the slot of a node is filled for this event. Returns whether its value is known."""
        cdef Cell* cell = &self.cells[i]
        cdef int j, a, b, order
        cdef int64_t x, y
        cdef double f, g
        cdef bint unknown
        cdef Scanner scanner
        if self.done[i] == self.epoch or cell.op == O_CONST:
            return self.known[i]
        self.done[i] = self.epoch
        if cell.op == O_FIELD:
            return self.fetch(i)
        if cell.op == O_AND or cell.op == O_OR:
            unknown = False
            x = cell.op == O_OR
            for j in range(cell.first, cell.first + cell.count):
                a = self.args[j]
                if not self.eval(a):
                    unknown = True
                elif (self.whole[a] != 0) == x:
                    self.known[i] = 1
                    self.whole[i] = x
                    return 1
            self.known[i] = not unknown
            self.whole[i] = not x
            return self.known[i]
        if cell.op == O_CMP_INT:
            a = self.args[cell.first]
            b = self.args[cell.first + 1]
            if not (self.eval(a) and self.eval(b)):
                self.known[i] = 0
                return 0
            x = self.whole[a]
            y = self.whole[b]
            self.whole[i] = compares(cell.detail, (x > y) - (x < y))
            self.known[i] = 1
            return 1
        if cell.op == O_MATCH:
            a = self.args[cell.first]
            if not self.scan(a, cell.detail):
                self.known[i] = 0
                return 0
            self.known[i] = 1
            self.whole[i] = 0
            scanner = <Scanner> self.scanners[cell.detail]
            for j in range(cell.extra, cell.extra + cell.extra_count):
                if scanner.stamp[self.ids[j]] == scanner.epoch:
                    self.whole[i] = 1
                    break
            return 1
        if cell.op == O_IN_CONST:
            a = self.args[cell.first]
            self.known[i] = self.eval(a)
            if self.known[i]:
                self.whole[i] = PySet_Contains(self.extras[i], self.boxed(a))
            return self.known[i]
        if cell.op == O_NOT:
            a = self.args[cell.first]
            self.known[i] = self.eval(a)
            self.whole[i] = not self.whole[a]
            return self.known[i]
        if cell.op == O_CMP_STR:
            a = self.args[cell.first]
            b = self.args[cell.first + 1]
            if not (self.eval(a) and self.eval(b)):
                self.known[i] = 0
                return 0
            self.known[i] = 1
            self.whole[i] = PyObject_RichCompareBool(self.objects[a], self.objects[b], self.compare_code(cell.detail))
            return 1
        if cell.op == O_CMP_FLOAT:
            a = self.args[cell.first]
            b = self.args[cell.first + 1]
            if not (self.eval(a) and self.eval(b)):
                self.known[i] = 0
                return 0
            f = self.real[a]
            g = self.real[b]
            self.whole[i] = compares(cell.detail, (f > g) - (f < g))
            self.known[i] = 1
            return 1
        if cell.op == O_WINDOW:  # filled by `observe` before any rule is looked at
            return self.known[i]
        if cell.op == O_KNOWN:
            self.whole[i] = self.eval(self.args[cell.first]) != 0
            self.known[i] = 1
            return 1
        if cell.op == O_KNOWNOR:
            a = self.args[cell.first]
            if not self.eval(a):
                a = self.args[cell.first + 1]
            return self.copy(i, a)
        if cell.op == O_IFELSE:
            a = self.args[cell.first]
            if not self.eval(a):
                self.known[i] = 0
                return 0
            return self.copy(i, self.args[cell.first + (1 if self.whole[a] else 2)])
        if cell.op == O_TOFLOAT:
            a = self.args[cell.first]
            self.known[i] = self.eval(a)
            self.real[i] = <double> self.whole[a]
            return self.known[i]
        if cell.op == O_ADD or cell.op == O_SUB or cell.op == O_MUL:
            a = self.args[cell.first]
            b = self.args[cell.first + 1]
            if not (self.eval(a) and self.eval(b)):
                self.known[i] = 0
                return 0
            if cell.kind == K_FLOAT:
                f = self.real[a]
                g = self.real[b]
                f = f + g if cell.op == O_ADD else f - g if cell.op == O_SUB else f * g
                self.real[i] = f
                self.known[i] = isfinite(f)
            else:
                x = self.whole[a]
                y = self.whole[b]
                if cell.op == O_ADD:
                    unknown = add_overflows(x, y, &self.whole[i])
                elif cell.op == O_SUB:
                    unknown = sub_overflows(x, y, &self.whole[i])
                else:
                    unknown = mul_overflows(x, y, &self.whole[i])
                self.known[i] = not unknown
            return self.known[i]
        if cell.op == O_NEG:
            a = self.args[cell.first]
            self.known[i] = self.eval(a)
            if self.known[i]:
                if cell.kind == K_FLOAT:
                    self.real[i] = -self.real[a]
                else:
                    self.known[i] = not sub_overflows(0, self.whole[a], &self.whole[i])
            return self.known[i]
        if cell.op == O_DIV:
            a = self.args[cell.first]
            b = self.args[cell.first + 1]
            if not (self.eval(a) and self.eval(b)):
                self.known[i] = 0
                return 0
            if self.cells[a].kind == K_FLOAT:
                f = self.real[a]
                g = self.real[b]
            else:
                x = self.whole[a]
                y = self.whole[b]
                if x > EXACT or x < -EXACT or y > EXACT or y < -EXACT:
                    return self.generic(i)  # ints that a double can't hold: Python rounds the exact quotient
                f = <double> x
                g = <double> y
            if g == 0:
                self.known[i] = 0
                return 0
            self.real[i] = f / g
            self.known[i] = isfinite(self.real[i])
            return self.known[i]
        if cell.op == O_GEN:
            nodes, evaluate = self.extras[i]
            given = {a: self.boxed(a) for a in nodes}
            try:
                value = evaluate(i, given, {})
            except Exception:
                self.failures["gen"] = self.failures.get("gen", 0) + 1
                value = None
            self.set_value(i, value)
            return self.known[i]
        return self.generic(i)

    cdef int compare_code(self, int detail) noexcept:
        """Python's code of a comparison (Py_LT 0, LE 1, EQ 2, NE 3, GT 4, GE 5)."""
        if detail == 0:
            return 2
        if detail == 1:
            return 3
        if detail == 2:
            return 0
        if detail == 3:
            return 1
        return detail

    cdef int copy(self, int i, int a) except -1:
        """Give a node the value of another."""
        self.known[i] = self.eval(a)
        if self.known[i]:
            if self.cells[i].kind == K_FLOAT:
                self.real[i] = self.real[a]
            elif self.cells[i].kind == K_OBJECT:
                self.objects[i] = self.objects[a]
            else:
                self.whole[i] = self.whole[a]
        return self.known[i]

    cdef int generic(self, int i) except -1:
        """Run an operation by its meaning. One that raises is unknown, and counted."""
        cdef Cell* cell = &self.cells[i]
        name, operation = self.extras[i]
        args = [self.boxed(self.args[j]) for j in range(cell.first, cell.first + cell.count)]
        try:
            value = operation(args)
        except Exception:
            self.failures[name] = self.failures.get(name, 0) + 1
            value = None
        self.set_value(i, value)
        return self.known[i]

    cdef int fingerprint(self, list nodes, Fingerprint* out) except -1:
        """The fingerprint of some nodes together (at most 8). Returns whether all are known."""
        cdef Fingerprint parts[8]
        cdef int count = 0, i, kind
        for i in nodes:
            if not self.eval(i):
                return 0
            kind = self.cells[i].kind
            if kind == K_FLOAT:
                parts[count] = fingerprint_float_c(self.real[i])
            elif kind == K_BOOL:
                parts[count] = fingerprint_bool_c(self.whole[i])
            elif kind == K_INT:
                parts[count] = fingerprint_int_c(self.whole[i], self.tags[i])
            elif self.tags[i] == TAG_OF_STR:
                fingerprint_str_c(self.objects[i], &parts[count])
            else:
                fingerprint_value_c(self.objects[i], self.tags[i], &parts[count])
            count += 1
        out[0] = combine_c(parts, count)
        return 1

    cdef int observe(self) except -1:
        """Feed every window with this event, in the order of the plan, and fill their slots."""
        cdef int node, value, where, number
        cdef bint key_known, counted
        cdef Fingerprint key, seen
        cdef int64_t amount, whole
        cdef double part, real
        cdef WindowTable table
        for node, number, value, keys, where, by_value in self.window_plan:
            table = <WindowTable> self.tables[number]
            key.k0 = key.k1 = seen.k0 = seen.k1 = 0
            amount = whole = 0
            part = real = 0.0
            key_known = self.fingerprint(keys, &key)
            counted = where < 0 or (self.eval(where) and self.whole[where] != 0)
            if value >= 0:
                if by_value:
                    counted = self.fingerprint([value], &seen) and counted
                elif self.eval(value):
                    if self.cells[value].kind == K_FLOAT:
                        part = self.real[value]
                    else:
                        amount = self.whole[value]
                else:
                    counted = False
            self.known[node] = table.observe_c(
                self.time, key.k0, key.k1, key_known, counted, seen.k0, seen.k1, amount, part, &whole, &real)
            self.whole[node] = whole
            self.real[node] = real
            self.done[node] = self.epoch
        return 0

    cdef inline void mark(self, int rule) noexcept:
        """Make a rule a candidate, once an event."""
        if self.rule_marked[rule] != self.epoch:
            self.rule_marked[rule] = self.epoch
            self.candidates[self.n_candidates] = rule
            self.n_candidates += 1

    def run(self, event, int64_t time):
        """Findings of one event. `time`: its effective time, microseconds, never before that of the event before."""
        cdef int i, j, rule, condition
        cdef Scanner scanner
        cdef list fired = None
        self.epoch += 1
        self.event = event
        self.time = time
        self.n_candidates = 0
        if self.n_windows:
            self.observe()
        for i in range(self.n_ungated):
            self.candidates[i] = self.ungated[i]
        self.n_candidates = self.n_ungated
        for text, number, by_pattern, everything in self.pattern_gates:
            if self.scan(text, number):
                scanner = <Scanner> self.scanners[number]
                for i in range(scanner.n_hits):
                    rules = (<list> by_pattern)[scanner.hit_ids[i]]
                    if rules is not None:
                        for rule in <tuple> rules:
                            self.mark(rule)
            else:
                for rule in <tuple> everything:
                    self.mark(rule)
        for node, by_value, everything in self.value_gates:
            value = self.boxed(node)
            rules = everything if value is None else (<dict> by_value).get(value)
            if rules is not None:
                for rule in <tuple> rules:
                    self.mark(rule)
        for i in range(self.n_candidates):
            rule = self.candidates[i]
            condition = self.conditions[rule]
            if not self.eval(condition):
                self.unknown_counts[rule] += 1
            elif self.whole[condition]:
                if fired is None:
                    fired = []
                fired.append(rule)
        if fired is None:
            return []
        if len(fired) > 1:
            fired.sort()
        event_id = self.boxed(self.node_id)
        own_time = self.boxed(self.node_time)
        account = self.boxed(self.node_account)
        subject = self.boxed(self.node_subject)
        found = []
        for rule in fired:
            view, shown, said = self.views[rule]
            found.append(self.finding(
                view, event_id, own_time, account, subject,
                tuple([self.boxed(j) for j in <list> shown]), tuple([self.boxed(j) for j in <list> said])))
        return found

    def value(self, int node):
        """The value of any node for the event of the latest `run`, None when unknown."""
        if not 0 <= node < self.n:
            raise IndexError(node)
        return None if self.event is None else self.boxed(node)
