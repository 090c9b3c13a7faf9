"""The type stub: Pyright takes the example policies as they are, and points at mistakes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fairwater.charter.taxonomy import BY_NAME
from fairwater.events.schema import Schema
from fairwater.policy.fields import read_fields
from fairwater.policy.stub import STUB_PATH, editor_files, stub_source
from fairwater.policy.vocabulary import taken_words
from fairwater.signals.library import standard_library

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "src" / "fairwater" / "policy" / "__init__.pyi"
COMMUNITY = ROOT / "src" / "fairwater" / "examples" / "community"


def pyright(folder: Path) -> list[dict[str, Any]]:
    """What Pyright says about the policies of a folder. The package brings a Node.js of its own if there is none."""
    ran = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable, "--project", str(folder)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )
    assert ran.returncode in (0, 1), ran.stderr + ran.stdout
    report = json.loads(ran.stdout)
    assert report["summary"]["filesAnalyzed"] > 0
    found: list[dict[str, Any]] = report["generalDiagnostics"]
    return found


def told(found: list[dict[str, Any]]) -> list[str]:
    return [f"{Path(one['file']).name}:{one['range']['start']['line'] + 1}: {one['message']}" for one in found]


def prepare(folder: Path, schema: Schema) -> None:
    for name, text in editor_files(schema, standard_library()).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def test_the_shipped_stub_is_made_from_the_implementation() -> None:
    assert SHIPPED.read_text("utf-8") == stub_source(Schema.of(), standard_library()), "run python tools/make_stub.py"


def test_pyright_takes_the_example_policies(tmp_path: Path) -> None:
    repository = tmp_path / "community"
    shutil.copytree(COMMUNITY, repository)
    fields = COMMUNITY / "fields.toml"
    schema = read_fields(fields.read_bytes()).schema if fields.is_file() else Schema.of()
    assert schema is not None
    prepare(repository, schema)
    assert told(pyright(repository)) == []


IMPORT = "from fairwater.policy import *\n"
EVERYTHING = """from fairwater.policy import *
from policies.shared import fresh

LURES = ["double your", "claim your (prize|airdrop)"]
Giveaway = Policy(title="Giveaways", harm=scams_and_fraud.phishing, ground=Terms("3.2"), wording="Do not.")
lure = text.matches("double your", "send .{0,20} get") or text.has_word(LURES, case=True) or text.contains("prize")
spread = distinct(account.id, per=link.domain, within=hours(1))
known = link.domain in listed("scam-domains") and link.domain not in ["a.example", "b.example"]
loud = text.uppercase_share() > 0.5 and len(text) > 20 and len(links) <= 3
words = text.words().unique().item(0) == "x" or "x" in text or tags.joined("-").startswith("a", "b")
many = count(per=(account.id, link.domain), within=hours(1), where=fresh) > 3
bad = any(d in listed("x") and d.endswith(".example") for d in link.domains if len(d) > 3)
none = all(t != "x" for t in tags)
several = count(t == "x" for t in tags) > 1 and sum(account.reports, per=account.id, within=days(1)) + 1 > 3
popular = ratio(account.followers, account.following) < 0.1 or account.followers / known_or(account.following, 1) > 1
odd = known_or(account.country, "XX") in ("XX", "YY") and not account.has_label("trusted") and is_known(reaction)
late = hour(event.time, hours(2)) >= 22 and event.time - account.created < days(1) + hours(3) * 2
quick = seconds_since_last(per=account.id, within=minutes(1)) < seconds(2) and days(1) / hours(1) == 24.0
first = first_seen(per=link.domain, within=days(30)) > time("2026-01-01T00:00:00Z")
drawn = sampled(account.id, 5, salt="a") and max(1, account.posts) > 2 and min(days(1), account.age) < days(1)
either = "win" in text.lower() if fresh else 1 < account.posts <= 5
both = any(u == "x" for u in link.urls + ["x"]) or any(u == "x" for u in ["x"] + link.urls)

Spree = Rule(
    Giveaway,
    when=fresh and lure and (spread >= 20 or known) and not many,
    then=[hide(post), review(queue="fraud", severity=3), limit(account, hours(2)), label(account, "scam"), warn(media)],
    because="an account {account.age} old posted {link.domain}",
)
hit(
    Spree,
    "a spree",
    repeat(20, event(text="double {n}", account=account(id="a{n}", age=days(2), labels=["x"])), every=minutes(1)),
    event(at=minutes(30), media=media(kinds=["image"]), links=["https://scam.example"], edit=edit(delta=3)),
    lists={"scam-domains": ["scam.example"]},
)
miss(Spree, "a greeting", event(text="hi", id="1", kind="post.create"))
"""


MISTAKES = {
    "fresh = account.age < 7": '"<" not supported',
    "lure = text.titlecase() == 'x'": '"titlecase" for class "Text"',
    "wide = account.folowers > 3": '"folowers"',
    "asked = hide('post')": '"subject" of type "Subject"',
    "held = limit(post, hours(1))": '"subject" of type "AccountSubject"',
    "ended = limit(account)": "missing for parameter",
    "gone = terminate(account)": '"terminate" is not defined',
    "rule = Rule('x', when=True, then=hide(post), because='')": '"policy" of type "Policy"',
    "harm = scams_and_fraud.phising": '"phising"',
    "spread = distinct(account.id, within=hours(1))": '"per"',
    "often = count(per=account.id, within=3) > 1": '"within" of type "Duration"',
    "long = text > 3": '">" not supported',
    "later = account.age + 3": '"+" not supported',
    "since = event.time - account.posts": '"-" not supported',
    "known = link.domain in listed(3)": "listed",
    "case = event(txt='x')": '"txt"',
    "law = Policy(title='t', harm='x', ground=Terms('1'), wording='w')": '"harm" of type "Harm"',
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """What Pyright says about each of several files, in one run."""
    folder = tmp_path_factory.mktemp("language")
    schema = read_fields(b'["edit.delta"]\ntype = "int"\ndoc = "Bytes."\n').schema
    assert schema is not None
    prepare(folder, schema)
    (folder / "policies").mkdir()
    for name, text in {
        "shared.py": f"{IMPORT}fresh = edit.delta > 3\n",
        "everything.py": EVERYTHING,
        "mistakes.py": IMPORT + "\n".join(MISTAKES),
        "language.pyi": SHIPPED.read_text("utf-8"),
    }.items():
        (folder / "policies" / name).write_text(text, "utf-8")
    found = pyright(folder)
    files = {Path(one["file"]).name for one in found}
    return {name: [one for one in found if Path(one["file"]).name == name] for name in files}


def test_pyright_takes_all_of_the_language(findings: dict[str, list[dict[str, Any]]]) -> None:
    assert told(findings.get("shared.py", [])) == []
    assert told(findings.get("everything.py", [])) == []


def test_pyright_points_at_each_mistake(findings: dict[str, list[dict[str, Any]]]) -> None:
    for line, (mistake, expected) in enumerate(MISTAKES.items(), start=1):
        said = [one["message"] for one in findings["mistakes.py"] if one["range"]["start"]["line"] == line]
        assert any(expected in message for message in said), (mistake, said)


def test_pyright_finds_nothing_wrong_with_the_stub_itself(findings: dict[str, list[dict[str, Any]]]) -> None:
    assert told(findings.get("language.pyi", [])) == []


def test_every_word_of_the_language_is_in_the_stub() -> None:
    source = stub_source(Schema.of(), standard_library())
    exported = set(source.partition("__all__ = [")[2].partition("]")[0].replace('"', "").replace(",", "").split())
    words = taken_words(
        Schema.of(), standard_library(), ("label", "warn", "limit", "hide", "remove", "suspend", "review")
    )
    assert words - {"True", "False", "None"} <= exported
    assert {name.split(".")[0] for name in BY_NAME} <= exported


def test_a_repository_gets_its_fields_into_its_own_stub() -> None:
    schema = read_fields(b'["edit.delta"]\ntype = "int"\ndoc = "Bytes added."\n').schema
    assert schema is not None
    files = editor_files(schema, standard_library())
    assert "class _Edit:\n    delta: int\n" in files[STUB_PATH]
    assert json.loads(files["pyrightconfig.json"])["include"] == ["policies"]


def test_the_tool_refuses_a_repository_with_broken_fields(tmp_path: Path) -> None:
    (tmp_path / "fields.toml").write_text('[x]\ntype = "number"\ndoc = "x"\n', "utf-8")
    tool = ROOT / "tools" / "make_stub.py"
    ran = subprocess.run([sys.executable, tool, tmp_path], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "fields.toml:2: x.type cannot be 'number'" in ran.stderr
