"""Frames of Mastodon come in; events go out.

Understood: statuses (REST), streaming messages, webhooks, notifications, and reports of both APIs. A status with
`edited_at` is an edit at that time; a reblog is a share. The HTML of a status becomes its text; poll options are lines
of the text, a content warning is the title. Of a reporter only the public account is read: mail addresses and network
addresses in a webhook are never looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from fairwater.events.letters import Skip
from fairwater.events.readers.common import BadFrame, Frame, Reading, claimed_time, event_id, known, no_object, word
from fairwater.events.readers.common import part as part_of
from fairwater.events.readers.common import parts as parts_of
from fairwater.events.readers.html import read_html

_STATUS_KEYS = ("content", "visibility", "in_reply_to_id", "reblog", "favourited", "quote", "media_attachments")
_MEDIA = {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}


class MastodonReader:
    """Reads Mastodon frames."""

    name = "mastodon"

    def convert(self, frame: object) -> Reading:
        """The events of a frame; a skip for what is understood but no act of a person."""
        if not isinstance(frame, dict):
            return no_object(frame)
        try:
            return _convert(frame)
        except BadFrame as error:
            return error.letter


def _convert(frame: Frame) -> Reading:
    if "event" in frame:
        return _webhook(frame) if "object" in frame else _streaming(frame)
    if "type" in frame and "created_at" in frame and "account" in frame:
        return _notification(frame)
    if "action_taken" in frame:
        return _report(frame)
    if "created_at" in frame and any(key in frame for key in _STATUS_KEYS):
        if "id" not in frame:
            return Skip("history entry of an edit")
        return _status(frame, "")
    if "acct" in frame:
        return Skip("account without an act")
    if "error" in frame:
        return Skip("error answer of the service")
    raise BadFrame("", "not a status, report, notification, webhook or streaming message of Mastodon")


def _webhook(frame: Frame) -> Reading:
    name = word(frame, "event")
    body = part_of(frame, "object")
    if name in ("status.created", "status.updated"):
        return _status(body, "object.", edited=name == "status.updated")
    if name == "report.created":
        return _report(body, "object.")
    if name in ("account.created", "account.updated"):
        return [_account_event(name, frame, body)]
    return Skip("webhook of another kind")


def _account_event(name: str, frame: Frame, body: Frame) -> Frame:
    account = _account(body)
    id_ = word(account, "id", "object.")
    time = word(frame, "created_at")
    kind = "account.create" if name == "account.created" else "profile.update"
    made = {
        "id": event_id("account", id_, kind, time),
        "time": time,
        "kind": kind,
        "account": account,
        "subject": {"id": id_, "kind": "account"},
        "text": account.get("bio"),
    }
    return known(made)


def _streaming(frame: Frame) -> Reading:
    name = word(frame, "event")
    readers: dict[str, Callable[[Frame], Reading]] = {
        "update": lambda status: _status(status, "payload."),
        "status.update": lambda status: _status(status, "payload.", edited=True),
        "notification": lambda notification: _notification(notification, "payload."),
    }
    if name == "delete":
        return Skip("deletion without a time")
    if name not in readers:
        return Skip("streaming message of another kind")
    try:
        payload = msgspec.json.decode(word(frame, "payload"))
    except (ValueError, RecursionError):
        raise BadFrame("payload", "not JSON") from None
    if not isinstance(payload, dict):
        raise BadFrame("payload", "must hold an object")
    return readers[name](payload)


def _notification(frame: Frame, place: str = "") -> Reading:
    name = word(frame, "type", place)
    if name in ("mention", "status", "update"):
        return _status(part_of(frame, "status", place), place + "status.", edited=name == "update")
    time, who = word(frame, "created_at", place), _account(part_of(frame, "account", place))
    made: Frame = {"id": event_id("notification", word(frame, "id", place)), "time": time, "account": who}
    status = part_of(frame, "status", place)
    author = part_of(status, "account", place + "status.")
    if name in ("favourite", "reblog"):
        target = word(status, "id", place + "status.")
        made["subject"] = known({"id": target, "kind": "post", "account": author.get("id")})
        if name == "favourite":
            made.update(kind="reaction", reaction="like")
        else:
            made.update(kind="share", quote=known({"id": target, "account": author.get("id")}))
        return [known(made)]
    if name == "follow":
        return [known(made | {"kind": "follow"})]
    if name == "admin.sign_up":
        made["subject"] = {"id": word(who, "id", place + "account."), "kind": "account"}
        return [known(made | {"kind": "account.create", "text": who.get("bio")})]
    if name == "admin.report":
        return _report(part_of(frame, "report", place), place + "report.", who)
    return Skip("notification of another kind")


def _report(frame: Frame, place: str = "", reporter: Frame | None = None) -> Reading:
    id_, time = word(frame, "id", place), word(frame, "created_at", place)
    target = _account(part_of(frame, "target_account", place))
    statuses = [status.get("id") for status in parts_of(frame, "statuses", place)] or frame.get("status_ids") or []
    subject: Frame = {"id": target.get("id"), "kind": "account", "account": target.get("id")}
    if isinstance(statuses, list) and statuses:
        subject.update(id=statuses[0], kind="post")
    made = {
        "id": event_id("report", id_),
        "time": time,
        "kind": "report",
        "account": reporter or _account(part_of(frame, "account", place)),
        "subject": known(subject),
        "text": frame.get("comment"),
        "report": known({"reason": frame.get("category")}),
    }
    return [known(made)]


def _status(status: Frame, place: str, edited: bool = False) -> Reading:
    id_, created = word(status, "id", place), word(status, "created_at", place)
    account = _account(part_of(status, "account", place))
    changed = status.get("edited_at")
    shared = part_of(status, "reblog", place)
    subject = known({"id": id_, "kind": "post", "created": claimed_time(created)})
    made: Frame = {"id": event_id("status", id_), "time": created, "kind": "post.create", "account": account}
    made["client"] = known({"app": part_of(status, "application", place).get("name")})
    if shared:
        of = word(shared, "id", place + "reblog.")
        author = part_of(shared, "account", place + "reblog.").get("id")
        made.update(kind="share", quote=known({"id": of, "account": author}))
        made["subject"] = known(
            {"id": of, "kind": "post", "account": author, "created": claimed_time(shared.get("created_at"))}
        )
        return [known(made)]
    if changed is not None or edited:
        time = word(status, "edited_at", place)
        made.update(id=event_id("status", id_, "edit", time), time=time, kind="post.edit")
    if status.get("sensitive") is True:
        subject["labels"] = ["sensitive"]
    made["subject"] = subject
    _content(made, status, place)
    made["reply"] = known({"id": status.get("in_reply_to_id"), "account": status.get("in_reply_to_account_id")})
    quote = part_of(status, "quote", place)
    quoted = part_of(quote, "quoted_status", place + "quote.")
    made["quote"] = known(
        {
            "id": quoted.get("id", quote.get("quoted_status_id")),
            "account": part_of(quoted, "account", place + "quote.quoted_status.").get("id"),
        }
    )
    return [known(made)]


def _content(made: Frame, status: Frame, place: str) -> None:
    links: list[Any] = []
    text = status.get("text")
    if isinstance(status.get("content"), str):
        text, anchors = read_html(status["content"])
        links += [anchor.href for anchor in anchors if not anchor.classes & {"mention", "hashtag"}]
    options = [option.get("title") for option in parts_of(part_of(status, "poll", place), "options", place + "poll.")]
    if options and all(isinstance(option, str) for option in options):
        text = "\n".join(filter(None, [text, *options]))
    card = part_of(status, "card", place).get("url")
    if card is not None:
        links.append(card)
    made["text"] = text
    made["title"] = status.get("spoiler_text") or None
    made["language"] = status.get("language")
    # No link in the HTML does not mean none in the text: unknown, so that they are looked for there.
    made["links"] = [link for at, link in enumerate(links) if link not in links[:at]][:_MOST] or None
    for name, source, key in (("mentions", "mentions", "id"), ("tags", "tags", "name")):
        if source in status:
            made[name] = [item.get(key) for item in parts_of(status, source, place)]
    if "media_attachments" in status:
        made["media"] = [_medium(item) for item in parts_of(status, "media_attachments", place)]


_MOST = 1_001  # one more than a list may have: the decoder refuses it, and says so


def _medium(item: Frame) -> Frame:
    return known(
        {
            "kind": _MEDIA.get(str(item.get("type")), "other"),
            "alt": item.get("description"),
            "url": item.get("url") or item.get("remote_url"),
        }
    )


def _account(frame: Frame) -> Frame:
    """The public account, also from the admin form that wraps it."""
    inner = frame.get("account")
    if isinstance(inner, dict):
        frame = inner
    note = frame.get("note")
    return known(
        {
            "id": frame.get("id"),
            "handle": frame.get("acct"),
            "name": frame.get("display_name"),
            "bio": read_html(note)[0] if isinstance(note, str) else note,
            "created": claimed_time(frame.get("created_at")),
            "posts": frame.get("statuses_count"),
            "followers": frame.get("followers_count"),
            "following": frame.get("following_count"),
            "bot": frame.get("bot"),
        }
    )
