"""Which files are part of a project, compared by where they really lie."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path

from argmap.project import Location, claim_files
from argmap.walk import holds


def may_hold(location: Location, real: str, files: Collection[str] | None = None) -> bool:
    """Whether the file that really lies at ``real`` is one of a project's claim ``files``, or would be if it were there."""
    if real in (claim_files(location) if files is None else files):
        return True
    for start in (os.path.realpath(start) for start in location.starts):
        if holds(start, real) and not os.path.lexists(real):
            return not any(part.startswith(".") for part in Path(real).relative_to(start).parts)
    return False


def is_part(location: Location, files: Iterable[str], real: str) -> bool:
    """Whether a real path is a project's root or one of its claim files, or holds one."""
    return real == os.path.realpath(location.root) or real in files or any(holds(real, file) for file in files)
