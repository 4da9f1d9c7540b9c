"""Tokens as a syntax tree: recursive descent, as deep as `DEEPEST` at most."""

from argmap.query.problems import ExpressionError
from argmap.query.syntax import And, Condition, Flag, Not, Or, Place, Relation, Tree, Value
from argmap.query.tokens import Token, tokens

DEEPEST = 60
"""How deep parentheses, relations and `not` may stand in each other."""

_FOREIGN = {"&": "and", "&&": "and", "+": "and", "|": "or", "||": "or", "!": "not", "-": "not"}


def parse(expression: str) -> Tree:
    """Read an expression; what its words mean is not looked at.  Raises `ExpressionError`."""
    return _Parser(expression).whole()


class _Parser:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = tokens(expression)
        self.at = 0

    def whole(self) -> Tree:
        if self.next().kind == "end":
            raise self.error(self.next().place, "the expression is empty", "leave it out for all nodes, or write one like `type:claim`")
        tree = self.either(0)
        if self.next().kind == ")":
            raise self.error(self.next().place, "`)` closes nothing", "leave it out, or open it with `(`")
        if self.next().kind != "end":
            raise self.unexpected()
        return tree

    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.next()
        self.at += token.kind != "end"
        return token

    def is_keyword(self, word: str) -> bool:
        return self.next().kind == "word" and self.next().text in (word, word.upper())

    def takes(self, word: str) -> bool:
        is_there = self.is_keyword(word)
        self.at += is_there
        return is_there

    def either(self, depth: int) -> Tree:
        parts = [self.all(depth)]
        while self.takes("or"):
            parts.append(self.all(depth))
        return Or(tuple(parts)) if len(parts) > 1 else parts[0]

    def all(self, depth: int) -> Tree:
        parts = [self.single(depth)]
        while self.takes("and") or (self.next().kind in ("word", "field", "quoted", "(") and not self.is_keyword("or")):
            parts.append(self.single(depth))
        return And(tuple(parts)) if len(parts) > 1 else parts[0]

    def single(self, depth: int) -> Tree:
        nots = 0
        while self.is_keyword("not"):
            nots += 1
            self.check(depth + nots)
            self.take()
        tree = self.operand(depth + nots)
        for _ in range(nots):
            tree = Not(tree)
        return tree

    def operand(self, depth: int) -> Tree:
        if self.next().kind == "(":
            return self.group(depth)
        if self.next().kind == "field":
            return self.condition()
        if self.next().kind == "word" and not any(self.is_keyword(word) for word in ("and", "or")):
            self.check_foreign()
            name = self.take()
            if self.next().kind == "(" and self.next().place[0] == name.place[1]:
                return Relation(name.text, self.group(depth), name.place)
            return Flag(name.text, name.place)
        raise self.unexpected()

    def group(self, depth: int) -> Tree:
        self.check(depth + 1)
        opening = self.take()
        tree = self.either(depth + 1)
        if self.next().kind == "end":
            raise self.error(opening.place, "`(` is not closed", "close it with `)`")
        if self.next().kind != ")":
            raise self.unexpected()
        self.take()
        return tree

    def condition(self) -> Condition:
        name = self.take()
        values = [self.value(f"`{name.text}:`")]
        while self.next().kind == ",":
            self.take()
            values.append(self.value("`,`"))
        return Condition(name.text, tuple(values), name.place)

    def value(self, behind: str) -> Value:
        token = self.next()
        if token.kind in ("value", "quoted"):
            self.take()
            return Value(token.text, token.kind == "quoted", token.place)
        if token.kind == "(":
            name = self.tokens[self.at - 1].text
            raise self.error(token.place, f"expected a value after {behind}", f"for either of two values write `{name}:one,two`")
        raise self.error(self.spot(), f"expected a value after {behind}", "write the value right behind it, in quotes if it holds spaces")

    def spot(self) -> Place:
        """The next token, or at the end the place right behind the last one."""
        start, end = self.next().place
        return (start, max(end, start + 1))

    def check(self, depth: int) -> None:
        if depth > DEEPEST:
            raise self.error(self.next().place, f"the expression is nested more than {DEEPEST} deep", "write it flatter")

    def check_foreign(self) -> None:
        word = self.next().text
        if word in _FOREIGN:
            raise self.error(self.next().place, f"`{word}` is no word of an expression", f"write `{_FOREIGN[word]}`")

    def unexpected(self) -> ExpressionError:
        """What to say of a token that cannot stand where it does."""
        token, last = self.next(), self.tokens[self.at - 1] if self.at else None
        if token.kind == "quoted":
            return self.error(token.place, "a text stands by itself", f"to look for words write `text:{self.raw(token)}`")
        if token.kind == ",":
            return self.error(token.place, "`,` stands only between values", "join conditions with `and` or `or`")
        if token.kind == ":":
            return self.error(token.place, "expected a field before `:`", "write `field:value` without a space before the colon")
        if token.kind == "value":  # behind a value without a comma: cannot be
            return self.error(token.place, f"unexpected `{token.text}`")
        what = f"after `{self.raw(last)}`" if last is not None and last.kind != "end" else ""
        before = f"before `{self.raw(token)}`" if not what and token.kind != "end" else ""
        return self.error(self.spot(), f"expected a condition {what or before}".rstrip(), "write one like `type:claim`, or leave that out")

    def raw(self, token: Token) -> str:
        return self.expression[slice(*token.place)]

    def error(self, place: Place, message: str, help: str = "") -> ExpressionError:
        return ExpressionError(self.expression, place, message, help)
