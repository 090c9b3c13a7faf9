"""Managed lists: the list files of a policy repository come in, membership of strings and columns goes out."""

from fairwater.signals.lists.files import ListInfo, ListProblem
from fairwater.signals.lists.managed import ManagedList, ManagedLists

__all__ = ["ListInfo", "ListProblem", "ManagedList", "ManagedLists"]
