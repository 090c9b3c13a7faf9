"""A mapping says where each field comes from; it is checked when read, and changes values only as it says."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fairwater
from fairwater.events.decode import EventDecoder
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter, Reason
from fairwater.events.readers import MappingReader
from fairwater.events.readers.paths import parse_path
from fairwater.events.record import Event, value_of
from fairwater.events.schema import FieldSpec, Schema
from fairwater.events.types import BOOL, INT, TIME, list_of

SHARED = Path(__file__).parents[2] / "shared" / "data"
MAPPINGS = Path(fairwater.__file__).parent / "examples" / "mappings"
OWN = [FieldSpec(f"edit.{name}", INT, "") for name in ("delta", "added", "deleted")]
OWN += [FieldSpec(f"edit.{name}", BOOL, "") for name in ("minor", "new", "unpatrolled", "revert", "anonymous")]
OWN += [
    FieldSpec("edit.seen", TIME, ""),
    FieldSpec("edit.stops", list_of(TIME), ""),
    FieldSpec("edit.marks", list_of(INT), ""),
]
SCHEMA = Schema.of(OWN)
DECODER = EventDecoder(SCHEMA)
BASE = 'id = "$.id"\ntime = "$.ts"\nkind = "= post.create"\n'
FRAME = {
    "id": "7",
    "ts": "2026-03-04T05:06:07Z",
    "user": {"name": "anna", "num": 12, "x y": "odd", "ok": "1", "flag": 0},
    "urls": [{"u": "https://a.example"}, {}, {"u": "https://b.example"}],
    "groups": [{"tags": ["a", "b"]}, {"tags": ["c"]}, {"tags": None}],
    "unix": 1_772_600_767,
    "float": 1_772_600_767.25,
    "ms": 1_772_600_767_123,
    "us": 1_772_600_767_123_456,
    "naive": "2026-03-04T05:06:07.5",
    "code": 3,
}


def mapped(rules: str, frame: dict[str, Any] | None = None) -> Event | DeadLetter:
    reader = MappingReader.parse(f"[event]\n{BASE}{rules}\n", SCHEMA, "my.toml")
    reading = reader.convert(FRAME if frame is None else frame)
    assert isinstance(reading, (list, DeadLetter))
    return DECODER.convert(reading[0]) if isinstance(reading, list) else reading


@pytest.mark.parametrize(
    ("path", "rules", "expected"),
    [
        ("event.id", "", "7"),
        ("event.kind", "", "post.create"),
        ("account.id", '"account.id" = "$.user.name"', "anna"),
        ("account.id", 'account.id = "$.user.name"', "anna"),
        ("account.id", '"account.id" = "$.user[\'x y\']"', "odd"),
        ("account.id", '"account.id" = \'$.user["x y"]\'', "odd"),
        ("account.id", '"account.id" = "$.nobody.name"', None),
        ("account.id", '"account.id" = { path = "$.user.name", prefix = "u:" }', "u:anna"),
        ("account.id", '"account.id" = { path = "$.user.num", type = "str" }', "12"),
        ("account.id", '"account.id" = { path = "$.user.num", prefix = "u" }', "u12"),
        ("account.id", '"account.id" = { join = ["$.user.name", "$.user.num"], separator = "-" }', "anna-12"),
        ("account.id", '"account.id" = { join = ["= u/", "$.user.name"] }', "u/anna"),
        ("account.id", '"account.id" = { join = ["$.user.name", "$.nobody"] }', None),
        ("account.id", '"account.id" = { join = ["$.nobody"], default = "none" }', "none"),
        ("text", 'text = { path = "$.nobody", default = "empty" }', "empty"),
        ("text", 'text = { const = "=fixed" }', "=fixed"),
        ("text", 'text = { path = "$.code", map = { 3 = "three" } }', "three"),
        ("text", 'text = { path = "$.code", map = { 4 = "four" }, default = "other" }', "other"),
        ("text", 'text = { path = "$.code", map = { 4 = "four" } }', None),
        ("account.bot", '"account.bot" = { path = "$.user.ok", type = "bool" }', True),
        ("account.bot", '"account.bot" = { path = "$.user.flag", type = "bool" }', False),
        ("account.bot", '"account.bot" = { const = true }', True),
        ("account.posts", '"account.posts" = { path = "$.user.ok", type = "int" }', 1),
        ("account.posts", '"account.posts" = "$.user.num"', 12),
        ("account.age", '"account.age" = { path = "$.user.ok", type = "float" }', 1_000_000),
        ("links", 'links = "$.urls[*].u"', ("https://a.example", "https://b.example")),
        ("links", 'links = "$.urls[0].u"', "dead letter"),
        ("text", 'text = "$.urls[2].u"', "https://b.example"),
        ("text", 'text = "$.urls[9].u"', None),
        ("tags", 'tags = "$.groups[*].tags[*]"', ("a", "b", "c")),
        ("tags", 'tags = "$.groups[0].tags"', ("a", "b")),
        ("tags", 'tags = { path = "$.groups[0].tags", prefix = "#" }', ("#a", "#b")),
        ("tags", 'tags = { path = "$.groups[0].tags", map = { a = "x" } }', ("x",)),
        ("tags", 'tags = "$.nobody[*].x"', None),
        ("media.urls", '"media.urls" = "$.urls[*].u"', ("https://a.example", "https://b.example")),
        ("edit.seen", '"edit.seen" = { path = "$.unix", time_format = "unix" }', 1_772_600_767_000_000),
        ("edit.seen", '"edit.seen" = { path = "$.float", time_format = "unix" }', 1_772_600_767_250_000),
        ("edit.seen", '"edit.seen" = { path = "$.ms", time_format = "unix_ms" }', 1_772_600_767_123_000),
        ("edit.seen", '"edit.seen" = { path = "$.us", time_format = "unix_us" }', 1_772_600_767_123_456),
        ("edit.seen", '"edit.seen" = { path = "$.naive", time_format = "naive_utc" }', 1_772_600_767_500_000),
        ("edit.seen", '"edit.seen" = { path = "$.nobody", time_format = "unix" }', None),
        ("edit.stops", '"edit.stops" = { path = "$.urls[*].n", time_format = "unix" }', ()),
    ],
)
def test_a_field_comes_from_where_the_mapping_says(path: str, rules: str, expected: object) -> None:
    made = mapped(rules)
    if expected == "dead letter":
        assert isinstance(made, DeadLetter)
    else:
        assert isinstance(made, Event), made
        assert value_of(made, SCHEMA.fields[path]) == expected


def test_lists_of_media_stay_side_by_side() -> None:
    rules = '"media.kinds" = "$.files[*].k"\n"media.alt" = "$.files[*].a"'
    made = mapped(rules, FRAME | {"files": [{"k": "image"}, {"k": "video", "a": "x"}]})
    assert isinstance(made, Event)
    assert [(medium.kind, medium.alt) for medium in made.media] == [("image", None), ("video", "x")]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        ('"account.posts" = { path = "$.user.name", type = "int" }', "account.posts"),
        ('"account.posts" = { path = "$.float", type = "int" }', "account.posts"),
        ('"account.posts" = { path = "$.user", type = "int" }', "account.posts"),
        ('"account.age" = { path = "$.user.name", type = "float" }', "account.age"),
        ('"account.bot" = { path = "$.user.name", type = "bool" }', "account.bot"),
        ('"edit.seen" = { path = "$.user.name", time_format = "unix" }', "edit.seen"),
        ('"edit.seen" = { path = "$.us", time_format = "unix" }', "edit.seen"),
        ('"edit.seen" = { path = "$.ts", time_format = "naive_utc" }', "edit.seen"),
        ('"edit.seen" = { path = "$.unix", time_format = "naive_utc" }', "edit.seen"),
        ('"media.urls" = "$.user.name"', "media.urls"),
        ('"account.id" = { join = ["$.user"] }', "account.id"),
    ],
)
def test_a_value_that_cannot_be_changed_is_a_dead_letter(rules: str, field: str) -> None:
    made = mapped(rules)
    assert isinstance(made, DeadLetter)
    assert (made.reason, made.field) == (Reason.BAD_FRAME, field)


def test_a_value_of_the_wrong_type_is_not_changed_unasked() -> None:
    made = mapped('"account.id" = "$.user.num"')
    assert isinstance(made, DeadLetter) and made.reason is Reason.WRONG_TYPE


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[event", ["my.toml", "TOML"]),
        ("x = 1", ["'x'", "event"]),
        ("about = 'x'", ["[event]"]),
        ("event = 3", ["[event]"]),
        ('[event]\nid = "$.id"\nkind = "= a"', ["'time'"]),
        (f'[event]\n{BASE}"event.id" = "$.x"', ["event.id", "twice"]),
        (f'[event]\n{BASE}nope = "$.x"', ["'nope'", "schema"]),
        (f'[event]\n{BASE}nope = {{ path = "$.x" }}', ["'nope'", "schema"]),
        (f'[event]\n{BASE}text = "x"', ["'text'", '"$"', '"="']),
        (f"[event]\n{BASE}text = 3", ["'text'"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", colour = 1 }}', ["'colour'", "prefix"]),
        (f"[event]\n{BASE}text = {{ prefix = 'x' }}", ["'text'", "path, const, join"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", const = "y" }}', ["one of"]),
        (f"[event]\n{BASE}text = {{ path = 3 }}", ["path"]),
        (f'[event]\n{BASE}text = "$"', ["steps"]),
        (f'[event]\n{BASE}text = "$..a"', ["'..a'"]),
        (f'[event]\n{BASE}text = "$.a[-1]"', ["'[-1]'"]),
        (f'[event]\n{BASE}text = "$.a[?(@.b)]"', ["[?("]),
        (f'[event]\n{BASE}text = "${".a" * 33}"', ["32"]),
        (f'[event]\n{BASE}text = "$.a[*]"', ["[*]", "[0]"]),
        (f'[event]\n{BASE}links = "$.a[*].b[*].c[*]"', ["two"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", type = "date" }}', ["'date'", "bool"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", time_format = "unix" }}', ["no time"]),
        (f'[event]\n{BASE}"edit.seen" = {{ path = "$.x", time_format = "iso" }}', ["'iso'", "naive_utc"]),
        (f'[event]\n{BASE}"edit.seen" = {{ path = "$.x", time_format = "unix", type = "int" }}', ["type"]),
        (f'[event]\n{BASE}"account.posts" = {{ path = "$.x", prefix = "n" }}', ["prefix"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", prefix = 3 }}', ["prefix"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", separator = "-" }}', ["separator"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", map = "y" }}', ["map"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", map = {{ a = [1] }} }}', ["map"]),
        (f'[event]\n{BASE}text = {{ path = "$.x", default = 2026-01-01 }}', ["default"]),
        (f"[event]\n{BASE}text = {{ join = [] }}", ["join"]),
        (f'[event]\n{BASE}text = {{ join = ["x"] }}', ["path"]),
        (f'[event]\n{BASE}text = {{ join = ["$.a[*]"] }}', ["[*]"]),
        (f'[event]\n{BASE}links = {{ join = ["$.a"] }}', ["join"]),
    ],
)
def test_a_mapping_that_is_not_right_is_refused_with_the_key_and_what_is_allowed(text: str, parts: list[str]) -> None:
    with pytest.raises(InputError) as error:
        MappingReader.parse(text, SCHEMA, "my.toml")
    for part in ["my.toml", *parts]:
        assert part in str(error.value)


@given(st.text(max_size=30) | st.text("$.[]*'\"ab0", max_size=12).map(lambda rest: "$" + rest))
def test_no_path_crashes_its_reader(source: str) -> None:
    try:
        path = parse_path(source)
    except ValueError:
        return
    path.find(FRAME)


def real(name: str) -> list[dict[str, Any]]:
    if not SHARED.is_dir():
        pytest.skip(f"the real data are not here: {SHARED}")
    with gzip.open(SHARED / name, "rt") as lines:
        return [json.loads(line) for line in lines]


def example(name: str) -> MappingReader:
    return MappingReader.parse((MAPPINGS / name).read_text(), SCHEMA, name)


def convert(reader: MappingReader, frame: dict[str, Any]) -> Event | DeadLetter:
    reading = reader.convert(frame)
    assert isinstance(reading, list)
    return DECODER.convert(reading[0])


EDIT = {
    "id": "we-1",
    "ts": "2015-09-12T00:46:58.771Z",
    "wiki": "en",
    "namespace": "Talk",
    "page": "Beans",
    "user": "u_1",
    "robot": False,
    "new_page": True,
    "comment": "new",
    "country": None,
    "delta": -5,
    "is_revert": False,
}
COMMENT = {"id": "c1", "channel": "Beans", "author": "a1", "created_at": "2013-07-12T22:33:27.916000", "text": "hi"}


def test_the_example_for_wikipedia_maps_an_edit() -> None:
    made = convert(example("wikipedia_edits.toml"), EDIT)
    assert isinstance(made, Event) and made.kind == "post.create"
    found = {
        path: value_of(made, SCHEMA.fields[path]) for path in ("account.id", "subject.id", "community.id", "edit.delta")
    }
    assert found == {
        "account.id": "en:u_1",
        "subject.id": "en:Talk:Beans",
        "community.id": "wikipedia:en",
        "edit.delta": -5,
    }
    changed = convert(example("wikipedia_edits.toml"), EDIT | {"new_page": False})
    assert isinstance(changed, Event) and changed.kind == "post.edit"


def test_the_example_for_youtube_maps_a_comment() -> None:
    made = convert(example("youtube_comments.toml"), COMMENT)
    assert isinstance(made, Event)
    assert made.time == datetime(2013, 7, 12, 22, 33, 27, 916_000, UTC)
    assert convert(example("youtube_comments.toml"), COMMENT | {"created_at": None}).reason is Reason.MISSING_FIELD  # type: ignore[union-attr]


def test_all_real_edits_are_mapped() -> None:
    reader = example("wikipedia_edits.toml")
    made = [convert(reader, frame) for frame in real("wiki_edit_stream/edits.jsonl.gz")[:3_000]]
    assert all(isinstance(event, Event) for event in made)
    assert {event.kind for event in made if isinstance(event, Event)} == {"post.create", "post.edit"}


def test_all_real_comments_with_a_time_are_mapped_and_the_others_said() -> None:
    reader = example("youtube_comments.toml")
    for frame in real("youtube_spam/comments.jsonl.gz"):
        made = convert(reader, frame)
        if frame["created_at"] is None:
            assert isinstance(made, DeadLetter) and made.field == "time"
        else:
            assert isinstance(made, Event) and value_of(made, SCHEMA.fields["text"]) == frame["text"]
