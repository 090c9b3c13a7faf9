"""The standard functions: what each gives, that it is bounded, and that no value whatever makes one raise."""

from __future__ import annotations

import datetime
import hashlib
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.events.types import INT_MAX, INT_MIN, Type
from fairwater.policy.functions import Determinism, Function
from fairwater.signals.library import standard_library
from fairwater.signals.standard import FUNCTIONS
from fairwater.signals.standard.bounds import MAX_ITEMS, MAX_TEXT

BY_NAME = {function.name: function for function in FUNCTIONS}
CALLED = tuple(function for function in standard_library().functions.values() if function.form != "property")
SECOND = 1_000_000
HOUR = 3600 * SECOND
DAY = 24 * HOUR
UTC = datetime.UTC
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)


def call(name: str, *args: object) -> Any:
    return BY_NAME[name].scalar(*args)


def micros(text: str) -> int:
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)
    return (moment - EPOCH) // datetime.timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("name", "args", "value"),
    [
        ("len.str", ("",), 0),
        ("len.str", ("👩‍🚀",), 3),
        ("str.lower", ("İI",), "i̇i"),
        ("str.upper", ("straße",), "STRASSE"),
        ("str.casefold", ("ﬁ",), "fi"),
        ("str.strip", ("\u2003a \n",), "a"),
        ("str.startswith", ("abc", ("x", "ab")), True),
        ("str.startswith", ("abc", ("b",)), False),
        ("str.endswith", ("abc", ("", "x")), True),
        ("str.replace", ("aaa", "aa", "b"), "ba"),
        ("str.replace", ("aaa", "", "b"), None),
        ("str.replace", ("a" * 1001, "a", "b" * 1000), None),
        ("str.replace", ("a" * 1000, "a", "b" * 1000), "b" * MAX_TEXT),
        ("str.split", ("a,,b", ","), ("a", "", "b")),
        ("str.split", ("", ","), ("",)),
        ("str.split", ("a", ""), None),
        ("str.words", ("",), ()),
        ("str.words", (" …!",), ()),
        ("str.words", ("WIN\u200b $500—now_42",), ("WIN", "500", "now_42")),
        ("str.words", ("नमस्ते दुनिया",), ("नमस्ते", "दुनिया")),
        ("str.words", ("don't",), ("don", "t")),
        ("str.words", ("赢奖品，快来",), ("赢奖品", "快来")),
        ("str.count", ("aaaa", "aa"), 2),
        ("str.count", ("aaaa", ""), None),
        ("str.first", ("abc", 2), "ab"),
        ("str.first", ("abc", 9), "abc"),
        ("str.first", ("abc", -1), None),
        ("str.last", ("abc", 2), "bc"),
        ("str.last", ("abc", 0), ""),
        ("str.last", ("abc", 9), "abc"),
        ("str.last", ("abc", -1), None),
        ("str.digits", ("٣-4 ５x²",), "345"),
        ("str.is_alpha", ("",), False),
        ("str.is_alpha", ("Жук",), True),
        ("str.is_digit", ("१२",), True),
        ("str.is_digit", ("²",), False),
        ("str.is_upper", ("42",), False),
        ("str.is_ascii", ("é",), False),
        ("str.uppercase_share", ("AbcD 1!",), 0.5),
        ("str.uppercase_share", ("123",), None),
        ("to_int", ("0042",), 42),
        ("to_int", ("+9223372036854775807",), INT_MAX),
        ("to_int", ("9223372036854775808",), None),
        ("to_int", ("٣",), None),
        ("to_int", ("1_000",), None),
        ("to_int", (" 1",), None),
        ("to_int", ("",), None),
        ("to_float", ("-2.5e3",), -2500.0),
        ("to_float", ("1e999",), None),
        ("to_float", ("nan",), None),
        ("to_float", ("infinity",), None),
        ("to_float", (".5",), None),
        ("len.list[str]", ((),), 0),
        ("list[str].unique", (("b", "a", "b"),), ("b", "a")),
        ("list[float].unique", ((0.0, -0.0, 1.0),), (0.0, 1.0)),
        ("list[int].item", ((1, 2), -1), 2),
        ("list[int].item", ((1, 2), 2), None),
        ("list[int].item", ((1, 2), -3), None),
        ("list[int].item", ((), 0), None),
        ("list[str].intersects", ((), ()), False),
        ("list[str].intersects", (("a",), ("b", "a")), True),
        ("list[str].joined", (("a", "b"), ", "), "a, b"),
        ("list[str].joined", (("a" * 600_000, "b" * 600_000), ""), None),
        ("min.list[int]", ((),), None),
        ("max.list[int]", ((3, 9, 5),), 9),
        ("total.list[int]", ((),), 0),
        ("total.list[int]", ((INT_MAX, 1),), None),
        ("total.list[float]", ((),), 0.0),
        ("total.list[float]", ((1e308, 1e308),), None),
        ("total.list[duration]", ((HOUR, DAY),), HOUR + DAY),
        ("abs.int", (INT_MIN,), None),
        ("abs.int", (-3,), 3),
        ("abs.float", (-0.5,), 0.5),
        ("clamp.int", (5, 1, 3), 3),
        ("clamp.int", (-5, 1, 3), 1),
        ("clamp.int", (2, 3, 1), None),
        ("min.int", ((3, 1, 2),), 1),
        ("max.duration", ((HOUR, DAY),), DAY),
        ("ratio", (1.0, 0.0), None),
        ("ratio", (1e308, 1e-308), None),
        ("ratio", (1.0, 3.0), 1 / 3),
        ("round", (0.5,), 0),
        ("round", (1.5,), 2),
        ("round", (-2.5,), -2),
        ("round", (1e19,), None),
        ("floor", (-0.1,), -1),
        ("floor", (9.3e18,), None),
        ("ceil", (-0.1,), 0),
        ("ceil", (-1e300,), None),
        ("hour", (micros("2026-11-01T23:30:00"), 0), 23),
        ("hour", (micros("2026-11-01T23:30:00"), 5 * HOUR + HOUR // 2), 5),
        ("hour", (micros("1969-12-31T23:59:59"), 0), 23),
        ("hour", (0, 15 * HOUR), None),
        ("minute", (micros("2026-11-01T23:59:59"), 0), 59),
        ("weekday", (0, 0), 3),
        ("weekday", (micros("2026-11-01T23:30:00"), 0), 6),
        ("weekday", (micros("2026-11-01T23:30:00"), HOUR), 0),
        ("day_of_month", (micros("2024-02-29T00:00:00"), 0), 29),
        ("month", (micros("2024-02-29T23:00:00"), HOUR), 3),
        ("year", (micros("2024-12-31T23:00:00"), HOUR), 2025),
        ("total_seconds", (1_500_000,), 1.5),
        ("total_days", (36 * HOUR,), 1.5),
        ("in_seconds.int", (60,), 60 * SECOND),
        ("in_seconds.int", (INT_MAX,), None),
        ("in_seconds.float", (0.0000005,), 0),
        ("in_seconds.float", (0.25,), SECOND // 4),
        ("in_seconds.float", (1e300,), None),
        ("in_seconds.float", (1e308,), None),
        ("sampled", ("account-1", 0.0, ""), False),
        ("sampled", ("account-1", 100.0, ""), True),
        ("sampled", ("account-1", 100.5, ""), None),
        ("sampled", ("account-1", -1.0, ""), None),
    ],
)
def test_a_function_gives(name: str, args: tuple[object, ...], value: object) -> None:
    given = call(name, *args)
    assert given == value
    assert type(given) is type(value)


def test_long_texts_give_bounded_lists_and_a_split_loses_nothing() -> None:
    text = "a " * 50_000
    assert len(call("str.words", text)) == MAX_ITEMS
    pieces = call("str.split", text, " ")
    assert len(pieces) == MAX_ITEMS
    assert " ".join(pieces) == text


_TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "int": st.integers(INT_MIN, INT_MAX) | st.integers(-5, 5),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "str": _TEXT,
    "time": st.integers(INT_MIN, INT_MAX),
    "duration": st.integers(INT_MIN, INT_MAX),
}


def values(kind: Type) -> st.SearchStrategy[Any]:
    if kind.item is not None:
        return st.lists(values(kind.item), max_size=6).map(tuple)
    return _VALUES[kind.name]


def fits(value: object, kind: Type) -> bool:
    if kind.item is not None:
        return isinstance(value, tuple) and all(fits(item, kind.item) for item in value)
    if kind.name in ("int", "time", "duration"):
        return type(value) is int and INT_MIN <= value <= INT_MAX
    if kind.name == "float":
        return type(value) is float and value - value == 0
    return type(value) is {"bool": bool, "str": str}[kind.name]


@pytest.mark.parametrize("function", CALLED, ids=lambda function: function.name)
@settings(max_examples=30)
@given(data=st.data())
def test_any_value_gives_a_value_of_the_declared_type_or_unknown(function: Function, data: st.DataObject) -> None:
    args = [
        data.draw(st.lists(values(param.type), min_size=1, max_size=4).map(tuple) if param.many else values(param.type))
        for param in function.params
    ]
    value = function.scalar(*args)
    assert value is None or fits(value, function.returns)
    assert function.scalar(*args) == value


@given(st.datetimes(datetime.datetime(1, 1, 2), datetime.datetime(9998, 12, 30)), st.integers(-14, 14))
def test_parts_of_a_date_are_those_of_the_calendar(moment: datetime.datetime, offset: int) -> None:
    at = (moment.replace(tzinfo=UTC) - EPOCH) // datetime.timedelta(microseconds=1)
    local = moment + datetime.timedelta(hours=offset)
    parts = [call(name, at, offset * HOUR) for name in ("year", "month", "day_of_month", "hour", "minute", "weekday")]
    assert parts == [local.year, local.month, local.day, local.hour, local.minute, local.weekday()]


@given(_TEXT, st.floats(0, 100), st.sampled_from(["", "audit"]))
def test_a_sample_follows_its_published_formula(value: str, percent: float, salt: str) -> None:
    number = int.from_bytes(hashlib.sha256(salt.encode() + b"\0" + value.encode()).digest()[:8], "big")
    assert call("sampled", value, percent, salt) == (number < int(percent / 100 * 2**64))


def test_a_sample_is_fixed_and_as_large_as_asked() -> None:
    assert [index for index in range(12) if call("sampled", f"account-{index}", 25.0, "")] == [2, 3, 4, 5]
    drawn = [index for index in range(20_000) if call("sampled", str(index), 5.0, "")]
    other = [index for index in range(20_000) if call("sampled", str(index), 5.0, "audit")]
    assert 900 <= len(drawn) <= 1100
    assert 20 <= len(set(drawn) & set(other)) <= 90
    assert set(drawn) <= {index for index in range(20_000) if call("sampled", str(index), 6.0, "")}


def test_costly_texts_take_time_in_proportion() -> None:
    text = "ａ𝟙" * (MAX_TEXT // 2)
    for function in FUNCTIONS:
        if function.form == "method" and function.params[0].type.name == "str" and len(function.params) == 1:
            begin = time.process_time()
            function.scalar(text)
            assert time.process_time() - begin < 1, function.name


def test_the_library_holds_standard_functions_and_links() -> None:
    functions = standard_library().functions
    assert set(BY_NAME) < set(functions)
    assert functions["link.domain"].form == "property"


def test_a_name_is_either_plain_or_one_for_each_type() -> None:
    plain = {name for name, function in BY_NAME.items() if function.form == "function" and "." not in name}
    dotted = {name.split(".")[0] for name, function in BY_NAME.items() if function.form == "function" and "." in name}
    assert not plain & dotted


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_a_function_says_what_it_is(function: Function) -> None:
    assert function.doc.endswith(".")
    assert function.name.split(".")[-1].split("[")[0] in function.example or function.form == "function"
    assert [param.many for param in function.params].count(True) <= 1
    if function.form == "method":
        assert function.name.startswith(f"{function.params[0].type}.")
    unicode_words = ("upper case", "lower case", "letters", "white space", "case shall not matter", "any script")
    if any(words in function.doc for words in unicode_words):
        assert function.determinism is Determinism.UNICODE
