"""A Parquet or Arrow file comes in; its rows as Arrow record batches of bounded size, wanted columns only, go out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fairwater.connect.streams import Progress, file_size, open_binary
from fairwater.events.errors import InputError
from fairwater.events.schema import FieldSpec

ROWS = 65_536
"""Most rows in one batch."""


def read_tables(path: str, fields: Sequence[FieldSpec] | None, progress: Progress | None = None) -> Iterator[Any]:
    """The rows of a file in batches. `fields`: whose columns to read, None for all columns.

    Raises `InputError` when the file is damaged or of another format.
    """
    parquet = path.lower().endswith(".parquet")
    stream = open_binary(path)
    try:
        yield from (_parquet if parquet else _arrow)(stream, path, fields, progress)
    except (pa.ArrowException, OSError, EOFError) as error:
        kind = "Parquet" if parquet else "Arrow"
        raise InputError(f"{path} is not a {kind} file that can be read ({error})", "write it again") from None
    finally:
        stream.close()


def _parquet(stream: Any, path: str, fields: Sequence[FieldSpec] | None, progress: Progress | None) -> Iterator[Any]:
    size = file_size(path)
    file = pq.ParquetFile(stream)
    names = file.schema_arrow.names
    columns = None if fields is None else _wanted(names, fields)
    done = 0
    # No threads: memory stays bounded, and the order of work is the order of rows.
    for batch in file.iter_batches(ROWS, columns=columns, use_threads=False):
        yield batch
        done += batch.num_rows
        if progress is not None and size is not None:
            progress(size * done // max(file.metadata.num_rows, 1), size)


def _arrow(stream: Any, path: str, fields: Sequence[FieldSpec] | None, progress: Progress | None) -> Iterator[Any]:
    size = file_size(path)
    start = stream.read(6)
    stream.seek(0)
    if start == b"ARROW1":
        file = pa.ipc.open_file(stream)
        batches = (file.get_batch(at) for at in range(file.num_record_batches))
    else:
        batches = iter(pa.ipc.open_stream(stream))
    for batch in batches:
        kept = batch if fields is None else batch.select(_wanted(batch.schema.names, fields))
        kept.validate(full=True)  # Arrow trusts what a file says of itself, and would read past its end
        for at in range(0, kept.num_rows, ROWS):
            yield kept.slice(at, ROWS)
        if progress is not None:
            progress(stream.tell(), size)


def _wanted(names: list[str], fields: Sequence[FieldSpec]) -> list[str]:
    """Names of the columns that hold these fields, flat or nested."""
    ways = set()
    for spec in fields:
        parts = spec.wire.split(".")
        ways |= {spec.column, *(".".join(parts[:size]) for size in range(1, len(parts) + 1))}
    return [name for name in names if name in ways]
