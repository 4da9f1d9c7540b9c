"""People by their names."""

from collections.abc import Iterable

from argmap.entries import Person
from argmap.model import ArgumentMap
from argmap.query.folding import folded


def people_called(map: ArgumentMap, name: str) -> list[Person]:
    """The people whose name in lists, full name or alias this is; if there are none, those whose full name ends in it.

    In any case and with any accents.
    """
    wanted = folded(name)
    for names in (_all_names, _last_word):
        found = [person for person in map.people.values() if wanted in [folded(each) for each in names(person)]]
        if found and wanted:
            return found
    return []


def _all_names(person: Person) -> Iterable[str]:
    return (person.label, person.name, *person.aliases)


def _last_word(person: Person) -> Iterable[str]:
    return person.name.split()[-1:]
