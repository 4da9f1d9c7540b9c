"""The links of a selection as joints and strands."""

from collections.abc import Collection, Mapping

from argmap.entries import Claim
from argmap.model import ArgumentMap, Link
from argmap.picture.scene import CAPTION, HEADLESS, Joint, Kind, Strand
from argmap.typesetting import text_width

_DOT = 12.0
_WORD_HEIGHT = 28.0


class Strands:
    """Draws the links between some nodes of a map.

    An attack runs through a joint that carries its word.  Where a link is
    undercut, or needs premises, it runs through a joint as well: the undercut
    ends there, and linked premises meet there before the one arrow goes on.
    So does every link within a rank, around what lies between.
    """

    def __init__(self, map: ArgumentMap, nodes: Collection[str], questions: Collection[str], depth: Mapping[str, int]) -> None:
        self.map = map
        self.nodes = nodes
        self.depth = depth
        self.joints: dict[str, Joint] = {}
        self.strands: list[Strand] = []
        self._premises: dict[str, list[Link]] = {}
        self._leaving: dict[str, list[Link]] = {}
        self._undercuts: dict[str, list[Link]] = {}  # by the node whose links are cut
        self._meetings: dict[str, str] = {}  # by node: the joint that all its links start from
        self._on: dict[str, str] = {}  # by link: the joint on it alone
        self._into: dict[str, list[str]] = {}  # by claim: the joints on the supports that lead to it
        self._returned: set[str] = set()  # links that are drawn as the way back of another
        self._collect()
        self._draw()
        self._relate(questions)

    def _collect(self) -> None:
        for id in self.nodes:
            for link in self.map.links_from.get(id, ()):
                if link.target in self.nodes:
                    group = self._premises if link.type == "premise" else self._leaving
                    group.setdefault(link.target if link.type == "premise" else id, []).append(link)
                    if link.attack == "undercut":
                        self._undercuts.setdefault(link.target, []).append(link)

    def _draw(self) -> None:
        for source, links in self._leaving.items():
            self._meet(source, links)
        undercuts = [link for links in self._undercuts.values() for link in links]
        for link in undercuts:
            if self._is_cut(link):
                self._on[link.id] = self._joint(f"on {link.id}", "", "undercut", link.editorial, self.depth[link.source], False)
        for links in self._leaving.values():
            for link in links:
                if link.attack != "undercut" and link.id not in self._returned:
                    self._link(link)
        for target, premises in self._premises.items():
            for link in premises:
                if target in self._meetings:
                    self._strand(link.source, self._meetings[target], "premise", False, link.editorial)
                else:
                    self._plain(link.source, target, "premise", link.editorial)
        for link in undercuts:
            self._undercut(link)

    def _meet(self, source: str, links: list[Link]) -> None:
        """Let the links of a node start at a joint if its premises meet there, or if an undercut cuts several of them at once."""
        cuts_all = not self._is_claim(source) and len(links) > 1 and any(cut.cuts is None for cut in self._undercuts.get(source, ()))
        if source in self._premises or cuts_all:
            self._meetings[source] = self._joint(f"meeting {source}", "", "support", False, self.depth[source], False)
            self._strand(source, self._meetings[source], "premise", False, False)

    def _is_claim(self, id: str) -> bool:
        return isinstance(self.map.nodes[id], Claim)

    def _is_cut(self, link: Link) -> bool:
        """Whether an undercut needs a joint on this very link."""
        for cut in self._undercuts.get(link.source, ()):
            if cut.cuts == link.target or (cut.cuts is None and not self._is_claim(link.source) and link.source not in self._meetings):
                return True
        return False

    def _link(self, link: Link) -> None:
        start = self._meetings.get(link.source, link.source)
        kind: Kind = link.attack or "support"
        cut_at_claim = (
            kind == "support" and self._is_claim(link.target) and any(cut.cuts is None for cut in self._undercuts.get(link.target, ()))
        )
        if kind == "support" and not cut_at_claim and not self._is_cut(link):
            self._plain(start, link.target, kind, link.editorial)
            return
        back = self._way_back(link) if start == link.source and link.attack else None
        if back is not None:
            self._returned.add(back.id)
        joint = self._on[link.id] = self._through(
            f"on {link.id}", start, link.target, kind, link.attack or "", link.editorial, back is not None
        )
        if link.attack and not self.map.is_answered(link):
            self.joints[joint] = self.joints[joint]._replace(is_unanswered=True)
        if cut_at_claim:
            self._into.setdefault(link.target, []).append(joint)

    def _through(self, id: str, start: str, target: str, kind: Kind, word: str, editorial: bool = False, is_mutual: bool = False) -> str:
        """Draw a link through a joint next to its target, on the side it comes from."""
        source_depth = self.joints[start].depth if start in self.joints else self.depth[start]
        is_bend = start not in self.joints and source_depth == self.depth[target]
        joint = self._joint(id, word, kind, editorial, self.depth[target], source_depth >= self.depth[target], is_bend)
        self._strand(start, joint, kind, False, editorial, is_mutual)
        self._strand(joint, target, kind, True, editorial)
        return joint

    def _plain(self, start: str, target: str, kind: Kind, editorial: bool) -> None:
        """Draw a link without a word: straight, unless both its ends stand in one rank."""
        if start not in self.joints and self.depth[start] == self.depth[target]:
            self._through(f"between {start} {kind} {target}", start, target, kind, "", editorial)
        else:
            self._strand(start, target, kind, True, editorial)

    def _way_back(self, link: Link) -> Link | None:
        """The link that goes the other way, if the two can be drawn as one: both of one kind, and neither is cut or needs premises."""
        if link.target in self._meetings or self._is_cut(link):
            return None
        for other in self._leaving.get(link.target, ()):
            if other.target == link.source and (other.attack, other.editorial) == (link.attack, link.editorial) and not self._is_cut(other):
                return other if other.id != link.id else None
        return None

    def _undercut(self, link: Link) -> None:
        start = self._meetings.get(link.source, link.source)
        if link.id in self._on:
            self._strand(start, self._on[link.id], "undercut", False, link.editorial)
            start = self._on[link.id]
        ends = self._ends(link)
        for end in ends:
            self._strand(start, end, "undercut", True, link.editorial)
        if not ends:
            self._cut_off(start, link)
        if not self.map.is_answered(link):
            for number in range(-max(1, len(ends)), 0):
                self.strands[number] = self.strands[number]._replace(is_unanswered=True)

    def _cut_off(self, start: str, link: Link) -> None:
        """Draw an undercut of a link that leads to what is not drawn: that link gets a stub."""
        leaving = self.map.links_from.get(link.target, ())
        cut = next((each for each in leaving if each.id != link.id and link.cuts in (None, each.target)), None)
        if cut is None:
            self._plain(start, link.target, "undercut", link.editorial)
            return
        kind: Kind = cut.attack or "support"
        joint = self._joint(f"way out of {cut.id}", "", kind, cut.editorial, self.depth[link.target], False)
        self._strand(link.target, joint, kind, False, cut.editorial)
        self._strand(start, joint, "undercut", True, link.editorial)

    def _ends(self, link: Link) -> list[str]:
        """The joints an undercut points at; none if the link it cuts is not drawn."""
        leaving = self._leaving.get(link.target, ())
        if link.cuts is not None:
            own = [self._on[other.id] for other in leaving if other.target == link.cuts and other.id in self._on]
            return own or ([self._meetings[link.target]] if link.target in self._meetings else [])
        if not self._is_claim(link.target):
            if link.target in self._meetings:
                return [self._meetings[link.target]]
            return [self._on[other.id] for other in leaving if other.id in self._on]
        if link.target not in self._into:  # nothing drawn supports it: what is cut is that somebody asserts it
            joint = self._joint(f"assertion {link.target}", "", "assertion", False, self.depth[link.target], True)
            self._strand(joint, link.target, "assertion", True, False)
            self._into[link.target] = [joint]
        return self._into[link.target]

    def _relate(self, questions: Collection[str]) -> None:
        """Clashes, variants, and which questions are answered."""
        clashes: set[tuple[str, str]] = set()
        for id in self.nodes:
            for other in self.map.conflicts.get(id, ()):
                if other in self.nodes and (other, id) not in clashes:
                    clashes.add((id, other))
                    self._through(f"clash {id} {other}", id, other, "conflict", "clash", is_mutual=True)
            node = self.map.nodes[id]
            if isinstance(node, Claim):
                if node.variant_of in self.nodes and node.variant_of is not None and node.variant_of != id:
                    self._plain(id, node.variant_of, "variant", False)
                for question in dict.fromkeys(node.question):
                    if question in questions:
                        self._plain(id, question, "answer", False)

    def _joint(self, id: str, word: str, kind: Kind, editorial: bool, depth: int, beyond: bool, is_bend: bool = False) -> str:
        while id in self.map.nodes or id in self.map.questions:  # a faulty id can be anything
            id += "'"
        if id not in self.joints:
            dot = 1.0 if is_bend and kind in HEADLESS else _DOT  # nothing is drawn there: the line just goes on
            width, height = (text_width(word, CAPTION, bold=True) + 18, _WORD_HEIGHT) if word else (dot, dot)
            self.joints[id] = Joint(id, word, width, height, kind, editorial, depth, beyond, is_bend=is_bend)
        return id

    def _strand(self, tail: str, head: str, kind: Kind, is_end: bool, editorial: bool, is_mutual: bool = False) -> None:
        self.strands.append(Strand(f"{kind} {len(self.strands)}", tail, head, kind, is_end, is_mutual, editorial))
