"""The charter room: `charter.toml` comes in, a checked `Charter` goes out."""

from fairwater.charter.charter import Charter, Contact, Deadlines, Ground, Harm, Retention, Sampling, Step
from fairwater.charter.document import Problem
from fairwater.charter.reading import CharterReading, read_charter

__all__ = [
    "Charter",
    "CharterReading",
    "Contact",
    "Deadlines",
    "Ground",
    "Harm",
    "Problem",
    "Retention",
    "Sampling",
    "Step",
    "read_charter",
]
