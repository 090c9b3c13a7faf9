"""The standard functions of the policy language, gathered from one file per noun into `FUNCTIONS`.

How a written call finds its function (the checker, the stub and the reference follow the same rule):

- A call `f(x, ...)` may mean any function of form "function" whose name is `f` or starts with `f.` ("len.str",
  "len.list[str]"). A function that exists for one type only has the plain name ("hour"); one that exists for several
  has a dotted name for each and no plain one.
- A method call `x.f(...)` may mean the function of form "method" called "<type of x>.f" ("str.lower",
  "list[str].unique"), where the type is written as `str(Type)` with entity names left out: `account id` is `str`.
- Of several, the first in the order of the library whose parameters accept all arguments is taken. An int is accepted
  for a float (the checker inserts `ToFloat`); the function for int is registered before the one for float.
- The plan keeps the full name: `Call("len.list[str]", ...)`.

A scalar gets known values only and gives a value or None (unknown). It never raises: what cannot be computed, or leaves
64 bits, is None. No result is longer than `MAX_TEXT` characters or `MAX_ITEMS` items.
"""

from __future__ import annotations

from fairwater.policy.functions import Function
from fairwater.signals.standard import lists, numbers, sampling, strings, times

FUNCTIONS: tuple[Function, ...] = (
    *strings.FUNCTIONS,
    *lists.FUNCTIONS,
    *numbers.FUNCTIONS,
    *times.FUNCTIONS,
    *sampling.FUNCTIONS,
)
"""All standard functions, in the order in which overloads are tried."""
