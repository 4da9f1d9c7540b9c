"""A command line that is being typed: its words, and what it is that the last of them is to be."""

import shlex
from collections.abc import Iterable
from typing import Any, NamedTuple

import typer

_END = "\0"  # which no command line can hold


class Line(NamedTuple):
    """What has been typed up to the cursor."""

    words: list[str]
    """The whole words behind the name of the program, as programs get them."""
    current: str
    """The word that is being typed, as far as it has been; empty behind a space."""
    quote: str
    """The quote that stands open at the end of it, `"` or `'`; empty if there is none."""


def split(text: str) -> Line:
    """Cut a command line, which begins with the name of the program or with assignments, into words; nothing is expanded."""
    lexer = shlex.shlex(text + _END, posix=True)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words: list[str] = []
    quote = ""
    try:
        words.extend(lexer)
    except ValueError:  # a quote is open, or a backslash stands at the end
        words.append(lexer.token or "")
        state = vars(lexer).get("state")
        quote = state if state in ("'", '"') else ""
    while len(words) > 1 and "=" in words[0] and words[0].partition("=")[0].isidentifier():
        del words[0]
    return Line(words[1:-1], words[-1].removesuffix(_END) if len(words) > 1 else "", quote)


class Typed(NamedTuple):
    """A command with what has been given to it so far."""

    command: Any
    given: dict[str, list[str]]
    """The values given to each option, by its name; of one without values, empty texts."""
    arguments: list[str]
    """The arguments so far."""
    waiting: Any
    """The option whose value comes next, if one does."""
    is_plain: bool
    """Whether `--` has been given, behind which nothing is an option."""
    rest: list[str]
    """Of a group: the name of a command and everything behind it."""


def options_of(command: Any) -> dict[str, Any]:
    """The options of a command by what they are called on the line."""
    context = typer.Context(command, resilient_parsing=True)
    named = [each for each in command.get_params(context) if each.param_type_name == "option" and not each.hidden]
    return {flag: option for option in named for flag in (*option.opts, *option.secondary_opts)}


def takes_value(option: Any) -> bool:
    """Whether a value follows an option."""
    return not option.is_flag and not option.count


def read(command: Any, words: list[str], is_group: bool = False) -> Typed:
    """What words mean to a command; nothing is checked, converted or run."""
    options = options_of(command)
    given: dict[str, list[str]] = {}
    waiting = None
    is_plain = False
    arguments: list[str] = []
    for number, word in enumerate(words):
        if waiting is not None:
            given[waiting.name].append(word)
            waiting = None
        elif is_plain or word == "-" or not word.startswith("-"):
            if is_group:
                return Typed(command, given, [], None, is_plain, words[number:])
            arguments.append(word)
        elif word == "--":
            is_plain = True
        else:
            for option, value in _given(options, word):
                given.setdefault(option.name, []).extend([] if value is None and takes_value(option) else [value or ""])
                waiting = option if value is None and takes_value(option) else None
    return Typed(command, given, arguments, waiting, is_plain, [])


def _given(options: dict[str, Any], word: str) -> Iterable[tuple[Any, str | None]]:
    """The options in a word such as `--depth=2`, `-o`, `-ofile` or `-vo`, each with the value that stands in it."""
    if word.startswith("--"):
        flag, equals, value = word.partition("=")
        if flag in options:
            yield options[flag], value if equals else None
        return
    for number, letter in enumerate(word[1:], start=1):
        option = options.get(f"-{letter}")
        if option is None:
            return
        if takes_value(option):
            yield option, word[number + 1 :] or None
            return
        yield option, None
