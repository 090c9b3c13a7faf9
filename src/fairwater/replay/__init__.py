"""Policies over recorded events: test cases, their coverage, comparison of two policies, scoring against truth."""
