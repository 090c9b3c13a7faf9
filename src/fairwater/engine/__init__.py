"""The engine: runs a plan over events, one at a time or in batches, and gives findings."""

from fairwater.engine.core import Engine
from fairwater.engine.finding import Finding, FindingBatch

__all__ = ["Engine", "Finding", "FindingBatch"]
