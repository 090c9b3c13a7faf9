"""Policies over recorded events: test cases and their coverage, the comparison of two policies, scoring against truth."""
