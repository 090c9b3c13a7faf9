"""Dead letters are on disk when written; findings appear whole or not at all."""

import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import zstandard

from fairwater.connect.writers import FINDING_TEXTS, DeadLetterWriter, FindingsWriter
from fairwater.events.errors import InputError
from fairwater.events.letters import DeadLetter, Reason

ROW: dict[str, Any] = {
    "event": "e1",
    "rule": "Spree",
    "rule_version": "v1",
    "policy": "Giveaway",
    "harm": "scams_and_fraud.phishing",
    "time": "2026-03-04T05:06:07Z",
    "account": None,
    "subject": "s1",
    "values": {"age": 3.5, "names": ["é", "b"], "known": None},
    "measures": [{"measure": "hide", "subject": "post"}],
    "because": "an account\nwith “quotes”",
}
LETTER = DeadLetter(Reason.WRONG_TYPE, "text: must be a text", "text", '{"text": "\\xff"', 7, -1, "a.jsonl")


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def unpacked(path: Path) -> bytes:
    raw = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(raw)
    return zstandard.ZstdDecompressor().decompressobj().decompress(raw) if path.suffix == ".zst" else raw


def rows(path: Path) -> list[Any]:
    return [json.loads(line) for line in unpacked(path).decode().splitlines()]


@pytest.mark.parametrize("name", ["f.jsonl", "f.jsonl.gz", "f.jsonl.zst"])
def test_findings_are_lines_of_json(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with FindingsWriter(str(path)) as writer:
        writer.write([ROW])
        writer.write([])
        writer.write([ROW | {"event": f"e{n}"} for n in range(1_000)])
        assert writer.written == 1_001
        assert not path.exists()
    found = rows(path)
    assert found[0] == ROW and len(found) == 1_001 and names(tmp_path) == [name]


def test_findings_in_parquet_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "f.parquet"
    with FindingsWriter(str(path)) as writer:
        for _ in range(3):
            writer.write([ROW] * 5_000)
        assert not path.exists()
    table = pq.read_table(path)
    assert table.num_rows == 15_000 and tuple(table.column_names) == FINDING_TEXTS
    first = table.slice(0, 1).to_pylist()[0]
    assert json.loads(first.pop("values")) == ROW["values"] and json.loads(first.pop("measures")) == ROW["measures"]
    assert first == {key: value for key, value in ROW.items() if key not in ("values", "measures")}
    assert names(tmp_path) == ["f.parquet"]


@pytest.mark.parametrize("name", ["f.jsonl", "f.jsonl.zst", "f.parquet"])
def test_no_findings_make_an_empty_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with FindingsWriter(str(path)):
        pass
    assert pq.read_table(path).num_rows == 0 if name.endswith("parquet") else rows(path) == []


@pytest.mark.parametrize("name", ["f.jsonl", "f.jsonl.gz", "f.parquet"])
def test_an_error_leaves_the_findings_of_before(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"before")
    with pytest.raises(RuntimeError), FindingsWriter(str(path)) as writer:
        writer.write([ROW])
        raise RuntimeError
    assert path.read_bytes() == b"before" and names(tmp_path) == [name]


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        with FindingsWriter(str(tmp_path / name)) as writer:
            writer.write([ROW])
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


def test_findings_can_go_to_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", stream)
    with FindingsWriter("-") as writer:
        writer.write([ROW])
    assert not stream.buffer.closed
    assert json.loads(stream.buffer.getvalue()) == ROW  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["d.jsonl", "d.jsonl.gz", "d.jsonl.zst"])
def test_dead_letters_are_lines_of_json_on_disk_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with DeadLetterWriter(str(path)) as writer:
        writer.write([LETTER])
        if name.endswith(".jsonl"):
            assert len(rows(path)) == 1
        writer.write([DeadLetter(Reason.DUPLICATE_ID, "id: came before")])
        assert writer.written == 2
    assert rows(path) == [
        {
            "line": 7,
            "source": "a.jsonl",
            "reason": "wrong-type",
            "message": "text: must be a text",
            "field": "text",
            "offset": None,
            "raw": '{"text": "\\xff"',
        },
        {
            "line": None,
            "source": "",
            "reason": "duplicate-id",
            "message": "id: came before",
            "field": None,
            "offset": None,
            "raw": "",
        },
    ]


@pytest.mark.parametrize("name", ["f.csv", "f", "f.gz", "f.parquet.gz"])
@pytest.mark.parametrize("writer", [FindingsWriter, DeadLetterWriter])
def test_an_unknown_suffix_is_an_error(tmp_path: Path, name: str, writer: Any) -> None:
    with pytest.raises(InputError, match="cannot be told"):
        writer(str(tmp_path / name))
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["none/f.jsonl", "none/f.parquet"])
def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        FindingsWriter(str(tmp_path / name))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    path.symlink_to("/dev/full")
    writer = DeadLetterWriter(str(path))
    with pytest.raises(InputError, match="cannot be written"):
        writer.write([LETTER])
    with pytest.raises(InputError, match="cannot be written"):
        writer.close()
