"""What stops a run."""

from collections.abc import Sequence


class ArgmapError(Exception):
    """The run cannot go on; the program exits with 2.

    ``message`` says what is wrong and ``help`` what to do about it; both are
    single sentences in lower case without a full stop.  ``more`` holds what
    else is wrong, where it all can be said at once, and ``excerpt`` the lines
    that show the place, which are printed between the two.
    """

    def __init__(self, message: str, help: str = "", more: "Sequence[ArgmapError]" = (), excerpt: Sequence[str] = ()) -> None:
        super().__init__("; ".join([message, *(each.message for each in more)]))
        self.message: str = message
        self.help: str = help
        self.more = tuple(more)
        self.excerpt = tuple(excerpt)


def reason(error: OSError | ValueError) -> str:
    """Why a file could not be opened, read or written, in the style of our messages."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def joined(errors: Sequence[ArgmapError]) -> ArgmapError:
    """One error that says all of some (at least one)."""
    first, *more = errors
    return ArgmapError(first.message, first.help, more, first.excerpt)
