"""Static types of the policy language, and how each looks as a value at run time.

| type | value at run time |
| --- | --- |
| bool | `bool` |
| int | `int` within 64 bits, signed; a result outside is unknown |
| float | `float`, finite; a result that is infinite or not a number is unknown |
| str | `str`; an entity id (account, domain, ...) is a `str` with an entity name in its type |
| time | `int`, microseconds since 1970-01-01T00:00:00Z |
| duration | `int`, microseconds |
| list[T] | `tuple` of known values |
| listing | the name of a managed list; only on the right of `in` |

`None` stands for *unknown* in every evaluator and is not a value of any type.
"""

from __future__ import annotations

from dataclasses import dataclass

SECOND = 1_000_000
"""In microseconds, like every duration."""
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY

INT_MIN = -(2**63)
INT_MAX = 2**63 - 1

JOINED_LIMIT = 1_000_000
"""Characters or items in the result of `+` on strings or lists; more is unknown: no policy builds unbounded values."""

type_names = ("bool", "int", "float", "str", "time", "duration", "list", "listing")


@dataclass(frozen=True, slots=True)
class Type:
    """A static type: `name` of `type_names`, `item` for lists, `entity` for ids (a `str` at run time)."""

    name: str
    item: Type | None = None
    entity: str | None = None

    def __str__(self) -> str:
        if self.item is not None:
            return f"list[{self.item}]"
        return f"{self.entity} id" if self.entity else self.name

    @property
    def is_numeric(self) -> bool:
        """Whether arithmetic on it is on numbers."""
        return self.name in ("int", "float")

    @property
    def is_ordered(self) -> bool:
        """Whether `<` is defined on it."""
        return self.name in ("int", "float", "str", "time", "duration")


BOOL = Type("bool")
INT = Type("int")
FLOAT = Type("float")
STR = Type("str")
TIME = Type("time")
DURATION = Type("duration")
ACCOUNT = Type("str", entity="account")
DOMAIN = Type("str", entity="domain")


def list_of(item: Type) -> Type:
    """The type of a list of `item`."""
    return Type("list", item)


def accepts(wanted: Type, given: Type) -> bool:
    """Whether a value of type `given` may stand where `wanted` is expected.

    An entity id is a str; a plain str may stand for any entity id (ids arrive as plain literals);
    two different entities never mix. int does not pass for float here: the checker inserts `ToFloat`.
    """
    if wanted.name != given.name:
        return False
    if wanted.name == "list":
        assert wanted.item is not None and given.item is not None
        return accepts(wanted.item, given.item)
    return wanted.entity is None or given.entity is None or wanted.entity == given.entity
