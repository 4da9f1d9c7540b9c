"""The options of a command as part of an expression."""

from dataclasses import dataclass, fields

from argmap.query.syntax import Condition, Tree, Value, both


@dataclass(frozen=True)
class Criteria:
    """What a node must have: any one of each field given, and every field given; of texts every one.

    ``since`` and ``until`` are dates in EDTF.
    """

    type: tuple[str, ...] = ()
    position: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    label: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def tree(self) -> Tree | None:
        """The criteria as an expression; None if every node meets them."""
        trees: list[Tree] = []
        for field in fields(self):
            values = getattr(self, field.name)
            if field.name in ("since", "until") or not values:
                continue
            groups = [(each,) for each in values] if field.name == "text" else [values]
            trees.extend(Condition(field.name, tuple(Value(text, is_quoted=True) for text in group)) for group in groups)
        if self.since is not None or self.until is not None:
            trees.append(Condition("date", (Value(f"{self.since or ''}..{self.until or ''}", is_quoted=True),)))
        return both(trees)
