"""The source of a pattern goes in; its tree comes out, or a `PatternError`: where, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass, field

from fairwater.policy import pattern_chars as chars
from fairwater.policy.pattern_chars import CharSet
from fairwater.policy.pattern_edges import MAX_SIZE
from fairwater.policy.pattern_tree import BOUNDARY, END, NO_BOUNDARY, START, Assert, Node, alt, cat, one, repeat

MAX_SOURCE = 10_000
MAX_REPEAT = 1_000
MAX_NESTING = 50
MAX_ASSERTIONS = 200

_NEWLINE = CharSet(((10, 10),))
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_CODE_LENGTHS = {"x": 2, "u": 4, "U": 8}
_HEX = frozenset("0123456789abcdefABCDEF")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ")
_PLACES = {"A": START, "Z": END, "b": BOUNDARY, "B": NO_BOUNDARY}
_LINEAR = "patterns here take time proportional to the text, whatever the text is"


class PatternError(ValueError):
    """A pattern that is not taken. `position`: code points from the start of the source, from 0.

    `not_linear`: it asks for something no linear-time matcher can do (backreference, lookaround). `help`: what to do.
    """

    def __init__(self, message: str, position: int = 0, *, not_linear: bool = False, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.not_linear = not_linear
        self.help = help


@dataclass(slots=True)
class _Parser:
    source: str
    caseless: bool
    at: int = 0
    depth: int = 0
    assertions: int = 0
    repeats: list[int] = field(default_factory=list)

    def whole(self) -> Node:
        node = self.alternatives()
        if self.at < len(self.source):
            raise PatternError("this `)` closes no group", self.at, help=r"write `\)` for the character itself")
        return node

    def alternatives(self) -> Node:
        begin = self.at
        options = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            options.append(self.sequence())
        return self.bounded(alt(options), begin)

    def sequence(self) -> Node:
        begin = self.at
        items: list[Node] = []
        while self.peek() not in ("", "|", ")"):
            items.append(self.quantified())
        return self.bounded(cat(items), begin)

    def bounded(self, node: Node, begin: int) -> Node:
        if node.size > MAX_SIZE:
            raise PatternError(
                f"written out, this is {node.size:,} character tests; at most {MAX_SIZE:,} are taken",
                begin,
                help="use smaller repetition counts, or split the pattern in two",
            )
        return node

    def peek(self, ahead: int = 0) -> str:
        return self.source[self.at + ahead : self.at + ahead + 1]

    # --- repetition

    def quantified(self) -> Node:
        begin, outer = self.at, self.repeats
        self.repeats = []
        item = self.atom()
        inner, self.repeats = self.repeats, outer
        place = self.at
        bounds = self.quantifier()
        if bounds is None:
            outer.extend(inner)
            return item
        if isinstance(item, Assert):
            raise PatternError("a place in the text cannot be repeated", place, help="leave the quantifier out")
        least, most = bounds
        if self.peek() == "?":
            self.at += 1  # lazy: finds the same texts
        elif self.peek() == "+":
            raise PatternError(
                "possessive quantifiers are not taken", self.at, help="leave the `+` out: " + _LINEAR + " anyway"
            )
        again = self.at
        if self.quantifier() is not None:
            raise PatternError(
                "a quantifier cannot follow a quantifier", again, help="put the first in a group, `(?:…)`"
            )
        highest = (most or least or 1) * max(inner, default=1)
        if highest > MAX_REPEAT:
            raise PatternError(
                f"repetitions inside each other come to {highest:,}; at most {MAX_REPEAT:,} are taken",
                place,
                help="use smaller counts, or `*` or `+`",
            )
        outer.append(highest)
        return self.bounded(repeat(item, least, most), begin)

    def quantifier(self) -> tuple[int, int | None] | None:
        char = self.peek()
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if char in simple:
            self.at += 1
            return simple[char]
        return self.counts() if char == "{" else None

    def counts(self) -> tuple[int, int | None]:
        begin = self.at
        end = self.source.find("}", begin)
        low, comma, high = self.source[begin + 1 : max(end, begin + 1)].partition(",")
        numbers = [part for part in (low, high) if part]
        if end < 0 or not numbers or not all(part.isascii() and part.isdigit() for part in numbers):
            raise PatternError(
                "`{` begins a repetition such as `{2,5}`", begin, help=r"write `\{` for the character itself"
            )
        if any(len(part) > 6 or int(part) > MAX_REPEAT for part in numbers):
            raise PatternError(
                f"at most {MAX_REPEAT:,} repetitions are taken", begin, help="use a smaller count, `*` or `+`"
            )
        least = int(low or 0)
        most = (int(high) if high else None) if comma else least
        if most is not None and most < least:
            raise PatternError(f"at least {least} and at most {most} is impossible", begin, help="swap the two counts")
        self.at = end + 1
        return least, most

    # --- one item

    def atom(self) -> Node:
        char, begin = self.peek(), self.at
        match char:
            case "(":
                return self.group()
            case "[":
                return self.set_of_characters()
            case "\\":
                return self.escape()
            case "." | "^" | "$":
                self.at += 1
                if char == ".":
                    return one(_NEWLINE.complement())
                return self.place(START if char == "^" else END, begin)
            case "*" | "+" | "?":
                raise PatternError(
                    f"`{char}` has nothing to repeat", begin, help=f"write `\\{char}` for the character itself"
                )
            case "{":
                self.counts()
                raise PatternError("this repetition has nothing to repeat", begin, help=r"write `\{` for the character")
        self.at += 1
        return self.character(char)

    def character(self, char: str) -> Node:
        return one(chars.single(ord(chars.fold_char(char) if self.caseless else char)))

    def place(self, what: str, begin: int) -> Node:
        self.assertions += 1
        if self.assertions > MAX_ASSERTIONS:
            raise PatternError(
                f"at most {MAX_ASSERTIONS} word boundaries and anchors are taken", begin, help="split the pattern"
            )
        return Assert(what)

    def group(self) -> Node:
        begin = self.at
        self.at += 1
        if self.peek() == "?":
            self.group_kind(begin)
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise PatternError(
                f"groups are nested more than {MAX_NESTING} deep", begin, help="leave out needless groups"
            )
        node = self.alternatives()
        self.depth -= 1
        if self.peek() != ")":
            raise PatternError(
                "this group is not closed", begin, help=r"add `)`, or write `\(` for the character itself"
            )
        self.at += 1
        return node

    def group_kind(self, begin: int) -> None:
        rest = self.source[self.at + 1 : self.at + 4]
        if rest.startswith(":"):
            self.at += 2
            return
        if rest.startswith(("=", "!", "<=", "<!")):
            raise PatternError(
                "lookaround is not taken",
                begin,
                not_linear=True,
                help=_LINEAR + r"; use `\b`, or two patterns and `not`",
            )
        if rest.startswith(("P=", "(", "&", "R", "P>")):
            raise PatternError(
                "backreferences, conditions and recursion are not taken", begin, not_linear=True, help=_LINEAR
            )
        if rest.startswith(">"):
            raise PatternError("atomic groups are not taken", begin, help="write `(?:…)`: " + _LINEAR + " anyway")
        if rest.startswith(("P<", "<", "'")):
            raise PatternError("named groups are not taken", begin, help="write `(…)`: nothing is captured here")
        if rest.startswith("#"):
            raise PatternError("comments inside a pattern are not taken", begin, help="put it in a comment of the file")
        raise PatternError(
            "flags inside a pattern are not taken", begin, help="patterns ignore case unless the policy says otherwise"
        )

    # --- escapes and sets

    def escape(self) -> Node:
        begin = self.at
        char = self.peek(1)
        if char in _PLACES and char:
            self.at += 2
            return self.place(_PLACES[char], begin)
        named = self.shorthand()
        if named is not None:
            return one(named)
        if char.isdecimal() and char != "0":
            raise PatternError("backreferences are not taken", begin, not_linear=True, help=_LINEAR)
        if char in ("k", "g"):
            raise PatternError("backreferences are not taken", begin, not_linear=True, help=_LINEAR)
        return self.character(self.escaped_character())

    def shorthand(self) -> CharSet | None:
        char = self.peek(1)
        if char == "" or char not in "wWdDsS":
            return None
        self.at += 2
        named = {"w": chars.words, "d": chars.digits, "s": chars.spaces}[char.lower()]()
        return named if char.islower() else named.complement()

    def escaped_character(self) -> str:
        begin = self.at
        char = self.peek(1)
        self.at += 2
        if char in _ESCAPES:
            return _ESCAPES[char]
        if char in _PUNCTUATION:
            return char
        if char in _CODE_LENGTHS:
            length = _CODE_LENGTHS[char]
            code = self.source[self.at : self.at + length]
            if len(code) != length or not _HEX.issuperset(code):
                raise PatternError(
                    f"`\\{char}` is followed by {length} hexadecimal digits", begin, help=r"as in `\x41`"
                )
            number = int(code, 16)
            if number > chars.LAST_CODE_POINT or 0xD800 <= number <= 0xDFFF:
                raise PatternError(
                    f"U+{number:04X} is no character",
                    begin,
                    help=r"write the character itself, or all of it as `\UXXXXXXXX`",
                )
            self.at += length
            return chr(number)
        if char == "":
            raise PatternError(
                "the pattern ends in a lone backslash", begin, help=r"write `\\` for the character itself"
            )
        hints = {
            "p": "write the characters out as a set, `[…]`",
            "P": "write the characters out as a set, `[^…]`",
            "z": r"write `\Z` for the end of the text",
            "0": r"write `\x00`",
            "b": r"write `\x08` for a backspace",
        }
        raise PatternError(
            f"`\\{char}` has no meaning here",
            begin,
            help=hints.get(char, "leave the backslash out for the character itself"),
        )

    def set_of_characters(self) -> Node:
        begin = self.at
        self.at += 1
        negated = self.peek() == "^"
        self.at += negated
        first = self.at
        ranges: list[chars.Range] = []
        while self.peek() != "]" or self.at == first:
            if self.peek() == "":
                raise PatternError(
                    "this set is not closed", begin, help=r"add `]`, or write `\[` for the character itself"
                )
            ranges.extend(self.member())
        self.at += 1
        members = CharSet.of(ranges)
        if self.caseless:
            members = chars.fold_set(members)
        if negated:
            members = members.complement()
        if not members:
            raise PatternError("no character is in this set", begin, help="allow at least one character")
        return one(members)

    def member(self) -> tuple[chars.Range, ...]:
        begin = self.at
        if self.source.startswith(("[:", "[=", "[."), begin):
            raise PatternError(
                "named classes such as `[:alpha:]` are not taken",
                begin,
                help=r"use `\w`, `\d`, `\s`, or `\[` for the character",
            )
        if self.peek() == "\\":
            named = self.shorthand()
            if named is not None:
                return named.ranges
        low = self.set_character()
        if self.peek() != "-" or self.peek(1) in ("]", ""):
            return ((ord(low), ord(low)),)
        self.at += 1
        if self.peek() == "\\" and self.peek(1) != "" and self.peek(1) in "wWdDsS":
            raise PatternError(
                "a range needs a character on both sides", begin, help=r"write `\-` for the character itself"
            )
        high = self.set_character()
        if high < low:
            raise PatternError(f"the range {low}-{high} runs backwards", begin, help=f"write {high}-{low}")
        return ((ord(low), ord(high)),)

    def set_character(self) -> str:
        if self.peek() == "\\":
            return self.escaped_character()
        self.at += 1
        return self.source[self.at - 1]


def parse_regex(source: str, caseless: bool) -> Node:
    """The tree of a pattern of the "regex" mode; raises PatternError. Characters are folded if `caseless`."""
    return _Parser(source, caseless).whole()
