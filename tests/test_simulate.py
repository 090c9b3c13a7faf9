"""The simulated community: reproducible, in order, readable, labelled without contradiction, not too easy."""

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import msgspec
import pytest

from fairwater.charter.taxonomy import CATEGORIES
from fairwater.events.decode import EventDecoder
from fairwater.events.letters import DeadLetter
from fairwater.events.schema import KINDS
from fairwater.policy.fields import read_fields
from fairwater.simulate import START, SimulatedEvent, Truth, simulate
from fairwater.simulate.dice import Dice, running
from fairwater.simulate.grammar import Grammar, slots
from fairwater.simulate.phrases import LANGUAGES, grammar

EXAMPLES = Path(__file__).parent.parent / "src" / "fairwater" / "examples" / "community"
HARMS = {f"{category.name}.{keyword.name}" for category in CATEGORIES for keyword in category.keywords}
PLANS = {"giveaway", "phishing", "spam", "pileon", "malware", "engagement", "copypaste"}
LOOKALIKES = {
    "birthday",
    "charity_drive",
    "crypto_talk",
    "fan_campaign",
    "friendly_banter",
    "heated_debate",
    "honest_raffle",
    "indie_release",
    "install_advice",
    "newcomers_day",
    "odd_writing",
    "petition",
    "reclaimed_words",
    "security_research",
    "service_notice",
    "shared_devices",
    "shared_news",
    "victim_support",
    "warning",
}


def digest(accounts: int, hours: float, seed: int) -> str:
    """SHA-256 of the stream as JSON Lines, truth beside each event."""
    total = hashlib.sha256()
    for event, truth in simulate(accounts, hours, seed):
        total.update(msgspec.json.encode(event))
        total.update(msgspec.json.encode(truth.as_json()))
    return total.hexdigest()


@pytest.fixture(scope="module")
def day() -> list[SimulatedEvent]:
    return list(simulate(2_000, 24, 5))


def test_the_same_arguments_give_the_same_bytes_whatever_the_hash_seed_of_the_process() -> None:
    program = "import sys; from test_simulate import digest; print(digest(120, 5, 9))"
    outcomes = set()
    for hash_seed in ("0", "4711"):
        path = os.pathsep.join((str(Path(__file__).parent), *filter(None, sys.path)))
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": path}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        outcomes.add(done.stdout.strip())
    assert outcomes == {digest(120, 5, 9)}


def test_a_published_seed_gives_its_published_bytes_on_every_machine_and_version_of_python() -> None:
    assert digest(100, 6, 1) == PUBLISHED


def test_another_seed_gives_another_day() -> None:
    assert len({digest(100, 3, seed) for seed in range(4)}) == 4


def test_events_come_in_the_order_of_time_with_ids_of_their_own(day: list[SimulatedEvent]) -> None:
    times = [str(event["time"]) for event, _ in day]
    assert times == sorted(times)
    assert times[0] >= "2026-03-02T00:00:00.000Z"
    assert times[-1] < "2026-03-03T00:00:00.000Z"
    assert len({event["id"] for event, _ in day}) == len(day)


def test_a_day_in_a_large_community_starts_at_once_because_it_is_a_stream() -> None:
    first = next(simulate(60, 24 * 300, 1))
    assert first.event["id"] == "e00000001"


def test_a_shorter_day_keeps_its_campaigns_within_its_hours() -> None:
    events = list(simulate(500, 2, 3))
    assert str(events[-1].event["time"]) < "2026-03-02T02:00:00.000Z"
    assert {truth.campaign.partition("-")[0] for _, truth in events if truth.y and truth.campaign} >= {
        "giveaway",
        "pileon",
    }


def test_each_day_of_a_longer_time_has_campaigns_of_its_own() -> None:
    days = {truth.campaign.partition("-")[2] for _, truth in simulate(200, 48, 2) if truth.campaign}
    assert days == {"1.1", "2.1"}


@pytest.mark.parametrize(("accounts", "hours"), [(49, 24), (0, 24), (100, 0), (100, -1), (100, 10**6)])
def test_impossible_communities_are_refused_in_words(accounts: int, hours: float) -> None:
    with pytest.raises(ValueError, match="give a"):
        simulate(accounts, hours, 1)


def test_every_event_is_read_by_the_decoder_without_a_dead_letter(day: list[SimulatedEvent]) -> None:
    schema = read_fields((EXAMPLES / "fields.toml").read_bytes()).schema
    assert schema is not None
    decoder = EventDecoder(schema)
    refused = [
        found
        for number, (event, _) in enumerate(day)
        if isinstance(found := decoder.decode(msgspec.json.encode(event), number), DeadLetter)
    ]
    assert refused == []


def test_events_carry_no_field_that_the_schema_does_not_know(day: list[SimulatedEvent]) -> None:
    schema = read_fields((EXAMPLES / "fields.toml").read_bytes()).schema
    assert schema is not None
    known = {spec.wire for spec in schema.fields.values()}
    seen: set[str] = set()
    for event, _ in day:
        for name, value in event.items():
            seen.update(f"{name}.{inner}" for inner in value) if isinstance(value, dict) else seen.add(name)
    assert seen <= known
    assert {event["kind"] for event, _ in day} <= set(KINDS)


def test_the_truth_never_contradicts_itself(day: list[SimulatedEvent]) -> None:
    for event, truth in day:
        account = event["account"]
        assert isinstance(account, dict)
        assert (truth.event, truth.account) == (event["id"], account["id"])
        assert truth.y in (0, 1)
        assert (truth.harm in HARMS) == (truth.y == 1)
        if truth.y:
            assert truth.campaign is not None
            assert truth.lookalike is None
        if truth.lookalike is not None:
            assert truth.campaign is not None
        assert Truth.of_json(truth.as_json()) == truth


def test_a_day_has_every_harm_and_every_lawful_look_alike(day: list[SimulatedEvent]) -> None:
    assert {truth.campaign.partition("-")[0] for _, truth in day if truth.y and truth.campaign} == PLANS
    assert {truth.lookalike for _, truth in day if truth.lookalike} == LOOKALIKES


def test_a_day_of_an_account_is_some_eight_acts_and_most_are_ordinary(day: list[SimulatedEvent]) -> None:
    assert 7 < len(day) / 2_000 < 13
    assert 0.01 < sum(truth.y for _, truth in day) / len(day) < 0.08


def test_the_night_is_quieter_than_the_evening(day: list[SimulatedEvent]) -> None:
    hours = Counter(str(event["time"])[11:13] for event, truth in day if truth.campaign is None)
    assert max(hours.values()) > 2 * min(hours.values())


def test_people_speak_ten_languages_in_thousands_of_different_sentences(day: list[SimulatedEvent]) -> None:
    texts: dict[str, set[str]] = defaultdict(set)
    for event, _ in day:
        if "text" in event:
            texts[str(event.get("language"))].add(str(event["text"]))
    assert texts.keys() >= set(LANGUAGES)
    assert sum(map(len, texts.values())) > 8_000
    assert all(len(texts[language]) > 80 for language in LANGUAGES)


def test_every_address_lies_in_a_name_that_never_resolves(day: list[SimulatedEvent]) -> None:
    hosts = set()
    for event, _ in day:
        found = re.findall(r"https?://([^/\s?]+)", msgspec.json.encode(event).decode())
        hosts.update(host.strip('"\\') for host in found)
    assert hosts
    assert {host.rpartition(".")[2] for host in hosts} <= {"example", "test"}


def test_no_single_sign_gives_the_harm_away(day: list[SimulatedEvent]) -> None:
    """No word and no single fact about an event finds a fifth of all harm with a precision of 0.9."""
    with_sign: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for event, truth in day:
        for sign in signs(event):
            with_sign[sign] += 1
            right[sign] += truth.y
    harm = sum(truth.y for _, truth in day)
    too_easy = [sign for sign in with_sign if right[sign] > harm / 5 and right[sign] > 0.9 * with_sign[sign]]
    assert too_easy == []


def signs(event: dict[str, object]) -> set[str]:
    """Simple facts about one event. Ids are none: to know who it was is to know."""
    account, client = event["account"], event.get("client", {})
    assert isinstance(account, dict)
    assert isinstance(client, dict)
    found = {
        f"{name}={account[name]}" for name in ("verified", "bot", "country", "language", "email_domain", "reports")
    }
    found |= {f"client.{name}={client.get(name)}" for name in ("app", "country", "asn")}
    found |= {f"field {name}" for name in (*event, *account)} | {f"kind={event['kind']}"}
    created = str(account["created"])
    found |= {f"created since {day}" for day in ("2026-03", "2026-02-2", "2026-02") if created >= day}
    found |= {f"fewer than {limit} followers" for limit in (1, 5, 20, 60) if int(account["followers"]) < limit}
    found |= {f"fewer than {limit} posts" for limit in (1, 5, 20) if int(account["posts"]) < limit}
    text = str(event.get("text", ""))
    found |= {f"word {word}" for word in re.findall(r"\w+", text.lower())}
    links = event.get("links")
    if isinstance(links, list):
        found |= {f"{len(links)} links", *(f"ends in {str(link).split('/')[2].rpartition('.')[2]}" for link in links)}
    return found


def test_young_accounts_are_mostly_honest_and_harm_also_comes_from_old_ones(day: list[SimulatedEvent]) -> None:
    young, honest, old_harm = set(), set(), 0
    guilty = {truth.account for _, truth in day if truth.y}
    for event, truth in day:
        account = event["account"]
        assert isinstance(account, dict)
        if str(account["created"]) >= "2026-02-23":
            young.add(account["id"])
            if account["id"] not in guilty:
                honest.add(account["id"])
        elif str(account["created"]) < "2025-06":
            old_harm += truth.y
    assert len(honest) > len(young) / 2
    assert old_harm > 50


def test_grammars_fill_every_slot_in_every_language() -> None:
    given = dict.fromkeys(
        ("link", "handle", "code", "code_short", "digits", "slogan", "tag", "headline", "defanged", "money"), "x"
    )
    dice = Dice(8)
    for language in LANGUAGES:
        words = grammar(language)
        for slot in (
            "post",
            "reply",
            "share",
            "bio",
            "birthday",
            "message",
            "giveaway",
            "phish",
            "warn",
            "newcomer",
            "news",
        ):
            assert words.has(slot), (language, slot)
            for _ in range(200):
                assert "{" not in words.say(dice, slot, given)


@pytest.mark.parametrize(
    ("text", "problem"), [("    hello\n", "belongs to no slot"), ("a:\n    x\na:\n    y\n", "comes twice")]
)
def test_a_broken_phrase_file_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        slots(text)


def test_a_phrase_file_is_read_as_its_head_says() -> None:
    found = slots("a:\n    x{b} | ∅\n    y\nb:\n    ·z | q·\n")
    assert found == {"a": ("x{b}", "", "y"), "b": (" z", "q ")}
    assert {Grammar("en", found).say(Dice(seed), "a") for seed in range(60)} == {"x z", "xq ", "", "y"}


def test_a_slot_that_nobody_fills_is_an_error() -> None:
    with pytest.raises(KeyError, match="link"):
        Grammar("en", {"a": ("see {link}",)}).say(Dice(1), "a")


def test_dice_keep_to_their_bounds_and_shares() -> None:
    dice = Dice(3)
    assert {dice.between(2, 4) for _ in range(200)} == {2, 3, 4}
    assert all(0 <= dice.skewed(10) < 10 for _ in range(500))
    assert all(5 <= dice.quantile(((0.0, 5), (0.5, 6), (1.0, 9))) <= 9 for _ in range(500))
    picked = Counter(dice.weighted("ab", running((3, 1))) for _ in range(4_000))
    assert 2_800 < picked["a"] < 3_200
    sample = dice.sample(range(50), 20)
    assert len(set(sample)) == 20
    assert sorted(dice.sample("xyz", 9)) == ["x", "y", "z"]


def test_a_simulation_begins_on_a_monday() -> None:
    assert str(next(simulate(2_000, 1, 1)).event["time"]).startswith("2026-03-02")
    assert START % (7 * 86_400_000_000) == 4 * 86_400_000_000  # 1970-01-01 was a Thursday


PUBLISHED = "6193a238ec87ac7e8e0c814dd5280433a34464004048a18be2f79ce3e2702f11"
"""Changes when phrases, people or plans change: say so in the changelog, as figures of a seed change, too."""
