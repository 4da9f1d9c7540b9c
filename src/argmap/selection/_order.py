"""Puts the nodes of a picture in order, so that it can be cut off anywhere."""

from collections.abc import Callable, Collection, Iterable, Iterator

from argmap.entries import Claim
from argmap.model import ArgumentMap, Link, questions_of
from argmap.selection._plans import Plan
from argmap.selection._reach import Replies, Reply


class Order:
    """Nodes and question boxes in order of importance; everything comes after something that it is linked to.

    Placed are the nodes of a plan with what leads to them, and of what bears
    on them the nodes ``reached``; nothing is walked to from those ``closed``.
    """

    def __init__(self, replies: Replies, plan: Plan, reached: Collection[str], context: Collection[str], closed: Collection[str]) -> None:
        self.replies = replies
        self.plan = plan
        self.reached = reached
        self.context = context
        self.closed = closed
        self.placed: dict[str, None] = {}
        self._waiting: dict[str, list[str]] = {}
        self._sequence: list[str] = []

    def fill(self, by_level: bool) -> tuple[str, ...]:
        """All in order: wave after wave with what tells most about it, then breadth first; or breadth first from the start."""
        if by_level:
            for head in self.plan.heads:
                self._head(head)
            self._tail(self.plan.tail_first)
            for at in self._sequence[:]:
                self._expand(at)
        else:
            for wave in self.plan.waves:
                for head in wave:
                    self._head(head)
                self._tail(self.plan.tail_first)
                self._rounds(wave)
                self._tail(True)
        self._tail(True)
        for at in self._sequence:
            self._expand(at)
        return tuple(self.placed)

    def _head(self, head: str) -> None:
        if head not in self.reached:
            return
        for lead in self.plan.leads.get(head, ()):
            if lead in self.plan.boxes:
                self.placed[lead] = None
            elif lead in self.context or lead in self.reached:
                self._place(lead)
        self._place(head)

    def _tail(self, now: bool) -> None:
        for id in self.plan.tail if now else ():
            if id in self.context or id in self.reached:
                self._place(id)

    def _rounds(self, wave: Iterable[str]) -> None:
        """Of each node, in turns: its most telling attack, its best support, the answer to the attack, a second attack."""
        heads = sorted((id for id in wave if id in self.reached), key=self.plan.contest.__getitem__)
        steps: tuple[Callable[[str], None], ...] = (self._attack, self._support, self._answer, self._second_attack)
        for step in steps:
            for head in heads:
                step(head)

    def _attack(self, id: str) -> None:
        self._first_of(self.replies.attacks_on(id), id)

    def _support(self, id: str) -> None:
        self._first_of(self.replies.supports_of(id), id)

    def _answer(self, id: str) -> None:
        for attack in self.replies.attacks_on(id):
            if attack.id in self.placed and self._first_of(self.replies.attacks_on(attack.id), attack.id):
                return

    def _second_attack(self, id: str) -> None:
        for reply in self.replies.attacks_on(id):
            if self._reply(reply, id):
                return

    def _first_of(self, candidates: list[Reply], to: str) -> bool:
        """Place the first that can be, unless one of them is there already; whether one is there now."""
        if any(reply.id in self.placed for reply in candidates):
            return True
        return any(self._reply(reply, to) for reply in candidates)

    def _expand(self, at: str) -> None:
        for reply in self.replies.to(at):
            self._reply(reply, at)

    def _reply(self, reply: Reply, to: str) -> bool:
        """Place a reply to a node that is placed, if it belongs here and is not there; an undercut waits for the link it cuts."""
        if to in self.closed or to not in self.reached or reply.id not in self.reached or reply.id in self.placed:
            return False
        needs = reply.needs
        if needs is not None and needs not in self.placed and (needs in self.reached or needs in self.context):
            self._waiting.setdefault(needs, []).append(reply.id)
            return False
        self._place(reply.id)
        return True

    def _place(self, id: str) -> None:
        """Place a node, what has waited for it, and the premises it needs."""
        pending = [id]
        while pending:
            at = pending.pop()
            if at in self.placed:
                continue
            self.placed[at] = None
            self._sequence.append(at)
            pending.extend(reversed(self._waiting.pop(at, ())))
            if at in self.reached and at not in self.closed:
                pending.extend(reversed([each.id for each in self.replies.to(at) if each.way == "premise" and each.id in self.reached]))


def unlinked(map: ArgumentMap, order: Collection[str], boxes: Collection[str]) -> Iterator[str]:
    """The entries that begin a part of their own: nothing before them in the order leads to them or from them.

    A box leads to the claims that answer its question.  An undercut leads to
    its target only where the link that it cuts is there, if that comes at all.
    """
    whole = set(order)
    present: set[str] = set()
    for id in order:
        if id in boxes or not _is_linked(map, id, present, whole, boxes):
            yield id
        present.add(id)


def _is_linked(map: ArgumentMap, id: str, present: Collection[str], whole: Collection[str], boxes: Collection[str]) -> bool:
    node = map.nodes[id]
    if any(question in boxes and question in present for question in questions_of(node)):
        return True
    others = (*map.conflicts.get(id, ()), *map.variants.get(id, ()), *([node.variant_of] if isinstance(node, Claim) else ()))
    if any(other in present for other in others) or any(link.source in present for link in map.links_to.get(id, ())):
        return True
    return any(link.target in present and _finds_its_link(map, link, present, whole) for link in map.links_from.get(id, ()))


def _finds_its_link(map: ArgumentMap, link: Link, present: Collection[str], whole: Collection[str]) -> bool:
    """Whether, if a link is an undercut, what it cuts has its other end in the picture too."""
    if link.attack != "undercut":
        return True
    cut = [each.target for each in map.links_from.get(link.target, ()) if each.target in whole]
    if link.cuts in cut:
        return link.cuts in present
    return not cut or map.nodes[link.target].type == "claim" or any(target in present for target in cut)
