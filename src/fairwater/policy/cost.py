"""A plan -> its static cost: an upper bound of the time that one event can take, in rough nanoseconds on one core.

Every operation runs at most once an event, every pattern is linear in the text, every list has a bounded length: so
the bound exists for every plan, before it runs. Functions cost what their class says; the others were measured.
"""

from __future__ import annotations

from fairwater.policy.functions import Library
from fairwater.policy.plan import Plan

OPERATION = 20
FIELD = 60
WINDOW = 400
SCAN = 1_000
PATTERN = 12
ITEMS = 20
"""Items a list is reckoned with."""


def node_costs(plan: Plan, library: Library) -> tuple[int, ...]:
    """Nanoseconds of each node by itself."""
    bodies: dict[int, int] = {}
    costs: list[int] = []
    for number, node in enumerate(plan.nodes):
        match node.op:
            case "field":
                cost = FIELD
            case "call":
                cost = library.functions[str(node.param)].cost.value
            case "window":
                cost = WINDOW
            case "listing":
                cost = 1_000
            case "gen":
                cost = ITEMS * sum(bodies.get(arg, costs[arg]) for arg in node.args[1:])
            case _:
                cost = OPERATION
        costs.append(cost)
        bodies[number] = cost + sum(bodies.get(arg, 0) for arg in node.args)
    return tuple(costs)


def plan_cost(plan: Plan, library: Library) -> int:
    """Nanoseconds that one event can take: every node once and every scan once."""
    scans = sum(SCAN + PATTERN * len(scan.patterns) for scan in plan.scans)
    return sum(node_costs(plan, library)) + scans


def rule_costs(plan: Plan, library: Library) -> dict[str, int]:
    """Nanoseconds of each rule if it were alone: its nodes, its patterns, its windows. Shared parts count for each."""
    own = node_costs(plan, library)
    found: dict[str, int] = {}
    for rule in plan.rules:
        seen: set[int] = set()
        stack = [rule.condition]
        cost = 0
        scans: set[int] = set()
        while stack:
            number = stack.pop()
            if number in seen:
                continue
            seen.add(number)
            node = plan.nodes[number]
            cost += own[number]
            if node.op == "match" and isinstance(node.param, tuple):
                scans.add(node.param[0])
                cost += PATTERN * len(node.param[1])
            stack.extend(node.args)
        found[rule.name] = cost + SCAN * len(scans)
    return found
