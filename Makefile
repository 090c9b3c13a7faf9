# Two commands are enough: `make demo` to see Fairwater at work, `make test` to test it. `make help` names the others.
.DEFAULT_GOAL := help
.PHONY: help setup develop demo test check lint types rooms package fuzz bench lock clean

PYTHON_IN_VENV := .venv/bin/python
ARGS ?=
SECONDS ?= 30

help: ## Name the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | while IFS='|' read -r name what; do printf '%-15s %s\n' "$$name" "$$what"; done

setup: ## Set up .venv to run Fairwater
	@sh tools/setup.sh runtime

demo: setup ## Simulate a day of a community, run the example policies over it, show what they found
	@$(PYTHON_IN_VENV) tools/demo.py $(ARGS)

develop: ## Set up .venv with what tests and checks need, too
	@sh tools/setup.sh dev

test: develop ## Run the tests (make test ARGS="tests/test_links.py -x")
	@$(PYTHON_IN_VENV) -m pytest -n 2 $(ARGS)

check: lint types rooms package fuzz ## Run every other check

lint: develop ## Style: ruff, as linter and formatter
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

types: develop ## Types: mypy, strict
	@$(PYTHON_IN_VENV) -m mypy

rooms: develop ## Architecture: a room imports only from the rooms before it in ARCHITECTURE.md
	@.venv/bin/lint-imports

package: develop ## Build sdist and wheel, install the wheel elsewhere, run it
	@sh tools/check_package.sh

fuzz: develop ## Compare the reference with the fast paths on random policies for SECONDS
	@$(PYTHON_IN_VENV) tools/fuzz_meaning.py --seconds $(SECONDS)

bench: develop ## Measure this machine; write benchmarks/results.json, the tables and the figure of the docs
	@.venv/bin/fairwater bench --curve --json > benchmarks/results.json.part
	@mv benchmarks/results.json.part benchmarks/results.json
	@$(PYTHON_IN_VENV) benchmarks/plot.py

lock: ## Pin the dependencies of pyproject.toml anew (UPGRADE=--upgrade: also what is pinned)
	@UPGRADE="$(UPGRADE)" sh tools/lock.sh

clean: ## Remove everything that was built, the environment included
	@rm -rf .venv build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find src -name '*.pyx' | while read -r source; do rm -f "$${source%.pyx}.c" "$${source%.pyx}".*.so; done
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Clean."
