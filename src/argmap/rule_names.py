"""What the rules are called: known from their files, so that settings can be read before any rule is imported."""

from functools import cache
from pathlib import Path

from argmap.errors import ArgmapError
from argmap.nearest import nearest

ALWAYS = frozenset({"duplicate-id", "invalid-encoding", "invalid-yaml", "unreadable-file"})
"""The rules that are never off and cannot be silenced: without them what a file says would be lost without a word."""


@cache
def rule_names() -> tuple[str, ...]:
    """The names of all rules, sorted; a file of `argmap.rules` whose name begins with ``_`` is no rule."""
    from pkgutil import iter_modules

    files = iter_modules([str(Path(__file__).parent / "rules")])
    return tuple(sorted(info.name.replace("_", "-") for info in files if not info.name.startswith("_")))


def no_such_rule(name: str) -> ArgmapError:
    """The error for a name that is no rule's: names the nearest."""
    near = nearest(name, rule_names())
    return ArgmapError(f"no rule is called `{name}`", f"did you mean `{near}`?" if near else "`argmap explain` lists the rules")


def written_summary(name: str) -> str:
    """The first line of the page of a rule, read from its file without importing it; empty where that cannot be read."""
    try:
        with (Path(__file__).parent / "rules" / f"{name.replace('-', '_')}.py").open(encoding="utf-8") as file:
            first = file.readline()
    except OSError:
        return ""
    _, quotes, page = first.partition('"""')
    return page.strip().removesuffix('"""') if quotes else ""
