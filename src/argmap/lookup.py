"""An entry by its id; what is no id is answered with the nearest ones."""

from argmap.citations import EDITOR
from argmap.display import choice
from argmap.entries import Entry, Person, Position
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap
from argmap.nearest import Nearest

_FEW = 8
"""How many positions are named at most."""


def expect(map: ArgumentMap, id: str, kind: str = "") -> Entry | None:
    """The entry with this id (of this kind).  Raises `ArgmapError` that names the nearest ones."""
    found = map.entry(id)
    if kind == "person" and id == EDITOR:
        return None  # counts as a person without a record
    if found is not None and kind in ("", found.kind):
        return found
    what = f"no {kind}" if kind else "nothing"
    message = f"`{id}` is a {found.kind}, not a {kind}" if found is not None else f"{what} is called `{id}`"
    near = near_ids(map, id, kind)
    few = kind == "position" and 0 < len(map.positions) <= _FEW
    others = f"the positions are {choice(map.positions, 'and')}" if few else "`argmap show` lists the questions, `argmap query` the nodes"
    raise ArgmapError(message, f"did you mean {choice(near)}?" if near else others)


def near_ids(map: ArgumentMap, id: str, kind: str = "") -> list[str]:
    """The ids nearest to what was typed, which may also be a name; at most three."""
    names: dict[str, str] = {}
    for of, table in map.tables.items():
        if kind in ("", of):
            names.update((each, each) for each in table)
    named: list[Person | Position] = [*map.people.values(), *map.positions.values()]
    for entry in named:
        if kind in ("", entry.kind):
            spellings = (entry.name, *entry.aliases, entry.label) if isinstance(entry, Person) else (entry.name,)
            for spelling in spellings:
                names.setdefault(spelling.lower(), entry.id)
    exact = [names[id.lower()]] if id.lower() in names else []
    return list(dict.fromkeys([*exact, *(names[each] for each in Nearest(names).find(id, count=3))]))[:3]
