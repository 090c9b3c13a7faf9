"""Saved tables and states: what was saved comes back, and damaged, foreign or hostile bytes are refused."""

import json
import resource
import struct

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.signals.windows import StateError, WindowTable, dump_state, load_state
from fairwater.signals.windows.layout import MAGIC, VERSION
from fairwater.signals.windows.state import MAGIC as FILE_MAGIC
from fairwater.signals.windows.state import VERSION as FILE_VERSION
from fairwater.signals.windows.state import seal, unseal
from window_model import KINDS

VALUES = {"str": (5, 6), "int": 7, "duration": 8, "float": 0.25, None: None}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def filled(op: str, kind: str | None) -> WindowTable:
    table = WindowTable(op, 20, kind)
    for time in range(30):
        value = (time % 4, 1) if op == "distinct" else VALUES[kind]
        table.observe(time, time % 5, time % 3, value=value)
    return table


def numbers_at(payload: bytes) -> int:
    """Where the numbers of a table's payload begin: after its two names."""
    first = 1 + payload[0]
    return first + 1 + payload[first]


@pytest.mark.parametrize(("op", "kind"), KINDS)
def test_a_saved_table_comes_back_the_same(op: str, kind: str | None) -> None:
    table = filled(op, kind)
    saved = table.dump()
    back = WindowTable.load(saved, op=op, within_us=20, value_kind=kind)
    assert (back.op, back.within_us, back.value_kind) == (op, 20, kind)
    assert (back.live_keys, back.live_events) == (table.live_keys, table.live_events)
    assert back.dump() == saved
    empty = WindowTable(op, 20, kind)
    assert WindowTable.load(empty.dump()).dump() == empty.dump()


@pytest.mark.parametrize(("op", "kind"), KINDS)
def test_equal_states_give_equal_bytes_whatever_the_tables_went_through(op: str, kind: str | None) -> None:
    worn, fresh = WindowTable(op, 20, kind), WindowTable(op, 20, kind)
    for key in range(500):
        worn.observe(-1000 + key // 100, key, 0, value=VALUES[kind])
    for table in (worn, fresh):
        for time in range(25):
            table.observe(time, time % 5, 0, value=VALUES[kind])
    assert worn.dump() == fresh.dump()


def test_a_loaded_table_still_refuses_earlier_events() -> None:
    table = WindowTable("count", 5)
    table.observe(10, 1, 1)
    table.observe(100, 1, 1, key_known=False)
    with pytest.raises(ValueError, match="order of time"):
        WindowTable.load(table.dump()).observe(99, 1, 1)


@pytest.mark.parametrize(
    ("wanted", "word"), [({"op": "sum"}, "sum"), ({"within_us": 21}, "21"), ({"value_kind": "int"}, "int")]
)
def test_a_table_of_another_window_is_refused(wanted: dict[str, object], word: str) -> None:
    with pytest.raises(StateError, match=word):
        WindowTable.load(filled("distinct", "str").dump(), **wanted)  # type: ignore[arg-type]


def reworked(saved: bytes, at: int, new: bytes) -> bytes:
    """The table with some bytes of its payload replaced, and a checksum that fits."""
    payload = bytearray(unseal(MAGIC, VERSION, saved, "window table"))
    payload[at : at + len(new)] = new
    return seal(MAGIC, VERSION, bytes(payload))


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (b"", "cut short"),
        (b"x" * 100, "something else"),
        (filled("count", None).dump()[:-1], "should hold"),
        (filled("count", None).dump() + b"x", "should hold"),
        (seal(MAGIC, VERSION + 1, b""), "format version 2"),
        (seal(b"FWRI", VERSION, b"x" * 60), "something else"),
        (seal(MAGIC, VERSION, b"\x06median\x00" + struct.pack("<qBqQQQ", 9, 0, 0, 0, 0, 0)), "median"),
        (seal(MAGIC, VERSION, b"\x05count\x00" + struct.pack("<qBqQQQ", 0, 0, 0, 0, 0, 0)), "microseconds"),
        (seal(MAGIC, VERSION, b"\x05count\x00" + struct.pack("<qBqQQQ", 9, 0, 0, 2**63, 0, 2**60)), "does not fit"),
        (seal(MAGIC, VERSION, b"\x05count\x00" + struct.pack("<qBqQQQ", 9, 0, 0, 0, 0, 0) + b"x"), "follow its end"),
        (seal(MAGIC, VERSION, b"\x01\xff\x00" + struct.pack("<qBqQQQ", 9, 0, 0, 0, 0, 0)), "ASCII"),
    ],
)
def test_what_is_no_whole_table_is_refused_with_the_next_step(bad: bytes, word: str) -> None:
    with pytest.raises(StateError, match=word) as refusal:
        WindowTable.load(bad)
    assert "replay" in str(refusal.value)


def test_contents_that_contradict_themselves_are_refused() -> None:
    saved = filled("count", None).dump()
    payload = unseal(MAGIC, VERSION, saved, "window table")
    numbers = numbers_at(payload)
    keys = numbers + struct.calcsize("<qBqQQQ")
    times = keys + 15 * 16
    records = times + 20 * 8
    for at, new, word in (
        (numbers + 9, struct.pack("<q", 5), "later than"),
        (numbers + 9, struct.pack("<q", 40), "left the window"),
        (numbers + 8, b"\0", "later than"),
        (keys, payload[keys + 16 : keys + 32], "contradict"),
        (times, struct.pack("<q", 28), "order of time"),
        (records, struct.pack("<I", 15), "does not hold"),
        (records + 5 * 4, struct.pack("<I", 1), "contradict"),
    ):
        with pytest.raises(StateError, match=word):
            WindowTable.load(reworked(saved, at, new))
    total = filled("sum", "float").dump()
    end = len(unseal(MAGIC, VERSION, total, "window table"))
    with pytest.raises(StateError, match="finite"):
        WindowTable.load(reworked(total, end - 8, struct.pack("<d", float("inf"))))


@pytest.mark.parametrize(("op", "kind"), KINDS)
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_hostile_tables_are_refused_or_work(op: str, kind: str | None, data: st.DataObject) -> None:
    saved = filled(op, kind).dump()
    flipped = bytearray(saved)
    flipped[data.draw(st.integers(0, len(saved) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(StateError):
        WindowTable.load(bytes(flipped))
    payload = bytearray(unseal(MAGIC, VERSION, saved, "window table"))
    for _ in range(data.draw(st.integers(1, 4))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    try:
        table = WindowTable.load(seal(MAGIC, VERSION, bytes(payload)))
    except StateError:
        return
    assert WindowTable.load(table.dump()).dump() == table.dump()
    last = table.image().last or 0
    value = VALUES.get(table.value_kind, (1, 2))
    for time in range(last, min(last + 50, 2**63 - 1), 7):
        table.observe(time, time % 5, 0, value=value)


# The whole file


@given(st.dictionaries(st.text(max_size=9), json_values, max_size=4), st.lists(st.binary(max_size=40), max_size=5))
def test_a_state_comes_back_the_same(meta: dict[str, object], tables: list[bytes]) -> None:
    assert load_state(dump_state(meta, tables)) == (meta, tables)


def test_what_is_expected_must_be_there() -> None:
    saved = dump_state({"plan": "abc", "last": 7}, [b"x"])
    assert load_state(saved, expect={"plan": "abc"})[1] == [b"x"]
    with pytest.raises(StateError, match=r"plan 'abc', and 'abd' is needed"):
        load_state(saved, expect={"plan": "abd"})
    with pytest.raises(StateError, match="lists None"):
        load_state(saved, expect={"lists": "x"})


def test_facts_without_json_form_are_refused_when_saving() -> None:
    with pytest.raises(TypeError):
        dump_state({"plan": b"bytes"}, [])
    with pytest.raises(ValueError, match="JSON"):
        dump_state({"ratio": float("nan")}, [])


def packed(plain: bytes, size: int | None = None) -> bytes:
    frame = zstandard.ZstdCompressor().compress(plain)
    return seal(FILE_MAGIC, FILE_VERSION, struct.pack("<Q", len(plain) if size is None else size) + frame)


def facts(text: bytes) -> bytes:
    return struct.pack("<Q", len(text)) + text + struct.pack("<I", 0)


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (dump_state({}, [b"abc"])[:-2], "should hold"),
        (seal(FILE_MAGIC, FILE_VERSION + 1, b""), "format version 2"),
        (filled("count", None).dump(), "something else"),
        (seal(FILE_MAGIC, FILE_VERSION, b"1234"), "cut short"),
        (seal(FILE_MAGIC, FILE_VERSION, struct.pack("<Q", 9) + b"no zstd here"), "zstd"),
        (packed(facts(b"{}"), 9999), "9999"),
        (packed(facts(b"{}"), 3), "3 bytes"),
        (packed(facts(b"{}") + b"x"), "follow its end"),
        (packed(facts(b"[]")), "not a JSON object"),
        (packed(facts(b"{")), "not JSON"),
        (packed(facts(b"\xff")), "not JSON"),
        (packed(facts(b"[" * 200_000)), "not JSON"),
        (packed(struct.pack("<Q", 2**63) + b"{}"), "does not fit"),
        (packed(struct.pack("<Q", 2) + b"{}" + struct.pack("<I", 2**32 - 1)), "does not fit"),
    ],
)
def test_what_is_no_whole_state_is_refused(bad: bytes, word: str) -> None:
    with pytest.raises(StateError, match=word):
        load_state(bad)


def test_a_file_that_swells_is_refused_before_it_does() -> None:
    bomb = packed(b"\0" * 200_000_000)
    assert len(bomb) < 50_000
    lying = packed(b"\0" * 200_000_000, 1000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(StateError, match="1000000 are allowed"):
        load_state(bomb, largest=1_000_000)
    with pytest.raises(StateError, match="does not decompress"):
        load_state(lying)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_hostile_states_are_refused_or_read(data: st.DataObject) -> None:
    plain = bytearray(facts(json.dumps({"plan": "a"}).encode()))
    plain[-4:] = struct.pack("<IQ3s", 1, 3, b"abc")
    for _ in range(data.draw(st.integers(1, 3))):
        plain[data.draw(st.integers(0, len(plain) - 1))] = data.draw(st.integers(0, 255))
    whole = bytearray(dump_state({"plan": "a"}, [b"abc"]))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(StateError):
        load_state(bytes(whole))
    try:
        meta, tables = load_state(packed(bytes(plain)))
    except StateError:
        return
    assert isinstance(meta, dict)
    assert sum(map(len, tables)) <= len(plain)


def test_the_tables_of_a_plan_fit_into_one_file() -> None:
    tables = [filled(op, kind) for op, kind in KINDS]
    meta, parts = load_state(dump_state({"windows": len(tables)}, [table.dump() for table in tables]))
    assert meta == {"windows": len(tables)}
    back = [WindowTable.load(part) for part in parts]
    assert [table.dump() for table in back] == [table.dump() for table in tables]
