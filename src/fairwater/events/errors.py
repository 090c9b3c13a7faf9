"""What is wrong with an input as a whole comes in; an error that names it and the next step goes out."""

from __future__ import annotations


class InputError(Exception):
    """An input as a whole cannot be used: not there, unreadable, of the wrong form.

    `what` says what happened to which input, `hint` what to do next. Single bad lines are dead letters instead.
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(f"{what}: {hint}" if hint else what)
        self.what = what
        self.hint = hint
