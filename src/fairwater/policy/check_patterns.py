"""`text.matches(...)`, `.contains(...)` and `.has_word(...)` as parsed in; a `Match` with valid patterns out."""

from __future__ import annotations

import ast
import re

from fairwater.events.types import BOOL, STR
from fairwater.policy.check_context import Context, constant_of
from fairwater.policy.check_types import called
from fairwater.policy.limits import MAX_PATTERN_CHARACTERS, MAX_PATTERN_SETS, MAX_PATTERNS
from fairwater.policy.pattern import PatternError, parse_pattern
from fairwater.policy.pattern_syntax import parse_regex
from fairwater.policy.tree import Expr, Match
from fairwater.policy.vocabulary import MATCHERS

_BACKSPACE = "\x08"
_LARGE_SET = re.compile(r"\\[wWdDsS]|-[^\x00-\x7f]")


def check_match(ctx: Context, node: ast.Call, text: Expr, method: str) -> Expr | None:
    """Patterns are constants: texts one by one, or one constant list of texts. `case=True` keeps case apart."""
    mode = MATCHERS[method]
    caseless: bool | None = True
    for keyword in node.keywords:
        if keyword.arg != "case":
            help = "patterns are given without a name; `case=True` keeps upper and lower case apart"
            ctx.problem("FW307", keyword, f"`{method}` has no argument `{keyword.arg}`", help)
            caseless = None
            continue
        value = ctx.expression(keyword.value)
        flag = constant_of(value) if value is not None else None
        if value is not None and (flag is None or not isinstance(flag.value, bool)):
            ctx.problem("FW308", keyword.value, "`case` is True or False, written out", "write `case=True`")
        caseless = not flag.value if flag is not None and isinstance(flag.value, bool) else None
    patterns = _patterns(ctx, node, method)
    if patterns is None or caseless is None:
        return None
    fine = [_is_pattern(ctx, where, source, mode, caseless) for source, where in patterns]
    if not all(fine):
        return None
    return Match(BOOL, ctx.span(node), text, tuple(source for source, _ in patterns), mode, caseless)


def _patterns(ctx: Context, node: ast.Call, method: str) -> list[tuple[str, ast.expr]] | None:
    """The sources and where they stand."""
    if not node.args:
        ctx.problem("FW307", node, f"`{method}` needs at least one pattern", f'write `.{method}("...")`')
        return None
    found: list[tuple[str, ast.expr]] = []
    failed = False
    for arg in node.args:
        value = ctx.expression(arg)
        constant = constant_of(value) if value is not None else None
        if value is None:
            failed = True
        elif constant is None:
            failed = True
            help = 'write it out, or name it: `WORDS = ["...", "..."]`'
            ctx.problem("FW308", arg, "a pattern must be a constant", help)
        elif isinstance(constant.value, tuple) and constant.type.item is not None and constant.type.item.name == "str":
            if len(node.args) > 1:
                failed = True
                ctx.problem("FW307", arg, "a list of patterns stands alone", "join the lists with `+`")
            if not _affords(ctx, node, constant.value):
                return None
            found += [(str(source), arg) for source in constant.value]
        elif isinstance(constant.value, str):
            if not _affords(ctx, node, (constant.value,)):
                return None
            found.append((constant.value, arg))
        else:
            failed = True
            ctx.problem(
                "FW301", arg, f"a pattern is a text, but this is {called(constant.type)}", f"write {called(STR)}"
            )
    return None if failed else found


def _affords(ctx: Context, node: ast.Call, patterns: tuple[object, ...]) -> bool:
    """Whether the file may have these patterns, too; reports when not."""
    ctx.patterns += len(patterns)
    if ctx.patterns <= MAX_PATTERNS:
        texts = "\n".join(map(str, patterns))
        ctx.pattern_characters += len(texts)
        ctx.pattern_sets += len(_LARGE_SET.findall(texts))
        if ctx.pattern_characters <= MAX_PATTERN_CHARACTERS and ctx.pattern_sets <= MAX_PATTERN_SETS:
            return True
    help = "split the file, or keep words in lists/ and use listed(...)"
    ctx.problem("FW106", node, "this file has too many patterns", help)
    return False


def _is_pattern(ctx: Context, node: ast.expr, source: str, mode: str, caseless: bool) -> bool:
    """Whether a pattern is taken; reports why not. Problems inside one plain literal point at the character."""
    if _BACKSPACE in source and mode == "regex":
        help = 'write the text with an r before it: r"\\b..."'
        ctx.problem("FW404", node, "this pattern holds a backspace character: `\\b` in a plain text", help)
        return False
    try:
        parse_pattern(source, mode, caseless)
    except PatternError as error:
        code = "FW401" if error.not_linear else "FW403" if _matches_nothing(source, mode, caseless) else "FW402"
        place = ctx.source.inside(node, error.position) if code != "FW403" else None
        shown = "" if isinstance(node, ast.Constant) else f" (in `{source[:60]}`)"
        ctx.problem(code, place or node, error.message + shown, error.help or "correct the pattern")
        return False
    return True


def _matches_nothing(source: str, mode: str, caseless: bool) -> bool:
    """Whether a refused pattern is one that matches without any character."""
    if mode != "regex" or not source:
        return not source
    try:
        return parse_regex(source, caseless).nullable
    except PatternError:
        return False
