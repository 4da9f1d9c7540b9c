"""What need not be found out again where the same project is checked after every key."""

from collections.abc import Callable, Collection, Iterable
from typing import Any, TypeVar

from argmap.document import MapValue
from argmap.entries import Entry

_LEAST = 1_000
"""How much that is of no use any more may always be kept."""

E = TypeVar("E", bound=Entry)


class Memory:
    """In which entries a rule has found nothing, and what has been made of texts.

    For one project with the same settings.  An entry of a file that is read again
    is the same object only where it and its place in the file's list are as they
    were; so what a rule finds by looking at one entry and at how it is written,
    and at nothing else, stays as it is.
    """

    def __init__(self) -> None:
        self._sound: dict[str, dict[int, Entry]] = {}
        """By rule, and by `id`, which is that of no other entry as long as the entry is kept."""
        self._made: dict[Callable[[str], str], dict[str, str]] = {}
        self.in_order: dict[int, MapValue] = {}
        """The entries as they were read whose fields are in order, by `id`."""

    def unseen(self, rule: str, entries: Iterable[E]) -> list[E]:
        """The entries in which a rule has not looked for anything yet, or has found something."""
        sound = self._sound.get(rule, {})
        return [entry for entry in entries if id(entry) not in sound]

    def note(self, rule: str, entries: Iterable[Entry], faulty: Collection[str]) -> None:
        """Keep in mind that a rule looked at entries, and found something in those with the ids ``faulty`` alone."""
        self._sound.setdefault(rule, {}).update((id(entry), entry) for entry in entries if entry.id not in faulty)

    def made(self, make: Callable[[str], str]) -> dict[str, str]:
        """By text, what a function made of it."""
        return self._made.setdefault(make, _Made(make))

    def forget(self, size: int) -> None:
        """Forget what is of no use any more, when it has become too much; ``size`` is how many entries the project has."""
        every: list[dict[Any, Any]] = [*self._sound.values(), *self._made.values(), self.in_order]
        for kept in every:
            if len(kept) > 2 * size + _LEAST:
                kept.clear()


class _Made(dict[str, str]):
    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, text: str) -> str:
        made = self[text] = self.make(text)
        return made
