"""What stops a run."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class FilePlace(NamedTuple):
    """A place in a file that is no claim file: line and column, 1-based, in code points."""

    file: "Path"
    line: int
    column: int


class ArgmapError(Exception):
    """The run cannot go on; the program exits with 2.

    ``message`` says what is wrong and ``help`` what to do about it; both are
    single sentences in lower case without a full stop.  ``more`` holds what
    else is wrong, where it all can be said at once.  ``place`` is where in the
    settings it is; the message begins with it, as ``said`` does not.
    """

    def __init__(
        self, message: str, help: str = "", more: "Sequence[ArgmapError]" = (), place: FilePlace | None = None, said: str = ""
    ) -> None:
        super().__init__("; ".join([message, *(each.message for each in more)]))
        self.message: str = message
        self.help: str = help
        self.more = tuple(more)
        self.place = place
        self.said = said or message


def reason(error: OSError | ValueError) -> str:
    """Why a file could not be opened, read or written, in the style of our messages."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def joined(errors: Sequence[ArgmapError]) -> ArgmapError:
    """One error that says all of some (at least one)."""
    first, *more = errors
    return ArgmapError(first.message, first.help, more, first.place, first.said)
