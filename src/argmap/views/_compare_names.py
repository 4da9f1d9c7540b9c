"""What two positions, people or sources that are compared are called, and for whom their nodes speak."""

from functools import cached_property

from argmap.citations import people_label, person_label, source_label, source_text
from argmap.comparison import Comparison, Party
from argmap.display import Part
from argmap.model import holders
from argmap.sides import own_citations
from argmap.views._page import part
from argmap.wording import origin


class Names:
    """The words for the two sides of a comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.map = comparison.sides.map
        self.ids = comparison.sides.ids

    @cached_property
    def both(self) -> tuple[Part, Part]:
        """What the two are called; by their ids, if they are called the same."""
        first, second = (self._name(id) for id in self.ids)
        return (part(first), part(second)) if first != second else (part(self.ids[0], "id"), part(self.ids[1], "id"))

    def _name(self, id: str) -> str:
        if id in self.map.positions:
            return self.map.positions[id].name
        return person_label(self.map, id) if id in self.map.people else source_label(self.map, id)

    def full_name(self, id: str) -> str:
        """What a position holds, or the whole name of a person, or a source in full; empty if it is not said."""
        if id in self.map.positions:
            return self.map.positions[id].text or ""
        return self.map.people[id].name if id in self.map.people else source_text(self.map, self.map.sources[id])

    @cached_property
    def _authors(self) -> tuple[frozenset[str], frozenset[str]]:
        """Of two sources: the people who wrote each; what others are said to hold there is reported."""
        first, second = (
            frozenset(name.person for name in self.map.sources[id].author if name.person) if id in self.map.sources else frozenset()
            for id in self.ids
        )
        return first, second

    def is_reported(self, id: str, party: Party) -> bool:
        """Whether a node of a source is what its authors say that others hold."""
        held = holders(self.map.nodes[id])
        return bool(held) and self.ids[0] in self.map.sources and self._authors[party == "b"].isdisjoint(held)

    def voice(self, id: str, party: Party) -> str:
        """For whom a node speaks: one of the two, or somebody in it."""
        if not self.is_reported(id, party):
            return self.name(party)
        node = self.map.nodes[id]
        own = self.ids[party == "b"]
        read = any(own == (each.via or each.source) for each in own_citations(self.map, own, node))
        return f"{part(people_label(self.map, holders(node))).text}, {'in' if read else 'citing'} {self.name(party)},"

    def name(self, party: Party) -> str:
        """What one of the two is called."""
        return self.both[party == "b"].text

    def speakers(self, id: str) -> list[str]:
        """Who says a node, as names; where nobody is named, where it was read."""
        node = self.map.nodes[id]
        said = [person_label(self.map, person) for person in holders(node)] or [origin(self.map, node) or "nobody named"]
        return [part(each).text for each in said]
