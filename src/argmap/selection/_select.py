"""From what is asked for to the nodes of a picture."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.display import choice
from argmap.entries import NODE_TYPES
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap
from argmap.selection._against import against_plan
from argmap.selection._order import Order, unlinked
from argmap.selection._plans import Plan, holder_plan, node_plan, question_plan
from argmap.selection._reach import ALL, Replies, Reply, reach

LONGEST_WAY = 6
"""A way from a question down to the node in focus is shown from the top if it has at most so many nodes."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a picture is to show.  The ids are those of entries of the map."""

    id: str
    """A question, position, person, source or node."""
    against: str | None = None
    """A second position, person or source (of the same kind) to set against the first."""
    depth: int | None = None
    """How many levels; below a question, position, person or source its claims are the first. None: all, the most telling first."""
    focus: str | None = None
    """A node to show with what bears on it, and how it bears on what is asked for."""
    only: frozenset[str] = frozenset()
    """Types of nodes (`claim`, `support`, `rebuttal`); empty for all."""
    collapse: tuple[str, ...] = ()
    """Nodes to show without what bears on them."""
    max_nodes: int | None = None
    """The largest number of nodes; question boxes do not count."""
    after: frozenset[str] | None = None
    """Of one of many pages, the nodes that earlier ones show: a question, position, person or source is not begun with them again."""
    within: str | None = None
    """Of two that are set against each other: only what they say to this question and to those under it."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The nodes and question boxes of a picture, the most important first.

    Every beginning of ``order`` with at least ``least`` entries is a sensible
    picture: each entry is linked to an earlier one (a question box to the
    claims that answer it), except those in ``starts``.
    """

    root: str
    against: str | None
    order: tuple[str, ...]
    least: int
    questions: tuple[str, ...]
    """Which entries are question boxes."""
    collapsed: Mapping[str, int] = field(default_factory=dict)
    """How many further nodes the box of a node stands for."""
    folded: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Which nodes these are; two boxes may stand for the same one."""
    whole: int = 0
    """How many nodes belong to what was asked for, without any limit."""
    heads: tuple[str, ...] = ()
    """What the picture is about, also what a limit leaves out: the rival claims, the node, or what belongs to somebody."""
    starts: tuple[str, ...] = ()
    """The entries that nothing before them leads to: question boxes, the node asked for, and where a further part begins."""
    focus: str | None = None
    """The node within all this that was asked for."""


def select(map: ArgumentMap, wanted: Wanted) -> Selection:
    """Choose and order the nodes of a picture.

    A question: its rival claims, one of each school first, and round by round
    what is most telling about them; a node: what bears on it, and one level of
    what it bears on; a position, person or source: its claims under their
    questions; two of them: question by question where they clash.

    ``only`` leaves out the nodes of other types, and with them what is linked
    to the rest through them alone; the node that was asked for stays.  Raises
    `ArgmapError` for what cannot be drawn: a focus or a collapsed node that is
    not part of it, a collapsed node with nothing of its own to fold, two that
    have nothing to do with each other, nothing left.
    Linear in what is asked for but for sorting; the order of the files decides
    every tie.
    """
    replies = Replies(map)
    plan = _plan(replies, wanted)
    everything = reach(replies, plan.heads, _context(plan))
    whole = len(everything.keys() | _context(plan))
    if wanted.focus is not None:
        plan = _focused(replies, wanted, plan, everything)
    order = _limited(replies, plan, wanted, everything)
    _refuse_empty(wanted, plan, order, whole)
    folded = _folded(replies, plan, wanted, order)
    if wanted.max_nodes is not None:
        order = _first_nodes(order, plan.boxes, max(1, wanted.max_nodes))
    return Selection(
        root=wanted.id,
        against=wanted.against,
        order=order,
        least=_least(plan, order),
        questions=tuple(id for id in order if id in plan.boxes),
        collapsed={id: len(nodes) for id, nodes in folded.items() if id in order},
        folded={id: nodes for id, nodes in folded.items() if id in order},
        whole=whole,
        heads=tuple(plan.heads),
        starts=tuple(unlinked(map, order, plan.boxes)),
        focus=wanted.focus,
    )


def _least(plan: Plan, order: Sequence[str]) -> int:
    """How many entries it takes to show what even the smallest picture shows, as far as it is there."""
    return max((number for number, id in enumerate(order, 1) if id in plan.first and id not in plan.boxes), default=1)


def _limited(replies: Replies, plan: Plan, wanted: Wanted, everything: Mapping[str, Reply | None]) -> tuple[str, ...]:
    """The order of what depth, types and collapsed nodes leave."""
    map = replies.map
    context = _context(plan)
    depth = ALL if wanted.depth is None else max(0, wanted.depth - plan.head_level)
    if depth < 1 and plan.head_level == 0:
        context -= set(plan.tail)
    left_out = {id for id in (*everything, *context) if wanted.only and map.nodes[id].type not in wanted.only and id not in plan.pinned}
    heads = [id for id in plan.heads if id not in left_out]
    context -= left_out
    closed = frozenset(wanted.collapse)
    # A node that is left out for its type still lets an undercut of the link to it be seen as one of the node.
    reached = reach(replies, heads, context | left_out, wanted.only, closed, depth)
    order = Order(replies, plan, reached, context, closed).fill(by_level=wanted.depth is not None)
    return order or ((wanted.id,) if wanted.id in map.questions else ())


def _plan(replies: Replies, wanted: Wanted) -> Plan:
    map = replies.map
    if wanted.against is not None:
        return against_plan(replies, wanted.id, wanted.against, wanted.within)
    if wanted.id in map.questions:
        return question_plan(replies, wanted.id, wanted.after)
    if wanted.id in map.nodes:
        return node_plan(replies, wanted.id)
    plan = holder_plan(replies, wanted.id, wanted.after or ())
    if not plan.waves:
        raise ArgmapError(
            f"no node belongs to `{wanted.id}`, so there is nothing to draw", f"`argmap show {wanted.id}` shows what is known"
        )
    return plan


def _context(plan: Plan) -> set[str]:
    leads = {id for head in plan.heads for id in plan.leads.get(head, ())}
    return (leads | set(plan.tail)) - plan.boxes


def _focused(replies: Replies, wanted: Wanted, plan: Plan, everything: Mapping[str, Reply | None]) -> Plan:
    """The plan for one node, with the shortest way from it up to what was asked for before it.

    A way too long for a slide is shown from its lower end, without the question.
    """
    focus = wanted.focus or ""
    if focus not in everything:
        if focus not in replies.map.nodes:
            raise ArgmapError(f"`{focus}` is no node, and so does not bear on `{wanted.id}`", "leave out `--focus`, or name a node")
        raise ArgmapError(f"`{focus}` does not bear on `{wanted.id}`", f"`argmap render {focus} -o FILE` draws it with what bears on it")
    way: list[str] = []
    at = focus
    while (came_by := everything[at]) is not None:
        if came_by.needs is not None:
            way.append(came_by.needs)
        at = came_by.id
        way.append(at)
    way = list(dict.fromkeys(way))
    top = plan.leads.get(at, ())
    pinned = frozenset([focus, *way])
    contest = {focus: (0, 0, 0, 0)}
    if len(way) >= LONGEST_WAY:
        return Plan([[focus]], {}, contest, tail=tuple(way), tail_first=True, head_level=0, pinned=pinned)
    lead = (*top, *reversed(way))
    return Plan([[focus]], {focus: lead}, contest, plan.boxes, first=(focus,), head_level=0, pinned=pinned)


def _refuse_empty(wanted: Wanted, plan: Plan, order: Collection[str], whole: int) -> None:
    """Raise `ArgmapError` if ``only`` leaves nothing but what is always there."""
    drawn = sum(id not in plan.boxes and id not in plan.pinned for id in order)
    if wanted.only and not drawn and (whole > 1 or not order):
        types = choice(sorted(wanted.only), "and")
        missing = choice([type for type in NODE_TYPES if type not in wanted.only])
        cure = f"add `--only` with {missing}, or leave it out" if missing else "leave it out"
        raise ArgmapError(f"`--only` with {types} leaves nothing of `{wanted.id}` to draw", cure)


def _folded(replies: Replies, plan: Plan, wanted: Wanted, order: Collection[str]) -> dict[str, frozenset[str]]:
    """The nodes that are reached through each collapsed node and not without the collapsed ones.  Raises `ArgmapError`."""
    if not wanted.collapse:
        return {}
    map = replies.map
    drawn = set(order) - plan.boxes
    for id in wanted.collapse:
        if id not in drawn:
            raise ArgmapError(
                f"`{id}` is not in the picture, so it cannot be collapsed", "leave out `--collapse`, or name a node that is drawn"
            )
    closed = frozenset(wanted.collapse)
    context = _context(plan)
    everything = reach(replies, plan.heads, context)
    open_still = reach(replies, plan.heads, context, closed=closed)
    hidden = everything.keys() - open_still.keys() - context
    folded = {}
    for id in wanted.collapse:
        branch = reach(replies, [id], map.nodes, closed=closed - {id})
        folded[id] = frozenset(hidden & branch.keys())
        if len(branch) == 1:
            raise ArgmapError(f"nothing bears on `{id}`, so it cannot be collapsed", f"leave out `--collapse {id}`")
        if not folded[id]:
            raise ArgmapError(
                f"`{id}` cannot be collapsed: no node of the picture is there because of it alone",
                f"leave out `--collapse {id}`, or draw less with `--depth` or `--max-nodes`",
            )
    return folded


def _first_nodes(order: tuple[str, ...], boxes: Collection[str], most: int) -> tuple[str, ...]:
    """The beginning of an order that has so many nodes, without a box that would stay empty at its end."""
    count = 0
    for end, id in enumerate(order):
        if id not in boxes:
            count += 1
            if count == most:
                return order[: end + 1]
    return order
