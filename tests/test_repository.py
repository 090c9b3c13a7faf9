"""Loading a policy repository: what is taken, in which order, and what is refused without harm."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fairwater.events.types import DURATION, INT, list_of
from fairwater.policy.codes_example import Code
from fairwater.policy.codes_repository import REPOSITORY_CODES
from fairwater.policy.diagnostics import Severity
from fairwater.policy.fields import MAX_FIELDS, read_fields
from fairwater.policy.folder import MAX_SMALL_BYTES
from fairwater.policy.repository import Loaded, load_repository
from fairwater.signals.library import standard_library

COMMUNITY = Path(__file__).parent.parent / "src" / "fairwater" / "examples" / "community"

POLICY = '''"""Giveaways."""
from fairwater.policy import *

Giveaway = Policy(
    title="Fake giveaways",
    harm=scams_and_fraud.phishing,
    ground=Terms("3.2"),
    wording="Do not promise money or prizes in return for a payment.",
)

GiveawaySpree = Rule(
    Giveaway,
    when=text.contains("double your") and edit.delta > 3 and link.domain in listed("scam-domains"),
    then=[hide(post)],
    because="a post promised to double money and linked {link.domain}",
)

hit(
    GiveawaySpree,
    "the plain lure",
    event(text="double your coins https://x.example", edit=edit(delta=4)),
    lists={"scam-domains": ["x.example"]},
)
miss(GiveawaySpree, "small talk", event(text="double your effort", edit=edit(delta=4)))
'''
FIELDS = '["edit.delta"]\ntype = "int"\ndoc = "Bytes added."\n'
TEST = 'events = "wave.jsonl"\n[expect]\n"post-1" = ["GiveawaySpree"]\n"post-2" = []\n'


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    for folder in ("policies", "lists", "tests"):
        (root / folder).mkdir(parents=True)
    (root / "charter.toml").write_bytes((COMMUNITY / "charter.toml").read_bytes())
    (root / "fields.toml").write_text(FIELDS, "utf-8")
    (root / "policies" / "giveaways.py").write_text(POLICY, "utf-8")
    (root / "lists" / "scam-domains.txt").write_text("x.example\n", "utf-8")
    (root / "tests" / "wave.toml").write_text(TEST, "utf-8")
    (root / "tests" / "wave.jsonl").write_text('{"id": "post-1"}\n', "utf-8")
    return root


def load(root: Path) -> Loaded:
    return load_repository(root, standard_library())


def told(loaded: Loaded, code: str) -> str:
    """What diagnostics of a code say; each names a file and a next step."""
    found = [one for one in loaded.diagnostics if one.code == code]
    assert found, [f"{one.code} {one.message}" for one in loaded.diagnostics]
    assert all(one.help and one.span.file and one.span.line >= 1 for one in found)
    return "\n".join(f"{one.span.file}:{one.span.line}: {one.message} | {one.help}" for one in found)


def test_a_whole_repository_is_loaded(repository: Path) -> None:
    loaded = load(repository)
    assert loaded.diagnostics == ()
    whole = loaded.repository
    assert whole is not None
    assert [rule.name for rule in whole.checked.rules] == ["GiveawaySpree"]
    assert whole.schema.fields["edit.delta"].type == INT
    assert dict(whole.lists) == {"scam-domains": repository / "lists" / "scam-domains.txt"}
    (test,) = whole.tests
    assert (test.name, test.events, test.exact) == ("tests/wave.toml", "tests/wave.jsonl", True)
    assert test.expect == (("post-1", ("GiveawaySpree",)), ("post-2", ()))
    assert loaded.sources["policies/giveaways.py"] == POLICY


def test_the_same_folder_gives_the_same_result_whatever_the_order_on_disk(repository: Path) -> None:
    for name in ("zebra", "alpha", "nested/middle"):
        path = repository / "policies" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            POLICY.replace("GiveawaySpree", name.title().replace("/", "")).replace("Giveaway =", "Broken ="), "utf-8"
        )
    first, second = load(repository), load(repository)
    assert first.diagnostics == second.diagnostics
    assert list(first.sources) == list(second.sources)
    files = [one.span.file for one in first.diagnostics]
    assert files == sorted(files)


def test_a_problem_in_a_policy_keeps_the_repository_from_being_used(repository: Path) -> None:
    path = repository / "policies" / "giveaways.py"
    path.write_text(POLICY.replace("text.contains", "txt.contains"), "utf-8")
    loaded = load(repository)
    assert loaded.repository is None
    assert any(
        one.span.file == "policies/giveaways.py" and one.severity is Severity.ERROR for one in loaded.diagnostics
    )
    assert not any(one.code == "FW706" for one in loaded.diagnostics)


def _remove(name: str) -> Callable[[Path], None]:
    return lambda root: (root / name).unlink()


def _empty(root: Path) -> None:
    for name in ("policies/giveaways.py", "tests/wave.toml", "tests/wave.jsonl"):
        (root / name).unlink()


def _write(name: str, text: str) -> Callable[[Path], None]:
    return lambda root: (root / name).write_text(text, "utf-8") and None


def _link(name: str, target: str) -> Callable[[Path], None]:
    return lambda root: (root / name).symlink_to(target)


@pytest.mark.parametrize(
    ("change", "code", "expected"),
    [
        (_remove("charter.toml"), "FW701", "has no charter.toml | add one: `fairwater new DIR`"),
        (_write("charter.toml", 'title = "x"\n'), "FW704", "charter.toml:1: edition is missing"),
        (_write("charter.toml", "title = \n"), "FW704", "charter.toml:1: charter.toml is not TOML"),
        (
            _write("fields.toml", FIELDS.replace('"int"', '"integer"')),
            "FW705",
            "fields.toml:2: edit.delta.type cannot be",
        ),
        (
            _write("fields.toml", FIELDS.replace("edit.delta", "account.id")),
            "FW705",
            "fields.toml:1: the field 'account.id'",
        ),
        (_write("fields.toml", FIELDS.replace("edit.delta", "link.x")), "FW705", "the language uses the name 'link'"),
        (_write("fields.toml", FIELDS.replace("edit.delta", "days.x")), "FW705", "the language uses the name 'days'"),
        (
            _write("fields.toml", FIELDS.replace("edit.delta", "violence.x")),
            "FW705",
            "the language uses the name 'violence'",
        ),
        (_link("policies/secret.py", "/etc/passwd"), "FW702", "is a link that leads out of the repository"),
        (_link("policies/up.py", "../../outside.py"), "FW702", "is a link that leads nowhere"),
        (_link("policies/again", ".."), "FW702", "is a link to a folder"),
        (_link("policies/loop.py", "loop.py"), "FW702", "is a link that leads nowhere"),
        (lambda root: os.mkfifo(root / "policies" / "pipe.py"), "FW702", "is not a plain file"),
        (_write("policies/a\tb.py", "x = 1"), "FW702", "cannot be shown to people"),
        (_write("policies/large.py", "#" * (MAX_SMALL_BYTES + 1)), "FW703", "has 524,289 bytes, more than 524,288"),
        (_write("lists/scam-domains.csv", "x"), "FW707", "are both the list 'scam-domains'"),
        (_write("lists/Scam Domains.txt", "x"), "FW707", "cannot be the name of a list"),
        (_write("policies/spam.yaml", "x"), "FW751", "files of policies/ end with .py"),
        (_write("tests/more.jsonl", "{}"), "FW751", "no test names these events"),
        (_empty, "FW752", "there are no policies"),
        (_remove("tests/wave.jsonl"), "FW706", "tests/wave.toml:1: there is no file tests/wave.jsonl"),
        (_write("tests/wave.toml", TEST.replace("wave.jsonl", "wafe.jsonl")), "FW706", "did you mean wave.jsonl?"),
        (_write("tests/wave.toml", TEST.replace("wave.jsonl", "../charter.toml")), "FW706", "is no file of events"),
        (
            _write("tests/wave.toml", TEST.replace("wave.jsonl", "../../x.jsonl")),
            "FW706",
            "there is no file ../x.jsonl",
        ),
        (
            _write("tests/wave.toml", TEST.replace("Spree", "Spre")),
            "FW706",
            "tests/wave.toml:3: there is no rule 'GiveawaySpre'",
        ),
        (_write("tests/wave.toml", TEST.replace("[expect]", "[expct]")), "FW706", "did you mean 'expect'?"),
        (_write("tests/wave.toml", TEST.partition("[")[0] + "[expect]\n"), "FW706", "the test expects nothing"),
        (_write("tests/wave.toml", "exact = 1\n" + TEST), "FW706", "exact must be true or false"),
    ],
)
def test_what_is_wrong_in_a_folder_is_said_with_its_file_and_the_next_step(
    repository: Path, change: Callable[[Path], None], code: str, expected: str
) -> None:
    change(repository)
    loaded = load(repository)
    assert expected in told(loaded, code)
    failed = any(one.severity is Severity.ERROR for one in loaded.diagnostics)
    assert (loaded.repository is None) == failed
    assert failed == (code not in ("FW751", "FW752"))


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    loaded = load(tmp_path / "nowhere")
    assert loaded.repository is None
    assert "cannot be opened: no such file or directory" in told(loaded, "FW701")


def test_a_link_within_the_repository_is_followed(repository: Path) -> None:
    (repository / "lists" / "known.txt").symlink_to("scam-domains.txt")
    whole = load(repository).repository
    assert whole is not None
    assert set(whole.lists) == {"known", "scam-domains"}


def test_a_file_that_cannot_be_read_is_said(repository: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser can read every file")
    (repository / "policies" / "giveaways.py").chmod(0)
    assert "cannot be read: permission denied" in told(load(repository), "FW702")


def test_a_folder_of_very_many_files_is_refused_in_bounded_time(repository: Path) -> None:
    for index in range(5_100):
        (repository / "lists" / f"list-{index}.txt").touch()
    begin = time.process_time()
    assert "more than 5,000 files" in told(load(repository), "FW703")
    assert time.process_time() - begin < 5


def test_a_test_without_exact_expectations_is_kept_as_such(repository: Path) -> None:
    (repository / "tests" / "wave.toml").write_text('title = "A wave"\nexact = false\n' + TEST, "utf-8")
    whole = load(repository).repository
    assert whole is not None
    assert (whole.tests[0].title, whole.tests[0].exact) == ("A wave", False)


def test_the_shipped_community_has_no_problems() -> None:
    loaded = load(COMMUNITY)
    assert [f"{one.span.file}:{one.span.line}: {one.code} {one.message}" for one in loaded.diagnostics] == []
    assert loaded.repository is not None
    assert len(loaded.repository.checked.rules) >= 12


def test_fields_have_types_places_and_meanings() -> None:
    text = (
        '[edit.delta]\ntype = "int"\ndoc = "Bytes."\n["review.hashes"]\ntype = "list[str]"\ndoc = "Hashes."\n'
        'json = "review.files"\neach = "sha"\n[wait]\ntype = "duration"\ndoc = "Wait."\n'
        '[peers]\ntype = "list[account]"\ndoc = "Peers."\n'
    )
    reading = read_fields(text.encode())
    assert reading.problems == ()
    assert reading.schema is not None
    fields = reading.schema.fields
    assert (fields["edit.delta"].type, fields["edit.delta"].wire) == (INT, "edit.delta")
    assert (fields["review.hashes"].wire, fields["review.hashes"].each) == ("review.files", "sha")
    assert fields["wait"].type == DURATION
    assert str(fields["peers"].type) == "list[account id]"
    assert fields["peers"].type != list_of(INT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[a]\ntype = "int"\n', "1: a.doc is missing"),
        ('[a]\ntype = "int"\ndoc = "x"\n["a.b"]\ntype = "int"\ndoc = "x"\n', "'a.b' and 'a' cannot both be fields"),
        ('[a.b]\ntype = "int"\ndoc = "x"\n["a.b"]\ntype = "int"\ndoc = "x"\n', "the field 'a.b' is described twice"),
        ('["a-b"]\ntype = "int"\ndoc = "x"\n', "is not names joined by dots"),
        ('[class]\ntype = "int"\ndoc = "x"\n', "is not names joined by dots"),
        ('[a]\ntype = "int"\ndoc = "x"\neach = "y"\n', "is taken from a list of objects"),
        ('[a]\ntype = "int"\ndoc = "x"\njson = "account"\n', "would lie at 'account' in JSON"),
        ("a = 3\n", "a must be a table"),
        ('[a]\ntype = "int"\ndoc = "x"\nunit = "m"\n', "unknown key 'unit' in [a]"),
        ("".join(f'[f{i}]\ntype = "int"\ndoc = "x"\n' for i in range(MAX_FIELDS + 1)), "more than 500 fields"),
    ],
)
def test_a_field_that_cannot_be_is_refused_with_its_line(text: str, expected: str) -> None:
    reading = read_fields(text.encode())
    assert reading.schema is None
    assert expected in "\n".join(f"{one.line}: {one.message}" for one in reading.problems)


def test_many_colliding_fields_are_refused_in_bounded_time() -> None:
    text = "".join(
        f'["a{i}.b"]\ntype = "int"\ndoc = "x"\n[a{i}]\ntype = "int"\ndoc = "x"\n' for i in range(MAX_FIELDS // 2)
    )
    text += "".join(f'["t.{i}"]\ntype = "int"\ndoc = "x"\n' for i in range(10))
    begin = time.process_time()
    assert read_fields(text.encode()).problems
    assert time.process_time() - begin < 5


def _write_folder(root: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


@pytest.mark.parametrize("code", REPOSITORY_CODES, ids=lambda code: code.code)
def test_the_example_of_each_code_yields_it_and_the_other_yields_nothing(code: Code, tmp_path: Path) -> None:
    _write_folder(tmp_path / "bad", code.bad.files)
    _write_folder(tmp_path / "good", code.good.files)
    assert {one.code for one in load(tmp_path / "bad").diagnostics} == {code.code}
    wanted = Severity.WARNING if code.code.startswith("FW75") else Severity.ERROR
    assert {one.severity for one in load(tmp_path / "bad").diagnostics} == {wanted}
    assert load(tmp_path / "good").diagnostics == ()
