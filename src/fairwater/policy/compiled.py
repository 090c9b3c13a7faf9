"""A plan and the files it came from in; bytes to keep it in a cache, and back again, out.

A kept plan is only used for the very same files, functions and version of Fairwater (the key says which), and only
when its checksum is right: the files need no checking again, since only a repository without errors has a plan.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import msgspec

from fairwater.policy.functions import Library
from fairwater.policy.lower import PLAN_FORMAT
from fairwater.policy.plan import Measure, Plan

MAGIC = b"fairwater plan 1\n"


def plan_key(files: Mapping[str, bytes], library: Library, version: str) -> str:
    """A name for the plan of these files: hex SHA-256 over their paths and bytes, the library and the version."""
    hasher = hashlib.sha256()
    for part in (PLAN_FORMAT, version, unicodedata.unidata_version):
        hasher.update(part.encode() + b"\0")
    for name, function in sorted(library.functions.items()):
        hasher.update(f"{name} {function.form} {function.returns} {function.params!r}\0".encode())
    for name in sorted(files):
        hasher.update(f"{name}\0{len(files[name])}\0".encode())
        hasher.update(files[name])
    return hasher.hexdigest()


def pack(plan: Plan) -> bytes:
    """The plan as bytes."""
    body = msgspec.msgpack.encode(plan)
    return MAGIC + hashlib.sha256(body).digest() + body


def unpack(data: bytes) -> Plan | None:
    """The plan in some bytes; None when they are damaged or of another format."""
    start = len(MAGIC) + 32
    if not data.startswith(MAGIC) or hashlib.sha256(data[start:]).digest() != data[len(MAGIC) : start]:
        return None
    try:
        plan = msgspec.msgpack.decode(data[start:], type=Plan)
    except (msgspec.DecodeError, ValueError):
        return None
    nodes = tuple(replace(node, param=frozen(node.param)) for node in plan.nodes)
    rules = tuple(replace(rule, measures=tuple(frozen_measure(one) for one in rule.measures)) for rule in plan.rules)
    return replace(plan, nodes=nodes, rules=rules)


def frozen(value: object) -> object:
    """Arrays as tuples again, all the way down."""
    return tuple(frozen(item) for item in value) if isinstance(value, list) else value


def frozen_measure(measure: Measure) -> Measure:
    """A measure with its options as tuples again."""
    return replace(measure, options=tuple((name, frozen(value)) for name, value in measure.options))
