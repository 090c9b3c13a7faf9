"""Codes of the folder of a repository, FW7xx (FW75x warn): each with a folder that yields it beside one that does not.

Unlike the other codes these are found by `load_repository`, so an example holds a whole folder: text by path.
"""

from __future__ import annotations

from fairwater.policy.codes_example import HEAD, POLICY, THEN, Code, Example
from fairwater.policy.folder import MAX_SMALL_BYTES

CHARTER = b"""title = "A charter"
edition = "1"
operator = "Example Community"
languages = ["en"]
[contact]
people = "help@community.example"
authorities = "legal@community.example"
[[ladder]]
measure = "hide"
[harms.scams_and_fraud.phishing]
automatic = ["hide"]
strongest = "hide"
[grounds.terms]
"3.2" = "No phishing"
"""
RULE = (
    HEAD
    + POLICY
    + f'Lure = Rule(Spam, when=text.contains("prize"), then=[{THEN}], because="a lure")\n'
    + 'hit(Lure, "a lure", event(text="a prize"))\nmiss(Lure, "small talk", event(text="hello"))\n'
).encode()
TEST = b'events = "wave.jsonl"\n[expect]\n"post-1" = ["Lure"]\n'
FOLDER = {
    "charter.toml": CHARTER,
    "policies/lures.py": RULE,
    "tests/wave.toml": TEST,
    "tests/wave.jsonl": b'{"id": "post-1"}\n',
}
"""A folder without problems, to which an example adds its files."""


def _folder(shown: str, files: dict[str, bytes], *without: str) -> Example:
    """The folder with these files and without some others."""
    return Example(shown, {name: data for name, data in {**FOLDER, **files}.items() if name not in without})


def _file(name: str, text: str) -> Example:
    """The folder with one file, which is shown."""
    return _folder(f"# {name}\n{text.rstrip()}", {name: text.encode()})


def _charter(line: str) -> Example:
    """The folder with another first line of the charter."""
    return _folder(f"# charter.toml\n{line}", {"charter.toml": CHARTER.replace(b'title = "A charter"', line.encode())})


REPOSITORY_CODES = (
    Code(
        "FW701",
        "No repository",
        "A folder is a policy repository when it has a charter.toml: without a charter nothing is done to anybody.",
        _folder("# a folder without charter.toml", {}, "charter.toml"),
        _folder("# a folder with charter.toml", {}),
    ),
    Code(
        "FW702",
        "File that cannot be used",
        "Only plain files inside the folder are read. A link that leads out of it, a link to a folder, a pipe, a name"
        " that cannot be shown, or a file that may not be read is refused: a repository must mean the same everywhere.",
        _folder("# policies/a<TAB>b.py", {"policies/a\tb.py": b""}),
        _folder("# policies/a_b.py", {"policies/a_b.py": HEAD.encode()}),
    ),
    Code(
        "FW703",
        "Too large",
        "The number of files, the depth of folders, and the bytes of files that are read whole are limited.",
        _folder("# a policy file of more than half a megabyte", {"policies/large.py": b"#" * (MAX_SMALL_BYTES + 1)}),
        _folder("# a policy file of ordinary size", {"policies/small.py": HEAD.encode()}),
    ),
    Code(
        "FW704",
        "Charter",
        "The charter breaks its form, or a promise that no charter may break. Its reference page has all keys.",
        _charter('titel = "A charter"'),
        _charter('title = "Our charter"'),
    ),
    Code(
        "FW705",
        "Field",
        "A field of the service has a name that can be written and is not taken, a type, and a meaning.",
        _file("fields.toml", '["edit.delta"]\ntype = "number"\ndoc = "Bytes added."\n'),
        _file("fields.toml", '["edit.delta"]\ntype = "int"\ndoc = "Bytes added."\n'),
    ),
    Code(
        "FW706",
        "Test",
        "A test names a file of events beside it, and which rules must fire for which of them.",
        _file("tests/wave.toml", 'events = "wave.jsonl"\n[expect]\n"post-1" = ["Lures"]\n'),
        _file("tests/wave.toml", 'events = "wave.jsonl"\n[expect]\n"post-1" = ["Lure"]\n'),
    ),
    Code(
        "FW707",
        "Managed list",
        "A list is called as its file without the ending: small letters, digits and - _ . in lists/, each once.",
        _folder("# lists/Scam Domains.txt", {"lists/Scam Domains.txt": b"x.example\n"}),
        _folder("# lists/scam-domains.txt", {"lists/scam-domains.txt": b"x.example\n"}),
    ),
    Code(
        "FW751",
        "File that does nothing",
        "A file in policies/, lists/ or tests/ that is not used is most likely a slip in its name.",
        _folder("# policies/lures.yaml", {"policies/lures.yaml": b""}),
        _folder("# policies/README.md", {"policies/README.md": b""}),
    ),
    Code(
        "FW752",
        "No policies",
        "A repository without policies finds nothing.",
        _folder("# no file in policies/", {}, "policies/lures.py", "tests/wave.toml", "tests/wave.jsonl"),
        _folder("# policies/lures.py", {}),
    ),
)
"""Codes of a repository's folder."""
