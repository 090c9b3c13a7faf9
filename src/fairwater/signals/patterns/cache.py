"""A key goes in; the bytes once stored under it come out, or None if there are none that can be trusted.

A file holds a magic word, the SHA-256 of all that follows, the key, and the content. The database in the content is
handed to an engine that trusts it, so a file that others may write is never read.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from hashlib import sha256
from pathlib import Path

_MAGIC = b"FWSCAN01"
_SUM = slice(8, 40)
_KEY = slice(40, 72)
_CONTENT = slice(72, None)
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def _file(folder: Path, key: bytes) -> Path:
    return folder / f"patterns-{key.hex()[:32]}.bin"


def load(folder: Path, key: bytes) -> bytes | None:
    """What was stored under this key (32 bytes); None if it is missing, damaged, or not this user's alone to write."""
    try:
        with _file(folder, key).open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_uid != os.geteuid() or status.st_mode & _OTHERS_MAY_WRITE:
                return None
            data = file.read()
    except OSError:
        return None
    if data[:8] != _MAGIC or data[_KEY] != key or sha256(data[_KEY.start :]).digest() != data[_SUM]:
        return None
    return data[_CONTENT]


def store(folder: Path, key: bytes, content: bytes) -> bool:
    """Store under this key, all or nothing, readable by this user only. False if the folder cannot be written."""
    body = key + content
    temporary = None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=".patterns-")
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + sha256(body).digest() + body)
        Path(temporary).replace(_file(folder, key))
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        return False
    return True
