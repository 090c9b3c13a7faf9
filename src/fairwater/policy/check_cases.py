"""`hit(...)` and `miss(...)` as parsed in; cases whose events have the types of the schema out."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from types import MappingProxyType

from fairwater.events.schema import FieldSpec
from fairwater.events.types import DURATION, INT, SECOND, STR, TIME, Type, list_of
from fairwater.policy.cases import CASE_START, COUNTER, Case, CaseEvents, EventTemplate, wire_time
from fairwater.policy.check_context import Context, constant_of
from fairwater.policy.check_operators import listing_name
from fairwater.policy.check_types import expect
from fairwater.policy.diagnostics import did_you_mean
from fairwater.policy.limits import MAX_CASE_EVENTS
from fairwater.policy.syntax import CaseCall
from fairwater.policy.tree import RuleDef

_EXAMPLE = 'for example `hit(GiveawaySpree, "a new account", event(text="...", account=account(age=days(2))))`'
_TOP = {"id": "event.id", "time": "event.time", "kind": "event.kind"}


@dataclass(slots=True)
class _Clock:
    """Where the events of a case stand in time, and how many there are."""

    now: int = CASE_START
    events: int = 0


def check_case(ctx: Context, statement: CaseCall) -> Case | None:
    """One case; every problem in it is reported."""
    call = statement.call
    word = "hit" if statement.expect_hit else "miss"
    if len(call.args) < 3:
        ctx.problem("FW511", call, f"`{word}` needs a rule, what it shows, and at least one event", _EXAMPLE)
        return None
    rule = _rule(ctx, call.args[0])
    title = _title(ctx, call.args[1], word)
    lists = _lists(ctx, call)
    clock = _Clock()
    templates = [_template(ctx, one, clock) for one in call.args[2:]]
    known = [one for one in templates if one is not None]
    if clock.events > MAX_CASE_EVENTS:
        help = f"at most {MAX_CASE_EVENTS:,} are run in one case"
        ctx.problem("FW514", call, f"this case has {clock.events:,} events", help)
        return None
    if rule is None or title is None or lists is None or len(known) < len(templates):
        return None
    if not _ids_differ(ctx, call, known):
        return None
    return Case(rule.name, statement.expect_hit, title, CaseEvents(known), MappingProxyType(lists), statement.span)


def _rule(ctx: Context, node: ast.expr) -> RuleDef | None:
    entry = ctx.scope.use(node.id) if isinstance(node, ast.Name) else None
    if entry is not None:
        if entry.meaning is not None and not isinstance(entry.meaning, RuleDef):
            ctx.problem(
                "FW513", node, f"`{entry.name}` is {entry.kind}, not a rule", "name the rule that the case is of"
            )
            return None
        return entry.meaning
    if isinstance(node, ast.Name) and node.id in ctx.scope.later:
        line = ctx.scope.later[node.id].line
        ctx.problem(
            "FW202", node, f"`{node.id}` is used before it is defined in line {line}", "write cases below their rule"
        )
        return None
    rules = [key for key, one in ctx.scope.entries.items() if isinstance(one.meaning, RuleDef)]
    help, best = did_you_mean(ctx.words(node), rules, "name the rule that the case is of")
    ctx.problem("FW513", node, f"`{ctx.words(node)}` is not a rule", help, best)
    return None


def _title(ctx: Context, node: ast.expr, word: str) -> str | None:
    value = ctx.expression(node) if not isinstance(node, ast.Call) else None
    constant = constant_of(value) if value is not None else None
    if constant is None or not isinstance(constant.value, str) or not constant.value.strip():
        if value is not None or isinstance(node, ast.Call):
            ctx.problem("FW511", node, f"the second argument of `{word}` is what the case shows, in words", _EXAMPLE)
        return None
    return constant.value


def _lists(ctx: Context, call: ast.Call) -> dict[str, tuple[str, ...]] | None:
    """`lists={"scam-domains": ["x.example"]}`."""
    lists: dict[str, tuple[str, ...]] = {}
    fine = True
    for keyword in call.keywords:
        if keyword.arg != "lists" or not isinstance(keyword.value, ast.Dict):
            help = 'besides events there is only `lists={"name": ["item"]}`'
            ctx.problem("FW511", keyword, f"a case has no argument `{keyword.arg}` like this", help)
            fine = False
            continue
        for key, items in zip(keyword.value.keys, keyword.value.values, strict=True):
            if key is None:
                ctx.problem("FW108", keyword, "`**` is not part of the language", "write the lists themselves")
                fine = False
                continue
            asked = ast.copy_location(ast.Call(ast.Name("listed"), [key], []), key)
            name = listing_name(ctx, asked)
            value = ctx.expression(items, list_of(STR))
            fitted = expect(ctx, value, items, list_of(STR), "what a list holds") if value is not None else None
            constant = constant_of(fitted) if fitted is not None else None
            if fitted is not None and constant is None:
                ctx.problem("FW308", items, "what a list holds is constant in a case", 'write `["item", "item"]`')
            if name is None or constant is None or not isinstance(constant.value, tuple):
                fine = False
                continue
            lists[name] = tuple(str(one) for one in constant.value)
    return lists if fine else None


def _template(ctx: Context, node: ast.expr, clock: _Clock) -> EventTemplate | None:
    """`event(...)`, or `repeat(20, event(...), every=minutes(1))`."""
    word = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    if not isinstance(node, ast.Call) or word not in ("event", "repeat"):
        ctx.problem("FW511", node, "this is not an event", _EXAMPLE)
        return None
    if word == "event":
        return _event(ctx, node, clock, 1, 0, numbered=False)
    inner = node.args[1] if len(node.args) == 2 else None
    is_event = isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "event"
    if not is_event or [keyword.arg for keyword in node.keywords] not in ([], ["every"]):
        help = "write `repeat(20, event(...), every=minutes(1))`"
        ctx.problem("FW511", node, "`repeat` takes a number, one event, and how far they are apart", help)
        return None
    assert isinstance(inner, ast.Call)
    count = _constant(ctx, node.args[0], INT, "how often an event is repeated")
    every = _constant(ctx, node.keywords[0].value, DURATION, "`every`") if node.keywords else SECOND
    if not isinstance(count, int) or not isinstance(every, int):
        return None
    if not 0 < count <= MAX_CASE_EVENTS:
        ctx.problem("FW514", node.args[0], f"{count:,} repetitions", f"write 1 to {MAX_CASE_EVENTS:,}")
        return None
    if every < 0:
        ctx.problem("FW515", node.keywords[0].value, "repeated events would run backwards in time", "write 0 or more")
        return None
    return _event(ctx, inner, clock, count, every, numbered=True)


def _constant(ctx: Context, node: ast.expr, wanted: Type, what: str) -> object:
    """The constant of a type; None when it was reported."""
    value = ctx.expression(node, wanted)
    fitted = expect(ctx, value, node, wanted, what) if value is not None else None
    if fitted is None:
        return None
    constant = constant_of(fitted)
    if constant is None:
        ctx.problem("FW308", node, f"{what} must be a constant in a case", "write it out, or name a constant")
        return None
    return constant.value


def _event(
    ctx: Context, node: ast.Call, clock: _Clock, count: int, every: int, *, numbered: bool
) -> EventTemplate | None:
    for extra in node.args:
        ctx.problem("FW511", extra, "the fields of an event are given by name", 'write `event(text="...")`')
    fields: dict[str, object] = {}
    start: int | None = clock.now
    fine = not node.args
    for keyword in node.keywords:
        name = str(keyword.arg)
        if name in ("at", "time"):
            wanted = DURATION if name == "at" else TIME
            given = _constant(ctx, keyword.value, wanted, f"`{name}`")
            start = given if isinstance(given, int) else None
            if start is not None and name == "at":
                start += CASE_START
        else:
            fine = _field(ctx, keyword, _TOP.get(name, name), fields) and fine
    clock.events += count
    if start is None or not fine:
        return None
    if start < clock.now:
        help = "write events in the order of their time; `at` counts from the start of the case"
        ctx.problem("FW515", node, "this event is earlier than the one before", help)
        return None
    clock.now = start + every * (count - 1)
    try:
        wire_time(clock.now)
    except OverflowError:
        ctx.problem("FW515", node, "this event is after the year 9999 or before the year 1", "choose a nearer time")
        return None
    return EventTemplate(_as_wire(fields), start, count, every, numbered)


def _field(ctx: Context, keyword: ast.keyword, path: str, fields: dict[str, object]) -> bool:
    """Put one field, or a group of fields (`account=account(id="a")`), into `fields` by wire path."""
    schema = ctx.world.schema.fields
    node = keyword.value
    spec = schema.get(path)
    if spec is not None:
        return _put(ctx, node, spec, fields)
    beneath = [one for one in schema if one.startswith(path + ".")]
    name = path.rpartition(".")[2]
    if beneath:
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and not node.args
        ):
            ctx.problem("FW511", node, f"`{path}` is a group of fields", f"write `{name}={name}(...)`")
            return False
        inner_fine = [_field(ctx, inner, f"{path}.{inner.arg}", fields) for inner in node.keywords]
        return all(inner_fine)
    parent = path.rpartition(".")[0]
    siblings = {one[len(parent) + 1 :] if parent else one.split(".")[0] for one in schema if one.startswith(parent)}
    help, _ = did_you_mean(name, siblings if parent else siblings | set(_TOP), "the schema has no such field")
    ctx.problem("FW208", keyword, f"there is no field `{path}`", help)
    return False


def _put(ctx: Context, node: ast.expr, spec: FieldSpec, fields: dict[str, object]) -> bool:
    value = _constant(ctx, node, spec.type, f"the field `{spec.path}`")
    if value is None:
        return False
    fields[f"{spec.wire}#{spec.each}" if spec.each else spec.wire] = _on_wire(value, spec.type)
    return True


def _on_wire(value: object, type_: Type) -> object:
    """A constant in JSON form: durations in seconds, times as RFC 3339."""
    if isinstance(value, tuple):
        return [_on_wire(item, type_.item or type_) for item in value]
    if type_ == DURATION and isinstance(value, int):
        return value // SECOND if value % SECOND == 0 else value / SECOND
    if type_ == TIME and isinstance(value, int):
        try:
            return wire_time(value)
        except OverflowError:
            return value
    return value


def _as_wire(fields: dict[str, object]) -> dict[str, object]:
    """Flat wire paths as nested objects; `media#kind` is a key of each object of the list `media`."""
    nested: dict[str, object] = {}
    for wire, value in fields.items():
        path, _, each = wire.partition("#")
        *groups, last = path.split(".")
        inner = nested
        for group in groups:
            deeper = inner.setdefault(group, {})
            assert isinstance(deeper, dict)
            inner = deeper
        if not each:
            inner[last] = value
            continue
        objects = inner.setdefault(last, [])
        assert isinstance(objects, list)
        assert isinstance(value, list)
        objects.extend({} for _ in range(len(value) - len(objects)))
        for one, item in zip(objects, value, strict=False):
            one[each] = item
    return nested


def _ids_differ(ctx: Context, call: ast.Call, templates: list[EventTemplate]) -> bool:
    """Events with the same id would be taken for one event."""
    taken: set[str] = set()
    given_by_number: set[str] = set()
    if any("id" in template.fields for template in templates):
        number = 0
        for template in templates:
            if "id" not in template.fields:
                given_by_number |= {f"e{number + n}" for n in range(1, template.count + 1)}
            number += template.count
    for template, node in zip(templates, call.args[2:], strict=True):
        if "id" not in template.fields:
            continue
        given = str(template.fields["id"])
        repeated = range(1, template.count + 1) if template.numbered and COUNTER in given else range(template.count)
        ids = {given.replace(COUNTER, str(n)) for n in repeated} if template.numbered else {given}
        if len(ids) < template.count or ids & (taken | given_by_number):
            help = "leave `id` out, or write {n} in it within `repeat`"
            ctx.problem("FW515", node, f"several events have the id `{given[:60]}`", help)
            return False
        taken |= ids
    return True
