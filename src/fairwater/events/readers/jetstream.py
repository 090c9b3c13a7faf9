"""Frames of Bluesky's Jetstream, version 1 or 2, come in; events go out.

Version 1: `{"did", "time_us", "kind": "commit" | "identity" | "account", <kind>: {...}}`. Version 2 (lexicon
network.bsky.jetstream.subscribeEvents): `{"$type": "message", "payload": {"$type": "...#commit", "did", "time", ...}}`.
Both give the same events with the same ids. The time of an event is when Jetstream saw it; what the author claims as
createdAt is `subject.created`, and left out when it is not plausible. Of facets the links, mentions and tags themselves
are taken; their byte offsets, which clients get wrong, are not needed.
"""

from __future__ import annotations

from typing import Any

from fairwater.events.letters import Skip
from fairwater.events.readers.common import BadFrame, Frame, Reading, claimed_time, event_id, known, no_object, word
from fairwater.events.readers.common import part as part_of
from fairwater.events.readers.common import parts as parts_of
from fairwater.events.record import moment
from fairwater.events.types import INT_MAX

_PREFIX = "network.bsky.jetstream.subscribeEvents#"
_POST = "app.bsky.feed.post"
_PROFILE = "app.bsky.actor.profile"
_OPERATIONS = ("create", "update", "delete")
_KINDS: dict[str, tuple[str, str, str]] = {
    _POST: ("post.create", "post.edit", "post.delete"),
    _PROFILE: ("profile.update", "profile.update", "profile.delete"),
    "app.bsky.feed.like": ("reaction", "reaction", "reaction.delete"),
    "app.bsky.feed.repost": ("share", "share", "share.delete"),
    "app.bsky.graph.follow": ("follow", "follow", "unfollow"),
    "app.bsky.graph.block": ("block", "block", "unblock"),
}
_SUBJECTS = {_POST: "post", _PROFILE: "account", "app.bsky.feed.generator": "feed", "app.bsky.graph.list": "list"}
_TIME_LIMIT = 253_402_300_799_999_999  # the last microsecond of the year 9999


class JetstreamReader:
    """Reads Jetstream frames of either version."""

    name = "jetstream"

    def convert(self, frame: object) -> Reading:
        """The one event of a frame; a skip for records that are no act on the service, and for notices."""
        if not isinstance(frame, dict):
            return no_object(frame)
        try:
            version = version_of(frame)
            if version == 1:
                return _convert(word(frame, "kind"), frame, part_of(frame, "commit"), _time_us(frame), "")
            return _convert_second(frame)
        except BadFrame as error:
            return error.letter


def version_of(frame: Frame) -> int:
    """1 or 2; raises `BadFrame` for what is neither."""
    if "did" in frame and "time_us" in frame:
        return 1
    if isinstance(frame.get("$type"), str):
        return 2
    raise BadFrame("", "not a Jetstream frame: it has neither `did` and `time_us` (version 1) nor `$type` (version 2)")


def _convert_second(frame: Frame) -> Reading:
    kind = word(frame, "$type")
    if kind == "error":
        return Skip("error notice of the stream")
    payload, place = (part_of(frame, "payload"), "payload.") if kind == "message" else (frame, "")
    inner = word(payload, "$type", place)
    if not inner.startswith(_PREFIX):
        raise BadFrame(place + "$type", "not a message of network.bsky.jetstream.subscribeEvents")
    if inner == _PREFIX + "info":
        return Skip("information notice of the stream")
    return _convert(inner.removeprefix(_PREFIX), payload, payload, word(payload, "time", place), place)


def _time_us(frame: Frame) -> Any:
    found = frame["time_us"]
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= min(_TIME_LIMIT, INT_MAX):
        raise BadFrame("time_us", "must be microseconds since 1970")
    return moment(found)


def _convert(kind: str, frame: Frame, commit: Frame, time: Any, place: str) -> Reading:
    did = word(frame, "did", place)
    if kind == "commit":
        return _commit(did, commit, time, place + ("commit." if commit is not frame else ""))
    if kind == "identity":
        identity = part_of(frame, "identity", place)
        event = _event("profile.update", event_id(did, "identity", _sequence(identity, time)), time, did)
        event["account"] = known({"id": did, "handle": identity.get("handle")})
        event["subject"] = {"id": did, "kind": "account"}
        return [event]
    if kind == "account":
        account = part_of(frame, "account", place)
        event = _event(_standing(account), event_id(did, "account", _sequence(account, time)), time, did)
        status = account.get("status")
        event["account"] = known({"id": did, "labels": None if status is None else [status]})
        event["subject"] = {"id": did, "kind": "account"}
        return [event]
    if kind == "sync":
        return Skip("sync notice")
    raise BadFrame(place + "kind", f"unknown kind {kind[:40]!r}: commit, identity, account or sync expected")


def _standing(account: Frame) -> str:
    """The host's word on an account: active again, gone for good, or inactive (its label says why)."""
    if account.get("active") is True:
        return "account.active"
    return "account.delete" if account.get("status") == "deleted" else "account.inactive"


def _sequence(body: Frame, time: Any) -> str:
    return str(body.get("seq", time))


def _event(kind: str, name: str, time: Any, did: str) -> Frame:
    return {"id": name, "time": time, "kind": kind, "account": {"id": did}}


def _commit(did: str, commit: Frame, time: Any, place: str) -> Reading:
    collection = word(commit, "collection", place)
    operation = word(commit, "operation", place)
    if operation not in _OPERATIONS:
        raise BadFrame(place + "operation", "must be create, update or delete")
    if collection not in _KINDS:
        return Skip("record of another collection")
    rkey, rev = word(commit, "rkey", place), word(commit, "rev", place)
    kind = _KINDS[collection][_OPERATIONS.index(operation)]
    uri = f"at://{did}/{collection}/{rkey}"
    event = _event(kind, event_id(rev, did, collection, rkey), time, did)
    event["subject"] = {"id": did if collection == _PROFILE else uri, "kind": _SUBJECTS.get(collection, "record")}
    if operation == "delete":
        return [event]
    if not isinstance(commit.get("record"), dict):
        raise BadFrame(place + "record", "must be an object")
    record = part_of(commit, "record", place)
    place += "record."
    if collection == _POST:
        _post(event, record, place)
    elif collection == _PROFILE:
        event["account"].update(known({"name": record.get("displayName"), "bio": record.get("description")}))
        event["text"] = record.get("description")
        event["subject"].update(known({"labels": _labels(record, place)}))
    elif isinstance(record.get("subject"), str):  # follow, block: the account itself
        event["subject"] = {"id": record["subject"], "kind": "account", "account": record["subject"]}
    else:
        target = word(part_of(record, "subject", place), "uri", place + "subject.")
        event["subject"] = known({"id": target, "kind": _kind_of(target), "account": _owner(target)})
        if kind == "reaction":
            event["reaction"] = "like"
        else:
            event["quote"] = known({"id": target, "account": _owner(target)})
    return [known(event)]


def _post(event: Frame, record: Frame, place: str) -> None:
    links: list[str] = []
    mentions: list[str] = []
    tags: list[Any] = list(_texts(record, "tags", place))
    for facet in parts_of(record, "facets", place):
        for feature in parts_of(facet, "features", place + "facets."):
            for key, found in (("uri", links), ("did", mentions), ("tag", tags)):
                value = feature.get(key)
                if isinstance(value, str) and value not in found:
                    found.append(value)
    media: list[Frame] = []
    embed = part_of(record, "embed", place)
    _embed(event, embed, links, media, place + "embed.")
    if isinstance(embed.get("media"), dict):  # recordWithMedia
        _embed(event, embed["media"], links, media, place + "embed.media.")
    event["text"] = record.get("text")
    event["language"] = next(iter(_texts(record, "langs", place)), None)
    # No links in the facets does not mean none in the text: unknown, so that they are looked for there.
    event.update(links=links or None, mentions=mentions, tags=tags, media=media)
    event["subject"].update(known({"created": claimed_time(record.get("createdAt")), "labels": _labels(record, place)}))
    reply = part_of(record, "reply", place)
    if reply:
        parent = word(part_of(reply, "parent", place + "reply."), "uri", place + "reply.parent.")
        root = part_of(reply, "root", place + "reply.").get("uri")
        event["reply"] = known({"id": parent, "account": _owner(parent), "thread": root})


def _embed(event: Frame, embed: Frame, links: list[str], media: list[Frame], place: str) -> None:
    uri = part_of(embed, "external", place).get("uri")
    if isinstance(uri, str) and uri not in links:
        links.append(uri)
    media += [known({"kind": "image", "alt": image.get("alt")}) for image in parts_of(embed, "images", place)]
    if embed.get("$type") == "app.bsky.embed.video":
        media.append(known({"kind": "video", "alt": embed.get("alt")}))
    quoted = part_of(embed, "record", place)
    quoted = part_of(quoted, "record", place + "record.") or quoted
    if isinstance(quoted.get("uri"), str):
        event["quote"] = known({"id": quoted["uri"], "account": _owner(quoted["uri"])})


def _texts(record: Frame, key: str, place: str) -> list[str]:
    found = record.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise BadFrame(place + key, "must be a list of texts")
    return found


def _labels(record: Frame, place: str) -> list[Any] | None:
    """What the author says of it ("porn", "graphic-media" ...); None when nothing."""
    values = parts_of(part_of(record, "labels", place), "values", place + "labels.")
    return [label.get("val") for label in values] or None


def _owner(uri: str) -> str | None:
    """The account in at://account/collection/key."""
    found = uri.removeprefix("at://").split("/", 1)[0] if uri.startswith("at://") else ""
    return found or None


def _kind_of(uri: str) -> str:
    names = uri.split("/")
    return _SUBJECTS.get(names[3], "record") if len(names) > 3 else "record"
