"""What several formats of a report say of a diagnostic in the same way: its text, its path, its fingerprint."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from argmap.diagnostics import Diagnostic
from argmap.display import UNSAFE, escape, visible

_SURROGATES = "[\ud800-\udfff]"
_NOT_BREAKS = rf"(?![\t\n\r]){UNSAFE}"


def summary(diagnostic: Diagnostic) -> str:
    """The message and the cure on one line."""
    return visible(diagnostic.message) + (f"; {visible(diagnostic.help)}" if diagnostic.help else "")


def place(diagnostic: Diagnostic) -> str:
    """The place as `path:line:column`, on one line."""
    line, column = diagnostic.span.start
    return f"{visible(diagnostic.path)}:{line}:{column}"


def utf8_path(path: str) -> str:
    r"""A path that can be written as UTF-8: the bytes of a name that is none, which Python keeps as surrogates, as ``\udcff``.

    All else stays as it is, white space too: a reader looks the file up by this text.
    """
    return path if path.isascii() else re.sub(_SURROGATES, _escaped, path)


def uri_path(path: str) -> str:
    """A path as a relative reference of a URI (RFC 3986): the bytes of its name, percent-encoded but for unreserved ones and `/`."""
    from urllib.parse import quote_from_bytes  # most formats need none of it

    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte
        data = path.encode("utf-8", "surrogatepass")
    return quote_from_bytes(data)


def printable_path(path: str) -> str:
    """A path without what a terminal would act on; tabs and line ends stay, for formats that have an escape for them."""
    return path if path.isprintable() else re.sub(_NOT_BREAKS, _escaped, path)


def _escaped(match: re.Match[str]) -> str:
    return escape(match.group())


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[str, int]]:
    """What tells each diagnostic from all others, on other commits too: 32 hexadecimal digits, and a number from 1.

    The digits come from the rule, the id of the node (of the file where there
    is none) and the message: they stay the same when lines move, when the file
    is checked from another folder, and when other diagnostics come or go.  The
    number counts the diagnostics that these do not tell apart, in their order.
    """
    from hashlib import sha256  # most formats need none of it

    numbers: Counter[str] = Counter()
    for each in diagnostics:
        where = ("node", each.node) if each.node else ("file", each.document.path)
        key = "\0".join((each.rule, *where, each.message))
        digits = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        numbers[digits] += 1
        yield digits, numbers[digits]
