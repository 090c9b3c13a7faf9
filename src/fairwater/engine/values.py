"""A batch of events and a program in; the truth or the values of any node, for all rows at once, out.

Where a row-wise meaning has no column form here, it is run row by row from `engine.scalar`; the fuzz holds both to the
same values.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from fairwater.engine.columns import (
    Bits,
    Codes,
    Truth,
    arrow_column,
    clean,
    column_of,
    exceeds,
    largest,
    merged,
    nulls,
    numbers,
    truth_of,
    unknown_of,
    where,
    with_unknown,
)
from fairwater.engine.finding import Column
from fairwater.engine.program import Program
from fairwater.events.batch import EventBatch
from fairwater.events.types import INT_MAX, INT_MIN
from fairwater.policy.plan import Node

EXACT = 2**53
"""Ints up to here are exact as float64."""

comparisons: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


class BatchValues:
    """Values of nodes for one batch, made when asked for and kept for the batch. Windows are put into `columns`."""

    def __init__(self, program: Program, batch: EventBatch) -> None:
        self.program = program
        self.plan = program.plan
        self.batch = batch
        self.rows = len(batch)
        self.truths: dict[int, Truth] = {}
        self.columns: dict[int, Column] = {}
        self.coded: dict[int, Codes] = {}
        self.scans: dict[int, tuple[Bits, dict[int, npt.NDArray[Any]]]] = {}
        self.made: dict[int, list[Any]] = {}
        self.all_true: Bits = np.ones(self.rows, dtype=np.bool_)

    # -- truth ---------------------------------------------------------------------------------------------------

    def truth(self, number: int) -> Truth:
        """The truth column of a bool node."""
        found = self.truths.get(number)
        if found is None:
            found = self.make_truth(number)
            self.truths[number] = found
        return found

    def make_truth(self, number: int) -> Truth:
        """Compute the truth column of a node."""
        node = self.plan.nodes[number]
        match node.op:
            case "and":
                return self.combine(node.args, np.logical_and)
            case "or":
                return self.combine(node.args, np.logical_or)
            case "not":
                true, possible = self.truth(node.args[0])
                negated = ~possible
                return (negated, negated) if possible is true else (negated, ~true)
            case "eq" | "ne" | "lt" | "le" | "gt" | "ge":
                return self.compare(node.op, *node.args)
            case "in_const":
                return self.in_const(node.args[0], node.param)
            case "match":
                return self.match(node.args[0], node.param)
            case "known":
                known = self.known(node.args[0])
                return known, known
            case "const":
                bits = self.all_true if node.param else ~self.all_true
                return bits, bits
            case "field":
                array = self.batch.column(str(node.param))
                true = array.fill_null(False).to_numpy(zero_copy_only=False)
                return (true, true) if array.null_count == 0 else (true, true | nulls(array))
            case "knownor":
                true, possible = self.truth(node.args[0])
                if possible is true:
                    return true, true
                other_true, other_possible = self.truth(node.args[1])
                unknown = possible & ~true
                true = true | (unknown & other_true)
                return true, true if other_possible is other_true else true | (unknown & other_possible)
            case "ifelse":
                return self.choose(*(self.truth(arg) for arg in node.args))
            case "listing":
                return self.listing(node.args[0], str(node.param))
            case "in_list" if self.is_plain_search(*node.args):
                return self.search_lists(self.plan.nodes[node.args[0]].param, self.plan.nodes[node.args[1]])
            case _:
                return truth_of(self.row_wise(number))

    def combine(self, args: Sequence[int], join: np.ufunc) -> Truth:
        """Kleene `and` / `or` of several columns."""
        true, possible = self.truth(args[0])
        for arg in args[1:]:
            next_true, next_possible = self.truth(arg)
            same = possible is true and next_possible is next_true
            joined = join(true, next_true)
            possible = joined if same else join(possible, next_possible)
            true = joined
        return true, possible

    def choose(self, condition: Truth, then: Truth, other: Truth) -> Truth:
        """`then if condition else other`; unknown where the condition is."""
        true, possible = condition
        chosen = np.where(true, then[0], other[0])
        unknown = np.where(true, then[1] & ~then[0], other[1] & ~other[0]) | (possible & ~true)
        chosen = chosen & ~unknown
        return chosen, chosen | unknown

    def compare(self, op: str, left: int, right: int) -> Truth:
        """A comparison of two nodes of one type."""
        name = self.plan.nodes[left].type.name
        if name == "bool":
            a, b = self.truth(left), self.truth(right)
            same = (a[0] == b[0]) if op == "eq" else (a[0] != b[0])
            return with_unknown(same, merged(unknown_of(a), unknown_of(b)))
        if name == "str":
            return self.compare_strings(op, left, right)
        if name == "list":
            a_list, b_list = self.objects(left), self.objects(right)
            compare = comparisons[op]
            pairs = zip(a_list, b_list, strict=True)
            return truth_of([None if a is None or b is None else compare(a, b) for a, b in pairs])
        x, y = self.operand(left), self.operand(right)
        result = comparisons[op](x[0], y[0])
        if not isinstance(result, np.ndarray):  # both sides constant
            result = np.full(self.rows, result, dtype=np.bool_)
        return with_unknown(result, merged(x[1], y[1]))

    def compare_strings(self, op: str, left: int, right: int) -> Truth:
        """Strings compare by code point, which for UTF-8 is the order of bytes."""
        a, b = self.plan.nodes[left], self.plan.nodes[right]
        if b.op == "const" and a.op != "const":
            return self.coded_truth(left, lambda value: comparisons[op](value, b.param), op, b.param)
        if a.op == "const" and b.op != "const":
            return self.coded_truth(right, lambda value: comparisons[op](a.param, value), op, a.param)
        if a.op == "const" and b.op == "const":
            bits = np.full(self.rows, comparisons[op](a.param, b.param), dtype=np.bool_)
            return bits, bits
        names = {"eq": "equal", "ne": "not_equal", "lt": "less", "le": "less_equal", "gt": "greater"}
        compare = getattr(pc, names.get(op, "greater_equal"))
        result = compare(self.strings(left), self.strings(right))
        true = result.fill_null(False).to_numpy(zero_copy_only=False)
        return (true, true) if result.null_count == 0 else (true, true | nulls(result))

    def coded_truth(self, number: int, test: Callable[[str], bool], op: str, constant: Any) -> Truth:
        """A test of a string column against a constant: once for each distinct value."""
        codes = self.codes(number)
        table = np.zeros(len(codes.values) + 1, dtype=np.bool_)
        if op in ("eq", "ne"):
            table[:-1] = op == "ne"
            if constant in codes.by_value:
                table[codes.by_value[constant]] = op == "eq"
        else:
            table[:-1] = [test(value) for value in codes.values]
        return self.decoded(codes, table)

    def decoded(self, codes: Codes, table: npt.NDArray[np.bool_]) -> Truth:
        """The truth column of a table over distinct values."""
        true = codes.truth(table)
        if not codes.has_unknown:
            return true, true
        return true, true | (codes.codes == len(codes.values))

    def in_const(self, item: int, values: Any) -> Truth:
        """Membership in a constant collection."""
        kind = self.plan.nodes[item].type.name
        if kind == "str":
            if self.plan.nodes[item].op == "const":
                bits = np.full(self.rows, self.plan.nodes[item].param in values, dtype=np.bool_)
                return bits, bits
            codes = self.codes(item)
            table = np.zeros(len(codes.values) + 1, dtype=np.bool_)
            for value in values:
                code = codes.by_value.get(value)
                if code is not None:
                    table[code] = True
            return self.decoded(codes, table)
        if kind in ("bool", "list"):
            members = set(values)
            return truth_of([None if value is None else value in members for value in self.objects(item)])
        array, unknown = self.operand(item)
        found = np.isin(np.broadcast_to(array, (self.rows,)), np.array(values, dtype=np.asarray(array).dtype))
        return with_unknown(found, unknown)

    def listing(self, item: int, name: str) -> Truth:
        """Membership in a managed list."""
        if self.plan.nodes[item].op == "const":
            bits = np.full(self.rows, self.program.lists.contains(name, str(self.plan.nodes[item].param)))
            return bits, bits
        array = self.strings(item)
        true = self.program.lists.contains_many(name, array)
        return (true, true) if array.null_count == 0 else (true, true | nulls(array))

    def is_plain_search(self, item: int, container: int) -> bool:
        """Whether an `in` looks for a constant text in a list that is a field."""
        constant, field = self.plan.nodes[item], self.plan.nodes[container]
        return constant.op == "const" and constant.type.name == "str" and field.op == "field"

    def search_lists(self, wanted: Any, field: Node) -> Truth:
        """The rows whose list has a text."""
        array = self.batch.column(str(field.param))
        true = np.zeros(self.rows, dtype=np.bool_)
        lengths = array.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
        found = pc.equal(array.flatten(), wanted).fill_null(False).to_numpy(zero_copy_only=False)
        true[np.repeat(np.arange(self.rows), lengths)[found]] = True
        return (true, true) if array.null_count == 0 else (true, true | nulls(array))

    def match(self, text: int, param: Any) -> Truth:
        """Whether any of a rule's patterns was found."""
        scan, ids = param
        unknown, rows_of = self.scanned(scan)
        true = np.zeros(self.rows, dtype=np.bool_)
        for pattern in ids:
            rows = rows_of.get(pattern)
            if rows is not None:
                true[rows] = True
        return (true, true) if not unknown.any() else (true, true | unknown)

    def scanned(self, scan: int) -> tuple[Bits, dict[int, npt.NDArray[Any]]]:
        """All patterns of one text over the batch: where the text is unknown, and the rows of each pattern found."""
        found = self.scans.get(scan)
        if found is None:
            array = self.strings(self.plan.scans[scan].text)
            rows, ids = self.program.scanners[scan].scan_batch(array)
            small = len(self.plan.scans[scan].patterns) <= 2**16
            keys = ids.astype(np.uint16) if small else ids  # 16 bits: NumPy sorts these by radix
            order = np.argsort(keys, kind="stable")
            sorted_ids = keys[order]
            present, starts = np.unique(sorted_ids, return_index=True)
            parts = np.split(rows[order], starts[1:])
            pairs = zip(present.tolist(), parts, strict=False)  # of no hit at all there is one empty part
            rows_by_id: dict[int, npt.NDArray[Any]] = dict(pairs)
            found = (nulls(array), rows_by_id)
            self.scans[scan] = found
        return found

    def known(self, number: int) -> Bits:
        """Rows where a node is known."""
        if self.plan.nodes[number].type.name == "bool":
            true, possible = self.truth(number)
            return self.all_true if possible is true else true | ~possible
        unknown = self.column(number).unknown
        return self.all_true if unknown is None else ~unknown

    # -- other values ----------------------------------------------------------------------------------------------

    def column(self, number: int) -> Column:
        """The column of a node that is not bool."""
        found = self.columns.get(number)
        if found is None:
            found = self.make_column(number)
            self.columns[number] = found
        return found

    def make_column(self, number: int) -> Column:
        """Compute the column of a node."""
        node = self.plan.nodes[number]
        name = node.type.name
        numeric = name in ("int", "float", "time", "duration")
        match node.op:
            case "field" if numeric:
                return numbers(self.batch.column(str(node.param)))
            case "field":
                array = self.batch.column(str(node.param))
                if name == "str":
                    return arrow_column(array)
                return column_of([None if one is None else clean(one) for one in array.to_pylist()], name)
            case "const" if numeric:
                dtype = np.float64 if name == "float" else np.int64
                return Column(np.full(self.rows, node.param, dtype=dtype), None)
            case "const":
                return column_of([node.param] * self.rows, name)
            case "tofloat":
                values, unknown = self.operand(node.args[0])
                return Column(self.full(np.asarray(values).astype(np.float64)), unknown)
            case "add" | "sub" | "mul" | "div" if numeric:
                return self.arithmetic(number)
            case "neg":
                column = self.column(node.args[0])
                if name == "float":
                    return Column(-column.values, column.unknown)
                return Column(-column.values, merged(column.unknown, where(column.values == INT_MIN)))
            case "knownor":
                return self.blend(number, None, *node.args)
            case "ifelse":
                return self.blend(number, self.truth(node.args[0]), *node.args[1:])
            case _:
                return column_of(self.row_wise(number), name)

    def operand(self, number: int) -> tuple[Any, Bits | None]:
        """A number column as (values, unknown), a constant as a scalar of the same width."""
        node = self.plan.nodes[number]
        if node.op == "const":
            return (np.float64(node.param) if node.type.name == "float" else np.int64(node.param)), None  # type: ignore[arg-type]
        column = self.column(number)
        return column.values, column.unknown

    def full(self, values: Any) -> npt.NDArray[Any]:
        """A scalar spread over all rows."""
        array = np.asarray(values)
        return array if array.ndim else np.full(self.rows, array)

    def arithmetic(self, number: int) -> Column:
        """`+ - * /` on numbers; overflow, zero divisors and non-finite results are unknown."""
        node = self.plan.nodes[number]
        x, x_unknown = self.operand(node.args[0])
        y, y_unknown = self.operand(node.args[1])
        unknown = merged(x_unknown, y_unknown)
        whole = np.asarray(x).dtype != np.float64
        if node.op == "div":
            if whole and (exceeds(x, EXACT) or exceeds(y, EXACT)):
                return column_of(self.row_wise(number), node.type.name)
            divisor = np.asarray(y).astype(np.float64)
            result = self.full(np.asarray(x).astype(np.float64) / np.where(divisor == 0, np.nan, divisor))
            return Column(result, merged(unknown, where(~np.isfinite(result))))
        if not whole:
            operate = {"add": np.add, "sub": np.subtract, "mul": np.multiply}[node.op]
            result = self.full(operate(x, y))
            return Column(result, merged(unknown, where(~np.isfinite(result))))
        if node.op == "mul":
            if largest(x) * largest(y) > INT_MAX:
                return column_of(self.row_wise(number), node.type.name)
            return Column(self.full(x * y), unknown)
        if node.op == "add":
            result = self.full(np.add(x, y))
            wrapped = ((x ^ result) & (y ^ result)) < 0
        else:
            result = self.full(np.subtract(x, y))
            wrapped = ((x ^ y) & (x ^ result)) < 0
        return Column(result, merged(unknown, where(wrapped)))

    def blend(self, number: int, condition: Truth | None, first: int, second: int) -> Column:
        """`first if condition else second`; without a condition, `first` where known, else `second`."""
        node = self.plan.nodes[number]
        name = node.type.name
        if name == "str" and condition is None:
            return arrow_column(pc.coalesce(self.strings(first), self.strings(second)))
        if name not in ("int", "float", "time", "duration"):
            return column_of(self.row_wise(number), name)
        a, b = self.column(first), self.column(second)
        if condition is None:
            if a.unknown is None:
                return a
            unknown = None if b.unknown is None else a.unknown & b.unknown
            return Column(np.where(a.unknown, b.values, a.values), unknown)
        true, possible = condition
        values = np.where(true, a.values, b.values)
        missing = None if possible is true else possible & ~true
        for side, chosen in ((a, true), (b, ~true)):
            if side.unknown is not None:
                missing = merged(missing, side.unknown & chosen)
        return Column(values, missing)

    def strings(self, number: int) -> pa.Array:
        """A str column as Arrow, null where unknown."""
        values = self.column(number).values
        if isinstance(values, np.ndarray):
            values = pa.array(values.tolist(), pa.string())
            self.columns[number] = Column(values, nulls(values) if values.null_count else None)
        return values

    def codes(self, number: int) -> Codes:
        """A str column as codes."""
        found = self.coded.get(number)
        if found is None:
            found = Codes(self.strings(number))
            self.coded[number] = found
        return found

    def objects(self, number: int) -> list[Any]:
        """A node's values as Python objects, None where unknown."""
        if self.plan.nodes[number].type.name == "bool":
            true, possible = self.truth(number)
            listed: list[Any] = true.tolist()
            if possible is not true:
                for row in np.flatnonzero(possible & ~true).tolist():
                    listed[row] = None
            return listed
        return self.column(number).to_list()

    def row_wise(self, number: int) -> list[Any]:
        """A node's values by its meaning, row by row."""
        node = self.plan.nodes[number]
        if node.op == "gen":
            return self.generated(number)
        operation = self.program.operations[number]
        assert operation is not None, node.op
        name = str(node.param) if node.op == "call" else node.op
        attempt = self.program.attempt
        if not node.args:
            return [attempt(name, operation, ())] * self.rows
        made = self.made.pop(number, None)
        if made is not None:
            return made
        rows = list(zip(*(self.objects(arg) for arg in node.args), strict=True))
        together = self.program.together.get(number, (number,))
        if len(together) > 1:
            # Properties of the same fields (link.url, link.hosts ...) row by row together: they share the work.
            named = [(str(self.plan.nodes[one].param), self.program.operations[one]) for one in together]
            absent = (None,) * len(node.args)
            nothing = [attempt(name, operate, absent) for name, operate in named]  # type: ignore[arg-type]
            values = [
                nothing if row == absent else [attempt(name, operate, row) for name, operate in named]  # type: ignore[arg-type]
                for row in rows
            ]
            self.made.update(zip(together, map(list, zip(*values, strict=True)), strict=True))
            return self.made.pop(number) if rows else []
        try:
            return [operation(row) for row in rows]
        except Exception:  # then row by row, to find which
            return [attempt(name, operation, row) for row in rows]

    def generated(self, number: int) -> list[Any]:
        """A generator's values. Most lists are empty, and most others come again: each different one is judged once."""
        node = self.plan.nodes[number]
        assert isinstance(node.param, tuple)
        outer = self.program.generators.free[number]
        evaluate = self.program.generators.evaluate
        empty = {"any": False, "all": True, "count": 0}[node.param[0]]
        source = outer.index(node.args[0])
        # Floats are left out: 0.0 and -0.0 are one key and may not be one value.
        exact = all("float" not in str(self.plan.nodes[arg].type) for arg in outer)
        judged: dict[tuple[Any, ...], Any] = {}
        found: list[Any] = []
        for row in zip(*(self.objects(arg) for arg in outer), strict=True):
            items = row[source]
            if items is None:
                found.append(None)
            elif not items:
                found.append(empty)
            elif exact and row in judged:
                found.append(judged[row])
            else:
                given = dict(zip(outer, row, strict=True))
                value = self.program.attempt("gen", lambda values: evaluate(number, values, {}), given)
                found.append(value)
                if exact:
                    judged[row] = value
        return found
