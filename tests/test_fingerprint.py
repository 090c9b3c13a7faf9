"""Fingerprints: the published cipher, one meaning for a value alone, in a column and in a key."""

import math
import struct

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.signals._fingerprint import (
    TAG_BOOL,
    TAG_DURATION,
    TAG_INT,
    TAG_LIST,
    TAG_TIME,
    combine,
    combine_columns,
    fingerprint,
    fingerprint_array,
    fingerprint_bools,
    fingerprint_floats,
    fingerprint_ints,
    fingerprint_strings,
    kind_of,
    siphash,
)

FIRST_BYTES = bytes(range(64))
# The authors' vectors: length of the message 00 01 02 ... -> SipHash-2-4-128 of it under the key 00 01 ... 0f.
PUBLISHED = {
    0: "a3817f04ba25a8e66df67214c7550293",
    1: "da87c1d86b99af44347659119b22fc45",
    2: "8177228da4a45dc7fca38bdef60affe4",
    7: "a1f1ebbed8dbc153c0b84aa61ff08239",
    8: "3b62a9ba6258f5610f83e264f31497b4",
    9: "264499060ad9baabc47f8b02bb6d71ed",
    15: "5493e99933b0a8117e08ec0f97cfc3d9",
    16: "6ee2a4ca67b054bbfd3315bf85230577",
    63: "5150d1772f50834a503e069a973fbd7c",
}
FAIRWATER_KEY = b"Fairwater keys 1"

int64s = st.integers(-(2**63), 2**63 - 1)
floats = st.floats(allow_nan=False, allow_infinity=False)
values = st.one_of(
    st.tuples(st.just("bool"), st.booleans()),
    st.tuples(st.sampled_from(["int", "time", "duration"]), int64s),
    st.tuples(st.just("float"), floats),
    st.tuples(st.just("str"), st.text(max_size=40)),
    st.tuples(st.just("list[str]"), st.lists(st.text(max_size=9), max_size=5).map(tuple)),
    st.tuples(st.just("list[list[int]]"), st.lists(st.lists(int64s, max_size=3).map(tuple), max_size=3).map(tuple)),
)


@pytest.mark.parametrize("length", PUBLISHED)
def test_the_cipher_gives_the_published_figures(length: int) -> None:
    assert siphash(FIRST_BYTES[:length], bytes(range(16))).hex() == PUBLISHED[length]


def pair(digest: bytes) -> tuple[int, int]:
    first, second = struct.unpack("<QQ", digest)
    return first, second


def message(type_name: str, value: object) -> bytes:
    """The documented message of a value, written out anew."""
    if type_name.startswith("list["):
        assert isinstance(value, tuple)
        return b"\x07" + b"".join(struct.pack("<QQ", *fingerprint(item, type_name[5:-1])) for item in value)
    match value:
        case bool():
            return b"\x01" + bytes([value])
        case str():
            return b"\x04" + value.encode()
        case float():
            return b"\x03" + struct.pack("<d", value if value else 0.0)
    return {"int": b"\x02", "time": b"\x05", "duration": b"\x06"}[type_name] + struct.pack("<q", value)


@given(values)
def test_a_fingerprint_is_the_cipher_over_tag_and_bytes(typed: tuple[str, object]) -> None:
    name, value = typed
    assert fingerprint(value, name) == pair(siphash(message(name, value), FAIRWATER_KEY))


@given(st.lists(values, min_size=2, max_size=5))
def test_a_key_of_several_parts_is_the_cipher_over_their_fingerprints(typed: list[tuple[str, object]]) -> None:
    parts = [fingerprint(value, name) for name, value in typed]
    joined = b"\x08" + b"".join(struct.pack("<QQ", *part) for part in parts)
    assert combine(parts) == pair(siphash(joined, FAIRWATER_KEY))
    assert combine(parts[:1]) == parts[0]


@given(values, values)
def test_different_values_and_types_have_different_fingerprints(
    one: tuple[str, object], other: tuple[str, object]
) -> None:
    same = message(*one) == message(*other)
    assert (fingerprint(one[1], one[0]) == fingerprint(other[1], other[0])) == same


def test_zero_has_one_fingerprint() -> None:
    assert fingerprint(-0.0, "float") == fingerprint(0.0, "float")
    first, second = fingerprint_floats(np.array([-0.0, 0.0]))
    assert first[0] == first[1]
    assert second[0] == second[1]


def test_a_lone_surrogate_has_a_fingerprint_of_its_own() -> None:
    assert fingerprint("a\ud800", "str") != fingerprint("a\ud801", "str")
    assert fingerprint("a\ud800", "str") != fingerprint("a", "str")


def test_an_entity_id_is_a_str() -> None:
    assert fingerprint("example.test", "domain id") == fingerprint("example.test", "str")


@pytest.mark.parametrize(
    ("value", "name", "error", "word"),
    [
        (2**63, "int", ValueError, "64"),
        (True, "int", TypeError, "bool"),
        (1, "bool", TypeError, "int"),
        (1, "float", TypeError, "int"),
        (None, "str", TypeError, "NoneType"),
        (("a", None), "list[str]", TypeError, "NoneType"),
        ("ab", "list[str]", TypeError, "expected a list"),
        ("a", "listing", ValueError, "listing"),
        ((), "list[" * 9 + "int" + "]" * 9, ValueError, "8 deep"),
    ],
)
def test_what_is_no_value_of_the_type_is_refused(value: object, name: str, error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word):
        fingerprint(value, name)


def test_kinds_nest() -> None:
    assert kind_of("bool") == TAG_BOOL
    assert kind_of("list[list[int]]") == (TAG_INT << 6) | (TAG_LIST << 3) | TAG_LIST


# Columns

ARROW = {
    "bool": pa.bool_(),
    "int": pa.int64(),
    "float": pa.float64(),
    "str": pa.string(),
    "time": pa.timestamp("us", tz="UTC"),
    "duration": pa.duration("us"),
    "list[str]": pa.list_(pa.string()),
    "list[list[int]]": pa.large_list(pa.list_(pa.int64())),
}
ITEMS = {
    "bool": st.booleans(),
    "int": int64s,
    "float": floats,
    "str": st.text(max_size=20),
    "time": st.integers(-(2**62), 2**62),
    "duration": st.integers(-(2**62), 2**62),
    "list[str]": st.lists(st.text(max_size=4), max_size=4),
    "list[list[int]]": st.lists(st.lists(int64s, max_size=3), max_size=3),
}


def of_rows(rows: list[object], name: str) -> list[tuple[int, int]]:
    return [(0, 0) if row is None else fingerprint(row, name) for row in rows]


def of_column(column: tuple[np.ndarray, np.ndarray]) -> list[tuple[int, int]]:
    return list(zip(column[0].tolist(), column[1].tolist(), strict=True))


@pytest.mark.parametrize("name", ARROW)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_column_has_the_fingerprints_of_its_values(name: str, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.none() | ITEMS[name], max_size=12))
    start = data.draw(st.integers(0, len(rows)))
    stop = data.draw(st.integers(start, len(rows)))
    if name in ("time", "duration"):
        array = pa.array(rows, pa.int64()).cast(ARROW[name])
    else:
        array = pa.array(rows, ARROW[name])
    assert of_column(fingerprint_array(array[start:stop], name)) == of_rows(rows[start:stop], name)


@given(st.lists(st.none() | st.sampled_from(["a", "b", "déjà", ""]), max_size=12), st.integers(0, 12))
def test_a_dictionary_column_has_the_fingerprints_of_its_values(rows: list[str | None], start: int) -> None:
    array = pa.array(rows, pa.string()).dictionary_encode()[start:]
    assert of_column(fingerprint_array(array, "str")) == of_rows(list(rows[start:]), "str")
    wide = pa.array(rows, pa.large_string())[start:]
    assert of_column(fingerprint_array(wide, "str")) == of_rows(list(rows[start:]), "str")


@given(
    st.lists(int64s, max_size=9), st.sampled_from([("int", TAG_INT), ("time", TAG_TIME), ("duration", TAG_DURATION)])
)
def test_integer_columns_carry_the_tag_of_their_type(rows: list[int], named: tuple[str, int]) -> None:
    assert of_column(fingerprint_ints(np.array(rows, np.int64), named[1])) == of_rows(list(rows), named[0])


@given(st.lists(st.booleans(), max_size=9))
def test_bool_columns(rows: list[bool]) -> None:
    assert of_column(fingerprint_bools(np.array(rows, np.bool_))) == of_rows(list(rows), "bool")
    assert of_column(fingerprint_bools(np.array(rows, np.uint8))) == of_rows(list(rows), "bool")


@given(st.integers(1, 4), st.integers(0, 6), st.randoms(use_true_random=False))
def test_keys_combine_in_columns_as_they_do_alone(width: int, height: int, random) -> None:  # type: ignore[no-untyped-def]
    rows = [[(random.getrandbits(64), random.getrandbits(64)) for _ in range(width)] for _ in range(height)]
    flat = np.array(rows, np.uint64).reshape(height, width, 2)
    got = combine_columns([flat[:, i, 0].copy() for i in range(width)], [flat[:, i, 1].copy() for i in range(width)])
    assert of_column(got) == [combine(row) for row in rows]


@pytest.mark.parametrize(
    ("offsets", "size", "start", "count"),
    [
        ([0, 5], 4, 0, 1),
        ([0, -1], 4, 0, 1),
        ([3, 2], 4, 0, 1),
        ([0, 1], 4, 0, 2),
        ([0, 1], 4, -1, 1),
        ([0, 1], 4, 2, None),
    ],
)
def test_offsets_outside_the_buffers_are_refused(offsets: list[int], size: int, start: int, count: int | None) -> None:
    for bounds in (np.array(offsets, np.int32), np.array(offsets, np.int64)):
        with pytest.raises(ValueError, match=r"outside|not within"):
            fingerprint_strings(bounds, np.zeros(size, np.uint8), None, start, count)


def test_short_validity_bits_are_refused() -> None:
    with pytest.raises(ValueError, match="validity"):
        fingerprint_strings(np.zeros(10, np.int32), np.zeros(1, np.uint8), np.zeros(1, np.uint8))


@pytest.mark.parametrize(
    ("array", "name"), [(pa.array([1]), "str"), (pa.array(["a"]), "int"), (pa.array([1.0]), "time")]
)
def test_a_column_of_another_type_is_refused(array: pa.Array, name: str) -> None:
    with pytest.raises(TypeError, match="cast the column"):
        fingerprint_array(array, name)


def test_many_fingerprints_differ_in_either_half() -> None:
    first, second = fingerprint_ints(np.arange(100_000))
    for half in (first, second):
        # Of n random words n * n / 2**65 pairs are equal on average: here one in 3 * 10**9.
        assert len(np.unique(half)) == 100_000
        assert math.isclose(half.astype(float).mean(), 2.0**63, rel_tol=0.02)
