"""An expression as tokens."""

import re
from typing import Literal, NamedTuple

from argmap.query.problems import ExpressionError
from argmap.query.syntax import KEYWORDS, Place

Kind = Literal["word", "field", "value", "quoted", "(", ")", ",", ":", "end"]


class Token(NamedTuple):
    """A piece of an expression; ``text`` is what it stands for: without the colon of a field and the quotes of a value."""

    kind: Kind
    text: str
    place: Place


# A quote inside a word is an apostrophe: text:China's.
_WORD = re.compile(r"""[^\s(),:"'][^\s(),:]*""")
_VALUE = re.compile(r"""[^\s(),"'][^\s(),]*""")
_SIGNS: dict[str, Kind] = {"(": "(", ")": ")", ",": ",", ":": ":"}
_SPACE = re.compile(r"\s*")
_ESCAPE = re.compile(r"\\([\\\"'])")
_QUOTED = {quote: re.compile(rf"{quote}((?:[^{quote}\\]|\\.)*+){quote}", re.DOTALL) for quote in "\"'"}


def tokens(expression: str) -> list[Token]:
    """Cut an expression into tokens, the last of which is `end`.  Raises `ExpressionError`.  Linear."""
    found: list[Token] = []
    at = _skip(expression, 0)
    while at < len(expression):
        character = expression[at]
        if character in "\"'":
            found.append(_quoted(expression, at))
        elif character in _SIGNS:
            found.append(Token(_SIGNS[character], character, (at, at + 1)))
        else:
            match = _WORD.match(expression, at)
            assert match is not None  # noqa: S101
            is_field = expression[match.end() : match.end() + 1] == ":"
            found.append(Token("field" if is_field else "word", match.group(), match.span()))
            if is_field:
                _add_values(expression, match.end() + 1, found)
        at = _skip(expression, max(found[-1].place[1], at + 1, _end_of_field(found[-1])))
    found.append(Token("end", "", (len(expression.rstrip()), len(expression.rstrip()))))
    return found


def _end_of_field(token: Token) -> int:
    return token.place[1] + 1 if token.kind == "field" else token.place[1]


def _skip(expression: str, at: int) -> int:
    match = _SPACE.match(expression, at)
    return match.end() if match else at


def _add_values(expression: str, at: int, found: list[Token]) -> None:
    """The values behind a field, and the commas between them; there may be spaces before a value and a comma."""
    while True:
        start = _skip(expression, at)
        token = _value(expression, start, start > at)
        if token is None:
            return
        found.append(token)
        at = _skip(expression, token.place[1])
        if expression[at : at + 1] != ",":
            return
        found.append(Token(",", ",", (at, at + 1)))
        at += 1


def _value(expression: str, at: int, is_apart: bool) -> Token | None:
    if expression[at : at + 1] in ('"', "'"):
        return _quoted(expression, at)
    match = _VALUE.match(expression, at)
    if match is None or (is_apart and match.group().lower() in KEYWORDS):
        return None
    return Token("value", match.group(), match.span())


def _quoted(expression: str, at: int) -> Token:
    r"""A text in quotes, in which `\"`, `\'` and `\\` stand for the character behind the backslash."""
    match = _QUOTED[expression[at]].match(expression, at)
    if match is None:
        raise ExpressionError(expression, (at, at + 1), f"the quote {expression[at]} is not closed", f"end the text with {expression[at]}")
    return Token("quoted", _ESCAPE.sub(r"\1", match[1]), match.span())
