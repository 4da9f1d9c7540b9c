"""Patterns of claim files, as in `[rules."claims/drafts/**"]`."""

import re
from functools import cached_property


def pattern_fault(pattern: str) -> tuple[str, str] | None:
    """What is wrong with a pattern, and the cure; None if it can be used."""
    if not pattern.strip():
        return "the pattern of files is empty", 'write one such as `[rules."claims/drafts/**"]`'
    if "\\" in pattern:
        return f"`{pattern}` holds a backslash", f"write `{pattern.replace(chr(92), '/')}`"
    if pattern.startswith("/") or re.match("[A-Za-z]:", pattern) or ".." in pattern.split("/"):
        return f"`{pattern}` leads out of the project", "write paths as seen from the folder of this file"
    return None


class Pattern:
    """A pattern, and which paths it matches.

    Paths are relative to the project, with `/`.  `*` is any run of characters
    within one part of the path, `?` one character of it, a part `**` any number
    of parts, none included; a pattern that ends in `/` means everything below.
    All else stands for itself, upper and lower case told apart.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _parts(self) -> "list[re.Pattern[str] | None]":
        """What matches each part; None for `**`."""
        written = [part for part in self.text.split("/") if part != "."]
        if written and not written[-1]:
            written[-1] = "**"
        return [None if part == "**" else _part(part) for part in written]

    def matches(self, path: str) -> bool:
        """Whether the whole path matches; takes time in proportion to the parts of the pattern times those of the path."""
        wanted, parts = self._parts, path.split("/")
        at = seen = 0
        back, start = -1, 0  # the last `**`, and how many parts it does not take
        while seen < len(parts):
            want = wanted[at] if at < len(wanted) else None
            if at < len(wanted) and want is None:
                back, start = at, seen
                at += 1
            elif want is not None and want.fullmatch(parts[seen]):
                at, seen = at + 1, seen + 1
            elif back >= 0:
                start += 1
                at, seen = back + 1, start
            else:
                return False
        return all(want is None for want in wanted[at:])


def _part(part: str) -> re.Pattern[str]:
    """The expression for one part.

    What stands between two stars is looked for once, in the first place that
    has it (`(?>...)` does not try again), so that no part takes long to fail.
    """
    first, *rest = ("".join("." if c == "?" else re.escape(c) for c in piece) for piece in re.split(r"\*+", part))
    middle = "".join(f"(?>.*?{piece})" for piece in rest[:-1])
    return re.compile(first + middle + (f".*{rest[-1]}" if rest else ""), re.DOTALL)
