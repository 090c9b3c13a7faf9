"""A line is an event or a dead letter with its reason; nothing crashes, nothing is guessed."""

import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.events.clock import micros
from fairwater.events.decode import MAX_LINE_BYTES, EventDecoder, parse_frame
from fairwater.events.letters import RAW_LIMIT, DeadLetter, Reason, excerpt
from fairwater.events.record import Event, reader, to_wire, value_of
from fairwater.events.schema import FieldSpec, Schema
from fairwater.events.types import BOOL, DURATION, FLOAT, INT, STR, TIME, list_of

OWN = (
    FieldSpec("edit.delta", INT, ""),
    FieldSpec("edit.score", FLOAT, ""),
    FieldSpec("edit.took", DURATION, ""),
    FieldSpec("edit.seen", TIME, ""),
    FieldSpec("edit.marks", list_of(INT), ""),
    FieldSpec("edit.stops", list_of(TIME), ""),
    FieldSpec("edit.waits", list_of(DURATION), ""),
    FieldSpec("edit.flags", list_of(BOOL), ""),
    FieldSpec("edit.source", STR, "", "edit.from"),
)
SCHEMA = Schema.of(OWN)
DECODER = EventDecoder(SCHEMA)
PLAIN = {"id": "e1", "time": "2026-03-04T05:06:07.123456Z", "kind": "post.create"}


def line(**more: object) -> bytes:
    return json.dumps(PLAIN | more).encode()


def event(**more: object) -> Event:
    made = DECODER.decode(line(**more))
    assert isinstance(made, Event), made
    return made


def refused(raw: bytes) -> DeadLetter:
    made = DECODER.decode(raw, 7)
    assert isinstance(made, DeadLetter), made
    assert made.line == 7 and made.message
    json.dumps(made.raw).encode("utf-8")  # can always be written
    return made


def value(path: str, made: Event) -> object:
    return value_of(made, SCHEMA.fields[path])


@pytest.mark.parametrize(
    ("path", "given", "expected"),
    [
        ("account.followers", {"account": {"followers": 3}}, 3),
        ("account.followers", {"account": {}}, None),
        ("account.followers", {"account": None}, None),
        ("account.followers", {}, None),
        ("account.verified", {"account": {"verified": False}}, False),
        ("account.age", {"account": {"age": 1.5}}, 1_500_000),
        ("account.age", {"account": {"age": 3}}, 3_000_000),
        ("account.age", {"account": {"age": 0.0000005}}, 0),
        ("account.age", {"account": {"age": 0.0000015}}, 2),
        ("account.age", {"account": {"age": -2}}, -2_000_000),
        ("account.created", {"account": {"created": "2020-01-01T01:00:00+01:00"}}, 1_577_836_800_000_000),
        ("links", {"links": []}, ()),
        ("links", {"links": ["a", None, "b"]}, ("a", "b")),
        ("links", {"links": None}, None),
        ("media.kinds", {"media": [{"kind": "image"}, {"alt": "x"}, None, {"kind": "video"}]}, ("image", "video")),
        ("media.alt", {"media": [{"kind": "image"}]}, ()),
        ("media.alt", {}, None),
        ("edit.delta", {"edit": {"delta": -(2**63)}}, -(2**63)),
        ("edit.score", {"edit": {"score": 3}}, 3.0),
        ("edit.took", {"edit": {"took": 9_223_372_036_854}}, 9_223_372_036_854_000_000),
        ("edit.marks", {"edit": {"marks": [1, None, 2]}}, (1, 2)),
        ("edit.waits", {"edit": {"waits": [1, 0.5]}}, (1_000_000, 500_000)),
        ("edit.stops", {"edit": {"stops": ["2020-01-01T00:00:00Z"]}}, (1_577_836_800_000_000,)),
        ("edit.source", {"edit": {"from": "here"}}, "here"),
        ("event.id", {}, "e1"),
        ("event.kind", {}, "post.create"),
        ("text", {"text": "a\u0000b"}, "a\u0000b"),
    ],
)
def test_a_field_has_its_run_time_value(path: str, given: dict[str, object], expected: object) -> None:
    found = value(path, event(**given))
    assert found == expected and type(found) is type(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-04T05:06:07Z", "2026-03-04T05:06:07+00:00"),
        ("2026-03-04T05:06:07.1234565Z", "2026-03-04T05:06:07.123457+00:00"),
        ("2026-03-04T05:06:07.1234564999Z", "2026-03-04T05:06:07.123456+00:00"),
        ("2026-03-04T05:06:07.999999999Z", "2026-03-04T05:06:08+00:00"),
        ("2026-03-04T05:06:07-05:30", "2026-03-04T10:36:07+00:00"),
        ("1990-01-01T00:00:00Z", "1990-01-01T00:00:00+00:00"),
        ("2199-12-31T23:59:59.999999Z", "2199-12-31T23:59:59.999999+00:00"),
    ],
)
def test_a_time_is_kept_to_the_microsecond(text: str, expected: str) -> None:
    assert value("event.time", event(time=text)) == micros(datetime.fromisoformat(expected))


@pytest.mark.parametrize(
    ("raw", "reason", "field"),
    [
        (b"", Reason.BLANK, ""),
        (b" \t\r\n", Reason.BLANK, ""),
        (b"{", Reason.BROKEN_JSON, ""),
        (b"not json", Reason.BROKEN_JSON, ""),
        (line() + b" x", Reason.BROKEN_JSON, ""),
        (line()[:-20], Reason.BROKEN_JSON, ""),
        (b"[]", Reason.NOT_AN_OBJECT, ""),
        (b"null", Reason.NOT_AN_OBJECT, ""),
        (b"3", Reason.NOT_AN_OBJECT, ""),
        (b"[" * 200_000, Reason.NOT_AN_OBJECT, ""),
        (line(x=0)[:-2] + b"[" * 200_000, Reason.TOO_DEEP, ""),
        (b'{"x":' * 100_000, Reason.TOO_DEEP, ""),
        (b'{"x":NaN}', Reason.NOT_FINITE, ""),
        (b'{"x":-Infinity}', Reason.NOT_FINITE, ""),
        (line().replace(b"e1", b"\\ud800"), Reason.BAD_TEXT, ""),
        (line().replace(b"e1", b"\\udc00x"), Reason.BAD_TEXT, ""),
        (line().replace(b"e1", b"\xff"), Reason.NOT_UTF8, ""),
        (line().replace(b"e1", b"\xed\xa0\x80"), Reason.NOT_UTF8, ""),
        (line().decode().encode("utf-16"), Reason.NOT_UTF8, ""),
        (b'{"time":"2026-03-04T05:06:07Z","kind":"a"}', Reason.MISSING_FIELD, "id"),
        (b'{"id":"a","kind":"a"}', Reason.MISSING_FIELD, "time"),
        (b'{"id":"a","time":"2026-03-04T05:06:07Z"}', Reason.MISSING_FIELD, "kind"),
        (line(id=""), Reason.MISSING_FIELD, "id"),
        (line(id=None), Reason.WRONG_TYPE, "id"),
        (line(id=7), Reason.WRONG_TYPE, "id"),
        (line(id="x" * 513), Reason.TOO_LONG, "id"),
        (line(kind="Post"), Reason.BAD_KIND, "kind"),
        (line(kind="post..create"), Reason.BAD_KIND, "kind"),
        (line(kind=""), Reason.BAD_KIND, "kind"),
        (line(kind="post\n"), Reason.BAD_KIND, "kind"),
        (line(kind="a" * 101), Reason.BAD_KIND, "kind"),
        (line(time="2026-03-04T05:06:07"), Reason.NAIVE_TIME, "time"),
        (line(time="yesterday"), Reason.BAD_TIME, "time"),
        (line(time="2026-13-04T05:06:07Z"), Reason.BAD_TIME, "time"),
        (line(time=1_700_000_000), Reason.WRONG_TYPE, "time"),
        (line(time="1970-01-01T00:00:00Z"), Reason.IMPLAUSIBLE_TIME, "time"),
        (line(time="1989-12-31T23:59:59.999999Z"), Reason.IMPLAUSIBLE_TIME, "time"),
        (line(time="2200-01-01T00:00:00Z"), Reason.IMPLAUSIBLE_TIME, "time"),
        (line(time="2262-04-11T23:47:16Z"), Reason.IMPLAUSIBLE_TIME, "time"),
        (line(time="0001-01-01T00:00:00+23:59"), Reason.IMPLAUSIBLE_TIME, "time"),
        (line(account={"created": "1980-01-01T00:00:00Z"}), Reason.IMPLAUSIBLE_TIME, "account.created"),
        (line(edit={"stops": ["1980-01-01T00:00:00Z"]}), Reason.IMPLAUSIBLE_TIME, "edit.stops"),
        (line(account={"followers": "3"}), Reason.WRONG_TYPE, "account.followers"),
        (line(account={"followers": 3.0}), Reason.WRONG_TYPE, "account.followers"),
        (line(account={"followers": True}), Reason.WRONG_TYPE, "account.followers"),
        (line(account={"followers": 2**63}), Reason.OUT_OF_RANGE, "account.followers"),
        (line(account={"followers": 10**400}), Reason.OUT_OF_RANGE, "account.followers"),
        (line(account={"verified": 1}), Reason.WRONG_TYPE, "account.verified"),
        (line(account={"age": "3"}), Reason.WRONG_TYPE, "account.age"),
        (line(account={"age": 1e300}), Reason.OUT_OF_RANGE, "account.age"),
        (line(account=[]), Reason.WRONG_TYPE, "account"),
        (line(account="a"), Reason.WRONG_TYPE, "account"),
        (line(text={"x": 1}), Reason.WRONG_TYPE, "text"),
        (line(text="x" * 1_000_001), Reason.TOO_LONG, "text"),
        (line(links="http://a.example"), Reason.WRONG_TYPE, "links"),
        (line(links=["a"] * 1_001), Reason.TOO_MANY, "links"),
        (line(links=["a", 3]), Reason.WRONG_TYPE, "links[1]"),
        (line(media=[{"kind": 3}]), Reason.WRONG_TYPE, "media[0].kind"),
        (line(edit={"score": "1"}), Reason.WRONG_TYPE, "edit.score"),
        (line().replace(b'"e1"', b'"e1", "edit": {"score": 1e999}'), Reason.OUT_OF_RANGE, "edit.score"),
        (line(text="x" * MAX_LINE_BYTES), Reason.LINE_TOO_LONG, ""),
    ],
)
def test_a_bad_line_is_a_dead_letter_with_its_reason_and_field(raw: bytes, reason: Reason, field: str) -> None:
    letter = refused(raw)
    assert (letter.reason, letter.field) == (reason, field)
    assert len(letter.raw.encode()) <= 4 * RAW_LIMIT + 10


def test_broken_json_says_where() -> None:
    assert refused(b'{"id": "a",, }').offset == 11
    assert refused(line().replace(b"e1", b"\xff")).offset == line().index(b"e1")


@pytest.mark.parametrize("raw", [b"\xef\xbb\xbf" + line(), line() + b"\r\n", b"  " + line() + b"  "])
def test_a_byte_order_mark_and_white_space_around_are_accepted(raw: bytes) -> None:
    assert DECODER.decode(raw) == event()


def test_a_line_may_be_as_long_as_the_limit_without_mark_and_line_end() -> None:
    def of_size(size: int) -> bytes:
        filler = line(x="")
        return filler[:-2] + b"y" * (size - len(filler)) + filler[-2:]

    assert isinstance(DECODER.decode(of_size(MAX_LINE_BYTES)), Event)
    assert isinstance(DECODER.decode(b"\xef\xbb\xbf" + of_size(MAX_LINE_BYTES) + b"\r\n"), Event)
    assert refused(of_size(MAX_LINE_BYTES + 1)).reason is Reason.LINE_TOO_LONG


def test_of_a_key_given_twice_the_last_counts_and_unknown_keys_are_ignored() -> None:
    made = DECODER.decode(line().replace(b'"e1"', b'"e1", "id": "e2", "zz": [1, {"a": null}]'))
    assert isinstance(made, Event) and made.id == "e2"


def test_a_decoder_for_some_fields_ignores_the_others() -> None:
    decoder = EventDecoder(SCHEMA, ["account.followers"])
    made = decoder.decode(line(account={"followers": 3, "posts": "wrong"}, text=5))
    assert isinstance(made, Event) and value("account.followers", made) == 3
    with pytest.raises(KeyError, match="no_such"):
        EventDecoder(SCHEMA, ["no_such"])


def test_an_operator_can_refuse_the_future() -> None:
    decoder = EventDecoder(SCHEMA, latest=datetime(2026, 1, 1, tzinfo=UTC))
    made = decoder.decode(line())
    assert isinstance(made, DeadLetter) and made.reason is Reason.IMPLAUSIBLE_TIME
    assert isinstance(decoder.decode(line(time="2025-12-31T23:59:59Z")), Event)


def test_events_of_one_schema_are_of_one_class_and_can_be_written_and_read_again() -> None:
    made = event(account={"age": 0.25, "labels": ["a"]}, media=[{"kind": "image"}], edit={"from": "x"})
    assert EventDecoder(Schema.of(OWN)).decode(to_wire(made)) == made
    assert b"null" not in to_wire(made)


@pytest.mark.parametrize(
    "bad",
    [
        {"text": "a\ud800"},
        {"account": {"age": float("nan")}},
        {"edit": {"score": float("inf")}},
        {"edit": {"waits": [float("nan")]}},
        {"account": {"followers": 2**70}},
        {"text": b"bytes"},
        {"account": {3: 4, "followers": "x"}},
        {"time": datetime(2026, 1, 1)},
        {"links": ["\udfff"]},
        {"time": object()},
    ],
)
def test_an_object_with_what_json_cannot_hold_is_refused(bad: dict[str, object]) -> None:
    made = DECODER.convert(PLAIN | bad, 3)
    assert isinstance(made, DeadLetter) and made.line == 3
    json.dumps(made.raw).encode()


def test_an_object_may_hold_datetimes() -> None:
    assert DECODER.convert(PLAIN | {"time": datetime(2026, 3, 4, 5, 6, 7, 123456, UTC)}) == event()


def test_an_object_nested_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    made = DECODER.convert(PLAIN | {"links": endless})
    assert isinstance(made, DeadLetter)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
KEYS = sorted({spec.wire.split(".")[0] for spec in SCHEMA.fields.values()})


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6), st.booleans())
def test_decode_and_convert_judge_alike(given: dict[str, object], whole: bool) -> None:
    frame = (PLAIN | given) if whole else given
    by_line, by_object = DECODER.decode(msgspec.json.encode(frame)), DECODER.convert(frame)
    if isinstance(by_line, Event):
        assert by_object == by_line
    else:
        assert isinstance(by_object, DeadLetter) and by_object.reason is by_line.reason


@settings(max_examples=400, deadline=None)
@given(
    st.binary(max_size=60)
    | st.builds(
        lambda at, put, cut: (
            (whole := line(account={"age": 1.5, "labels": ["a"]}, text="é"))[:at] + put + whole[at + cut :]
        ),
        st.integers(0, 120),
        st.binary(max_size=6) | st.sampled_from([b"\\ud800", b"NaN", b"1e999", b"[[[[", b"\xff", b"null", b"\x00"]),
        st.integers(0, 8),
    )
)
def test_no_bytes_crash_the_decoder(raw: bytes) -> None:
    made = DECODER.decode(raw)
    assert isinstance(made, (Event, DeadLetter))
    if isinstance(made, DeadLetter):
        json.dumps([made.raw, made.message]).encode()
    else:
        for spec in SCHEMA.fields.values():
            reader(spec)(made)
        assert DECODER.decode(to_wire(made)) == made
    parse_frame(raw)


@given(st.integers(-62_135_596_800_000_000, 253_402_300_799_999_999), st.integers(-86_340, 86_340))
def test_micros_counts_as_datetime_does(count: int, offset: int) -> None:
    from datetime import timezone

    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    made = epoch + timedelta(microseconds=count)
    assert micros(made) == count
    if 0 < count < 4_000_000_000_000_000:
        assert micros(made.astimezone(timezone(timedelta(seconds=offset)))) == count
    with pytest.raises(TypeError):
        micros(datetime(2026, 1, 1))


@given(st.binary(max_size=600))
def test_an_excerpt_can_be_written_and_is_bounded(raw: bytes) -> None:
    shown = excerpt(raw)
    assert len(shown) <= 4 * RAW_LIMIT + 1
    shown.encode("utf-8")


def test_an_excerpt_does_not_cut_a_character() -> None:
    assert excerpt("é".encode() * 300, 5) == "éé…"


@pytest.mark.parametrize(
    ("own", "part"),
    [
        (FieldSpec("account.id", STR, ""), "taken"),
        (FieldSpec("account", STR, ""), "taken"),
        (FieldSpec("text.x", STR, ""), "taken"),
        (FieldSpec("own.x", STR, "", "id"), "'id'"),
        (FieldSpec("own.x", STR, "", "account"), "'account'"),
        (FieldSpec("own.x", STR, "", "media.count"), "media"),
        (FieldSpec("media.width", INT, "", "media", "width"), "list"),
        (FieldSpec("media.names", list_of(STR), "", "media", "alt"), "media.alt"),
        (FieldSpec("class.x", STR, ""), "names"),
        (FieldSpec("a b", STR, ""), "names"),
        (FieldSpec("own.x", STR, "", "a..b"), "JSON path"),
        (FieldSpec("own.x", list_of(list_of(STR)), ""), "type"),
    ],
)
def test_a_field_of_ones_own_that_cannot_be_is_refused(own: FieldSpec, part: str) -> None:
    with pytest.raises(ValueError, match=part):
        Schema.of([own])


def test_media_may_get_a_key_of_ones_own() -> None:
    schema = Schema.of([FieldSpec("media.widths", list_of(INT), "", "media", "width")])
    made = EventDecoder(schema).decode(line(media=[{"width": 3, "kind": "image"}, {"width": None}]))
    assert isinstance(made, Event)
    assert value_of(made, schema.fields["media.widths"]) == (3,)
    assert value_of(made, schema.fields["media.kinds"]) == ("image",)
