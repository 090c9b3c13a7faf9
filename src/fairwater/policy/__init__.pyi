"""The names of the policy language for editors and type checkers.

Made by tools/make_stub.py: do not edit. Policy files are never run: `fairwater check` decides what is right.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeAlias, TypeVar, overload

__all__ = [
    "Law",
    "Policy",
    "Rule",
    "Terms",
    "abs",
    "account",
    "all",
    "animal_welfare",
    "any",
    "ceil",
    "clamp",
    "client",
    "community",
    "consumer_information",
    "count",
    "cyber_violence",
    "cyber_violence_against_women",
    "data_protection_and_privacy_violations",
    "day_of_month",
    "days",
    "distinct",
    "event",
    "first_seen",
    "floor",
    "hide",
    "hit",
    "hour",
    "hours",
    "illegal_or_harmful_speech",
    "in_seconds",
    "intellectual_property_infringements",
    "is_known",
    "known_or",
    "label",
    "language",
    "len",
    "limit",
    "link",
    "links",
    "listed",
    "max",
    "media",
    "mentions",
    "message",
    "milliseconds",
    "min",
    "minute",
    "minutes",
    "miss",
    "month",
    "negative_effects_on_civic_discourse_or_elections",
    "other_violation_tc",
    "post",
    "profile",
    "protection_of_minors",
    "quote",
    "ratio",
    "reaction",
    "remove",
    "repeat",
    "reply",
    "report",
    "review",
    "risk_for_public_security",
    "round",
    "sampled",
    "scams_and_fraud",
    "seconds",
    "seconds_since_last",
    "self_harm",
    "subject",
    "sum",
    "suspend",
    "tags",
    "text",
    "time",
    "title",
    "to_float",
    "to_int",
    "total",
    "total_days",
    "total_seconds",
    "unsafe_and_prohibited_products",
    "violence",
    "warn",
    "weekday",
    "weeks",
    "year",
]

_Item_co = TypeVar("_Item_co", covariant=True)
_Known = TypeVar("_Known", bool, int, float, Duration, Time)
_Key: TypeAlias = Text | str | int | Time | Duration
_Keys: TypeAlias = _Key | Sequence[_Key]

class Duration:
    """A length of time, such as days(7)."""

    def __lt__(self, other: Duration) -> bool: ...
    def __le__(self, other: Duration) -> bool: ...
    def __gt__(self, other: Duration) -> bool: ...
    def __ge__(self, other: Duration) -> bool: ...
    @overload
    def __add__(self, other: Duration) -> Duration: ...
    @overload
    def __add__(self, other: Time) -> Time: ...
    def __sub__(self, other: Duration) -> Duration: ...
    def __mul__(self, other: int) -> Duration: ...
    def __rmul__(self, other: int) -> Duration: ...
    def __floordiv__(self, other: int) -> Duration: ...
    def __truediv__(self, other: Duration) -> float: ...
    def __mod__(self, other: Duration) -> Duration: ...
    def __neg__(self) -> Duration: ...

class Time:
    """A moment, such as event.time."""

    def __lt__(self, other: Time) -> bool: ...
    def __le__(self, other: Time) -> bool: ...
    def __gt__(self, other: Time) -> bool: ...
    def __ge__(self, other: Time) -> bool: ...
    def __add__(self, other: Duration) -> Time: ...
    @overload
    def __sub__(self, other: Time) -> Duration: ...
    @overload
    def __sub__(self, other: Duration) -> Time: ...

class Listing:
    """A managed list; it stands on the right of `in`."""

    def __contains__(self, item: Text | str, /) -> bool: ...

class Text:
    """A text of the event."""

    def __lt__(self, other: Text | str) -> bool: ...
    def __le__(self, other: Text | str) -> bool: ...
    def __gt__(self, other: Text | str) -> bool: ...
    def __ge__(self, other: Text | str) -> bool: ...
    def __add__(self, other: Text | str) -> Text: ...
    def __radd__(self, other: str) -> Text: ...
    def __contains__(self, part: Text | str, /) -> bool: ...
    def matches(self, *patterns: str | Sequence[str], case: bool = ...) -> bool:
        """Whether one of the regular expressions is found, in linear time. Case is ignored unless case=True."""
        ...
    def contains(self, *parts: str | Sequence[str], case: bool = ...) -> bool:
        """Whether one of the parts is found, anywhere. Case is ignored unless case=True."""
        ...
    def has_word(self, *words: str | Sequence[str], case: bool = ...) -> bool:
        """Whether one of the words or phrases is found whole. Case is ignored unless case=True."""
        ...
    def lower(self) -> Text:
        """The text in lower case.

        Example: "ÄB".lower() == "äb"
        """
        ...
    def upper(self) -> Text:
        """The text in upper case.

        Example: "äb".upper() == "ÄB"
        """
        ...
    def casefold(self) -> Text:
        """The text as it is compared when case shall not matter: stronger than lower.

        Example: "Straße".casefold() == "strasse"
        """
        ...
    def strip(self) -> Text:
        """The text without white space at both ends.

        Example: "  now ".strip() == "now"
        """
        ...
    def startswith(self, *prefixes: Text | str) -> bool:
        """Whether the text starts with one of these.

        Example: "https://shop.example".startswith("http://", "https://")
        """
        ...
    def endswith(self, *suffixes: Text | str) -> bool:
        """Whether the text ends with one of these.

        Example: "invoice.exe".endswith(".exe", ".scr")
        """
        ...
    def replace(self, old: Text | str, new: Text | str) -> Text:
        """The text with every `old` made `new`. Unknown when `old` is empty or the text grows beyond 1,000,000
        characters.

        Example: "w-i-n".replace("-", "") == "win"
        """
        ...
    def split(self, separator: Text | str) -> List[Text]:
        """The pieces between separators, up to 10,000: the last one holds the rest. Unknown when it is empty.

        Example: "a,b,c".split(",") == ["a", "b", "c"]
        """
        ...
    def words(self) -> List[Text]:
        """The words of the text, in order: runs of letters, digits, combining marks and underscores, up to 10,000. Text
        written without spaces, as in Chinese or Thai, is one word up to the next punctuation.

        Example: "Win big, now!".words() == ["Win", "big", "now"]
        """
        ...
    def count(self, part: Text | str) -> int:
        """How often a part occurs, without overlaps, in exact case. Unknown when the part is empty.

        Example: "free!!!".count("!") == 3
        """
        ...
    def first(self, characters: int) -> Text:
        """The first characters of the text, all of it when it is shorter. Unknown for a negative number.

        Example: "giveaway".first(4) == "give"
        """
        ...
    def last(self, characters: int) -> Text:
        """The last characters of the text, all of it when it is shorter. Unknown for a negative number.

        Example: "giveaway".last(4) == "away"
        """
        ...
    def digits(self) -> Text:
        """The decimal digits of the text in any script, written as 0 to 9, and nothing else.

        Example: "+49 (30) 123".digits() == "4930123"
        """
        ...
    def is_alpha(self) -> bool:
        """Whether the text has characters and all are letters.

        Example: "Grüße".is_alpha()
        """
        ...
    def is_digit(self) -> bool:
        """Whether the text has characters and all are decimal digits, in any script.

        Example: "2026".is_digit()
        """
        ...
    def is_upper(self) -> bool:
        """Whether the text has letters with case and all of them are upper case.

        Example: "ACT NOW!".is_upper()
        """
        ...
    def is_ascii(self) -> bool:
        """Whether all characters are ASCII; true for an empty text.

        Example: not "pаypal".is_ascii()
        """
        ...
    def uppercase_share(self) -> float:
        """The share, 0.0 to 1.0, of upper case among the letters that have case. Unknown when there are none.

        Example: "ACTnow".uppercase_share() == 0.5
        """
        ...

class AccountId(Text):
    """The id of an account."""

class DomainId(Text):
    """A registrable domain."""

class List(Generic[_Item_co]):
    """A list of the event."""

    def __iter__(self) -> Iterator[_Item_co]: ...
    def __contains__(self, item: object, /) -> bool: ...
    @overload
    def __add__(self: List[Text], other: List[Text] | Sequence[Text | str]) -> List[Text]: ...
    @overload
    def __add__(self, other: List[_Item_co] | Sequence[_Item_co]) -> List[_Item_co]: ...
    @overload
    def __radd__(self: List[Text], other: Sequence[Text | str]) -> List[Text]: ...
    @overload
    def __radd__(self, other: Sequence[_Item_co]) -> List[_Item_co]: ...
    @overload
    def unique(self: List[Text]) -> List[Text]:
        """The list with each item once, where it first stands.

        Example: ["a", "b", "a"].unique() == ["a", "b"]
        """
        ...
    @overload
    def unique(self: List[bool]) -> List[bool]:
        """The list with each item once, where it first stands.

        Example: [True, False, True].unique() == [True, False]
        """
        ...
    @overload
    def unique(self: List[int]) -> List[int]:
        """The list with each item once, where it first stands.

        Example: [2, 3, 2].unique() == [2, 3]
        """
        ...
    @overload
    def unique(self: List[float]) -> List[float]:
        """The list with each item once, where it first stands.

        Example: [0.5, 1.5, 0.5].unique() == [0.5, 1.5]
        """
        ...
    @overload
    def unique(self: List[Duration]) -> List[Duration]:
        """The list with each item once, where it first stands.

        Example: [hours(1), hours(2), hours(1)].unique() == [hours(1), hours(2)]
        """
        ...
    @overload
    def unique(self: List[Time]) -> List[Time]:
        """The list with each item once, where it first stands.

        Example: [event.time, event.time + days(1), event.time].unique() == [event.time, event.time + days(1)]
        """
        ...
    @overload
    def item(self: List[Text], index: int) -> Text:
        """The item at an index, 0 for the first, -1 for the last. Unknown outside the list.

        Example: ["a", "b"].item(0) == "a"
        """
        ...
    @overload
    def item(self: List[bool], index: int) -> bool:
        """The item at an index, 0 for the first, -1 for the last. Unknown outside the list.

        Example: [True, False].item(0) == True
        """
        ...
    @overload
    def item(self: List[int], index: int) -> int:
        """The item at an index, 0 for the first, -1 for the last. Unknown outside the list.

        Example: [2, 3].item(0) == 2
        """
        ...
    @overload
    def item(self: List[float], index: int) -> float:
        """The item at an index, 0 for the first, -1 for the last. Unknown outside the list.

        Example: [0.5, 1.5].item(0) == 0.5
        """
        ...
    @overload
    def item(self: List[Duration], index: int) -> Duration:
        """The item at an index, 0 for the first, -1 for the last. Unknown outside the list.

        Example: [hours(1), hours(2)].item(0) == hours(1)
        """
        ...
    @overload
    def item(self: List[Time], index: int) -> Time:
        """The item at an index, 0 for the first, -1 for the last. Unknown outside the list.

        Example: [event.time, event.time + days(1)].item(0) == event.time
        """
        ...
    @overload
    def intersects(self: List[Text], others: List[Text] | Sequence[Text | str]) -> bool:
        """Whether the two lists have an item in common.

        Example: ["a", "b"].intersects(["b"])
        """
        ...
    @overload
    def intersects(self: List[bool], others: List[bool] | Sequence[bool]) -> bool:
        """Whether the two lists have an item in common.

        Example: [True, False].intersects([False])
        """
        ...
    @overload
    def intersects(self: List[int], others: List[int] | Sequence[int]) -> bool:
        """Whether the two lists have an item in common.

        Example: [2, 3].intersects([3])
        """
        ...
    @overload
    def intersects(self: List[float], others: List[float] | Sequence[float]) -> bool:
        """Whether the two lists have an item in common.

        Example: [0.5, 1.5].intersects([1.5])
        """
        ...
    @overload
    def intersects(self: List[Duration], others: List[Duration] | Sequence[Duration]) -> bool:
        """Whether the two lists have an item in common.

        Example: [hours(1), hours(2)].intersects([hours(2)])
        """
        ...
    @overload
    def intersects(self: List[Time], others: List[Time] | Sequence[Time]) -> bool:
        """Whether the two lists have an item in common.

        Example: [event.time, event.time + days(1)].intersects([event.time + days(1)])
        """
        ...
    def joined(self: List[Text], separator: Text | str = ...) -> Text:
        """The texts in one, with the separator between them. Unknown when longer than 1,000,000 characters.

        Example: ["a", "b"].joined("-") == "a-b"
        """
        ...

class Subject:
    """What a measure falls on."""

class AccountSubject(Subject):
    """The account, for a measure to fall on."""

class Harm:
    """A harm, "category.keyword"."""

class Ground:
    """What a policy rests on."""

class Measure:
    """A measure that a rule asks for."""

class Policy:
    """A published rule for people."""

    def __init__(self, *, title: str, harm: Harm, ground: Ground, wording: str) -> None: ...

class Rule:
    """A condition that detects a breach of one policy, the measures it asks for, and what the person is told."""

    def __init__(self, policy: Policy, *, when: bool, then: Measure | Sequence[Measure], because: str) -> None: ...

class Event:
    """An event of a case."""

class Fields:
    """A group of fields of an event of a case."""

def hit(rule: Rule, title: str, /, *events: Event, lists: Mapping[str, Sequence[str]] = ...) -> None:
    """A case: the rule must fire on the last of these events. `lists`: what managed lists hold in this case."""
    ...

def miss(rule: Rule, title: str, /, *events: Event, lists: Mapping[str, Sequence[str]] = ...) -> None:
    """A case: the rule must not fire on any of these events."""
    ...

def repeat(times: int, event: Event, /, *, every: Duration = ...) -> Event:
    """Equal events one after the other; {n} in their texts is the number of each."""
    ...

def Terms(clause: str, /) -> Ground:
    """A clause of the terms that the charter names."""
    ...

def Law(name: str, /) -> Ground:
    """A law that the charter names."""
    ...

def review(*, queue: str, severity: int) -> Measure:
    """Asks people to look: in which queue, and how grave it is, 1 (least) to 5 (most)."""
    ...

def listed(name: str, /) -> Listing:
    """The managed list of lists/NAME, on the right of `in`."""
    ...

def time(moment: str, /) -> Time:
    """A moment, RFC 3339: time("2026-01-31T12:00:00Z")."""
    ...

def is_known(value: object, /) -> bool:
    """Whether a value is known; never unknown itself."""
    ...

@overload
def known_or(value: Text, default: Text | str, /) -> Text: ...
@overload
def known_or(value: List[_Item_co], default: List[_Item_co] | Sequence[_Item_co], /) -> List[_Item_co]: ...
@overload
def known_or(value: _Known, default: _Known, /) -> _Known:
    """The value if it is known, else the default."""
    ...

def any(items: Iterable[bool], /) -> bool:
    """Whether something is true for one item at least: any(d in listed("x") for d in link.domains)."""
    ...

def all(items: Iterable[bool], /) -> bool:
    """Whether something is true for every item."""
    ...

@overload
def count(items: Iterable[bool], /) -> int:
    """For how many items something is true."""
    ...

@overload
def count(*, per: _Keys, within: Duration, where: bool = ...) -> int:
    """How many events had the same keys in that time, this one among them."""
    ...

def distinct(value: _Key, /, *, per: _Keys, within: Duration, where: bool = ...) -> int:
    """How many different values there were among events with the same keys in that time."""
    ...

@overload
def sum(value: int, /, *, per: _Keys, within: Duration, where: bool = ...) -> int: ...
@overload
def sum(value: float, /, *, per: _Keys, within: Duration, where: bool = ...) -> float:
    """The values of events with the same keys in that time, added up."""
    ...

def first_seen(*, per: _Keys, within: Duration, where: bool = ...) -> Time:
    """When the first event with the same keys in that time was."""
    ...

def seconds_since_last(*, per: _Keys, within: Duration, where: bool = ...) -> Duration:
    """How long ago the last event with the same keys was, before this one. Unknown when there was none in that time."""
    ...

def milliseconds(number: float, /) -> Duration:
    """A number of milliseconds."""
    ...

def seconds(number: float, /) -> Duration:
    """A number of seconds."""
    ...

def minutes(number: float, /) -> Duration:
    """A number of minutes."""
    ...

def hours(number: float, /) -> Duration:
    """A number of hours."""
    ...

def days(number: float, /) -> Duration:
    """A number of days."""
    ...

def weeks(number: float, /) -> Duration:
    """A number of weeks."""
    ...

text: Text
"""The text of the post, message, bio or report."""

title: Text
"""A title or subject line."""

language: Text
"""Language of the text as declared, BCP 47."""

links: List[Text]
"""Links as the service extracted them. When absent, links are found in the text."""

mentions: List[AccountId]
"""Ids of accounts mentioned."""

tags: List[Text]
"""Hashtags, without #."""

reaction: Text
"""Which reaction: like, an emoji ..."""

class _Event:
    id: Text
    """Id of the event, unique within the service. 1 to 512 characters."""
    time: Time
    """When it happened, RFC 3339 with an offset; kept to the microsecond."""
    kind: Text
    """What happened, such as post.create or report."""
    def __call__(
        self,
        *,
        at: Duration = ...,
        time: Time = ...,
        id: str = ...,
        kind: str = ...,
        account: Fields = ...,
        subject: Fields = ...,
        text: Text | str = ...,
        title: Text | str = ...,
        language: Text | str = ...,
        links: List[Text] | Sequence[Text | str] = ...,
        mentions: List[AccountId] | Sequence[Text | str] = ...,
        tags: List[Text] | Sequence[Text | str] = ...,
        reply: Fields = ...,
        quote: Fields = ...,
        media: Fields = ...,
        community: Fields = ...,
        client: Fields = ...,
        reaction: Text | str = ...,
        report: Fields = ...,
    ) -> Event:
        """An event of a case; `at` counts from the start of the case; without it, the time of the event before."""
        ...

event: _Event

class _Account(AccountSubject):
    id: AccountId
    """Id of the account that did it."""
    handle: Text
    """Its handle, without @."""
    name: Text
    """Its display name."""
    bio: Text
    """Its description of itself."""
    created: Time
    """When the account was made."""
    age: Duration
    """How old the account is. JSON: seconds. When absent, event.time minus account.created."""
    posts: int
    """How many posts it has made."""
    followers: int
    """How many follow it."""
    following: int
    """How many it follows."""
    reports: int
    """How many reports were made about it."""
    verified: bool
    """Whether the service has verified it."""
    bot: bool
    """Whether it says of itself that it is automated."""
    country: Text
    """Country of the account, ISO 3166-1 alpha-2, as the service knows it."""
    language: Text
    """Language of its interface, BCP 47."""
    email_domain: DomainId
    """Domain of its e-mail address."""
    labels: List[Text]
    """Labels on the account at that time."""
    def __call__(
        self,
        *,
        id: Text | str = ...,
        handle: Text | str = ...,
        name: Text | str = ...,
        bio: Text | str = ...,
        created: Time = ...,
        age: Duration = ...,
        posts: int = ...,
        followers: int = ...,
        following: int = ...,
        reports: int = ...,
        verified: bool = ...,
        bot: bool = ...,
        country: Text | str = ...,
        language: Text | str = ...,
        email_domain: Text | str = ...,
        labels: List[Text] | Sequence[Text | str] = ...,
    ) -> Fields: ...
    def has_label(self, label: Text | str, /) -> bool:
        """Whether it has this label."""
        ...

account: _Account

class _Subject:
    id: Text
    """Id of what it was done to: the post made, account followed, message reported ..."""
    kind: Text
    """What the subject is: post, account, message, media, community."""
    account: AccountId
    """Account the subject is or belongs to (not set for one's own new post)."""
    created: Time
    """When the subject was made."""
    labels: List[Text]
    """Labels on the subject at that time."""
    def __call__(
        self,
        *,
        id: Text | str = ...,
        kind: Text | str = ...,
        account: Text | str = ...,
        created: Time = ...,
        labels: List[Text] | Sequence[Text | str] = ...,
    ) -> Fields: ...
    def has_label(self, label: Text | str, /) -> bool:
        """Whether it has this label."""
        ...

subject: _Subject

class _Reply:
    id: Text
    """Id of the post replied to."""
    account: AccountId
    """Account replied to."""
    thread: Text
    """Id of the first post of the thread."""
    def __call__(self, *, id: Text | str = ..., account: Text | str = ..., thread: Text | str = ...) -> Fields: ...

reply: _Reply

class _Quote:
    id: Text
    """Id of the post quoted or shared."""
    account: AccountId
    """Account quoted or shared."""
    def __call__(self, *, id: Text | str = ..., account: Text | str = ...) -> Fields: ...

quote: _Quote

class _Media(Subject):
    kinds: List[Text]
    """Kinds of the media: image, video, audio, other."""
    sha256: List[Text]
    """SHA-256 of each medium, lower-case hex."""
    alt: List[Text]
    """Descriptions of the media."""
    urls: List[Text]
    """Where the media are."""
    def __call__(
        self,
        *,
        kinds: List[Text] | Sequence[Text | str] = ...,
        sha256: List[Text] | Sequence[Text | str] = ...,
        alt: List[Text] | Sequence[Text | str] = ...,
        urls: List[Text] | Sequence[Text | str] = ...,
    ) -> Fields: ...

media: _Media

class _Community(Subject):
    id: Text
    """Id of the group, forum, server or channel."""
    name: Text
    """Its name."""
    members: int
    """How many members it has."""
    def __call__(self, *, id: Text | str = ..., name: Text | str = ..., members: int = ...) -> Fields: ...

community: _Community

class _Client:
    app: Text
    """Program used."""
    ip: Text
    """Network address."""
    country: Text
    """Country of the network address, ISO 3166-1 alpha-2."""
    asn: int
    """Number of the network (autonomous system)."""
    device: Text
    """Id of the device."""
    def __call__(
        self,
        *,
        app: Text | str = ...,
        ip: Text | str = ...,
        country: Text | str = ...,
        asn: int = ...,
        device: Text | str = ...,
    ) -> Fields: ...

client: _Client

class _Report:
    reason: Text
    """Reason chosen by the person who reported."""
    def __call__(self, *, reason: Text | str = ...) -> Fields: ...

report: _Report

class _Link:
    url: Text
    """Address of the first link: as given in `links`, or as found in the text with the host in normal form."""
    urls: List[Text]
    """Addresses of all links, in order, at most 100 of at most 2048 characters."""
    host: Text
    """Host of the first link: lower-case, punycode, no port."""
    hosts: List[Text]
    """Hosts of all links, in order, each once."""
    domain: DomainId
    """Registrable domain of the first link by the public suffix list. An IP address stands for itself."""
    domains: List[DomainId]
    """Registrable domains of all links, in order, each once."""
    count: int
    """How many links there are, counted up to 100. 0 when there is none."""
    is_punycode: bool
    """Whether the host of any link holds letters beyond ASCII (an internationalised name)."""
    has_ip: bool
    """Whether the host of any link is an IP address."""

link: _Link

post: Subject
"""The post, for a measure to fall on."""

message: Subject
"""The message, for a measure to fall on."""

profile: Subject
"""The profile, for a measure to fall on."""

class _AnimalWelfare:
    """Animal welfare"""

    animal_harm: Harm
    """Harm done to animals"""
    unlawful_sale_animals: Harm
    """Animals sold against the law"""
    other: Harm
    """Animal welfare: anything that no other keyword names"""

animal_welfare: _AnimalWelfare
"""Animal welfare"""

class _ConsumerInformation:
    """Consumer information"""

    hidden_advertisement: Harm
    """Advertising that does not say it is advertising"""
    insufficient_information_on_traders: Harm
    """Traders who do not say who they are"""
    misleading_info_goods_services: Harm
    """Misleading claims about goods or services"""
    misleading_info_consumer_rights: Harm
    """Misleading claims about the rights of consumers"""
    noncompliance_pricing: Harm
    """Prices shown against the rules on pricing"""
    other: Harm
    """Consumer information: anything that no other keyword names"""

consumer_information: _ConsumerInformation
"""Consumer information"""

class _CyberViolence:
    """Violence by digital means"""

    cyber_bullying_intimidation: Harm
    """Bullying and intimidation"""
    cyber_harassment: Harm
    """Harassment of a person"""
    cyber_incitement: Harm
    """Incitement to hatred or violence against a person"""
    cyber_stalking: Harm
    """Stalking"""
    non_consensual_image_sharing: Harm
    """Intimate material of an adult shared without consent"""
    non_consensual_material_deepfake: Harm
    """Deepfakes of an adult shared without consent"""
    other: Harm
    """Violence by digital means: anything that no other keyword names"""

cyber_violence: _CyberViolence
"""Violence by digital means"""

class _CyberViolenceAgainstWomen:
    """Violence against women by digital means"""

    bullying_against_girls: Harm
    """Bullying and intimidation of girls"""
    cyber_harassment_against_women: Harm
    """Harassment of women"""
    cyber_stalking_against_women: Harm
    """Stalking of women"""
    female_gendered_disinformation: Harm
    """Disinformation aimed at women as women"""
    incitement_against_women: Harm
    """Illegal incitement to violence or hatred against women"""
    non_consensual_image_sharing_against_women: Harm
    """Intimate material of a woman shared without consent"""
    non_consensual_material_deepfake_against_women: Harm
    """Deepfakes of a woman shared without consent"""
    other: Harm
    """Violence against women by digital means: anything that no other keyword names"""

cyber_violence_against_women: _CyberViolenceAgainstWomen
"""Violence against women by digital means"""

class _DataProtectionAndPrivacyViolations:
    """Data protection and privacy"""

    biometric_data_breach: Harm
    """Biometric data exposed"""
    data_falsification: Harm
    """Personal data falsified"""
    missing_processing_ground: Harm
    """Personal data used without a legal ground"""
    right_to_be_forgotten: Harm
    """Data that a person may have erased"""
    other: Harm
    """Data protection and privacy: anything that no other keyword names"""

data_protection_and_privacy_violations: _DataProtectionAndPrivacyViolations
"""Data protection and privacy"""

class _IllegalOrHarmfulSpeech:
    """Illegal or harmful speech"""

    defamation: Harm
    """Defamation"""
    discrimination: Harm
    """Discrimination"""
    hate_speech: Harm
    """Illegal incitement to violence or hatred over protected characteristics"""
    other: Harm
    """Illegal or harmful speech: anything that no other keyword names"""

illegal_or_harmful_speech: _IllegalOrHarmfulSpeech
"""Illegal or harmful speech"""

class _IntellectualPropertyInfringements:
    """Intellectual property"""

    copyright_infringement: Harm
    """Copyright"""
    design_infringement: Harm
    """Registered designs"""
    geographic_indications_infringement: Harm
    """Protected names of origin"""
    patent_infringement: Harm
    """Patents"""
    trade_secret_infringement: Harm
    """Trade secrets"""
    trademark_infringement: Harm
    """Trade marks"""
    other: Harm
    """Intellectual property: anything that no other keyword names"""

intellectual_property_infringements: _IntellectualPropertyInfringements
"""Intellectual property"""

class _NegativeEffectsOnCivicDiscourseOrElections:
    """Civic discourse and elections"""

    misinformation_disinformation: Harm
    """Misinformation, disinformation, foreign interference"""
    violation_eu_law: Harm
    """EU law on civic discourse or elections"""
    violation_national_law: Harm
    """National law on civic discourse or elections"""
    other: Harm
    """Civic discourse and elections: anything that no other keyword names"""

negative_effects_on_civic_discourse_or_elections: _NegativeEffectsOnCivicDiscourseOrElections
"""Civic discourse and elections"""

class _ProtectionOfMinors:
    """Protection of minors"""

    age_specific_restrictions_minors: Harm
    """What minors of that age may not see or use"""
    child_sexual_abuse_material: Harm
    """Child sexual abuse material"""
    child_sexual_abuse_material_deepfake: Harm
    """Child sexual abuse material made or altered by machine"""
    grooming_sexual_enticement_minors: Harm
    """Grooming of minors"""
    unsafe_challenges: Harm
    """Challenges that endanger minors"""
    other: Harm
    """Protection of minors: anything that no other keyword names"""

protection_of_minors: _ProtectionOfMinors
"""Protection of minors"""

class _RiskForPublicSecurity:
    """Public security"""

    illegal_organizations: Harm
    """Illegal organisations"""
    risk_environmental_damage: Harm
    """Danger to the environment"""
    risk_public_health: Harm
    """Danger to public health"""
    terrorist_content: Harm
    """Terrorist content"""
    other: Harm
    """Public security: anything that no other keyword names"""

risk_for_public_security: _RiskForPublicSecurity
"""Public security"""

class _ScamsAndFraud:
    """Scams and fraud"""

    impersonation_account_hijacking: Harm
    """Impersonation, or the account of another taken over"""
    inauthentic_accounts: Harm
    """Accounts that are not what they claim to be"""
    inauthentic_listings: Harm
    """Offers that do not exist"""
    inauthentic_user_reviews: Harm
    """Reviews that nobody honestly wrote"""
    phishing: Harm
    """Phishing for credentials, money or personal data"""
    pyramid_schemes: Harm
    """Pyramid schemes"""
    other: Harm
    """Scams and fraud: anything that no other keyword names"""

scams_and_fraud: _ScamsAndFraud
"""Scams and fraud"""

class _SelfHarm:
    """Self-harm"""

    content_promoting_eating_disorders: Harm
    """Promotion of eating disorders"""
    self_mutilation: Harm
    """Self-mutilation"""
    suicide: Harm
    """Suicide"""
    other: Harm
    """Self-harm: anything that no other keyword names"""

self_harm: _SelfHarm
"""Self-harm"""

class _UnsafeAndProhibitedProducts:
    """Unsafe or prohibited products"""

    prohibited_products: Harm
    """Products that are forbidden or restricted"""
    unsafe_products: Harm
    """Products that are unsafe or do not comply"""
    other: Harm
    """Unsafe or prohibited products: anything that no other keyword names"""

unsafe_and_prohibited_products: _UnsafeAndProhibitedProducts
"""Unsafe or prohibited products"""

class _Violence:
    """Violence"""

    coordinated_harm: Harm
    """Harm that several people agreed to do"""
    incitement_violence_hatred: Harm
    """General calls to violence or hatred"""
    human_exploitation: Harm
    """Exploitation of people"""
    human_trafficking: Harm
    """Trafficking in people"""
    trafficking_women_girls: Harm
    """Trafficking in women and girls"""
    other: Harm
    """Violence: anything that no other keyword names"""

violence: _Violence
"""Violence"""

class _OtherViolationTc:
    """Other breaches of the terms of the service"""

    adult_sexual_material: Harm
    """Sexual material for adults"""
    age_specific_restrictions: Harm
    """Age limits of the service"""
    geographical_requirements: Harm
    """Limits on places"""
    goods_services_not_permitted: Harm
    """Goods or services that the service does not allow"""
    language_requirements: Harm
    """Languages that the service asks for"""
    nudity: Harm
    """Nudity"""
    other: Harm
    """Other breaches of the terms of the service: anything that no other keyword names"""

other_violation_tc: _OtherViolationTc
"""Other breaches of the terms of the service"""

def label(subject: Subject, name: str, duration: Duration = ...) -> Measure:
    """Puts a note beside the content or account that everybody sees."""
    ...

def warn(subject: Subject) -> Measure:
    """Tells the person what is wrong and lets the content through."""
    ...

def limit(subject: AccountSubject, duration: Duration) -> Measure:
    """Lets the account do less, such as fewer posts or messages an hour."""
    ...

def hide(subject: Subject, duration: Duration = ...) -> Measure:
    """Keeps the content from others until somebody decides or the length is over."""
    ...

def remove(subject: Subject) -> Measure:
    """Takes the content away; it stays sealed until the complaint window ends."""
    ...

def suspend(subject: AccountSubject, duration: Duration) -> Measure:
    """Locks the account."""
    ...

@overload
def len(text: Text | str) -> int:
    """How many characters (code points) the text has.

    Example: len("grüße") == 5
    """
    ...

@overload
def len(items: List[Text] | Sequence[Text | str]) -> int:
    """How many items the list has.

    Example: len(["a", "b"]) == 2
    """
    ...

@overload
def len(items: List[bool] | Sequence[bool]) -> int:
    """How many items the list has.

    Example: len([True, False]) == 2
    """
    ...

@overload
def len(items: List[int] | Sequence[int]) -> int:
    """How many items the list has.

    Example: len([2, 3]) == 2
    """
    ...

@overload
def len(items: List[float] | Sequence[float]) -> int:
    """How many items the list has.

    Example: len([0.5, 1.5]) == 2
    """
    ...

@overload
def len(items: List[Duration] | Sequence[Duration]) -> int:
    """How many items the list has.

    Example: len([hours(1), hours(2)]) == 2
    """
    ...

@overload
def len(items: List[Time] | Sequence[Time]) -> int:
    """How many items the list has.

    Example: len([event.time, event.time + days(1)]) == 2
    """
    ...

def to_int(text: Text | str) -> int:
    """The whole number that the text is: ASCII digits, perhaps with a sign. Otherwise, or outside 64 bits, unknown.

    Example: to_int("-42") == -42
    """
    ...

def to_float(text: Text | str) -> float:
    """The number that the text is, such as "1.5" or "2e3". Otherwise, or when it is infinite, unknown.

    Example: to_float("1.5") == 1.5
    """
    ...

@overload
def min(items: List[int] | Sequence[int]) -> int:
    """The least item. Unknown for an empty list.

    Example: min([2, 3]) == 2
    """
    ...

@overload
def min(items: List[float] | Sequence[float]) -> float:
    """The least item. Unknown for an empty list.

    Example: min([0.5, 1.5]) == 0.5
    """
    ...

@overload
def min(items: List[Duration] | Sequence[Duration]) -> Duration:
    """The least item. Unknown for an empty list.

    Example: min([hours(1), hours(2)]) == hours(1)
    """
    ...

@overload
def min(items: List[Time] | Sequence[Time]) -> Time:
    """The least item. Unknown for an empty list.

    Example: min([event.time, event.time + days(1)]) == event.time
    """
    ...

@overload
def min(*values: int) -> int:
    """The least of these.

    Example: min(2, 3) == 2
    """
    ...

@overload
def min(*values: float) -> float:
    """The least of these.

    Example: min(0.5, 1.5) == 0.5
    """
    ...

@overload
def min(*values: Duration) -> Duration:
    """The least of these.

    Example: min(hours(1), days(1)) == hours(1)
    """
    ...

@overload
def min(*values: Time) -> Time:
    """The least of these.

    Example: min(event.time, event.time + days(1)) == event.time
    """
    ...

@overload
def max(items: List[int] | Sequence[int]) -> int:
    """The greatest item. Unknown for an empty list.

    Example: max([2, 3]) == 3
    """
    ...

@overload
def max(items: List[float] | Sequence[float]) -> float:
    """The greatest item. Unknown for an empty list.

    Example: max([0.5, 1.5]) == 1.5
    """
    ...

@overload
def max(items: List[Duration] | Sequence[Duration]) -> Duration:
    """The greatest item. Unknown for an empty list.

    Example: max([hours(1), hours(2)]) == hours(2)
    """
    ...

@overload
def max(items: List[Time] | Sequence[Time]) -> Time:
    """The greatest item. Unknown for an empty list.

    Example: max([event.time, event.time + days(1)]) == event.time + days(1)
    """
    ...

@overload
def max(*values: int) -> int:
    """The greatest of these.

    Example: max(2, 3) == 3
    """
    ...

@overload
def max(*values: float) -> float:
    """The greatest of these.

    Example: max(0.5, 1.5) == 1.5
    """
    ...

@overload
def max(*values: Duration) -> Duration:
    """The greatest of these.

    Example: max(hours(1), days(1)) == days(1)
    """
    ...

@overload
def max(*values: Time) -> Time:
    """The greatest of these.

    Example: max(event.time, event.time + days(1)) == event.time + days(1)
    """
    ...

@overload
def total(items: List[int] | Sequence[int]) -> int:
    """The items added up, from the first to the last; 0 for an empty list. Unknown when out of range.

    Example: total([2, 3]) == 5
    """
    ...

@overload
def total(items: List[float] | Sequence[float]) -> float:
    """The items added up, from the first to the last; 0 for an empty list. Unknown when out of range.

    Example: total([0.5, 1.5]) == 2.0
    """
    ...

@overload
def total(items: List[Duration] | Sequence[Duration]) -> Duration:
    """The items added up, from the first to the last; 0 for an empty list. Unknown when out of range.

    Example: total([hours(1), hours(2)]) == hours(3)
    """
    ...

@overload
def abs(value: int) -> int:
    """The value without its sign. Unknown outside 64 bits.

    Example: abs(2 - 3) == 3 - 2
    """
    ...

@overload
def abs(value: float) -> float:
    """The value without its sign. Unknown outside 64 bits.

    Example: abs(0.5 - 1.5) == 1.5 - 0.5
    """
    ...

@overload
def abs(value: Duration) -> Duration:
    """The value without its sign. Unknown outside 64 bits.

    Example: abs(hours(1) - days(1)) == days(1) - hours(1)
    """
    ...

@overload
def clamp(value: int, low: int, high: int) -> int:
    """The value, or the bound that it is beyond. Unknown when low is above high.

    Example: clamp(3 + 3, 2, 3) == 3
    """
    ...

@overload
def clamp(value: float, low: float, high: float) -> float:
    """The value, or the bound that it is beyond. Unknown when low is above high.

    Example: clamp(1.5 + 1.5, 0.5, 1.5) == 1.5
    """
    ...

@overload
def clamp(value: Duration, low: Duration, high: Duration) -> Duration:
    """The value, or the bound that it is beyond. Unknown when low is above high.

    Example: clamp(days(1) + days(1), hours(1), days(1)) == days(1)
    """
    ...

def ratio(part: float, of: float) -> float:
    """One number divided by another. Unknown when the second is 0.

    Example: ratio(1, 4) == 0.25
    """
    ...

def round(value: float) -> int:
    """The nearest whole number; halves go to the even one.

    Example: round(2.5) == 2
    """
    ...

def floor(value: float) -> int:
    """The greatest whole number not above it.

    Example: floor(-0.5) == -1
    """
    ...

def ceil(value: float) -> int:
    """The least whole number not below it.

    Example: ceil(0.5) == 1
    """
    ...

def minute(time: Time, offset: Duration = ...) -> int:
    """Minute of the hour, 0 to 59. In UTC, or `offset` ahead of it; unknown for more than 14 hours.

    Example: minute(time("2026-11-01T23:30:00Z"), hours(2)) == 30
    """
    ...

def hour(time: Time, offset: Duration = ...) -> int:
    """Hour of the day, 0 to 23. In UTC, or `offset` ahead of it; unknown for more than 14 hours.

    Example: hour(time("2026-11-01T23:30:00Z"), hours(2)) == 1
    """
    ...

def weekday(time: Time, offset: Duration = ...) -> int:
    """Day of the week, 0 for Monday to 6 for Sunday. In UTC, or `offset` ahead of it; unknown for more than 14 hours.

    Example: weekday(time("2026-11-01T23:30:00Z"), hours(2)) == 0
    """
    ...

def day_of_month(time: Time, offset: Duration = ...) -> int:
    """Day of the month, 1 to 31. In UTC, or `offset` ahead of it; unknown for more than 14 hours.

    Example: day_of_month(time("2026-11-01T23:30:00Z"), hours(2)) == 2
    """
    ...

def month(time: Time, offset: Duration = ...) -> int:
    """Month, 1 to 12. In UTC, or `offset` ahead of it; unknown for more than 14 hours.

    Example: month(time("2026-11-01T23:30:00Z"), hours(2)) == 11
    """
    ...

def year(time: Time, offset: Duration = ...) -> int:
    """Year. In UTC, or `offset` ahead of it; unknown for more than 14 hours.

    Example: year(time("2026-11-01T23:30:00Z"), hours(2)) == 2026
    """
    ...

def total_seconds(duration: Duration) -> float:
    """The duration as a number of seconds.

    Example: total_seconds(minutes(2)) == 120.0
    """
    ...

def total_days(duration: Duration) -> float:
    """The duration as a number of days of 24 hours.

    Example: total_days(hours(36)) == 1.5
    """
    ...

@overload
def in_seconds(seconds: int) -> Duration:
    """A number of seconds as a duration, for numbers that events carry. Unknown when out of range.

    Example: in_seconds(60) == minutes(1)
    """
    ...

@overload
def in_seconds(seconds: float) -> Duration:
    """A number of seconds as a duration, to the nearest microsecond. Unknown when out of range.

    Example: in_seconds(0.5) * 2 == seconds(1)
    """
    ...

def sampled(value: Text | str, percent: float, salt: Text | str = ...) -> bool:
    """Whether the value belongs to a fixed sample of so many percent: true when the first 8 bytes of SHA-256(salt + a
    zero byte + value), UTF-8, read as a big-endian number, are below percent / 100 * 2^64. Two rules with different
    salts draw independent samples. Unknown outside 0 to 100 percent.

    Example: sampled("account-1", 100) and not sampled("account-1", 0)
    """
    ...
