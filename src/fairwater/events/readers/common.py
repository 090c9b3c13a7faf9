"""What every reader shares: the protocol of readers, and careful steps into frames of unknown form."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Protocol

import msgspec

from fairwater.events.decode import EARLIEST, LATEST
from fairwater.events.letters import DeadLetter, Reason, Skip
from fairwater.events.record import MAX_ID

Frame = dict[str, Any]
Reading = list[Frame] | DeadLetter | Skip


class Reader(Protocol):
    """Makes events of the frames of one service."""

    name: str

    def convert(self, frame: object) -> Reading:
        """The events in a parsed JSON frame, a skip when it carries none, a dead letter when it cannot be read."""
        ...


class BadFrame(Exception):
    """A frame lacks what an event needs; readers make it a dead letter. `field`: its place in the frame."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.letter = DeadLetter(Reason.BAD_FRAME, f"{field}: {message}" if field else message, field)


def no_object(frame: object) -> DeadLetter:
    """The refusal of a frame that is no object."""
    hint = "; write one object on each line" if isinstance(frame, list) else ""
    return DeadLetter(Reason.NOT_AN_OBJECT, f"a frame must be an object{hint}")


def part(frame: Frame, key: str, place: str = "") -> Frame:
    """The object under `key`, empty when there is none; raises `BadFrame` for anything else."""
    found = frame.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadFrame(place + key, "must be an object")
    return found


def parts(frame: Frame, key: str, place: str = "") -> list[Frame]:
    """The objects in the list under `key`, empty when there is none; nulls are left out."""
    found = frame.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(item is None or isinstance(item, dict) for item in found):
        raise BadFrame(place + key, "must be a list of objects")
    return [item for item in found if item is not None]


def word(frame: Frame, key: str, place: str = "") -> str:
    """The non-empty text under `key`; raises `BadFrame` without one."""
    found = frame.get(key)
    if not isinstance(found, str) or not found:
        raise BadFrame(place + key, "must be a text that is not empty")
    return found


def claimed_time(value: object) -> str | None:
    """A time that the author of a post claims: None unless it is a plausible time with an offset.

    A claim must not decide whether an event is read at all, or a post dated 1970 would never be looked at.
    """
    if not isinstance(value, str):
        return None
    try:
        moment = msgspec.convert(value, datetime)
    except ValueError:
        return None
    return value if moment.tzinfo is not None and EARLIEST <= moment < LATEST else None


def event_id(*names: str) -> str:
    """Names that together are unique, joined to one id; a digest of them where that would be too long."""
    joined = "/".join(names)
    if len(joined) <= MAX_ID:
        return joined
    return "blake2b:" + hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=32).hexdigest()


def known(frame: Frame) -> Frame:
    """The frame without the keys that are unknown: None, or an object that holds nothing."""
    return {key: value for key, value in frame.items() if value is not None and value != {}}
