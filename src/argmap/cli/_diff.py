"""Unified diffs."""

from difflib import unified_diff


def unified(path: str, old: str, new: str) -> list[str]:
    """The unified diff of a file's text, as lines that end in LF."""
    return list(unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{path}", f"b/{path}"))
