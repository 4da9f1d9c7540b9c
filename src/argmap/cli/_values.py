"""What the values mean that several commands take: numbers, dates, expressions, names of files."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from argmap.errors import ArgmapError

if TYPE_CHECKING:
    from argmap.dates import DateRange
    from argmap.evaluation import Evaluation
    from argmap.model import ArgumentMap
    from argmap.query import Query, Tree

MOST = 10**9
"""As good as all: no number that is asked for is greater."""

_NAMES = {"markdown": "Markdown", "text": "text"}


def number(option: str, digits: str, what: str, least: int = 1, all: bool = False) -> int:
    """The number of ``what`` (a word in the plural) that an option asks for; with ``all`` also `MOST`.  Raises `ArgmapError`."""
    from argmap.cli._output import bounded

    if all and digits == "all":
        return MOST
    found = bounded(digits, MOST) if digits.isascii() and digits.isdigit() else -1
    if found < least:
        cures = [f"write a number of {what}", *([f"{least} or more"] if least else []), *(["or `all`"] if all else [])]
        raise ArgmapError(f"`{option}` cannot be `{digits}`", ", ".join(cures))
    return found


def date(option: str, text: str | None) -> "DateRange | None":
    """The date that an option gives.  Raises `ArgmapError`."""
    from argmap.dates import DateError, parse_date

    if text is None:
        return None
    try:
        return parse_date(text)
    except DateError as error:
        raise ArgmapError(f"`{option} {text}` is no EDTF date: {error}", "write it like `1950-06-25`, `1950-06` or `1950`") from error


def time_between(since: str | None, until: str | None) -> "tuple[DateRange | None, DateRange | None]":
    """The dates of `--since` and `--until`.  Raises `ArgmapError`, also if they are the wrong way round."""
    first, last = date("--since", since), date("--until", until)
    if first is not None and last is not None and first.earliest > last.latest:
        raise ArgmapError(f"`--since {since}` is later than `--until {until}`", "change them round")
    return first, last


def one_expression(arguments: Sequence[str] | None) -> str:
    """The expression, which a shell cuts into words where it is not quoted; it can be read.  Raises `ArgmapError`.

    Words are joined again.  An argument with a space in it among others was
    quoted by itself, and the shell took its quotes: what it meant is not guessed.
    """
    given = list(arguments or ())
    if any(not each.strip() for each in given):
        raise ArgmapError("the expression is empty", "leave it out for all nodes, or write one like `type:claim`")
    apart = [each for each in given if any(character.isspace() for character in each)]
    if len(given) > 1 and apart:
        help = "put the whole expression in single quotes, and texts inside it in double ones: `'by:ulam and text:\"two words\"'`"
        raise ArgmapError(f"the shell took the quotes of `{apart[0]}`", help)
    expression = " ".join(given)
    if expression:
        from argmap.query import parse

        parse(expression)
    return expression


def looked_up(expression: str, map: "ArgumentMap", options: "Tree | None" = None, evaluation: "Evaluation | None" = None) -> "Query":
    """An expression over a map; what is worth saying of it goes to stderr.  Raises `ArgmapError`."""
    from argmap.cli._output import say
    from argmap.query import compile

    query = compile(expression, map, options, evaluation)
    for note in query.notes:
        say(f"note: {note}")
    return query


def ending(output: str) -> str:
    """How the name of a file ends, in lower case: ``svg`` for both ``x.SVG`` and ``.svg``; empty if it does not say."""
    name = PurePath(output).name
    return name.rpartition(".")[2].lower() if "." in name else ""


def format_by_name(output: str, format: str | None, endings: Mapping[str, str], verb: str, no: str) -> str:
    """The format in which to write a file, by the option or by its name.

    ``endings`` are the formats by what names end in, those first that are to
    be told first; ``verb`` and ``no`` say what argmap does not do with others:
    `draw`, `no`.  Raises `ArgmapError` if the name says another format than the
    option, or none.
    """
    from argmap.display import joined_words
    from argmap.nearest import nearest

    written = ending(output)
    said = endings.get(written)
    if format is not None and said not in (None, format):
        right = next(each for each, known in endings.items() if known == format)
        named = PurePath(output).with_suffix(f".{right}")
        raise ArgmapError(f"`{output}` is no name for {_NAMES.get(format, format.upper())}", f"leave out `--format`, or write `-o {named}`")
    if format is not None or said is not None:
        return format or said or ""
    what = f"argmap {verb}s {no} `.{written}`" if written else f"`{output}` does not say in what format to {verb}"
    first: dict[str, str] = {}
    for each, known in endings.items():
        first.setdefault(known, f".{each}")
    listed = f"write a name that ends in {joined_words([*first.values()], 'or')}, or give `--format`"
    near = nearest(written, endings) if written else None
    raise ArgmapError(what, f"did you mean `{PurePath(output).with_suffix(f'.{near}')}`? {listed}" if near else listed)
