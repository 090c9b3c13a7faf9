"""Frames of Bluesky and Mastodon become events; what carries none is skipped by name; nothing crashes."""

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairwater.events.decode import EventDecoder
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter, Reason, Skip
from fairwater.events.readers import JetstreamReader, MastodonReader, Reader, Reading, reader_named
from fairwater.events.readers.html import read_html
from fairwater.events.record import Event, value_of
from fairwater.events.schema import Schema

FIXTURES = Path(__file__).parent / "fixtures" / "events"
SHARED = Path(__file__).parents[2] / "shared" / "data" / "event_shapes"
SCHEMA = Schema.of()
DECODER = EventDecoder(SCHEMA)
ANNA, BEN = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"
POST = f"at://{BEN}/app.bsky.feed.post/"


def frames(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FIXTURES / name).read_text("utf-8").splitlines()]


def known(event: Event) -> dict[str, object]:
    """Every known field of an event by its path, but for its id and time."""
    values = {path: value_of(event, spec) for path, spec in SCHEMA.fields.items()}
    return {
        path: value for path, value in values.items() if value is not None and path not in ("event.id", "event.time")
    }


def events(reading: Reading) -> list[Event]:
    assert isinstance(reading, list), reading
    made = [DECODER.convert(frame) for frame in reading]
    assert all(isinstance(one, Event) for one in made), made
    return [one for one in made if isinstance(one, Event)]


def one(reading: Reading) -> dict[str, object]:
    (made,) = events(reading)
    return known(made)


FIRST = frames("jetstream_v1.jsonl")
JETSTREAM = JetstreamReader()
BY_ANNA = {"account.id": ANNA}


def subject(collection: str, key: str, kind: str) -> dict[str, object]:
    return {"subject.id": f"at://{ANNA}/{collection}/{key}", "subject.kind": kind}


POST_OF_ANNA = {**BY_ANNA, **subject("app.bsky.feed.post", "p1", "post")}
ACCOUNT_OF_ANNA = {**BY_ANNA, "subject.id": ANNA, "subject.kind": "account"}
BENS_POST = {"subject.id": POST + "r1", "subject.kind": "post", "subject.account": BEN}
NONE = {"mentions": (), "tags": (), "media.kinds": (), "media.sha256": (), "media.alt": (), "media.urls": ()}
JETSTREAM_EVENTS: list[dict[str, object] | None] = [
    {
        "event.kind": "post.create",
        **POST_OF_ANNA,
        "subject.created": 1_772_600_766_500_000,
        "subject.labels": ("graphic-media",),
        "text": "Grüße @freund.example siehe seite.example #Garten",
        "language": "de",
        "links": ("https://seite.example/a",),
        "mentions": (BEN,),
        "tags": ("Balkon", "Garten"),
        "reply.id": POST + "r1",
        "reply.account": BEN,
        "reply.thread": POST + "r0",
        "quote.id": POST + "q1",
        "quote.account": BEN,
        "media.kinds": ("image", "image"),
        "media.alt": ("Ein Beet", ""),
        "media.sha256": (),
        "media.urls": (),
    },
    {
        "event.kind": "post.create",
        **BY_ANNA,
        **subject("app.bsky.feed.post", "p2", "post"),
        "text": "look",
        **NONE,
        "links": ("https://shop.example/x",),
    },
    {
        "event.kind": "post.create",
        **BY_ANNA,
        **subject("app.bsky.feed.post", "p3", "post"),
        "text": "",
        **NONE,
        "media.kinds": ("video",),
        "media.alt": ("A cat",),
    },
    {
        "event.kind": "post.edit",
        **POST_OF_ANNA,
        "subject.created": 1_772_600_766_500_000,
        "text": "changed",
        **NONE,
    },
    {"event.kind": "post.delete", **POST_OF_ANNA},
    {"event.kind": "reaction", **BY_ANNA, **BENS_POST, "reaction": "like"},
    {"event.kind": "share", **BY_ANNA, **BENS_POST, "quote.id": POST + "r1", "quote.account": BEN},
    {"event.kind": "follow", **BY_ANNA, "subject.id": BEN, "subject.kind": "account", "subject.account": BEN},
    {"event.kind": "unfollow", **BY_ANNA, **subject("app.bsky.graph.follow", "f1", "record")},
    {"event.kind": "block", **BY_ANNA, "subject.id": BEN, "subject.kind": "account", "subject.account": BEN},
    {
        "event.kind": "profile.update",
        **ACCOUNT_OF_ANNA,
        "account.name": "Anna",
        "account.bio": "I write about gardens.",
        "text": "I write about gardens.",
    },
    {"event.kind": "reaction.delete", **BY_ANNA, **subject("app.bsky.feed.like", "l1", "record")},
    None,
    {"event.kind": "profile.update", **ACCOUNT_OF_ANNA, "account.handle": "anna.example"},
    {"event.kind": "account.delete", **ACCOUNT_OF_ANNA, "account.labels": ("deleted",)},
    {"event.kind": "account.inactive", **ACCOUNT_OF_ANNA, "account.labels": ("takendown",)},
    {"event.kind": "account.active", **ACCOUNT_OF_ANNA},
]


@pytest.mark.parametrize(("frame", "expected"), list(zip(FIRST, JETSTREAM_EVENTS, strict=True)))
def test_a_jetstream_frame_becomes_the_event_it_means(
    frame: dict[str, Any], expected: dict[str, object] | None
) -> None:
    reading = JETSTREAM.convert(frame)
    if expected is None:
        assert reading == Skip("record of another collection")
    else:
        assert one(reading) == expected
        (made,) = events(reading)
        assert value_of(made, SCHEMA.fields["event.time"]) == frame["time_us"]


def test_both_versions_of_jetstream_give_the_same_events_with_the_same_ids() -> None:
    second = frames("jetstream_v2.jsonl")
    for old, new in zip(FIRST, second[: len(FIRST)], strict=True):
        one_way, other_way = JETSTREAM.convert(old), JETSTREAM.convert(new)
        if isinstance(one_way, list):
            assert events(one_way) == events(other_way)
        else:
            assert one_way == other_way
    assert [JETSTREAM.convert(frame) for frame in second[len(FIRST) :]] == [
        Skip("sync notice"),
        Skip("information notice of the stream"),
        Skip("error notice of the stream"),
    ]
    ids = [made.id for frame in FIRST if isinstance(found := JETSTREAM.convert(frame), list) for made in events(found)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"did": 3}, "did"),
        ({"time_us": "x"}, "time_us"),
        ({"time_us": 10**30}, "time_us"),
        ({"time_us": True}, "time_us"),
        ({"kind": "other"}, "kind"),
        ({"commit": []}, "commit"),
        ({"commit": {}}, "commit.collection"),
        ({"commit": FIRST[0]["commit"] | {"operation": "burn"}}, "commit.operation"),
        ({"commit": FIRST[0]["commit"] | {"record": None}}, "commit.record"),
        ({"commit": FIRST[0]["commit"] | {"record": {"langs": "de"}}}, "commit.record.langs"),
        ({"commit": FIRST[0]["commit"] | {"record": {"facets": [3]}}}, "commit.record.facets"),
        ({"commit": FIRST[0]["commit"] | {"record": {"reply": {"parent": {}}}}}, "commit.record.reply.parent.uri"),
        ({"commit": FIRST[5]["commit"] | {"record": {"subject": {}}}}, "commit.record.subject.uri"),
    ],
)
def test_a_jetstream_frame_without_what_an_event_needs_names_the_place(change: dict[str, Any], field: str) -> None:
    made = JETSTREAM.convert(FIRST[0] | change)
    assert isinstance(made, DeadLetter)
    assert (made.reason, made.field) == (Reason.BAD_FRAME, field)


def test_an_id_too_long_becomes_a_digest() -> None:
    long = FIRST[4] | {"commit": FIRST[4]["commit"] | {"rkey": "k" * 512}}
    (made,) = events(JETSTREAM.convert(long))
    assert made.id.startswith("blake2b:") and len(made.id) < 100


MASTODON = MastodonReader()
ANNAS = {
    "account.id": "11",
    "account.handle": "anna@garten.example",
    "account.name": "Anna",
    "account.bio": "I grow beans & peas",
    "account.created": 1_706_918_400_000_000,
    "account.posts": 70,
    "account.followers": 5,
    "account.following": 6,
    "account.bot": False,
}
BENS = {"account.id": "12", "account.handle": "ben"}
STATUS = {
    "event.kind": "post.create",
    **ANNAS,
    "subject.id": "901",
    "subject.kind": "post",
    "subject.created": 1_772_600_767_123_000,
    "subject.labels": ("sensitive",),
    "text": "Hello @ben,\nsee https://seed.example/x?a=1&b=2\n\n5 < 6 #Beans\nYes\nNo",
    "title": "About beans",
    "language": "en",
    "links": ("https://seed.example/x?a=1&b=2",),
    "mentions": ("12",),
    "tags": ("Beans",),
    "media.kinds": ("image", "video", "other"),
    "media.alt": ("A bean",),
    "media.urls": ("https://files.example/1.png", "https://far.example/2.mp4"),
    "media.sha256": (),
    "reply.id": "900",
    "reply.account": "12",
    "quote.id": "800",
    "quote.account": "12",
    "client.app": "Web",
}
PLAIN = {
    "event.kind": "post.create",
    **BENS,
    "subject.id": "902",
    "subject.kind": "post",
    "subject.created": 1_772_600_768_000_000,
    "text": "plain",
    **NONE,
}
EDITED = PLAIN | {"event.kind": "post.edit", "text": "edited"}
OF_ANNA = {"subject.id": "11", "subject.kind": "account", "subject.account": "11"}
RUDE = {"event.kind": "report", **BENS, **OF_ANNA, "text": "Rude", "report.reason": "violation"}
ON_STATUS = {"subject.id": "901", "subject.kind": "post", "subject.account": "11"}
SPAM = {"event.kind": "report", **ON_STATUS, "text": "Sells things", "report.reason": "spam"}
SIGNED_UP = {
    "event.kind": "account.create",
    **ANNAS,
    "subject.id": "11",
    "subject.kind": "account",
    "text": "I grow beans & peas",
}
MASTODON_EVENTS: list[dict[str, object] | str] = [
    STATUS,
    PLAIN,
    EDITED,
    {
        "event.kind": "share",
        **BENS,
        "subject.id": "902",
        "subject.kind": "post",
        "subject.account": "11",
        "subject.created": 1_772_600_768_000_000,
        "quote.id": "902",
        "quote.account": "11",
    },
    SPAM,
    RUDE,
    RUDE,
    PLAIN | {"subject.id": "904"},
    EDITED | {"subject.id": "904"},
    SIGNED_UP,
    "webhook of another kind",
    PLAIN | {"subject.id": "905"},
    "deletion without a time",
    {"event.kind": "follow", **BENS},
    "streaming message of another kind",
    {"event.kind": "reaction", **BENS, **ON_STATUS, "reaction": "like"},
    {"event.kind": "share", **BENS, **ON_STATUS, "quote.id": "901", "quote.account": "11"},
    STATUS | {"subject.id": "906"},
    "notification of another kind",
    {**SPAM, **BENS},
    SIGNED_UP,
    "account without an act",
    "error answer of the service",
    "history entry of an edit",
]


@pytest.mark.parametrize(("frame", "expected"), list(zip(frames("mastodon.jsonl"), MASTODON_EVENTS, strict=True)))
def test_a_mastodon_frame_becomes_the_event_it_means(frame: dict[str, Any], expected: dict[str, object] | str) -> None:
    reading = MASTODON.convert(frame)
    if isinstance(expected, str):
        assert reading == Skip(expected)
    else:
        assert one(reading) == expected


def test_mail_and_network_addresses_in_reports_are_dropped_at_the_door() -> None:
    made = json.dumps([MASTODON.convert(frame) for frame in frames("mastodon.jsonl")], default=str)
    assert "mail.example" not in made and "192.0.2.7" not in made


def test_an_edit_counts_at_its_own_time_under_an_id_of_its_own() -> None:
    _, plain, edit, *_ = frames("mastodon.jsonl")
    (first,), (second,) = events(MASTODON.convert(plain)), events(MASTODON.convert(edit))
    assert second.time > first.time and first.id != second.id


@pytest.mark.parametrize("reader", [JETSTREAM, MASTODON, reader_named("fairwater")])
@pytest.mark.parametrize("frame", [None, 3, "x", [], [{"a": 1}], {}, {"id": "x"}])
def test_what_is_no_frame_becomes_no_event(reader: Reader, frame: object) -> None:
    reading = reader.convert(frame)
    if isinstance(reading, list):
        assert isinstance(DECODER.convert(reading[0]), DeadLetter)
    else:
        assert isinstance(reading, DeadLetter)


def test_an_unknown_reader_is_refused_with_the_choices() -> None:
    with pytest.raises(InputError, match="jetstream"):
        reader_named("xmpp")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["at://", "<p", "2026-01-01"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
SAMPLES = [(JETSTREAM, frame) for frame in FIRST + frames("jetstream_v2.jsonl")] + [
    (MASTODON, frame) for frame in frames("mastodon.jsonl")
]


def places(value: object, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [way]
    if isinstance(value, dict):
        found += [place for key, inner in value.items() for place in places(inner, (*way, key))]
    if isinstance(value, list):
        found += [place for key, inner in enumerate(value) for place in places(inner, (*way, key))]
    return found


def changed(value: Any, way: tuple[Any, ...], junk: object) -> Any:
    if not way:
        return junk
    copy = value.copy()
    copy[way[0]] = changed(copy[way[0]], way[1:], junk)
    return copy


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SAMPLES), st.data())
def test_no_changed_frame_crashes_a_reader(sample: tuple[Reader, dict[str, Any]], data: st.DataObject) -> None:
    reader, frame = sample
    bad = changed(frame, data.draw(st.sampled_from(places(frame))), data.draw(JUNK))
    reading = reader.convert(bad)
    assert isinstance(reading, (list, DeadLetter, Skip))
    for made in reading if isinstance(reading, list) else []:
        assert isinstance(DECODER.convert(made), (Event, DeadLetter))


@pytest.mark.parametrize(
    ("source", "text", "links"),
    [
        ("plain", "plain", []),
        ("a &amp; b &lt;c&gt; &eacute; &#128512;", "a & b <c> é 😀", []),
        ("<p>one</p><p>two<br>three<br/>four</p>", "one\n\ntwo\nthree\nfour", []),
        ("<a href='https://x.example/?a=1&amp;b=2'>here</a>", "here", ["https://x.example/?a=1&b=2"]),
        ('<a title="a > b" href="https://x.example">x</a>', "x", ["https://x.example"]),
        ("<A HREF=https://x.example>x</A>", "x", ["https://x.example"]),
        ("<a>x</a>", "x", []),
        ("a<!-- <b>hidden</b> -->b", "ab", []),
        ("a<script>hidden</script>b<style>hidden</style>c", "abc", []),
        ("5 < 6 and 7 <8", "5 < 6 and 7 <8", []),
        ("a<b", "a", []),
        ("a<!--", "a", []),
        ("<a href='https://x.example", "", []),
        ("&#" + "9" * 5_000 + ";", "&#" + "9" * 5_000 + ";", []),
        ("", "", []),
    ],
)
def test_html_becomes_the_text_a_reader_sees(source: str, text: str, links: list[str]) -> None:
    seen, anchors = read_html(source)
    assert seen == text
    assert [anchor.href for anchor in anchors] == links


@pytest.mark.parametrize(
    "part", ["<", "<a ", "<a '", '<a href="', "<!--", "</", "&", "&#", "<p>", "<a b='\"' ", "a=' "]
)
def test_html_is_read_in_linear_time(part: str) -> None:
    from time import process_time

    start = process_time()
    read_html(part * (400_000 // len(part)))
    assert process_time() - start < 5  # quadratic time would be minutes


@given(st.text(st.sampled_from("<>/a '\"=!-&;#p\n"), max_size=60))
def test_no_html_crashes_the_reader(source: str) -> None:
    read_html(source)


def shared(name: str) -> list[Any]:
    if not SHARED.is_dir():
        pytest.skip(f"the real frames are not here: {SHARED}")
    with gzip.open(SHARED / name, "rt") as lines:
        return [json.loads(line) for line in lines]


def outcome(reader: Reader, frame: object) -> str:
    reading = reader.convert(frame)
    if isinstance(reading, list):
        return events(reading)[0].kind
    return reading.reason if isinstance(reading, Skip) else f"dead letter: {reading.message}"


def test_all_real_jetstream_frames_are_read() -> None:
    counts = Counter(outcome(JETSTREAM, frame) for frame in shared("bluesky_jetstream.jsonl.gz"))
    assert counts == {
        "reaction": 105,
        "post.create": 17,
        "share": 15,
        "follow": 6,
        "unfollow": 3,
        "record of another collection": 2,
        "block": 1,
        "post.delete": 1,
        "profile.update": 1,
        "account.active": 1,
    }


def test_all_real_mastodon_statuses_are_read() -> None:
    examples = []
    for row in shared("mastodon_api_examples.jsonl.gz"):
        examples += row["example"] if isinstance(row["example"], list) else [row["example"]]
    keys = {"content", "visibility", "reblog", "favourited", "in_reply_to_id"}
    statuses = [
        one for one in examples if isinstance(one, dict) and {"id", "created_at"} <= one.keys() and keys & one.keys()
    ]
    counts = Counter(outcome(MASTODON, frame) for frame in statuses)
    assert counts.keys() <= {"post.create", "post.edit", "share"} and sum(counts.values()) == len(statuses) >= 15
