"""Policies are data: nothing in the package runs text as code, and every plan that is shipped has a static cost."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import fairwater
from fairwater.bench.measure import prepare, write_repository
from fairwater.bench.report import WORKLOADS
from fairwater.events.schema import Schema
from fairwater.policy.check import check_files
from fairwater.policy.codes import CODES
from fairwater.policy.cost import plan_cost, rule_costs
from fairwater.policy.lower import lower
from fairwater.signals.library import standard_library
from policy_world import LISTS, SmallCharter

SOURCE = Path(fairwater.__file__).parent
FILES = [path for path in sorted(SOURCE.rglob("*.py")) if "examples" not in path.parts]
CYTHON = sorted(SOURCE.rglob("*.pyx"))
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "execfile", "breakpoint"}
UNSAFE = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "shelve", "marshal", "runpy", "code", "codeop", "imp"}
IMPORTS_BY_NAME = {"import_module", "exec_module", "spec_from_file_location", "literal_eval", "run_path", "run_module"}


def forbidden(tree: ast.AST) -> Iterator[str]:
    """What in a module could run text as code or load objects from bytes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in RUNS_TEXT:
            yield f"line {node.lineno}: {node.id}"
        if isinstance(node, ast.Attribute) and (node.attr in IMPORTS_BY_NAME or node.attr in {"eval", "exec"}):
            yield f"line {node.lineno}: .{node.attr}"
        if isinstance(node, ast.Attribute) and node.attr == "__import__":
            yield f"line {node.lineno}: .__import__"
        if isinstance(node, ast.Import):
            yield from (f"line {node.lineno}: {one.name}" for one in node.names if one.name.split(".")[0] in UNSAFE)
        if isinstance(node, ast.ImportFrom):
            if (node.module or "").split(".")[0] in UNSAFE:
                yield f"line {node.lineno}: {node.module}"
            yield from (f"line {node.lineno}: {one.name}" for one in node.names if one.name in IMPORTS_BY_NAME)
        if isinstance(node, ast.keyword) and node.arg == "shell" and not isinstance(node.value, ast.Constant):
            yield f"line {node.value.lineno}: shell="


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_runs_text_as_code(path: Path) -> None:
    assert list(forbidden(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_search_finds_what_it_looks_for() -> None:
    for line in (
        "eval('1')",
        "import pickle",
        "from importlib import import_module",
        "f = __import__",
        "x.exec_module(y)",
    ):
        assert list(forbidden(ast.parse(line))), line


@pytest.mark.parametrize("path", CYTHON, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_compiled_module_does_either(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    calls = re.findall(rf"(?<![.\w])({'|'.join(RUNS_TEXT)})\(", re.sub(r"(?m)^\s*(cdef|cpdef|def) .*$", "", text))
    imports = re.findall(rf"(?m)^\s*c?(?:import|from)\s+({'|'.join(UNSAFE)})\b", text)
    assert (calls, imports) == ([], [])


def test_only_the_benchmark_starts_processes() -> None:
    starting = [
        path.relative_to(SOURCE).as_posix()
        for path in FILES
        if "subprocess" in path.read_text(encoding="utf-8") or "os.system" in path.read_text(encoding="utf-8")
    ]
    assert [name for name in starting if not name.startswith("bench/")] == []


def test_the_plan_of_every_good_example_in_the_table_of_codes_has_a_cost() -> None:
    functions, costs = standard_library(), []
    for code in CODES.values():
        found = check_files(code.good.files, Schema.of(), functions, SmallCharter(), frozenset(LISTS))
        if found.errors or not found.rules:
            continue
        plan = lower(found.rules, Schema.of(), functions)
        costs.append(plan_cost(plan, functions))
        assert set(rule_costs(plan, functions)) == {rule.name for rule in found.rules}
    assert len(costs) > 10
    assert all(0 < cost < 10**9 for cost in costs)


@pytest.mark.parametrize("name", [name for name in WORKLOADS if name != "R500"])
def test_the_plan_of_every_workload_has_a_cost(name: str, tmp_path: Path) -> None:
    write_repository(WORKLOADS[name](), tmp_path)
    prepared = prepare(tmp_path, None)
    assert 1_000 < plan_cost(prepared.plan, prepared.repository.library) < 10_000_000
