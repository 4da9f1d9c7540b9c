"""The letters that stand for names in pictures and tables."""

from collections.abc import Mapping


def marks_of(names: Mapping[str, str]) -> dict[str, str]:
    """One or two letters for each name, all different: ``O`` for Orthodox, ``Or`` where that is taken, at last a number."""
    marks: dict[str, str] = {}
    taken: set[str] = set()
    for number, (key, name) in enumerate(names.items(), start=1):
        letters = [letter for letter in name if letter.isalnum()] or ["?"]
        first = letters[0].upper()
        options = [first, *(first + letter.lower() for letter in letters[1:]), str(number)]
        mark = next((option for option in options if option not in taken), f"{number}.")
        taken.add(mark)
        marks[key] = mark
    return marks
