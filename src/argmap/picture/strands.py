"""The links of a selection as joints and strands."""

from collections.abc import Collection

from argmap.entries import Claim
from argmap.model import ArgumentMap, Link
from argmap.picture.scene import CAPTION, Joint, Kind, Strand
from argmap.typesetting import text_width

_DOT = 12.0
_WORD_HEIGHT = 28.0


class Strands:
    """Draws the links between some nodes of a map.

    An attack runs through a joint that carries its word.  Where a link is
    undercut, or needs premises, it runs through a joint as well: the undercut
    ends there, and linked premises meet there before the one arrow goes on.
    """

    def __init__(self, map: ArgumentMap, nodes: Collection[str], questions: Collection[str]) -> None:
        self.map = map
        self.nodes = nodes
        self.joints: dict[str, Joint] = {}
        self.strands: list[Strand] = []
        self._premises: dict[str, list[Link]] = {}
        self._leaving: dict[str, list[Link]] = {}
        self._undercuts: dict[str, list[Link]] = {}  # by the node whose links are cut
        self._meetings: dict[str, str] = {}  # by node: the joint that all its links start from
        self._on: dict[str, str] = {}  # by link: the joint on it alone
        self._into: dict[str, list[str]] = {}  # by claim: the joints on the supports that lead to it
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
                self._on[link.id] = self._joint(f"on {link.id}", "", "undercut", link.editorial)
        for links in self._leaving.values():
            for link in links:
                if link.attack != "undercut":
                    self._link(link)
        for target, premises in self._premises.items():
            at = self._meetings.get(target, target)
            for link in premises:
                self._strand(link.source, at, "premise", at == target, link.editorial)
        for link in undercuts:
            self._undercut(link)

    def _meet(self, source: str, links: list[Link]) -> None:
        """Let the links of a node start at a joint if its premises meet there, or if an undercut cuts several of them at once."""
        cuts_all = not self._is_claim(source) and len(links) > 1 and any(cut.cuts is None for cut in self._undercuts.get(source, ()))
        if source in self._premises or cuts_all:
            self._meetings[source] = self._joint(f"meeting {source}", "")
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
            self._strand(start, link.target, kind, True, link.editorial)
            return
        joint = self._on[link.id] = self._joint(f"on {link.id}", link.attack or "", kind, link.editorial)
        self._strand(start, joint, kind, False, link.editorial)
        self._strand(joint, link.target, kind, True, link.editorial)
        if cut_at_claim:
            self._into.setdefault(link.target, []).append(joint)

    def _undercut(self, link: Link) -> None:
        start = self._meetings.get(link.source, link.source)
        if link.id in self._on:
            self._strand(start, self._on[link.id], "undercut", False, link.editorial)
            start = self._on[link.id]
        for end in self._ends(link) or [link.target]:
            self._strand(start, end, "undercut", True, link.editorial)

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
            joint = self._joint(f"assertion {link.target}", "", "assertion")
            self._strand(joint, link.target, "assertion", False, False)
            self._into[link.target] = [joint]
        return self._into[link.target]

    def _relate(self, questions: Collection[str]) -> None:
        """Clashes, variants, and which questions are answered."""
        clashes: set[tuple[str, str]] = set()
        for id in self.nodes:
            for other in self.map.conflicts.get(id, ()):
                if other in self.nodes and (other, id) not in clashes:
                    clashes.add((id, other))
                    self._strand(id, other, "conflict", True, False)
            node = self.map.nodes[id]
            if isinstance(node, Claim):
                if node.variant_of in self.nodes and node.variant_of is not None and node.variant_of != id:
                    self._strand(id, node.variant_of, "variant", True, False)
                for question in dict.fromkeys(node.question):
                    if question in questions:
                        self._strand(id, question, "answer", True, False)

    def _joint(self, id: str, word: str, kind: Kind = "support", editorial: bool = False) -> str:
        if id not in self.joints:
            width, height = (text_width(word, CAPTION, bold=True) + 18, _WORD_HEIGHT) if word else (_DOT, _DOT)
            self.joints[id] = Joint(id, word, width, height, kind, editorial)
        return id

    def _strand(self, tail: str, head: str, kind: Kind, is_end: bool, editorial: bool) -> None:
        self.strands.append(Strand(f"{kind} {len(self.strands)}", tail, head, kind, is_end, editorial))
