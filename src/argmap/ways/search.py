"""The shortest of the ways that roads allow, one after the other."""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from argmap.ways.roads import Road, Roads, Spot
from argmap.ways.steps import Way

_MOST_WORK = 2_000_000
"""So many links are looked at for further ways, besides a few times those that there are."""


class _Branch(NamedTuple):
    """All ways that go along the first ``length`` roads of ``way`` and then by none of ``barred``, which are numbers of roads."""

    way: Sequence[Road]
    length: int
    barred: frozenset[int]
    found: tuple[Road, ...] | None = None
    """The shortest of them, once it has been looked for."""


def shortest(roads: Roads, limit: int) -> tuple[tuple[Way, ...], bool | None]:
    """The shortest ways, and whether there are more.

    Yen (1971) with the partition of Lawler (1972): what is left after a way is
    found is split into branches by where they leave it.  A branch waits with
    the least that its shortest way can have, and that way is looked for only
    when no other branch can hold a shorter one; of equal ones the way that has
    been found comes first, so that not all of them are looked for.
    """
    if roads.is_cut_off:
        return (), False
    search = _Search(roads)
    ways: list[Way] = []
    waiting: list[tuple[int, bool, int, _Branch]] = [(roads.left[roads.start], True, 0, _Branch((), 0, frozenset()))]
    count = 1
    while waiting:
        _, _, _, branch = heappop(waiting)
        if branch.found is None:
            shortest = search.run(branch)
            if shortest is not None:
                heappush(waiting, (len(shortest), False, count, branch._replace(found=shortest)))
                count += 1
        elif len(ways) == limit:
            return tuple(ways), True
        else:
            ways.append(Way(tuple(step for _, step in branch.found)))
            for least, split in search.split(branch, branch.found):
                heappush(waiting, (least, True, count, split))
                count += 1
        if search.work > _MOST_WORK + 4 * roads.size and ways:
            return tuple(ways), None
    return tuple(ways), False


class _Search:
    """Looks for the shortest way of a branch, and counts the roads looked at."""

    def __init__(self, roads: Roads) -> None:
        self.roads = roads
        self.work = 0

    def split(self, branch: _Branch, way: tuple[Road, ...]) -> Iterator[tuple[int, _Branch]]:
        """The ways of a branch but for its shortest, as branches, each with the least that a way of it can have."""
        at = self.roads.start
        passed = {at}
        for length, (spot, _) in enumerate(way):
            if length >= branch.length:
                own = next(number for number, road in enumerate(self.roads.roads[at]) if road is way[length])
                barred = frozenset({own}) | (branch.barred if length == branch.length else frozenset())
                self.work += len(self.roads.roads[at])
                least = min(
                    (
                        self.roads.left[to]
                        for number, (to, _) in enumerate(self.roads.roads[at])
                        if number not in barred and to not in passed
                    ),
                    default=None,
                )
                if least is not None:
                    yield length + 1 + least, _Branch(way, length, barred)
            at = spot
            passed.add(at)

    def run(self, branch: _Branch) -> tuple[Road, ...] | None:
        """The shortest way of a branch; None if none of its ways does without coming to the same spot twice.

        A* (Hart, Nilsson & Raphael 1968); how far the goal is away at least is
        known, so that where nothing is in the way it goes straight there.
        """
        before = list(branch.way[: branch.length])
        passed = {self.roads.start, *(spot for spot, _ in before)}
        start = before[-1][0] if before else self.roads.start
        self.work += len(before)
        came_by: dict[Spot, tuple[Spot, Road] | None] = {start: None}
        steps = {start: 0}
        left = self.roads.left
        waiting = [(left[start], left[start], 0, start)]
        done: set[Spot] = set()
        count = 0
        while waiting:
            _, _, _, at = heappop(waiting)
            if at == self.roads.goal:
                return (*before, *_traced(came_by, at))
            if at in done:
                continue
            done.add(at)
            self.work += len(self.roads.roads[at])
            for number, road in enumerate(self.roads.roads[at]):
                spot = road[0]
                if spot in passed or spot in done or (at == start and number in branch.barred):
                    continue
                if spot not in steps or steps[at] + 1 < steps[spot]:
                    steps[spot] = steps[at] + 1
                    came_by[spot] = (at, road)
                    count += 1
                    heappush(waiting, (steps[spot] + left[spot], left[spot], count, spot))
        return None


def _traced(came_by: dict[Spot, tuple[Spot, Road] | None], at: Spot) -> list[Road]:
    way = []
    while (came := came_by[at]) is not None:
        at, road = came
        way.append(road)
    return way[::-1]
