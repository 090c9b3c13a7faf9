"""Cases beside rules: events in JSON form, repeated and in time, held to the schema."""

from __future__ import annotations

import pytest

from fairwater.policy.cases import Case
from fairwater.policy.limits import MAX_CASE_EVENTS
from policy_world import POLICY, check_lines, codes

RULE = POLICY + 'R = Rule(Spam, when=account.bot, then=[warn(post)], because="x")\nN = 3\n'


def _case(events: str, word: str = "hit") -> Case:
    checked = check_lines(RULE + f'{word}(R, "what it shows", {events})\n')
    assert not checked.errors, [one.message for one in checked.errors]
    return checked.cases[0]


def test_an_event_is_written_as_services_send_it() -> None:
    case = _case(
        'event(kind="message.send", id="m1", text="hi", links=["https://x.example"], reply=reply(id="p1"),'
        ' account=account(id="a1", age=days(2), posts=N + 1, created=time("2026-01-01T00:00:00Z") - days(1), bot=True),'
        ' media=media(kinds=["image", "video"], alt=["a dog"]), at=minutes(1))'
    )
    assert (case.rule, case.expect_hit, case.title) == ("R", True, "what it shows")
    assert list(case.events) == [
        {
            "id": "m1",
            "time": "2026-01-01T12:01:00Z",
            "kind": "message.send",
            "text": "hi",
            "links": ["https://x.example"],
            "reply": {"id": "p1"},
            "account": {"id": "a1", "age": 172_800, "posts": 4, "created": "2025-12-31T00:00:00Z", "bot": True},
            "media": [{"kind": "image", "alt": "a dog"}, {"kind": "video"}],
        }
    ]


def test_repeated_events_are_numbered_and_follow_each_other() -> None:
    events = _case(
        'repeat(N, event(text="win {n}", account=account(id="a{n}")), every=minutes(2)), event(text="{n}")'
    ).events
    assert [one["text"] for one in events] == ["win 1", "win 2", "win 3", "{n}"]
    assert [one["id"] for one in events] == ["e1", "e2", "e3", "e4"]
    assert [one["time"][11:16] for one in events] == ["12:00", "12:02", "12:04", "12:04"]
    assert events[-1] == list(events)[-1]
    assert events[1:3] == list(events)[1:3]


def test_a_large_case_takes_no_memory_until_its_events_are_asked_for() -> None:
    events = _case(f'repeat({MAX_CASE_EVENTS}, event(text="x"))').events
    assert len(events) == MAX_CASE_EVENTS
    assert events[-1]["id"] == f"e{MAX_CASE_EVENTS}"
    assert len(events.templates) == 1
    with pytest.raises(IndexError):
        events[MAX_CASE_EVENTS]


def test_a_case_may_say_what_managed_lists_hold() -> None:
    case = _case('event(text="x"), lists={"scam-domains": ["x.example"], "bad-words": []}', "miss")
    assert not case.expect_hit
    assert case.lists == {"scam-domains": ("x.example",), "bad-words": ()}


def test_fractions_of_a_second_are_kept() -> None:
    (event,) = _case("event(account=account(age=milliseconds(1500)), at=milliseconds(1))").events
    assert event["account"] == {"age": 1.5}
    assert event["time"] == "2026-01-01T12:00:00.001000Z"


WRONG = [
    ("hit()", "FW511"),
    ('hit(R, "a")', "FW511"),
    ("hit(R, event(), event())", "FW511"),
    ('hit(R, "", event())', "FW511"),
    ('hit(R, "a", 5)', "FW511"),
    ('hit(R, "a", event("x"))', "FW511"),
    ('hit(R, "a", event(account="a1"))', "FW511"),
    ('hit(R, "a", event(account=subject(id="a1")))', "FW511"),
    ('hit(R, "a", event(account=account(ids="a1")))', "FW208"),
    ('hit(R, "a", event(txt="a1"))', "FW208"),
    ('hit(R, "a", event(text=5))', "FW301"),
    ('hit(R, "a", event(text=text))', "FW308"),
    ('hit(R, "a", event(account=account(age=5)))', "FW302"),
    ('hit(R, "a", event(at=5))', "FW302"),
    ('hit(R, "a", event(text=None))', "FW305"),
    ('hit(R, "a", repeat(event(), 5))', "FW511"),
    ('hit(R, "a", repeat(5, event(), evry=days(1)))', "FW511"),
    ('hit(R, "a", repeat(0, event()))', "FW514"),
    ('hit(R, "a", repeat(2, event(), every=-days(1)))', "FW515"),
    ('hit(R, "a", repeat(2, event(id="x")))', "FW515"),
    ('hit(R, "a", event(id="x"), event(id="x"))', "FW515"),
    ('hit(R, "a", event(id="e2"), event())', "FW515"),
    ('hit(R, "a", event(at=days(2)), event(at=days(1)))', "FW515"),
    ('hit(R, "a", event(at=days(365) * 9000))', "FW515"),
    ('hit(R, "a", event(), list={})', "FW511"),
    ('hit(R, "a", event(), lists={"scam-domain": []})', "FW420"),
    ('hit(R, "a", event(), lists={"scam-domains": [5]})', "FW301"),
    ('hit(Spam, "a", event())', "FW513"),
    ('hit(RR, "a", event())', "FW513"),
    ('hit("R", "a", event())', "FW513"),
    ('hit(Later, "a", event())\nLater = R', "FW202"),
]


@pytest.mark.parametrize(("line", "code"), WRONG, ids=[one for one, _ in WRONG])
def test_a_wrong_case_is_told(line: str, code: str) -> None:
    assert code in codes(check_lines(RULE + line + "\n"))
    assert not check_lines(RULE + line + "\n").cases
