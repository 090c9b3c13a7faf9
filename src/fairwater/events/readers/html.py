"""HTML of a post comes in; its text and its links go out, in time linear in its length.

A small scanner of our own: the standard library's parser takes quadratic time on some broken input. It follows the
tokens of HTML (WHATWG, section 13.2.5) as far as text and links need: tags, quoted attributes, comments, entities.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TAG_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9-]*")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_LINE = frozenset({"br", "li", "/li", "tr", "div", "/div", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_PARAGRAPH = frozenset({"/p", "blockquote", "/blockquote", "ul", "/ul", "ol", "/ol", "pre", "/pre"})
_HIDDEN = frozenset({"script", "style", "template"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in the text: where it leads, and the classes it carries ("mention", "hashtag" ...)."""

    href: str
    classes: frozenset[str]


def read_html(source: str) -> tuple[str, list[Anchor]]:
    """The text as a reader sees it (lines and paragraphs kept, entities resolved) and the links in order."""
    pieces: list[str] = []
    anchors: list[Anchor] = []
    hidden = ""
    at = 0
    while at < len(source):
        start = source.find("<", at)
        if start < 0:
            start = len(source)
        if not hidden:
            pieces.append(_unescape(source[at:start]))
        if start == len(source):
            break
        name = _TAG_NAME.match(source, start + 1)
        if name is None:
            at = _skip_markup(source, start, pieces, bool(hidden))
            continue
        end = _tag_end(source, name.end())
        tag = name[0].lower()
        if hidden:
            hidden = "" if tag == "/" + hidden else hidden
        elif tag in _HIDDEN:
            hidden = tag
        elif tag == "a":
            anchors += _anchor(source[name.end() : end])
        elif tag in _LINE:
            pieces.append("\n")
        elif tag in _PARAGRAPH:
            pieces.append("\n\n")
        at = end + 1
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip(), anchors


def _skip_markup(source: str, start: int, pieces: list[str], hidden: bool) -> int:
    """Past a comment, a doctype or the like at `start`; a lone `<` is text."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 4)
        return len(source) if end < 0 else end + 3
    if source.startswith(("<!", "<?", "</"), start):
        end = source.find(">", start)
        return len(source) if end < 0 else end + 1
    if not hidden:
        pieces.append("<")
    return start + 1


def _tag_end(source: str, at: int) -> int:
    """The position of the `>` that ends the tag, quotes passed over; the end of the text when it is never closed."""
    while at < len(source):
        step = _TAG_STEP.match(source, at)
        at = step.end() if step else at
        if at >= len(source) or source[at] == ">":
            return at
        close = source.find(source[at], at + 1)
        if close < 0:
            return len(source)
        at = close + 1
    return len(source)


_TAG_STEP = re.compile(r"""[^"'>]*""")


def _anchor(inside: str) -> list[Anchor]:
    found = {match[1].lower(): match[2] or match[3] or match[4] or "" for match in _ATTRIBUTE.finditer(inside)}
    href = _unescape(found.get("href", "")).strip()
    return [Anchor(href, frozenset(found.get("class", "").split()))] if href else []


def _unescape(text: str) -> str:
    try:
        return html.unescape(text) if "&" in text else text
    except ValueError:  # a character number of thousands of digits
        return text
