"""Codes of files and syntax, FW1xx: what keeps a file from being read at all."""

from __future__ import annotations

from fairwater.policy.codes_example import HEAD, Code, condition, files, hostile, lines
from fairwater.policy.limits import MAX_FILE_BYTES

_FINE = condition("account.posts > 5")
_DOUBLING = "\n".join(f"n{i} = n{i - 1} + n{i - 1}" for i in range(1, 30))

SYNTAX_CODES = (
    Code(
        "FW101",
        "File too large, or too many files",
        "A policy file has at most 512 KiB and a repository 1,000 files, so that checking takes bounded time. Long"
        " lists of words or domains belong in `lists/`.",
        hostile("# a file of more than 512 KiB", HEAD.encode() + b"#" * MAX_FILE_BYTES),
        _FINE,
    ),
    Code(
        "FW102",
        "Not a text in UTF-8",
        "Policies are published and read by people: files are UTF-8 text without NUL characters.",
        hostile('# a file saved in another encoding: "caf\\xe9"', HEAD.encode() + b'name = "caf\xe9"\n'),
        condition('text.contains("café")'),
    ),
    Code(
        "FW103",
        "Hidden direction character",
        "Characters that change the order in which a line is shown can make a policy look like another one. Where"
        " a pattern needs such a character, write its number.",
        hostile('when=text.contains("<U+202E>")', HEAD.encode() + 'x = text.contains("\u202e")\n'.encode()),
        condition('text.contains("\\u202e")'),
    ),
    Code(
        "FW104",
        "Syntax error",
        "The line is not of the grammar of Python, of which policies use a part. Other lines are still checked.",
        lines("fresh = account.posts >"),
        _FINE,
    ),
    Code(
        "FW105",
        "Nested too deeply",
        "An expression has at most 50 open brackets and 100 levels. Give its parts names.",
        hostile(
            "fresh = not not not not ... account.bot", HEAD.encode() + b"fresh = " + b"not " * 50 + b"account.bot\n"
        ),
        condition("not account.bot"),
    ),
    Code(
        "FW106",
        "Too much in one file, text or list",
        "A file has at most 50,000 words and signs, a list 10,000 items, a text 100,000 characters, and 200"
        " problems are reported for one file.",
        hostile('WORDS = ["w", "w", ... 30,000 times]', HEAD.encode() + b"WORDS = [" + b'"w", ' * 30_000 + b"]\n"),
        condition('text.has_word("win", "prize")'),
    ),
    Code(
        "FW107",
        "Statement outside the language",
        "A policy is a list of definitions, imports and cases. It is never run, so it has no functions, classes or"
        " loops.",
        lines("def fresh(account):\n    return account.age < days(7)\n"),
        condition("fresh", "fresh = account.age < days(7)\n"),
    ),
    Code(
        "FW108",
        "Expression outside the language",
        "Only the language's own parts stand in an expression: no functions without a name, no texts with code in"
        " them, no subscripts.",
        lines('shouting = f"{text}!!!"'),
        condition("shouting", 'shouting = text.contains("!!!")\n'),
    ),
    Code(
        "FW109",
        "Language not imported",
        "Each policy file begins with `from fairwater.policy import *`: so editors and type checkers know its names.",
        files(example="fresh = account.age < days(7)\n"),
        _FINE,
    ),
    Code(
        "FW110",
        "Import outside the language",
        "A policy file imports the language and named values of other policy files, nothing else, and keeps their"
        " names.",
        lines("import os"),
        _FINE,
    ),
    Code(
        "FW111",
        "Not a definition of one name",
        "A definition gives one value one name, once: `Name = ...`.",
        lines("few = several = account.posts < 5"),
        condition("few", "few = account.posts < 5\n"),
    ),
    Code(
        "FW112",
        "Name with other letters, or with two underscores in front",
        "Names have the letters a-z: letters of other scripts that look alike would make two names look like one."
        " Titles, wordings and patterns may have any characters.",
        lines("__fresh = account.age < days(7)"),
        condition("fresh", "fresh = account.age < days(7)\n"),
    ),
    Code(
        "FW113",
        "Too large when its names are written out",
        "Each name stands for all that it was made of. With names written out, an expression has at most 20,000"
        " parts and 200 levels.",
        hostile(
            "n1 = account.posts + account.posts\nn2 = n1 + n1\n# ... and so on, 30 times",
            (HEAD + "n0 = account.posts\n" + _DOUBLING + "\nlast = n14\n").split("n15 =")[0].encode(),
        ),
        condition("many > 8", "many = account.posts * 4\n"),
    ),
)
"""FW1xx."""
