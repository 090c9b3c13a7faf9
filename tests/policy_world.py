"""What policy files of these tests are checked against: a schema, a small library, a charter, lists."""

from __future__ import annotations

from collections.abc import Mapping

from fairwater.events.schema import Schema
from fairwater.events.types import BOOL, DOMAIN, FLOAT, INT, STR, TIME, list_of
from fairwater.policy.check import Checked, check_files
from fairwater.policy.functions import Cost, Determinism, Function, Library, Param

DAY = 86_400_000_000
CIVIC = "negative_effects_on_civic_discourse_or_elections.misinformation_disinformation"


class SmallCharter:
    """Governs two harms; suspends for 30 days at most; removes nothing by itself."""

    harms = ("scams_and_fraud.phishing", "scams_and_fraud.other", CIVIC)
    grounds = ("terms 3.2", "law DE StGB 263")
    measures = ("label", "warn", "hide", "limit", "suspend", "remove", "terminate", "review")

    def allows(self, harm: str, measure: str, duration_us: int | None) -> str | None:
        assert harm in self.harms
        assert measure in self.measures
        if measure == "remove":
            return "the charter does not let a rule remove for this harm"
        if measure == "suspend" and (duration_us is None or duration_us > 30 * DAY):
            return "the charter allows suspend for at most 30 days"
        return None


def _function(
    name: str, form: str, params: tuple[Param, ...], returns, scalar, inputs: tuple[str, ...] = ()
) -> Function:
    return Function(name, form, params, returns, scalar, Cost.CHEAP, Determinism.PURE, "For tests.", name, inputs)


TEXT = Param("text", STR)
LIBRARY = Library.of(
    (
        _function("len.str", "function", (TEXT,), INT, len),
        _function("len.list[str]", "function", (Param("items", list_of(STR)),), INT, len),
        _function("max.int", "function", (Param("values", INT, many=True),), INT, max),
        _function("max.float", "function", (Param("values", FLOAT, many=True),), FLOAT, max),
        _function("str.lower", "method", (TEXT,), STR, str.lower),
        _function("str.words", "method", (TEXT,), list_of(STR), str.split),
        _function("str.startswith", "method", (TEXT, Param("prefixes", STR, many=True)), BOOL, str.startswith),
        _function("hour", "function", (Param("time", TIME),), INT, lambda time: time // 3_600_000_000 % 24),
        _function("link.domain", "property", (), DOMAIN, lambda links, text: None, ("links", "text")),
        _function("link.domains", "property", (), list_of(DOMAIN), lambda links, text: (), ("links", "text")),
        _function(
            "sampled",
            "function",
            (
                Param("value", STR),
                Param("percent", FLOAT, constant=True),
                Param("salt", STR, constant=True, default="", optional=True),
            ),
            BOOL,
            lambda value, percent, salt: True,
        ),
    )
)
SCHEMA = Schema.of()
LISTS = ("scam-domains", "bad-words")
FILE = "policies/a.py"

HEAD = "from fairwater.policy import *\n"
POLICY = (
    'Spam = Policy(title="Spam", harm=scams_and_fraud.phishing, ground=Terms("3.2"), wording="Do not send spam.")\n'
)


def check(files: Mapping[str, bytes]) -> Checked:
    return check_files(files, SCHEMA, LIBRARY, SmallCharter(), LISTS)


def check_lines(lines: str) -> Checked:
    """Lines below the import."""
    return check({FILE: (HEAD + lines).encode()})


def check_value(expression: str, before: str = "") -> Checked:
    """An expression as the value `x`."""
    return check_lines(f"{before}x = {expression}\n")


def codes(checked: Checked, *, lints: bool = False) -> list[str]:
    """The codes reported; without `lints`, errors only."""
    return [one.code for one in checked.diagnostics if lints or not one.code.startswith("FW6")]


def value_of(expression: str, before: str = ""):
    """The typed tree of an expression without errors."""
    checked = check_value(expression, before)
    assert not checked.errors, [one.message for one in checked.errors]
    return checked.values[-1].value
