"""Walks over the links of a map: in file order, without recursion, linear."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from argmap.model import ArgumentMap, Link, questions_of

Successors = Callable[[str], Iterable[str]]


def ways_up(map: ArgumentMap, start: str, limit: int = 12) -> list[tuple[str, list[Link]]]:
    """The questions a node bears on, each with the links that lead from the node to a claim that answers it.

    The shortest way to each question, nearest questions first; at most
    ``limit``.  Breadth first.
    """
    came_by: dict[str, Link | None] = {start: None}
    found: dict[str, list[Link]] = {}
    queue = [start]
    for id in queue:
        fresh = [question for question in questions_of(map.nodes[id]) if question in map.questions and question not in found]
        if fresh:
            found.update(dict.fromkeys(fresh, _way_back(came_by, id)))
        if len(found) >= limit:
            break
        for link in map.links_from.get(id, ()):
            if link.target not in came_by:
                came_by[link.target] = link
                queue.append(link.target)
    return list(found.items())[:limit]


def nearest_questions(map: ArgumentMap) -> dict[str, tuple[str, ...]]:
    """The questions that each node answers, or else those of the nearest claim that its links lead to and that answers some.

    For all nodes at once what `ways_up` finds first: breadth first from the
    claims downwards, so linear.  A node that leads to no question is not in it.
    """
    homes: dict[str, tuple[str, ...]] = {}
    for claim in map.claims:
        answered = tuple(question for question in dict.fromkeys(claim.question) if question in map.questions)
        if answered:
            homes[claim.id] = answered
    steps = dict.fromkeys(homes, 0)
    queue = list(homes)
    for at in queue:
        for link in map.links_to.get(at, ()):
            if link.source not in steps:
                steps[link.source] = steps[at] + 1
                queue.append(link.source)
    for at in queue:  # the nearest first, so that what a step leads to has its questions by then
        if at not in homes:
            homes[at] = next(homes[link.target] for link in map.links_from[at] if steps.get(link.target) == steps[at] - 1)
    return homes


def questions_in_order(map: ArgumentMap) -> list[str]:
    """All questions as `show` lists them: each above those under it."""
    return list(dict.fromkeys(id for root in root_questions(map) for id in questions_below(map, root)))


def _way_back(came_by: Mapping[str, Link | None], id: str) -> list[Link]:
    way = []
    while (link := came_by[id]) is not None:
        way.append(link)
        id = link.source
    return way[::-1]


def questions_below(map: ArgumentMap, question: str) -> list[str]:
    """The question and all questions under it, each above those under it."""
    found: dict[str, None] = {}
    pending = [question]
    while pending:
        at = pending.pop()
        if at not in found:
            found[at] = None
            pending.extend(reversed(map.subquestions[at]))
    return list(found)


def answers_below(map: ArgumentMap, question: str) -> list[str]:
    """The claims that answer a question or one under it, each once."""
    return list(dict.fromkeys(claim for each in questions_below(map, question) for claim in map.answers[each]))


def root_questions(map: ArgumentMap) -> list[str]:
    """The questions that stand under no other, and one of each circle of questions."""
    roots = [q.id for q in map.questions.values() if q.under not in map.questions]
    seen = {below for root in roots for below in questions_below(map, root)}
    order = {id: number for number, id in enumerate(map.questions)}
    for id in map.questions:
        if id not in seen:
            root = min(circle_above(map, id), key=order.__getitem__)
            roots.append(root)
            seen.update(questions_below(map, root))
    return roots


def circle_above(map: ArgumentMap, question: str) -> list[str]:
    """The circle of questions that a question stands in or under; empty if there is a root above it."""
    above: dict[str, None] = {}
    at = question
    while at not in above:
        above[at] = None
        at = map.questions[at].under or ""
        if at not in map.questions:
            return []
    trail = list(above)
    return trail[trail.index(at) :]


def below(map: ArgumentMap, starts: Iterable[str]) -> dict[str, None]:
    """Nodes and all that leads to them: replies of replies, premises, variants; breadth first."""
    reached = dict.fromkeys(starts)
    queue = list(reached)
    links_to, variants = map.links_to, map.variants
    for at in queue:
        following = [link.source for link in links_to.get(at, ())]
        for id in following + variants[at] if at in variants else following:
            if id not in reached:
                reached[id] = None
                queue.append(id)
    return reached


def cycles(nodes: Iterable[str], successors: Successors) -> Iterator[list[str]]:
    """One circle of each strongly connected component that has one, as ids in the direction of the links.

    Components by Tarjan's algorithm (1972), iterative; within a component the
    shortest circle through its first node.  A link from a node to itself is
    not a circle here.
    """
    for component in components(nodes, successors):
        if len(component) > 1:
            yield way(component[0], component[0], successors)[:-1]


def components(nodes: Iterable[str], successors: Successors) -> list[list[str]]:
    """Strongly connected components (Tarjan 1972), each in the order of ``nodes`` (what is not among them last)."""
    order = {id: number for number, id in enumerate(nodes)}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[list[str]] = []
    for root in order:
        if root in index:
            continue
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(successors(root)))]
        while work:
            id, following = work[-1]
            for next_id in following:
                if next_id not in index:
                    index[next_id] = low[next_id] = len(index)
                    stack.append(next_id)
                    on_stack.add(next_id)
                    work.append((next_id, iter(successors(next_id))))
                    break
                if next_id in on_stack:
                    low[id] = min(low[id], index[next_id])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[id])
                if low[id] == index[id]:
                    component: list[str] = []
                    while not component or component[-1] != id:
                        component.append(stack.pop())
                    on_stack.difference_update(component)
                    found.append(sorted(component, key=lambda id: order.get(id, len(order))))
    return found


def way(start: str, end: str, successors: Successors) -> list[str]:
    """The nodes of a shortest way of at least one step from ``start`` to ``end``, both included.

    From a node to itself that is a circle.  Breadth first.  Raises
    `ValueError` if there is none.
    """
    came_from = {start: start}
    queue = [start]
    for id in queue:
        for following in successors(id):
            if following == end:
                steps = [end, id]
                while steps[-1] != start:
                    steps.append(came_from[steps[-1]])
                return steps[::-1]
            if following not in came_from:
                came_from[following] = id
                queue.append(following)
    raise ValueError(f"no way leads from {start} to {end}")
