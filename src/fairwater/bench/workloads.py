"""A seed -> the workloads of the benchmark: events as JSON lines, rules as policy source and as plain closures.

R10 / R100 / R500: posts of about 600 bytes of JSON in invented ASCII words; even rules compare numbers and search
four words, odd rules compare numbers and look a link's domain up in ten. About one event in a hundred breaks each rule.
RU: posts in several scripts with evasions, 200 rules with windows, lists and links found in the text.
Everything is generated here, nothing is copied from elsewhere.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

SEED = 20260101
START = datetime(2026, 1, 1, tzinfo=UTC)
CONSONANTS = "bcdfghjklmnprstvwz"
VOWELS = "aeiou"
ENDINGS = ("", "", "n", "r", "s", "t")
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "tr", "id")
FIVE_YEARS = 5 * 365 * 86400

FIELDS_TOML = """\
[content.link_domain]
type = "str"
doc = "Domain of the first link of the post, as the service found it."

[content.link_count]
type = "int"
doc = "How many links the post has."

[content.mention_count]
type = "int"
doc = "How many accounts the post mentions."
"""

POLICY = """\
\"\"\"Rules of the {name} benchmark workload.\"\"\"
from fairwater.policy import *

Bench = Policy(
    title="Benchmark",
    harm=scams_and_fraud.phishing,
    ground=Terms("3.2"),
    wording="Invented for measuring.",
)

"""

RULES_A_FILE = 100

Closure = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True)
class Workload:
    """One workload: rules as policy source, lists, and the same rules as closures over parsed JSON (the baseline).

    `values`: named values that rules share, by name.
    """

    name: str
    rules: tuple[str, ...]
    closures: Callable[[], list[Closure]]
    lines: Callable[[int], list[bytes]]
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """The policy files: what is shared, and the rules in files of a size that people write."""
        values = "".join(f"{name} = {value}\n" for name, value in self.values.items())
        found = {"shared.py": POLICY.format(name=self.name) + values}
        names = ", ".join(("Bench", *self.values))
        for start in range(0, len(self.rules), RULES_A_FILE):
            head = (
                f'"""Rules of {self.name}."""\nfrom fairwater.policy import *\nfrom policies.shared import {names}\n\n'
            )
            part = self.rules[start : start + RULES_A_FILE]
            found[f"rules_{start // RULES_A_FILE:02d}.py"] = head + "\n".join(part)
        return found


class Words:
    """Invented words, domains and countries, the same for one seed everywhere."""

    def __init__(self, seed: int = SEED) -> None:
        draw = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < 2000:
            syllables = draw.randint(2, 3)
            word = "".join(draw.choice(CONSONANTS) + draw.choice(VOWELS) for _ in range(syllables))
            words[word + draw.choice(ENDINGS)] = None
        self.words = list(words)
        self.domains = [f"{draw.choice(self.words)}{number}.example" for number in range(200)]
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        codes: dict[str, None] = {}
        while len(codes) < 40:
            codes[draw.choice(letters) + draw.choice(letters)] = None
        self.countries = list(codes)


def exponential(draw: random.Random, mean: float) -> int:
    """A whole number with an exponential distribution."""
    return int(draw.expovariate(1 / mean))


def event(draw: random.Random, words: Words, number: int, text: str, domain: str | None) -> dict[str, Any]:
    """One post in Fairwater's JSON form."""
    account = draw.randrange(20_000)
    age = int(math.exp(draw.uniform(math.log(60), math.log(FIVE_YEARS))))
    moment = START + timedelta(milliseconds=20 * number)
    return {
        "id": f"e{number:09d}",
        "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "kind": "post.create",
        "account": {
            "id": f"u{account}",
            "handle": f"{words.words[account % 2000]}{account}",
            "age": age,
            "posts": exponential(draw, 200),
            "followers": exponential(draw, 300),
            "following": exponential(draw, 300),
            "reports": exponential(draw, 2),
            "verified": draw.random() < 0.1,
            "country": draw.choice(words.countries),
            "email_domain": draw.choice(words.domains),
        },
        "subject": {"id": f"p{number:09d}", "kind": "post"},
        "text": text,
        "language": draw.choice(LANGUAGES),
        "client": {"ip": f"198.51.{draw.randrange(256)}.{draw.randrange(256)}", "app": "web"},
        "content": {
            "link_domain": domain,
            "link_count": 0 if domain is None else 1 + exponential(draw, 1),
            "mention_count": draw.randint(0, 5),
        },
    }


def plain_text(draw: random.Random, words: Words, domain: str | None) -> str:
    """Uniform words up to 195 characters, and a link when there is a domain."""
    parts: list[str] = []
    length = 0
    while length < 195:
        word = draw.choice(words.words)
        parts.append(word)
        length += len(word) + 1
    text = " ".join(parts)[:195]
    return text if domain is None else f"{text} https://{domain}/p"


def plain_lines(count: int) -> list[bytes]:
    """Events of the R workloads as JSON lines without the line end."""
    words, draw = Words(), random.Random(SEED + 1)
    lines = []
    for number in range(count):
        domain = draw.choice(words.domains) if draw.random() < 0.5 else None
        made = event(draw, words, number, plain_text(draw, words, domain), domain)
        lines.append(json.dumps(made, separators=(",", ":")).encode())
    return lines


@dataclass(frozen=True)
class EvenRule:
    """`age < T and (followers < F or mentions >= 5) and one of four words`."""

    age: int
    followers: int
    words: tuple[str, ...]

    def source(self, name: str) -> str:
        """As policy source."""
        return (
            f"{name} = Rule(\n    Bench,\n"
            f"    when=account.age < seconds({self.age}) and (account.followers < {self.followers} "
            f"or content.mention_count >= 5)\n"
            f'    and text.matches(r"\\b({"|".join(self.words)})\\b"),\n'
            f'    then=[label(post, "bench")],\n'
            f'    because="an account {{account.age}} old with {{account.followers}} followers",\n)\n'
        )

    def closure(self) -> Closure:
        """As a closure over parsed JSON."""
        age, followers = self.age, self.followers
        search = re.compile(rf"\b({'|'.join(self.words)})\b", re.IGNORECASE).search

        def rule(e: dict[str, Any]) -> bool:
            account = e["account"]
            return (
                account["age"] < age
                and (account["followers"] < followers or e["content"]["mention_count"] >= 5)
                and search(e["text"]) is not None
            )

        return rule


@dataclass(frozen=True)
class OddRule:
    """`posts < P and (reports >= 1 and country != C) and link domain in ten`."""

    posts: int
    country: str
    domains: tuple[str, ...]

    def source(self, name: str) -> str:
        """As policy source."""
        domains = ", ".join(f'"{one}"' for one in self.domains)
        return (
            f"{name} = Rule(\n    Bench,\n"
            f"    when=account.posts < {self.posts}\n"
            f'    and (account.reports >= 1 and account.country != "{self.country}")\n'
            f"    and content.link_domain in [{domains}],\n"
            f'    then=[label(post, "bench")],\n'
            f'    because="an account with {{account.posts}} posts linked {{content.link_domain}}",\n)\n'
        )

    def closure(self) -> Closure:
        """As a closure over parsed JSON."""
        posts, country, domains = self.posts, self.country, frozenset(self.domains)

        def rule(e: dict[str, Any]) -> bool:
            account = e["account"]
            return (
                account["posts"] < posts
                and (account["reports"] >= 1 and account["country"] != country)
                and e["content"]["link_domain"] in domains
            )

        return rule


def plain_rules(count: int) -> list[EvenRule | OddRule]:
    """The rules of an R workload."""
    words, draw = Words(), random.Random(SEED + 2)
    low, high = math.log(60), math.log(FIVE_YEARS)
    rules: list[EvenRule | OddRule] = []
    for number in range(count):
        if number % 2 == 0:
            age = int(math.exp(low + (high - low) * draw.uniform(0.45, 0.55)))
            rules.append(EvenRule(age, draw.randint(80, 130), tuple(draw.sample(words.words, 4))))
        else:
            domains = tuple(draw.sample(words.domains, 10))
            rules.append(OddRule(draw.randint(150, 250), draw.choice(words.countries), domains))
    return rules


def rules_workload(count: int) -> Workload:
    """R10, R100, R500 ... by the number of rules."""
    rules = plain_rules(count)
    name = f"R{count}"
    sources = tuple(rule.source(f"Bench{at:03d}") for at, rule in enumerate(rules))
    return Workload(name, sources, lambda: [rule.closure() for rule in rules], plain_lines)


def with_window(workload: Workload) -> Workload:
    """The same rules and one more with an exact window, for the replay mode."""
    source = (
        "BenchWindow = Rule(\n    Bench,\n"
        "    when=count(per=account.id, within=minutes(10)) >= 4 and content.link_count >= 3,\n"
        '    then=[label(post, "bench")],\n'
        '    because="{account.id} posted often",\n)\n'
    )

    def closures() -> list[Closure]:
        return [*workload.closures(), window_closure(600.0, 4)]

    return Workload(workload.name, (*workload.rules, source), closures, workload.lines, workload.lists)


def window_closure(seconds: float, least: int) -> Closure:
    """`count(per=account.id, within=...) >= least and link_count >= 3` with one deque a key."""
    seen: dict[str, deque[float]] = {}

    def rule(e: dict[str, Any]) -> bool:
        now = datetime.fromisoformat(e["time"]).timestamp()
        times = seen.setdefault(e["account"]["id"], deque())
        times.append(now)
        while times[0] <= now - seconds:
            times.popleft()
        return len(times) >= least and e["content"]["link_count"] >= 3

    return rule


def patterns_workload(count: int) -> Workload:
    """Ten rules that share `count` patterns of two words in a row, for the cost against the number of patterns."""
    words, draw = Words(), random.Random(SEED + 6)
    pairs = [rf"\b{draw.choice(words.words)} {draw.choice(words.words)}\b" for _ in range(count)]
    shares = [pairs[start::10] for start in range(min(10, count))]

    def source(number: int, share: list[str]) -> str:
        listed = ",\n        ".join(f'r"{pattern}"' for pattern in share)
        return (
            f"Patterns{number:02d} = Rule(\n    Bench,\n    when=text.matches(\n        {listed},\n    ),\n"
            f'    then=[label(post, "bench")],\n    because="an account {{account.age}} old",\n)\n'
        )

    def closure(share: list[str]) -> Closure:
        searches = [re.compile(pattern, re.IGNORECASE).search for pattern in share]
        return lambda e: any(search(e["text"]) is not None for search in searches)

    sources = tuple(source(number, share) for number, share in enumerate(shares))
    return Workload(f"P{count}", sources, lambda: [closure(share) for share in shares], plain_lines)


# -- RU: several scripts, evasions, windows, lists, links in the text ----------------------------------------------

ALPHABETS = {
    "en": ("bcdfghjklmnprstvwz", "aeiou"),
    "ru": ("бвгджзклмнпрст", "аеиоуыя"),
    "el": ("βγδζθκλμνπρστφ", "αεηιουω"),
    "ar": ("بتثجحدرسشعفقكلم", "اوي"),
    "hi": ("कगचजटडतदनपबमरलस", "ािीुूेो"),
    "ko": ("가나다라마바사아자차", "각난달람맘법"),
    "zh": ("天地人山水火木金土日月", "大小上下中"),
    "th": ("กขคงจชดตนปพมยรลส", "ะาเแโไ"),
}
UNSPACED = ("zh", "th")
ZERO_WIDTH = "\u200b"
LOOKALIKES = str.maketrans("aeopcx", "аеорсх")


class Scripts:
    """Invented words in several scripts, and the lists of the RU workload."""

    def __init__(self) -> None:
        draw = random.Random(SEED + 3)
        self.words: dict[str, list[str]] = {}
        for language, (first, second) in ALPHABETS.items():
            made: dict[str, None] = {}
            while len(made) < 400:
                length = draw.randint(2, 3)
                made["".join(draw.choice(first) + draw.choice(second) for _ in range(length))] = None
            self.words[language] = list(made)
        latin = self.words["en"]
        self.domains = [f"{draw.choice(latin)}{number}.example" for number in range(2000)]
        self.bad_domains = tuple(sorted(draw.sample(self.domains, 120)))


def mixed_text(draw: random.Random, scripts: Scripts) -> tuple[str, str]:
    """A text of about 200 characters in one language, sometimes disguised, half the time with a link."""
    language = draw.choice(list(ALPHABETS))
    joiner = "" if language in UNSPACED else " "
    parts: list[str] = []
    length = 0
    while length < 170:
        word = draw.choice(scripts.words[language])
        if language == "en":
            word = word.upper() if draw.random() < 0.1 else word.title() if draw.random() < 0.2 else word
            if draw.random() < 0.05:
                word = word.translate(LOOKALIKES)
        if draw.random() < 0.03:
            word = word[:1] + ZERO_WIDTH + word[1:]
        parts.append(word)
        length += len(word) + 1
    if draw.random() < 0.2:
        parts.append(draw.choice("😀🎉🔥💰👉"))
    if draw.random() < 0.5:
        parts.append(f" https://{draw.choice(scripts.domains)}/a?b={draw.randrange(1000)}")
    return joiner.join(parts), language


def mixed_lines(count: int) -> list[bytes]:
    """Events of the RU workload as JSON lines."""
    words, scripts, draw = Words(), Scripts(), random.Random(SEED + 4)
    lines = []
    for number in range(count):
        text, language = mixed_text(draw, scripts)
        made = event(draw, words, number, text, None)
        made["language"] = language
        made["content"]["link_count"] = text.count("https://")
        lines.append(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())
    return lines


def mixed_workload(count: int = 200) -> Workload:
    """RU: of each ten rules six search words, two ask a list and two have a window."""
    scripts, draw = Scripts(), random.Random(SEED + 5)
    rules = [mixed_rule(number, draw, scripts) for number in range(count)]
    return Workload(
        "RU",
        tuple(rule.source for rule in rules),
        lambda: mixed_closures(rules, scripts),
        mixed_lines,
        {"bad-domains": scripts.bad_domains},
        {
            "spread": "distinct(account.id, per=link.domain, within=hours(1))",
            "pace": "count(per=account.id, within=minutes(10))",
            "bad": 'link.domain in listed("bad-domains")',
        },
    )


@dataclass(frozen=True)
class MixedRule:
    """One RU rule as source and as a closure that takes the event and its shared signals."""

    source: str
    closure: Callable[[dict[str, Any], dict[str, Any]], bool]


def mixed_rule(number: int, draw: random.Random, scripts: Scripts) -> MixedRule:
    """The rule of this number; its kind follows from the last digit."""
    name = f"Mixed{number:03d}"
    language = draw.choice(list(ALPHABETS))
    four = draw.sample(scripts.words[language], 4)
    age, least = draw.randint(3600, 4_000_000), draw.randint(3, 40)
    followers = draw.randint(50, 400)
    kind = number % 10
    if kind < 6:
        listed = ", ".join(f'"{word}"' for word in four)
        when = f"account.age < seconds({age}) and account.followers < {followers} and text.has_word({listed})"
        if language in UNSPACED:
            pattern = re.compile("|".join(four), re.IGNORECASE)
        else:
            pattern = re.compile(rf"(?<!\w)(?:{'|'.join(four)})(?!\w)", re.IGNORECASE)

        def closure(e: dict[str, Any], s: dict[str, Any]) -> bool:
            account = e["account"]
            return account["age"] < age and account["followers"] < followers and pattern.search(e["text"]) is not None
    elif kind < 8:
        when = f"bad and account.age < seconds({age}) and account.posts < {followers}"

        def closure(e: dict[str, Any], s: dict[str, Any]) -> bool:
            account = e["account"]
            return bool(s["bad"] and account["age"] < age and account["posts"] < followers)
    else:
        when = f"(spread >= {least} or pace >= {least}) and account.followers < {followers}"

        def closure(e: dict[str, Any], s: dict[str, Any]) -> bool:
            return bool((s["spread"] >= least or s["pace"] >= least) and e["account"]["followers"] < followers)

    source = (
        f"{name} = Rule(\n    Bench,\n    when={when},\n"
        f'    then=[label(post, "bench")],\n    because="an account {{account.age}} old",\n)\n'
    )
    return MixedRule(source, closure)


def mixed_closures(rules: list[MixedRule], scripts: Scripts) -> list[Closure]:
    """The RU rules over parsed JSON; signals that rules share are computed once an event."""
    bad_domains = frozenset(scripts.bad_domains)
    link = re.compile(r"https?://([^/\s]+)")
    pace_seen: dict[str, deque[float]] = {}
    spread_seen: dict[str, deque[tuple[float, str]]] = {}
    shared: dict[str, Any] = {}

    def signals(e: dict[str, Any]) -> bool:
        now = datetime.fromisoformat(e["time"]).timestamp()
        account = e["account"]["id"]
        times = pace_seen.setdefault(account, deque())
        times.append(now)
        while times[0] <= now - 600:
            times.popleft()
        found = link.search(e["text"])
        domain = found.group(1) if found else None
        spread = 0
        if domain is not None:
            posts = spread_seen.setdefault(domain, deque())
            posts.append((now, account))
            while posts[0][0] <= now - 3600:
                posts.popleft()
            spread = len({who for _, who in posts})
        shared.update(pace=len(times), spread=spread, bad=domain in bad_domains)
        return False

    def bind(rule: MixedRule) -> Closure:
        return lambda e: rule.closure(e, shared)

    return [signals, *(bind(rule) for rule in rules)]


def run_closures(closures: list[Closure], lines: Iterator[bytes] | list[bytes]) -> int:
    """The baseline: json.loads and every closure on every event. Returns how many rules were true."""
    hits = 0
    for line in lines:
        parsed = json.loads(line)
        for rule in closures:
            if rule(parsed):
                hits += 1
    return hits
