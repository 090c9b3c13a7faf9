"""Columns and single events say the same; a table of any honest form is read, a dishonest one is refused by row."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.events.batch import EventBatch
from fairwater.events.decode import EventDecoder
from fairwater.events.errors import InputError
from fairwater.events.letters import Reason
from fairwater.events.record import MAX_SECONDS, Event, value_of
from fairwater.events.schema import FieldSpec, Schema
from fairwater.events.types import BOOL, DURATION, FLOAT, INT, INT_MAX, INT_MIN, TIME, Type, list_of

OWN = (
    FieldSpec("edit.delta", INT, ""),
    FieldSpec("edit.score", FLOAT, ""),
    FieldSpec("edit.took", DURATION, ""),
    FieldSpec("edit.seen", TIME, ""),
    FieldSpec("edit.marks", list_of(INT), ""),
    FieldSpec("edit.flags", list_of(BOOL), ""),
    FieldSpec("edit.stops", list_of(TIME), ""),
    FieldSpec("edit.waits", list_of(DURATION), ""),
    FieldSpec("a.b.c", list_of(FLOAT), "", "a.b.from"),
)
SCHEMA = Schema.of(OWN)
DECODER = EventDecoder(SCHEMA)
MOMENT = 1_772_600_767_123_456


def plain(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "time": "2026-03-04T05:06:07.123456Z", "kind": "post.create", **more}


def table(**columns: Any) -> pa.Table:
    size = len(next(iter(columns.values()))) if columns else 1
    base = {
        "id": pa.array([f"e{n}" for n in range(size)]),
        "time": pa.array([MOMENT] * size, pa.timestamp("us", "UTC")),
        "kind": pa.array(["post.create"] * size),
    }
    return pa.table(base | {name.replace("__", "."): column for name, column in columns.items()})


def read(given: pa.Table, path: str) -> list[object]:
    batch, letters = EventBatch.from_table(given, SCHEMA, [path])
    assert not letters
    batch.column(path).validate(full=True)
    return list(batch.values(path))


TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2199, 12, 31, 23, 59, 59)).map(
    lambda made: made.replace(tzinfo=UTC)
)
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "int": st.integers(INT_MIN, INT_MAX),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "str": st.text(max_size=5),
    "time": TIMES,
    "duration": st.integers(-MAX_SECONDS, MAX_SECONDS)
    | st.floats(-MAX_SECONDS, MAX_SECONDS)
    | st.floats(-1_000, 1_000),
}


def wire(type_: Type) -> st.SearchStrategy[Any]:
    if type_.item is None:
        return SCALARS[type_.name]
    return st.lists(st.none() | SCALARS[type_.item.name], max_size=3)


@st.composite
def frames(draw: st.DrawFn) -> dict[str, Any]:
    frame: dict[str, Any] = {"id": draw(st.text(min_size=1, max_size=5)), "time": draw(TIMES), "kind": draw(KIND)}
    for path in draw(st.lists(st.sampled_from(sorted(SCHEMA.fields)), max_size=12, unique=True)):
        spec = SCHEMA.fields[path]
        if path in ("event.id", "event.time", "event.kind") or spec.each:
            continue
        *parents, last = spec.wire.split(".")
        node = frame
        for parent in parents:
            node = node.setdefault(parent, {})
        node[last] = draw(st.none() | wire(spec.type))
    if draw(st.booleans()):
        media = st.fixed_dictionaries({}, optional={"kind": TEXT, "alt": TEXT, "url": TEXT, "other": TEXT})
        frame["media"] = draw(st.lists(st.none() | media, max_size=3))
    return frame


KIND = st.sampled_from(["post.create", "report", "a.b_c.d0"])
TEXT = st.none() | st.text(max_size=4)


def events(made: list[dict[str, Any]]) -> list[Event]:
    decoded = [DECODER.decode(msgspec.json.encode(frame)) for frame in made]
    assert all(isinstance(event, Event) for event in decoded), decoded
    return [event for event in decoded if isinstance(event, Event)]


def same(one: EventBatch, other: EventBatch) -> None:
    assert one.fields == other.fields and len(one) == len(other)
    for name, column in one.columns.items():
        assert column.equals(other.columns[name]), name


@settings(max_examples=150, deadline=None)
@given(st.lists(frames(), max_size=5))
def test_columns_hold_what_single_events_hold_whatever_way_they_go(made: list[dict[str, Any]]) -> None:
    single = events(made)
    batch = EventBatch.from_events(single, SCHEMA)
    for path, spec in SCHEMA.fields.items():
        expected = [value_of(event, spec) for event in single]
        assert batch.values(path) == expected
        assert list(map(type, batch.values(path))) == list(map(type, expected))
        batch.columns[spec.column].validate(full=True)
    from_file, letters = EventBatch.from_table(batch.to_arrow(), SCHEMA)
    assert not letters
    same(batch, from_file)
    again = list(from_file.rows())
    same(batch, EventBatch.from_events(again, SCHEMA))
    assert all(type(event) is DECODER.type for event in again)


@settings(max_examples=100, deadline=None)
@given(st.lists(frames(), min_size=1, max_size=4))
def test_a_nested_table_says_the_same_as_lines_of_json(made: list[dict[str, Any]]) -> None:
    typed = pa.schema(
        [
            ("id", pa.string()),
            ("time", pa.timestamp("us", "UTC")),
            ("kind", pa.string()),
            ("text", pa.large_string()),
            ("account", pa.struct([("followers", pa.int64()), ("created", pa.timestamp("us", "UTC"))])),
            ("links", pa.list_(pa.string())),
            ("media", pa.list_(pa.struct([("kind", pa.string()), ("url", pa.string())]))),
            ("a", pa.struct([("b", pa.struct([("from", pa.large_list(pa.float64()))]))])),
        ]
    )
    nested = pa.Table.from_pylist([{key: frame.get(key) for key in typed.names} for frame in made], typed)
    paths = ["text", "account.followers", "account.created", "links", "media.kinds", "media.urls", "media.alt", "a.b.c"]
    batch, letters = EventBatch.from_table(nested, SCHEMA, paths)
    assert not letters
    for path in paths:
        if path != "media.alt":
            assert batch.values(path) == [value_of(event, SCHEMA.fields[path]) for event in events(made)]
    assert batch.values("media.alt") == [None if frame.get("media") is None else () for frame in made]


@pytest.mark.parametrize(
    ("path", "column", "expected"),
    [
        ("text", pa.array(["a", None], pa.large_string()), ["a", None]),
        ("text", pa.array(["a", None], pa.string_view()), ["a", None]),
        ("text", pa.array(["a", None]).dictionary_encode(), ["a", None]),
        ("text", pa.nulls(2), [None, None]),
        ("account.followers", pa.array([3, None], pa.int8()), [3, None]),
        ("account.followers", pa.array([3, None], pa.uint64()), [3, None]),
        ("edit.score", pa.array([3, None], pa.int32()), [3.0, None]),
        ("edit.score", pa.array([0.5, None], pa.float16()), [0.5, None]),
        ("edit.seen", pa.array([1_772_600_767, None], pa.timestamp("s", "UTC")), [1_772_600_767_000_000, None]),
        ("edit.seen", pa.array([1_772_600_767_123], pa.timestamp("ms", "Asia/Tokyo")), [1_772_600_767_123_000]),
        ("edit.seen", pa.array([1_772_600_767_123_456_500], pa.timestamp("ns", "UTC")), [MOMENT + 1]),
        ("edit.seen", pa.array([1_772_600_767_123_456_499], pa.timestamp("ns", "UTC")), [MOMENT]),
        ("account.age", pa.array([3, None], pa.int16()), [3_000_000, None]),
        ("account.age", pa.array([1.5, None], pa.float32()), [1_500_000, None]),
        ("account.age", pa.array([1_500, None], pa.duration("ms")), [1_500_000, None]),
        ("account.age", pa.array([2_500, 3_500, -500], pa.duration("ns")), [2, 4, 0]),
        ("links", pa.array([["a", None], [], None], pa.list_(pa.string())), [("a",), (), None]),
        ("links", pa.array([["a"], None], pa.large_list(pa.large_string())), [("a",), None]),
        ("links", pa.array([["a", "b"], None], pa.list_(pa.string(), 2)), [("a", "b"), None]),
        ("links", pa.array([["a"], None], pa.list_view(pa.string())), [("a",), None]),
        ("links", pa.array([["a", "a"]], pa.list_(pa.dictionary(pa.int8(), pa.string()))), [("a", "a")]),
        ("links", pa.array([[None], []], pa.list_(pa.null())), [(), ()]),
        ("edit.waits", pa.array([[1, None, 2]], pa.list_(pa.int64())), [(1_000_000, 2_000_000)]),
        ("edit.stops", pa.array([[MOMENT]], pa.list_(pa.timestamp("us", "UTC"))), [(MOMENT,)]),
        ("media.kinds", pa.array([["image"], None], pa.list_(pa.string())), [("image",), None]),
    ],
)
def test_any_arrow_type_that_can_hold_the_field_is_read(path: str, column: Any, expected: list[object]) -> None:
    flat = table(**{SCHEMA.fields[path].column.replace(".", "__"): column})
    assert read(flat, path) == expected
    assert read(pa.concat_tables([flat, flat]), path) == expected * 2
    assert read(flat.slice(len(expected) - 1), path) == expected[-1:]


@pytest.mark.parametrize(
    ("path", "column"),
    [
        ("account.followers", pa.array([1.0])),
        ("account.followers", pa.array(["1"])),
        ("account.followers", pa.array([True])),
        ("edit.score", pa.array(["1"])),
        ("account.verified", pa.array([1])),
        ("text", pa.array([b"a"])),
        ("text", pa.array([1])),
        ("edit.seen", pa.array([datetime(2026, 1, 1)], pa.timestamp("us"))),
        ("edit.seen", pa.array([MOMENT])),
        ("edit.seen", pa.array(["2026-01-01T00:00:00Z"])),
        ("account.age", pa.array(["1"])),
        ("links", pa.array(["a"])),
        ("links", pa.array([[1]])),
        ("links", pa.array([{"a": 1}])),
    ],
)
def test_an_arrow_type_that_cannot_hold_the_field_is_an_error_of_the_file(path: str, column: Any) -> None:
    with pytest.raises(InputError, match=path.rsplit(".", maxsplit=1)[-1]):
        EventBatch.from_table(table(**{path.replace(".", "__"): column}), SCHEMA, [path])


@pytest.mark.parametrize(
    ("given", "part"),
    [
        (table(text=pa.array(["a"])).drop_columns(["id"]), "id"),
        (table(account=pa.array(["a"])), "account"),
        (table(a=pa.array([{"b": 3}])), "a.b"),
        (pa.Table.from_arrays([pa.array(["a"])] * 2, names=["id", "id"]), "twice"),
    ],
)
def test_a_table_of_another_shape_is_an_error_of_the_file(given: pa.Table, part: str) -> None:
    with pytest.raises(InputError, match=part):
        EventBatch.from_table(given, SCHEMA, ["account.followers", "a.b.c"])


BAD_TEXT = pa.array([b"ok", b"\xff", None], pa.binary()).view(pa.string())


@pytest.mark.parametrize(
    ("column", "values", "rows", "reason"),
    [
        ("id", pa.array(["a", "", None]), [2, 3], Reason.MISSING_FIELD),
        ("id", pa.array(["a", "x" * 513, "é" * 512]), [2], Reason.TOO_LONG),
        ("kind", pa.array(["a", "B", "a."]), [2, 3], Reason.BAD_KIND),
        ("kind", pa.array(["a", None, "b"]), [2], Reason.MISSING_FIELD),
        (
            "time",
            pa.array([MOMENT, 0, 7_258_118_400_000_000], pa.timestamp("us", "UTC")),
            [2, 3],
            Reason.IMPLAUSIBLE_TIME,
        ),
        ("time", pa.array([MOMENT // 1_000_000, -(2**63) + 1, 2**63 - 1], pa.timestamp("s", "UTC")), [2, 3], None),
        ("time", pa.array([MOMENT, None, MOMENT], pa.timestamp("us", "UTC")), [2], Reason.MISSING_FIELD),
        ("account.created", pa.array([MOMENT, 1, None], pa.timestamp("us", "UTC")), [2], Reason.IMPLAUSIBLE_TIME),
        ("account.followers", pa.array([1, 2**63, None], pa.uint64()), [2], Reason.OUT_OF_RANGE),
        ("edit.score", pa.array([1.0, float("nan"), float("inf")]), [2, 3], Reason.NOT_FINITE),
        ("account.age", pa.array([1.0, 1e300, float("nan")]), [2, 3], Reason.OUT_OF_RANGE),
        ("account.age", pa.array([1, 2**62, None]), [2], Reason.OUT_OF_RANGE),
        ("account.age", pa.array([1, 2**62, None], pa.duration("s")), [2], Reason.OUT_OF_RANGE),
        ("account.age", pa.array([1, 2**64 - 1, None], pa.uint64()), [2], Reason.OUT_OF_RANGE),
        ("text", BAD_TEXT, [2], Reason.NOT_UTF8),
        ("text", pa.array(["x" * 1_000_001, "é" * 600_000, "a"]), [1], Reason.TOO_LONG),
        ("links", pa.array([["a"], ["b"] * 1_001, None]), [2], Reason.TOO_MANY),
        ("edit.stops", pa.array([[MOMENT], [MOMENT, 5], []], pa.list_(pa.timestamp("us", "UTC"))), [2], None),
    ],
)
def test_a_row_that_cannot_be_is_a_dead_letter_and_the_rest_stays(
    column: str, values: Any, rows: list[int], reason: Reason | None
) -> None:
    given = table(text=pa.array(["1", "2", "3"]), title=pa.array(["1", "2", "3"]))
    where = given.schema.get_field_index(column)
    given = given.append_column(column, values) if where < 0 else given.set_column(where, column, values)
    paths = [path for path, spec in SCHEMA.fields.items() if spec.column == column]
    batch, letters = EventBatch.from_table(given, SCHEMA, [*paths, "title"], first_row=101)
    assert [letter.line for letter in letters] == [100 + row for row in rows]
    assert {letter.field for letter in letters} == {column}
    assert reason is None or {letter.reason for letter in letters} == {reason}
    assert batch.values("title") == [str(row) for row in (1, 2, 3) if row not in rows]
    assert len(batch.values(paths[0])) == 3 - len(rows)
    json.dumps([letter.raw for letter in letters]).encode()


def test_an_operator_can_refuse_the_future_in_tables_as_well() -> None:
    given = table(text=pa.array(["a"]))
    _, letters = EventBatch.from_table(given, SCHEMA, [], latest=datetime(2026, 1, 1, tzinfo=UTC))
    assert [letter.reason for letter in letters] == [Reason.IMPLAUSIBLE_TIME]


@settings(max_examples=60, deadline=None)
@given(st.lists(frames(), min_size=1, max_size=6), st.data())
def test_slices_and_choices_are_those_of_the_events(made: list[dict[str, Any]], data: st.DataObject) -> None:
    single = events(made)
    batch = EventBatch.from_events(single, SCHEMA)
    start = data.draw(st.integers(0, len(single)))
    size = data.draw(st.integers(0, 8))
    same(batch.slice(start, size), EventBatch.from_events(single[start : start + size], SCHEMA))
    rows = data.draw(st.lists(st.integers(0, len(single) - 1), max_size=6))
    same(batch.take(np.array(rows, dtype=np.int64)), EventBatch.from_events([single[row] for row in rows], SCHEMA))
    same(batch, EventBatch.concat([batch.slice(0, start), batch.slice(start)]))
    part = batch.slice(start)
    same(EventBatch.from_table(part.to_arrow(), SCHEMA)[0], part)
    assert part.times().tolist() == part.values("event.time")


def test_a_duration_that_no_float_of_seconds_holds_stays_exact_in_rows() -> None:
    long = 9_000_000_000_000_000_001
    batch, _ = EventBatch.from_table(table(account__age=pa.array([long], pa.duration("us"))), SCHEMA, ["account.age"])
    assert [value_of(event, SCHEMA.fields["account.age"]) for event in batch.rows()] == [long]


def test_well_typed_columns_are_not_copied() -> None:
    batch = EventBatch.from_events(events([plain("a", text="x", account={"followers": 3}, links=["l"])]), SCHEMA)
    given = batch.to_arrow()
    again, _ = EventBatch.from_table(given, SCHEMA)
    for path in ("event.id", "event.time", "text", "account.followers", "account.age"):
        ours, theirs = again.column(path), given.column(SCHEMA.fields[path].column).chunk(0)
        assert ours.buffers()[-1].address == theirs.buffers()[-1].address


def test_batches_of_other_fields_cannot_be_joined() -> None:
    one, other = (EventBatch.from_events([], SCHEMA, [path]) for path in ("text", "title"))
    with pytest.raises(ValueError, match="same fields"):
        EventBatch.concat([one, other])
    with pytest.raises(KeyError):
        one.column("title")
