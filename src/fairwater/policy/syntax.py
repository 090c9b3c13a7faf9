"""Statements as text in; imports, definitions and cases, made of nothing but the language's own parts, out.

Python's parser gives the shape; a closed list says which shapes are the language. Nothing is imported or run.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field

from fairwater.policy.diagnostics import Report
from fairwater.policy.limits import MAX_DEPTH
from fairwater.policy.source import Source
from fairwater.policy.statements import Statement, split_statements
from fairwater.policy.tree import Span

LANGUAGE_MODULE = "fairwater.policy"
LANGUAGE_IMPORT = f"from {LANGUAGE_MODULE} import *"


@dataclass(frozen=True, slots=True)
class Import:
    """`from module import names`; `level` counts the leading dots."""

    module: str
    level: int
    names: tuple[tuple[str, Span], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Definition:
    """`name = value`."""

    name: str
    name_span: Span
    value: ast.expr
    span: Span


@dataclass(frozen=True, slots=True)
class CaseCall:
    """A `hit(...)` or `miss(...)` of its own."""

    call: ast.Call
    expect_hit: bool
    span: Span


@dataclass(slots=True)
class PolicyFile:
    """One file as far as it could be read. `broken`: names whose definitions could not; `hopeless`: nothing could."""

    source: Source
    statements: list[Import | Definition | CaseCall] = field(default_factory=list)
    broken: dict[str, Span] = field(default_factory=dict)
    hopeless: bool = False


_OPERATORS: tuple[type[ast.AST], ...] = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)
_ALLOWED: tuple[type[ast.AST], ...] = (
    ast.BoolOp,
    ast.Compare,
    ast.Call,
    ast.Attribute,
    ast.Name,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
    ast.GeneratorExp,
    ast.IfExp,
)
_REFUSED: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lambda: ("a function without a name", "write the expression itself, or give it a name"),
    ast.JoinedStr: (
        "a text with code in it",
        "write a plain text; in `because`, {names} in a plain text are filled in",
    ),
    ast.NamedExpr: ("`:=`", "give the value a name in a line of its own: `name = ...`"),
    ast.Starred: ("`*` before a list", "pass the list itself: `text.has_word(WORDS)`"),
    ast.Subscript: ("`[...]` after a value", "use a function of the language, or `any(... for item in list)`"),
    ast.ListComp: ("a list made by `for`", "write `any(...)`, `all(...)` or `count(...)` without the brackets"),
    ast.SetComp: ("a set made by `for`", "write `any(...)`, `all(...)` or `count(...)` without the brackets"),
    ast.DictComp: ("a dictionary made by `for`", "write `any(...)`, `all(...)` or `count(...)`"),
    ast.Await: ("`await`", "remove it"),
    ast.Yield: ("`yield`", "remove it"),
    ast.YieldFrom: ("`yield`", "remove it"),
}
_REFUSED_OPERATORS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Pow: ("`**`", "multiply instead"),
    ast.BitAnd: ("`&`", "write `and`"),
    ast.BitOr: ("`|`", "write `or`"),
    ast.BitXor: ("`^`", "write `!=`"),
    ast.Invert: ("`~`", "write `not`"),
    ast.UAdd: ("`+` before a value", "remove it"),
}
_CONDITION_HELP = "give the condition a name, `name = ...`, and use it in `when=` of a rule"
_NO_CODE_HELP = "a policy is a list of definitions: `Name = ...`"
_STATEMENT_HELP = {
    "def": ("a function", "give the expression a name instead: `name = ...`"),
    "class": ("a class", _NO_CODE_HELP),
    "async": ("`async`", _NO_CODE_HELP),
    "@": ("a decorator", _NO_CODE_HELP),
    "if": ("`if` as a statement", _CONDITION_HELP),
    "for": ("a loop", "write `any(... for item in list)`, `all(...)` or `count(...)`"),
    "while": ("a loop", "write `any(... for item in list)`, `all(...)` or `count(...)`"),
    "try": ("`try`", "values that are missing are unknown, never an error: ask with is_known(x)"),
    "with": ("`with`", _NO_CODE_HELP),
    "del": ("`del`", _NO_CODE_HELP),
    "global": ("`global`", _NO_CODE_HELP),
    "nonlocal": ("`nonlocal`", _NO_CODE_HELP),
    "return": ("`return`", _NO_CODE_HELP),
    "raise": ("`raise`", _NO_CODE_HELP),
    "assert": ("`assert`", "write a case: `hit(...)` or `miss(...)`"),
    "pass": ("`pass`", "remove it"),
    "break": ("`break`", "remove it"),
    "continue": ("`continue`", "remove it"),
}
_CONTINUATIONS = frozenset(("else", "elif", "except", "finally"))
_FIRST_WORD = re.compile(r"[A-Za-z_]\w*+|@")


def parse_file(source: Source, report: Report) -> PolicyFile:
    """The statements of one file that are the language; everything else is reported."""
    parsed = PolicyFile(source)
    has_import = has_code = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for statement in split_statements(source, report):
            nodes = _parse_statement(source, statement, report)
            if not nodes and statement.assigns:
                parsed.broken.setdefault(statement.assigns, source.span_at(statement.start, statement.start + 1))
            has_code = has_code or nodes is None
            for node in nodes or ():
                if (
                    isinstance(node, ast.Expr)
                    and isinstance(node.value, ast.Constant)
                    and isinstance(node.value.value, str)
                ):
                    if has_code:
                        help = "write a comment (# ...) instead"
                        report("FW107", source.span(node), "a text of its own does nothing here", help=help)
                    has_code = True
                    continue
                if not has_import:
                    has_import = True
                    if _is_language_import(node):
                        has_code = True
                        continue
                    where = source.span(node)
                    help = f"begin the file with `{LANGUAGE_IMPORT}`"
                    report("FW109", where, "the language is not imported before this", help=help)
                has_code = True
                made = _statement(source, node, report)
                if made is not None:
                    parsed.statements.append(made)
                elif isinstance(node, ast.Assign):
                    parsed.broken |= {one.id: source.span(one) for one in node.targets if isinstance(one, ast.Name)}
    return parsed


def _parse_statement(source: Source, statement: Statement, report: Report) -> list[ast.stmt] | None:
    """The nodes of one statement, with lines of the file; None when it is reported or refused."""
    if statement.refused:
        return None
    text = source.text[statement.start : statement.end]
    whole = source.span_at(statement.start, statement.end)
    found = _FIRST_WORD.match(text)
    word = found.group() if found else ""
    if word in _CONTINUATIONS:
        return None
    if word in _STATEMENT_HELP:
        what, help = _STATEMENT_HELP[word]
        where = source.span_at(statement.start, statement.start + len(word))
        report("FW107", where, f"{what} is not part of the language", help=help)
        return None
    too_deep = "give the parts names: `Part = ...`"
    try:
        module = ast.parse(text)
    except SyntaxError as error:
        line = whole.line + (error.lineno or 1) - 1
        column = max((error.offset or 1) - 1, 0)
        end_line, end_column = line, column + 1
        if error.end_lineno and error.end_offset and error.end_lineno > 0:
            end_line, end_column = whole.line + error.end_lineno - 1, max(error.end_offset - 1, 0)
        if (end_line, end_column) <= (line, column):
            end_line, end_column = line, column + 1
        help = "a policy file has the grammar of Python: compare the line with the examples"
        report("FW104", Span(source.file, line, column, end_line, end_column), _syntax_message(error), help=help)
        return None
    except (RecursionError, MemoryError):
        report("FW105", whole, "this statement is nested too deeply", help=too_deep)
        return None
    except ValueError:
        report("FW104", whole, "this statement cannot be read", help="write it anew, in plain characters")
        return None
    for node in module.body:
        ast.increment_lineno(node, whole.line - 1)
    return module.body


def _syntax_message(error: SyntaxError) -> str:
    message = (error.msg or "invalid syntax").strip()
    return "this is not a statement" if message == "invalid syntax" else message[:1].lower() + message[1:]


def _is_language_import(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.ImportFrom)
        and node.level == 0
        and node.module == LANGUAGE_MODULE
        and [(alias.name, alias.asname) for alias in node.names] == [("*", None)]
    )


def _statement(source: Source, node: ast.stmt, report: Report) -> Import | Definition | CaseCall | None:
    span = source.span(node)
    if isinstance(node, ast.ImportFrom):
        return _import(source, node, report)
    if isinstance(node, ast.Import):
        help = f"only `{LANGUAGE_IMPORT}` and `from policies.file import name` can be imported"
        report("FW110", span, "a Python module cannot be imported", help=help)
        return None
    if isinstance(node, ast.Assign):
        target = node.targets[0]
        if len(node.targets) > 1 or not isinstance(target, ast.Name):
            report("FW111", source.span(target), "a definition gives one value one name", help="write `Name = ...`")
            return None
        if not _is_language(source, node.value, report):
            return None
        return Definition(target.id, source.span(target), node.value, span)
    if isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        target = node.target
        what = "types are inferred" if isinstance(node, ast.AnnAssign) else "a name keeps its value"
        name = target.id if isinstance(target, ast.Name) else "Name"
        report("FW111", source.span(target), f"{what}: only `=` defines", help=f"write `{name} = ...`")
        return None
    if isinstance(node, ast.Expr):
        call = node.value
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("hit", "miss"):
            return CaseCall(call, call.func.id == "hit", span) if _is_language(source, call, report) else None
        if _is_language(source, call, report):
            report("FW107", span, "a value without a name does nothing", help="give it a name: `Name = ...`")
        return None
    report("FW107", span, "this statement is not part of the language", help=_NO_CODE_HELP)
    return None


def _import(source: Source, node: ast.ImportFrom, report: Report) -> Import | None:
    span = source.span(node)
    if _is_language_import(node):
        report("FW110", span, "the language is imported twice", help="remove this line")
        return None
    if node.level == 0 and (node.module or "").split(".")[0] in ("fairwater", "__future__"):
        report(
            "FW110", span, "this cannot be imported", help=f"write `{LANGUAGE_IMPORT}`: it holds all of the language"
        )
        return None
    if not node.module:
        report("FW110", span, "a file cannot be imported whole", help="write `from .file import name`")
        return None
    names: list[tuple[str, Span]] = []
    for alias in node.names:
        where = source.span(alias)
        if alias.name == "*":
            report("FW110", where, "all names of a policy file cannot be imported", help="write the names you use")
        elif alias.asname:
            help = "import it under its own name: findings show values by that name"
            report("FW110", where, "an imported value keeps its name", help=help, suggestion=alias.name)
        else:
            names.append((alias.name, where))
    return Import(node.module, node.level, tuple(names), span) if names else None


def _is_language(source: Source, value: ast.expr, report: Report) -> bool:
    """Whether an expression is made of the language's parts alone, at most `MAX_DEPTH` levels deep."""
    fine = True
    stack: list[tuple[ast.AST, int]] = [(value, 1)]
    while stack:
        node, depth = stack.pop()
        if depth > MAX_DEPTH:
            help = "give the parts names: `Part = ...`"
            report("FW105", source.span(value), f"more than {MAX_DEPTH} levels in one expression", help=help)
            return False
        refused = _refused_part(node)
        if refused is not None:
            what, help = refused
            report("FW108", source.span(node), f"{what} is not part of the language", help=help)
            fine = False
            continue
        stack.extend(
            (child, depth + 1)
            for child in ast.iter_child_nodes(node)
            if not isinstance(child, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context))
        )
    return fine


def _refused_part(node: ast.AST) -> tuple[str, str] | None:
    """What a part is called and what to write instead, if it is not of the language."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, (str, int, float, bool)) or node.value is None:
            return None
        return f"`{type(node.value).__name__}`", "use a text, a number, True or False"
    if isinstance(node, ast.BinOp):
        return (
            None
            if isinstance(node.op, _OPERATORS)
            else _REFUSED_OPERATORS.get(type(node.op), ("this operator", "remove it"))
        )
    if isinstance(node, ast.UnaryOp):
        return None if isinstance(node.op, (ast.Not, ast.USub)) else _REFUSED_OPERATORS[type(node.op)]
    if isinstance(node, ast.keyword):
        return None if node.arg else ("`**` before arguments", "write each argument by name")
    if isinstance(node, ast.comprehension):
        return ("`async`", "remove it") if node.is_async else None
    if isinstance(node, _ALLOWED):
        return None
    return _REFUSED.get(type(node), (f"this ({type(node).__name__})", "write it with the language's own parts"))
