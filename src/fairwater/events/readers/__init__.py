"""Frames of other services come in; events as the decoder takes them go out. One file for each service.

A reader is pure and keeps no state. It takes one parsed JSON frame and gives the events in it (dicts as an
`EventDecoder` converts them), a `Skip` for a frame it understands that carries no event, or a `DeadLetter`.
"""

from __future__ import annotations

from fairwater.events.errors import InputError
from fairwater.events.readers.common import Frame, Reader, Reading
from fairwater.events.readers.jetstream import JetstreamReader
from fairwater.events.readers.mapping import MappingReader
from fairwater.events.readers.mastodon import MastodonReader
from fairwater.events.readers.own import FairwaterReader

READERS: dict[str, type[FairwaterReader] | type[JetstreamReader] | type[MastodonReader]] = {
    "fairwater": FairwaterReader,
    "jetstream": JetstreamReader,
    "mastodon": MastodonReader,
}

__all__ = [
    "READERS",
    "FairwaterReader",
    "Frame",
    "JetstreamReader",
    "MappingReader",
    "MastodonReader",
    "Reader",
    "Reading",
    "reader_named",
]


def reader_named(name: str) -> Reader:
    """The reader of that name; raises `InputError` for another. Mappings are made by `MappingReader.parse`."""
    if name not in READERS:
        choices = ", ".join(READERS)
        raise InputError(f"there is no reader {name!r}", f"choose one of {choices}, or a mapping file (.toml)")
    return READERS[name]()
