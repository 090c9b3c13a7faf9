"""The folder of a policy repository in; what is needed to run its policies out, from a cache when nothing changed."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import fairwater
from fairwater.events.schema import Schema
from fairwater.policy.compiled import pack, plan_key, unpack
from fairwater.policy.fields import read_fields
from fairwater.policy.folder import open_folder
from fairwater.policy.functions import Library
from fairwater.policy.lower import lower
from fairwater.policy.plan import Plan
from fairwater.policy.repository import Loaded, load_repository
from fairwater.signals.library import standard_library
from fairwater.signals.lists import ManagedLists


@dataclass(frozen=True)
class Runnable:
    """What is needed to run the policies of a folder, and no more: no trees, no cases."""

    plan: Plan
    schema: Schema
    library: Library
    lists: ManagedLists


def cache_folder() -> Path:
    """Where compiled plans and patterns are kept between runs: FAIRWATER_CACHE, else the user's cache folder."""
    named = os.environ.get("FAIRWATER_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "fairwater"


def ready(folder: Path, cache: Path) -> Runnable | Loaded:
    """The policies of a folder ready to run, or what loading them said when they have errors."""
    library = standard_library()
    files = policy_files(folder)
    kept = None if files is None else cache / f"plan-{plan_key(files, library, fairwater.__version__)[:32]}.bin"
    plan = None if kept is None else kept_plan(kept)
    if files is not None and plan is not None:
        own = files.get("fields.toml")
        schema = Schema.of() if own is None else read_fields(own).schema
        if schema is not None:
            return Runnable(plan, schema, library, ManagedLists.load(folder / "lists"))
    loaded = load_repository(folder, library)
    repository = loaded.repository
    if repository is None:
        return loaded
    plan = lower(repository.checked.rules, repository.schema, library)
    if kept is not None:
        keep_plan(kept, plan)
    return Runnable(plan, repository.schema, library, ManagedLists.load(folder / "lists"))


def policy_files(folder: Path) -> dict[str, bytes] | None:
    """The files that the plan depends on, by their path in the repository; of lists and events only the names.

    None when the folder has something in it that is refused (a link that leads out, a file that is too large): what is
    left would look like another repository.
    """
    opened = open_folder(folder)
    read = {name: opened.read(name) or b"" for name in opened.files if name.endswith((".toml", ".py"))}
    if opened.diagnostics:
        return None
    return {**read, **{name: b"" for name in opened.files if name not in read}}


def kept_plan(path: Path) -> Plan | None:
    """A plan from the cache; None when there is none that can be used."""
    try:
        return unpack(path.read_bytes())
    except OSError:
        return None


def keep_plan(path: Path, plan: Plan) -> None:
    """Put a plan into the cache. One that can't be written is no error: the next start takes longer, that is all."""
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.write_bytes(pack(plan))
        part.replace(path)
