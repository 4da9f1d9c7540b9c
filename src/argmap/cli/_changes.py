"""What commands that change claim files share: the diff, and writing all files or none."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from argmap.cli._diff import unified
from argmap.cli._targets import Target, seen_from_here
from argmap.document import Document
from argmap.errors import ArgmapError, reason
from argmap.files import write_together

Changes = Mapping[str, tuple[Document, Document]]
"""By path: a document as it was, and as it is to be."""


def diff(target: Target, changes: Changes, color: bool) -> Iterator[str]:
    """The unified diff of changes, with paths as they are seen from here."""
    seen = seen_from_here(target.project) or str
    for path, (old, new) in changes.items():
        yield from unified(seen(path), old.source.text, new.source.text, color)


def write_all(target: Target, changes: Changes) -> None:
    """Write the files that changed, all of them or none.  Raises `ArgmapError`."""
    if target.is_stdin and changes:
        raise ArgmapError("standard input cannot be changed in its place", "see what would change with `--diff`")
    real = {path: real for real, path in target.project.real_paths.items()}
    try:
        write_together({Path(real[path]): (old.source.text, new.source.text) for path, (old, new) in changes.items()})
    except OSError as error:
        raise ArgmapError(f"`{error.filename}` cannot be written, and nothing was changed: {reason(error)}") from error
