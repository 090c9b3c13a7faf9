"""The event schema: every field an event may carry, with path, type and meaning; core fields and a repository's own.

After ActivityStreams 2.0 and ATProto practice: an actor does something (kind) to a subject at a time. A field that is
absent or null is *unknown*. In JSON an event is nested by the dots of the path ("account.followers" is
`{"account": {"followers": 3}}`); `event.id`, `event.time` and `event.kind` are at the top ("id", "time", "kind").
In Arrow and Parquet each field is one flat column named by its JSON path ("account.followers", "id"; for a list taken
from a list of objects path and key, "media.kind"); nested struct columns are read, too.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fairwater.events.types import ACCOUNT, BOOL, DOMAIN, DURATION, INT, STR, TIME, Type, list_of

KINDS = (
    "post.create",
    "post.edit",
    "post.delete",
    "account.create",
    "account.delete",
    "profile.update",
    "message.send",
    "media.upload",
    "follow",
    "unfollow",
    "block",
    "reaction",
    "share",
    "vote",
    "report",
)
"""The kinds that the core knows. Others are allowed: `lower.case` words joined by dots."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `json`: its path in JSON. `each`: for a list taken from a list of objects, the key in each."""

    path: str
    type: Type
    doc: str
    json: str = ""
    each: str = ""

    @property
    def wire(self) -> str:
        """Path in JSON. Several fields with `each` may share one."""
        return self.json or self.path

    @property
    def column(self) -> str:
        """Name of the column in Arrow and Parquet: `wire`, and the key when the field has `each`."""
        return f"{self.wire}.{self.each}" if self.each else self.wire


STRINGS = list_of(STR)
MAX_NESTING = 8
"""Most names in the JSON path of a field."""

CORE_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("event.id", STR, "Id of the event, unique within the service. 1 to 512 characters.", "id"),
    FieldSpec("event.time", TIME, "When it happened, RFC 3339 with an offset; kept to the microsecond.", "time"),
    FieldSpec("event.kind", STR, "What happened, such as post.create or report.", "kind"),
    FieldSpec("account.id", ACCOUNT, "Id of the account that did it."),
    FieldSpec("account.handle", STR, "Its handle, without @."),
    FieldSpec("account.name", STR, "Its display name."),
    FieldSpec("account.bio", STR, "Its description of itself."),
    FieldSpec("account.created", TIME, "When the account was made."),
    FieldSpec(
        "account.age",
        DURATION,
        "How old the account is. JSON: seconds. When absent, event.time minus account.created.",
    ),
    FieldSpec("account.posts", INT, "How many posts it has made."),
    FieldSpec("account.followers", INT, "How many follow it."),
    FieldSpec("account.following", INT, "How many it follows."),
    FieldSpec("account.reports", INT, "How many reports were made about it."),
    FieldSpec("account.verified", BOOL, "Whether the service has verified it."),
    FieldSpec("account.bot", BOOL, "Whether it says of itself that it is automated."),
    FieldSpec("account.country", STR, "Country of the account, ISO 3166-1 alpha-2, as the service knows it."),
    FieldSpec("account.language", STR, "Language of its interface, BCP 47."),
    FieldSpec("account.email_domain", DOMAIN, "Domain of its e-mail address."),
    FieldSpec("account.labels", STRINGS, "Labels on the account at that time."),
    FieldSpec("subject.id", STR, "Id of what it was done to: the post made, account followed, message reported ..."),
    FieldSpec("subject.kind", STR, "What the subject is: post, account, message, media, community."),
    FieldSpec("subject.account", ACCOUNT, "Account the subject is or belongs to (not set for one's own new post)."),
    FieldSpec("subject.created", TIME, "When the subject was made."),
    FieldSpec("subject.labels", STRINGS, "Labels on the subject at that time."),
    FieldSpec("text", STR, "The text of the post, message, bio or report."),
    FieldSpec("title", STR, "A title or subject line."),
    FieldSpec("language", STR, "Language of the text as declared, BCP 47."),
    FieldSpec("links", STRINGS, "Links as the service extracted them. When absent, links are found in the text."),
    FieldSpec("mentions", list_of(ACCOUNT), "Ids of accounts mentioned."),
    FieldSpec("tags", STRINGS, "Hashtags, without #."),
    FieldSpec("reply.id", STR, "Id of the post replied to."),
    FieldSpec("reply.account", ACCOUNT, "Account replied to."),
    FieldSpec("reply.thread", STR, "Id of the first post of the thread."),
    FieldSpec("quote.id", STR, "Id of the post quoted or shared."),
    FieldSpec("quote.account", ACCOUNT, "Account quoted or shared."),
    FieldSpec("media.kinds", STRINGS, "Kinds of the media: image, video, audio, other.", "media", "kind"),
    FieldSpec("media.sha256", STRINGS, "SHA-256 of each medium, lower-case hex.", "media", "sha256"),
    FieldSpec("media.alt", STRINGS, "Descriptions of the media.", "media", "alt"),
    FieldSpec("media.urls", STRINGS, "Where the media are.", "media", "url"),
    FieldSpec("community.id", STR, "Id of the group, forum, server or channel."),
    FieldSpec("community.name", STR, "Its name."),
    FieldSpec("community.members", INT, "How many members it has."),
    FieldSpec("client.app", STR, "Program used."),
    FieldSpec("client.ip", STR, "Network address."),
    FieldSpec("client.country", STR, "Country of the network address, ISO 3166-1 alpha-2."),
    FieldSpec("client.asn", INT, "Number of the network (autonomous system)."),
    FieldSpec("client.device", STR, "Id of the device."),
    FieldSpec("reaction", STR, "Which reaction: like, an emoji ..."),
    FieldSpec("report.reason", STR, "Reason chosen by the person who reported."),
)


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields that events of one service may carry, by language path, in a fixed order."""

    fields: Mapping[str, FieldSpec]

    @staticmethod
    def of(own: Iterable[FieldSpec] = ()) -> Schema:
        """The core schema with a repository's own fields after it.

        Raises ValueError when a path is taken or is no name of the language, or when two fields would lie at one
        place in JSON.
        """
        table = {spec.path: spec for spec in CORE_FIELDS}
        for spec in own:
            check_own(spec)
            taken = spec.path in table or any(
                path.startswith(spec.path + ".") or spec.path.startswith(path + ".") for path in table
            )
            if taken:
                raise ValueError(f"the field {spec.path!r} is taken by the core schema: choose another name")
            for other in table.values():
                if _collide(spec, other):
                    raise ValueError(
                        f"the field {spec.path!r} would lie at {spec.column!r} in JSON, where {other.path!r} is: "
                        "choose another `json` path"
                    )
            table[spec.path] = spec
        return Schema(MappingProxyType(table))


def check_own(spec: FieldSpec) -> None:
    """Raises ValueError unless path, JSON path and type of a repository's own field can be used."""
    parts = spec.path.split(".")
    if not all(part.isidentifier() and not keyword.iskeyword(part) and not part.startswith("_") for part in parts):
        raise ValueError(f"the field path {spec.path!r} is not names joined by dots, such as 'edit.delta'")
    if len(spec.wire.split(".")) > MAX_NESTING or not all(spec.wire.split(".")):
        raise ValueError(f"the JSON path of {spec.path!r} must be 1 to {MAX_NESTING} names joined by dots")
    item = spec.type.item if spec.type.name == "list" else spec.type
    if item is None or item.name in ("list", "listing"):
        raise ValueError(f"the field {spec.path!r} cannot be of type {spec.type}: lists hold plain values only")
    if spec.each and spec.type.name != "list":
        raise ValueError(f"the field {spec.path!r} is taken from a list of objects: its type must be a list")


def _collide(one: FieldSpec, other: FieldSpec) -> bool:
    if one.wire == other.wire:
        return not one.each or not other.each or one.each == other.each
    return one.wire.startswith(other.wire + ".") or other.wire.startswith(one.wire + ".")
