"""On how many readings of a map an argument is accepted: every one, some, or none.

A reading is an extension: a set of arguments that can be held together.  The
*preferred* ones are the largest sets that defend themselves, the *stable* ones
those that attack all they leave out (Dung 1995).  They are never listed.  Every
extension agrees with the grounded labels, so only what those leave undecided
is looked at; what nothing connects is looked at apart; and under preferred
semantics only what leads to the arguments asked about (Baroni & Giacomin 2007:
it is directional, stable semantics is not).  What remains is put to a SAT
solver, one question at a time (Besnard & Doutre 2004).

Whether an argument is in every preferred extension takes many such questions
(Dunne & Bench-Capon 2002).  Two sets that defend themselves and do not attack
each other do so together.  Hence a preferred extension without the argument
attacks each set that defends the argument.  Take one that attacks all such sets
found so far: either it goes with another one, or no extension that has it has
the argument.  Compare Dvořák, Järvisalo, Wallner & Woltran 2014 (CEGARTIX).
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from argmap.evaluation.framework import Framework
from argmap.evaluation.grounded import OUT, UNDECIDED
from argmap.evaluation.solver import BudgetUsedUpError, solver

Semantics = Literal["preferred", "stable"]


class Reading(StrEnum):
    """On how many readings an argument is accepted."""

    EVERY = "every"
    SOME = "some"
    NO = "no"
    UNDETERMINED = "undetermined"
    """The budget is used up."""
    NONE_EXISTS = "none-exists"
    """There is no reading at all (only under stable semantics)."""


def readings(
    framework: Framework, arguments: list[int], asked: Iterable[int], semantics: Semantics, budget: int = 200_000
) -> dict[int, Reading]:
    """On how many readings each argument asked about is accepted; ``arguments`` are the grounded labels.

    The budget is that of each connected part, for all that is asked about it.
    Its unit is a label that had to be taken back, so that what takes no search
    costs nothing; with python-sat it is a conflict.
    """
    asked = list(dict.fromkeys(asked))
    stable = semantics == "stable"
    residue = dict.fromkeys(argument for argument, label in enumerate(arguments) if label == UNDECIDED)
    if not stable:
        residue = _reached([x for x in asked if x in residue], [framework.attackers], residue)
    parts = [_Part(framework, members, stable, budget) for members in _connected(framework, residue)]
    if stable:
        exists = {part.has_reading() for part in parts}
        if exists & {False, None}:
            return dict.fromkeys(asked, Reading.NONE_EXISTS if False in exists else Reading.UNDETERMINED)
    found = {x: Reading.NO if arguments[x] == OUT else Reading.EVERY for x in asked}
    for part in parts:
        found.update(part.answers([x for x in asked if x in part.number]))
    return found


def _connected(framework: Framework, residue: dict[int, None]) -> list[list[int]]:
    """The parts of the residue that no attack connects, each in the order of the residue."""
    order = {argument: number for number, argument in enumerate(residue)}
    found = []
    seen: set[int] = set()
    for argument in residue:
        if argument not in seen:
            part = _reached([argument], [framework.attackers, framework.attacked], residue)
            found.append(sorted(part, key=order.__getitem__))
            seen.update(part)
    return found


def _reached(starts: list[int], ways: list[list[list[int]]], within: dict[int, None]) -> dict[int, None]:
    """What is reached within a set, nearest first."""
    reached = dict.fromkeys(starts)
    queue = list(reached)
    for argument in queue:
        for following in ways:
            for each in following[argument]:
                if each in within and each not in reached:
                    reached[each] = None
                    queue.append(each)
    return reached


class _Part:
    """One connected part of the residue, and what is known of it.

    Variables: that argument number n is in (2n + 1); that something that is in
    attacks it (2n + 2); and that the set is a reading, not merely one that
    defends itself.
    """

    def __init__(self, framework: Framework, members: list[int], stable: bool, budget: int) -> None:
        self.number = {argument: number for number, argument in enumerate(members)}
        self.attackers = [[self.number[y] for y in framework.attackers[x] if y in self.number] for x in members]
        self.stable = stable
        self.reading = 2 * len(members) + 1
        self.budget = budget
        self.some: set[int] = set()
        """The numbers known to be in some reading."""
        self.spared: set[int] = set()
        """The numbers known not to be in some reading."""
        self.solver = solver(self.reading, budget)
        for x, attackers in enumerate(self.attackers):
            self.solver.add([-(2 * x + 1), -(2 * x + 2)])
            self.solver.add([-(2 * x + 2), *(2 * y + 1 for y in attackers)])
            for y in attackers:
                self.solver.add([-(2 * x + 1), 2 * y + 2])
                self.solver.add([-(2 * y + 1), 2 * x + 2])
            if stable:
                self.solver.add([-self.reading, 2 * x + 1, 2 * x + 2])
            else:
                self.solver.add([-self.reading, 2 * x + 1, *(-(2 * y + 2) for y in attackers)])

    def has_reading(self) -> bool | None:
        """Whether there is a reading; None if that takes too long."""
        try:
            return self._find(self.reading) is not None
        except BudgetUsedUpError:
            return None

    def answers(self, asked: list[int]) -> dict[int, Reading]:
        """What is quickly answered first, so that one hard question does not take the budget from the others.

        What is in every preferred extension helps to answer about others, so
        what is not answered at once is tried again with that.
        """
        found: dict[int, Reading] = {}
        for share in (100, 10, 1):
            for x in asked:
                if found.get(x, Reading.UNDETERMINED) is Reading.UNDETERMINED:
                    found[x] = self._answer(self.number[x], self.budget // share)
            if Reading.UNDETERMINED not in found.values():
                break
            if not self.stable:
                for number in reversed(range(len(self.attackers))):
                    self._answer(number, self.budget // 1000)
        return found

    def _answer(self, x: int, quota: int) -> Reading:
        self.solver.quota = min(quota, self.solver.left)
        try:
            if x not in self.some and self._find(2 * x + 1, self.reading if self.stable else -self.reading) is None:
                return Reading.NO
            return Reading.EVERY if x not in self.spared and self._is_in_every(x) else Reading.SOME
        except BudgetUsedUpError:
            return Reading.UNDETERMINED

    def _is_in_every(self, x: int) -> bool:
        if not self.stable and self._find(self.reading, 2 * x + 2) is not None:
            return False
        while (without := self._find(self.reading, -(2 * x + 1))) is not None:
            both = None if self.stable else self._find(-self.reading, 2 * x + 1, *(2 * y + 1 for y in without))
            if both is None:
                self.spared.add(x)
                return False
            self.solver.add([-self.reading, 2 * x + 1, *(2 * y + 2 for y in self._defence(x, both))])
        self.solver.add([-self.reading, 2 * x + 1])
        return True

    def _defence(self, x: int, among: set[int]) -> list[int]:
        """Members of a set that defends itself which defend x and each other."""
        found = {x: None}
        queue = [x]
        for member in queue:
            for attacker in self.attackers[member]:
                defenders = [y for y in self.attackers[attacker] if y in among]
                if not any(y in found for y in defenders):
                    found[defenders[0]] = None
                    queue.append(defenders[0])
        return queue

    def _find(self, *wanted: int) -> set[int] | None:
        """The numbers of a set that defends itself, or of a reading if that is wanted."""
        true = self.solver.solve(wanted)
        if true is None:
            return None
        found = {variable // 2 for variable in true if variable % 2 and variable != self.reading}
        self.some |= found
        self.spared |= {variable // 2 - 1 for variable in true if not variable % 2}
        return found
