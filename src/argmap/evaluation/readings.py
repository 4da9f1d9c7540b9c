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
attacks every such set that contains it.  So look for a set S that attacks those
found so far.  If there is none, the argument is in every extension; if S can be
extended to have the argument, that shows one more; and if it cannot, there is
an extension without.  Compare Dvořák, Järvisalo, Wallner & Woltran 2014
(CEGARTIX).
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

    The budget is that of one argument, and five times as much for all that is
    asked about one connected part.  A step is a label given on trial; with
    python-sat a conflict counts as ten.  When the budget is used up depends on
    what else is asked and on which solver there is; all other answers do not.
    """
    asked = list(dict.fromkeys(asked))
    stable = semantics == "stable"
    undecided = {argument for argument, label in enumerate(arguments) if label == UNDECIDED}
    residue = _leading_to(undecided if stable else asked, framework, undecided)
    parts = [_Part(framework, members, stable, budget) for members in _connected(framework, residue)]
    if stable:
        exists = {part.has_reading() for part in parts}
        if exists & {False, None}:
            return dict.fromkeys(asked, Reading.NONE_EXISTS if False in exists else Reading.UNDETERMINED)
    found = {x: Reading.NO if arguments[x] == OUT else Reading.EVERY for x in asked}
    for part in parts:
        found.update(part.answers([x for x in part.number if x in found]))
    return found


def _leading_to(ends: Iterable[int], framework: Framework, within: set[int]) -> list[int]:
    """The ends and what leads to them, attackers first where there is no circle."""
    seen: set[int] = set()
    found = []
    for end in ends:
        pending = [end]
        while pending:
            argument = pending.pop()
            if argument < 0:
                found.append(~argument)
            elif argument in within and argument not in seen:
                seen.add(argument)
                pending.append(~argument)
                pending.extend(framework.attackers[argument])
    return found


def _connected(framework: Framework, residue: list[int]) -> list[list[int]]:
    """The parts of the residue that no attack connects, each in the order of the residue."""
    part_of = dict.fromkeys(residue, -1)
    found: list[list[int]] = []
    for start in residue:
        if part_of[start] < 0:
            part_of[start] = len(found)
            queue = [start]
            for argument in queue:
                for each in (*framework.attackers[argument], *framework.attacked[argument]):
                    if part_of.get(each, 0) < 0:
                        part_of[each] = len(found)
                        queue.append(each)
            found.append([])
        found[part_of[start]].append(start)
    return found


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
        self.known: dict[int, Reading] = {}
        self.some: set[int] = set()
        """The numbers known to be in some reading."""
        self.left_out: set[int] = set()
        """The numbers known not to be in some reading."""
        self.always: set[int] = set()
        """The variables known to be true on every reading."""
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
        """Answer for arguments in the order of the part, first what takes little.

        What is the same on every reading helps to answer about the rest, so
        that is looked for, attackers first, before the next attempt.
        """
        for share in (30, 5, 1):
            for argument in reversed(asked):
                self._answer(self.number[argument], self.budget // share)
            if all(self.number[argument] in self.known for argument in asked):
                break
            for x in range(len(self.attackers)):
                self._answer(x, self.budget // 100, also_out=True)
        return {argument: self.known.get(self.number[argument], Reading.UNDETERMINED) for argument in asked}

    def _answer(self, x: int, steps: int, also_out: bool = False) -> None:
        """Make it known on how many readings a number is in; if on none, look also whether it is attacked on every one."""
        if self.solver.left < 0:
            return
        self.solver.allow(steps)
        try:
            if x not in self.known:
                self.known[x] = self._reading(x)
            if also_out and self.known[x] is Reading.NO:
                self._holds_always(2 * x + 2)
        except BudgetUsedUpError:
            pass

    def _reading(self, x: int) -> Reading:
        if x not in self.some and self._find(self.reading, 2 * x + 1) is None:
            self.solver.add([-(2 * x + 1)])
            return Reading.NO
        if x in self.left_out or self._find(self.reading, 2 * x + 2) is not None:
            return Reading.SOME
        return Reading.EVERY if self._holds_always(2 * x + 1) else Reading.SOME

    def _holds_always(self, goal: int) -> bool:
        """Whether an argument is in, or attacked, on every reading."""
        while (without := self._find(self.reading, -goal)) is not None:
            both = None if self.stable else self._find(-self.reading, goal, *(2 * y + 1 for y in without))
            if both is None:
                return False
            self.solver.add([-self.reading, goal, *(2 * y + 2 for y in self._defence(goal, both))])
        self.solver.add([-self.reading, goal])
        self.always.add(goal)
        return True

    def _defence(self, goal: int, among: set[int]) -> list[int]:
        """Of a set that defends itself, members that defend each other and make the goal true.

        Whatever holds on every reading anyway is left out.
        """
        found = [goal // 2 if goal % 2 else next(y for y in self.attackers[goal // 2 - 1] if y in among)]
        seen = set(found)
        for member in found:
            for attacker in self.attackers[member]:
                defenders = [y for y in self.attackers[attacker] if y in among]
                if 2 * attacker + 2 not in self.always and not any(y in seen or 2 * y + 1 in self.always for y in defenders):
                    seen.add(defenders[0])
                    found.append(defenders[0])
        return found

    def _find(self, *wanted: int) -> set[int] | None:
        """The numbers of a set that defends itself, or of a reading if that is wanted."""
        true = self.solver.solve(wanted)
        if true is None:
            return None
        found = {variable // 2 for variable in true if variable % 2 and variable != self.reading}
        self.some |= found
        self.left_out |= {variable // 2 - 1 for variable in true if not variable % 2}
        return found
