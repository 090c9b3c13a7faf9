"""The commands, the form of findings and the reasons of dead letters come in; the page on them goes out."""

from __future__ import annotations

import inspect

import click
from reference.page import filled, table

from fairwater.connect.writers import FINDING_TEXTS
from fairwater.events.letters import Reason

ORDER = ("new", "check", "test", "run", "explain", "replay", "simulate", "bench")
"""The commands in the order in which people meet them; others follow."""

FINDING = {
    "event": "id of the event",
    "rule": "name of the rule",
    "rule_version": "hash of what the rule means: its condition, measures, sentence and policy",
    "policy": "name of the policy that the rule detects breaches of",
    "harm": "harm of that policy, as the charter names it",
    "time": "time of the event, RFC 3339",
    "account": "id of the account that did it, or null",
    "subject": "id of what it was done to, or null",
    "values": "what the condition names -> the value seen; unknown is null, durations are seconds, times RFC 3339",
    "measures": "what the rule asks for: `measure`, `subject` and its options",
    "because": "the sentence of the rule with its values",
}
"""What the keys of a finding mean. A key without a meaning is an error."""

REASONS: dict[Reason, tuple[str, str]] = {
    Reason.BLANK: ("An empty line. It is only counted, and written nowhere.", ""),
    Reason.LINE_TOO_LONG: ("A line of more than 1,048,576 bytes.", ""),
    Reason.NOT_UTF8: ("Bytes that are no UTF-8 text.", ""),
    Reason.BROKEN_JSON: ("No JSON. `offset` is the byte at which reading stopped.", '{"id": "e1", '),
    Reason.NOT_FINITE: ("NaN or Infinity: JSON has none. Leave out what is unknown.", '{"id": "e1", "x": NaN}'),
    Reason.BAD_TEXT: ("A text with half of a surrogate pair.", r'{"id": "\ud83d"}'),
    Reason.TOO_DEEP: ("Nested so deeply that reading it would not be safe.", ""),
    Reason.NOT_AN_OBJECT: ("JSON, but not an object.", "[1, 2]"),
    Reason.MISSING_FIELD: ("`id`, `time` or `kind` is not there, or is empty.", '{"id": "e1", "kind": "post.create"}'),
    Reason.WRONG_TYPE: (
        "A field has a value of another type.",
        '{"id": "e1", "time": "2026-01-31T12:00:00Z", "kind": "post.create", "text": 5}',
    ),
    Reason.OUT_OF_RANGE: (
        "A number that its field cannot hold.",
        '{"id": "e1", "time": "2026-01-31T12:00:00Z", "kind": "vote", "account": {"posts": 9223372036854775808}}',
    ),
    Reason.TOO_LONG: ("A text with too many characters (ids: 512).", ""),
    Reason.TOO_MANY: ("A list with too many items.", ""),
    Reason.BAD_TIME: ("Not a time after RFC 3339.", '{"id": "e1", "time": "yesterday", "kind": "vote"}'),
    Reason.NAIVE_TIME: (
        "A time without an offset: nobody can say when it was. Add `Z` or an offset.",
        '{"id": "e1", "time": "2026-01-31T12:00:00", "kind": "vote"}',
    ),
    Reason.IMPLAUSIBLE_TIME: (
        "Before 1990, or more than a day from now: a clock that was never set, or one far ahead.",
        '{"id": "e1", "time": "1970-01-01T00:00:00Z", "kind": "vote"}',
    ),
    Reason.BAD_KIND: (
        "A kind that is not lower-case words joined by dots.",
        '{"id": "e1", "time": "2026-01-31T12:00:00Z", "kind": "Post!"}',
    ),
    Reason.DUPLICATE_ID: ("An event with this id came before. The first one counts.", ""),
    Reason.BAD_FRAME: ("A frame of another service that a reader or a mapping cannot make an event of.", ""),
    Reason.CUT_SHORT: ("A compressed file that ends too early. What came before is used.", ""),
}
"""Of every reason what it means, and a line that has it ("" where a line would be too long, or is none)."""


def cli_page(group: click.Group) -> str:
    """The page. Raises KeyError when a key of findings or a reason of dead letters has no meaning here."""
    context = click.Context(group, info_name="fairwater", **group.context_settings)
    names = [*ORDER, *sorted(set(group.commands) - set(ORDER))]
    head = table(
        ("command", "what it does"),
        [(f"[`{name}`](#fairwater-{name})", sentence(group.commands[name])) for name in names],
    )
    reasons = [(f"`{one}`", REASONS[one][0], code(REASONS[one][1])) for one in Reason]
    return filled(
        "cli",
        COMMANDS=head,
        EACH="\n\n".join(command_entry(group.commands[name], context) for name in names),
        FINDING=table(("key", "meaning"), [(f"`{key}`", FINDING[key]) for key in FINDING_TEXTS]),
        REASONS=table(("reason", "what is wrong", "a line that has it"), reasons),
    )


def code(text: str) -> str:
    """Text as code, or nothing."""
    return f"`{text}`" if text else ""


def paragraphs(command: click.Command) -> list[str]:
    """The parts of a command's description, each as one line."""
    return [" ".join(part.split()) for part in inspect.cleandoc(command.help or "").replace("\b", "").split("\n\n")]


def sentence(command: click.Command) -> str:
    """The first paragraph of a command's description."""
    return paragraphs(command)[0]


def example_of(command: click.Command) -> str:
    """The command line after "Example:"; "" when there is none."""
    return next((part.removeprefix("Example: ") for part in paragraphs(command) if part.startswith("Example: ")), "")


def command_entry(command: click.Command, parent: click.Context) -> str:
    """The chapter of one command."""
    context = click.Context(command, info_name=command.name, parent=parent)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    text = [part for part in paragraphs(command) if not part.startswith("Example: ")]
    rows = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1] and parameter.name != "help":
            rows.append((f"`{record[0]}`", record[1]))
    shown = [f"## fairwater {command.name}", *text, f"```text\n{usage}\n```"]
    options = [table(("option", "meaning"), rows)] if rows else []
    return "\n\n".join([*shown, *options, f"Example:\n\n```sh\n{example_of(command)}\n```"])
