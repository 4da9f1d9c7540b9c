"""On how many readings of a map an argument is accepted: every one, some, or none.

A reading is an extension: a set of arguments that can be held together.  The
*preferred* ones are the largest sets that defend themselves, the *stable* ones
those that attack all they leave out (Dung 1995).  They are never listed.  Every
extension agrees with the grounded labels, so only what those leave undecided
is looked at; what nothing connects is looked at apart; and under preferred
semantics only what leads to the arguments asked about (Baroni & Giacomin 2007:
it is directional, stable semantics is not).  What remains is put to a SAT
solver, one question at a time (Besnard & Doutre 2004), which also asks for
attackers that are not dealt with only where it has to.

Whether an argument is in every preferred extension takes many such questions
(Dunne & Bench-Capon 2002).  Two sets that defend themselves and do not attack
each other do so together.  Hence a preferred extension without the argument
attacks each set that defends the argument.  Take one that attacks all such sets
found so far: either it goes with another one, or no extension that has it has
the argument.  Compare Dvořák, Järvisalo, Wallner & Woltran 2014 (CEGARTIX).
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from importlib import import_module
from typing import Any, Literal, Protocol

from argmap.evaluation.framework import Framework
from argmap.evaluation.grounded import OUT, UNDECIDED

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
    residue = {argument for argument, label in enumerate(arguments) if label == UNDECIDED}
    if not stable:
        residue = _reached([x for x in asked if x in residue], framework.attackers, framework.attackers, residue)
    parts = [_Part(framework, members, stable, budget) for members in _connected(framework, residue)]
    if stable:
        exists = {part.has_reading() for part in parts}
        if exists & {False, None}:
            return dict.fromkeys(asked, Reading.NONE_EXISTS if False in exists else Reading.UNDETERMINED)
    found = {x: Reading.NO if arguments[x] == OUT else Reading.EVERY for x in asked}
    for part in parts:
        found.update(part.answers([x for x in asked if x in part.number]))
    return found


def _connected(framework: Framework, residue: set[int]) -> list[list[int]]:
    """The parts of the residue that no attack connects; each from what is farthest from its end."""
    left = dict.fromkeys(sorted(residue))
    found = []
    while left:
        part = _reached([next(iter(left))], framework.attackers, framework.attacked, residue)
        found.append(sorted(part))
        for argument in part:
            del left[argument]
    return found


def _reached(starts: list[int], one_way: list[list[int]], other_way: list[list[int]], within: set[int]) -> set[int]:
    reached = set(starts)
    queue = list(starts)
    for argument in queue:
        for following in (one_way, other_way):
            for each in following[argument]:
                if each in within and each not in reached:
                    reached.add(each)
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
        self.members = members
        self.attackers = [[self.number[y] for y in framework.attackers[x] if y in self.number] for x in members]
        self.stable = stable
        self.reading = 2 * len(members) + 1
        self.budget = budget
        self.some: set[int] = set()
        """The numbers known to be in some reading."""
        self.spared: set[int] = set()
        """The numbers known not to be in some reading."""
        self.solver: _Solver = _installed(budget) or _OwnSolver(self.reading, budget)
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
                for x in range(len(self.members)):
                    self._answer(x, self.budget // 1000)
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
        found = {literal // 2 for literal in true if literal % 2 and literal != self.reading}
        self.some |= found
        self.spared |= {literal // 2 - 1 for literal in true if literal > 0 and not literal % 2}
        return found


class BudgetUsedUpError(Exception):
    """The answer takes more steps than are allowed."""


class _Solver(Protocol):
    """A SAT solver; literals are numbers from 1, negative when negated."""

    left: int
    quota: int

    def add(self, clause: list[int]) -> None: ...

    def solve(self, wanted: Sequence[int]) -> list[int] | None: ...


class _InstalledSolver:
    """The solver of python-sat."""

    def __init__(self, solver: Any, budget: int) -> None:
        self.solver = solver
        self.left = self.quota = budget

    def add(self, clause: list[int]) -> None:
        self.solver.add_clause(clause)

    def solve(self, wanted: Sequence[int]) -> list[int] | None:
        before = self.solver.accum_stats()["conflicts"]
        self.solver.conf_budget(max(self.quota, 1))
        answer = self.solver.solve_limited(assumptions=list(wanted))
        taken = self.solver.accum_stats()["conflicts"] - before
        self.left -= taken
        self.quota -= taken
        if answer is None:
            raise BudgetUsedUpError
        return [literal for literal in self.solver.get_model() if literal > 0] if answer else None


def _installed(budget: int) -> _Solver | None:
    try:
        return _InstalledSolver(import_module("pysat.solvers").Minisat22(), budget)
    except ImportError:
        return None


class _OwnSolver:
    """Conflict-driven clause learning (Marques-Silva & Sakallah 1999; Eén & Sörensson 2003).

    It decides only where it must: the first literal of a clause is the one
    that, when it becomes false, may call for a decision; all other clauses
    hold if what is not decided is false.
    """

    def __init__(self, variables: int, budget: int) -> None:
        self.left = self.quota = budget
        self.value = [0] * (2 * variables + 1)  # of each literal: 1 true, -1 false; a negative one counts from the end
        self.watching: list[list[list[int]]] = [[] for _ in self.value]
        self.duties: dict[int, list[list[int]]] = {}
        self.reason: list[list[int]] = [[]] * (variables + 1)
        self.level = [0] * (variables + 1)
        self.blamed = [0] * (variables + 1)
        self.trail: list[int] = []
        self.head = 0
        self.at = (0, 0)  # how far the duties of the trail are seen to
        self.levels: list[tuple[int, tuple[int, int]]] = []
        self.contradictory = False

    def add(self, clause: list[int]) -> None:
        """Add a clause; between two questions only."""
        rest = [literal for literal in dict.fromkeys(clause) if self.value[literal] >= 0]
        if any(self.value[literal] > 0 or -literal in rest for literal in rest):
            return
        self.contradictory |= not rest
        if len(rest) == 1:
            self._set(rest[0], [])
        elif rest:
            self.duties.setdefault(-clause[0], []).append(rest)
            self._watch(rest)

    def solve(self, wanted: Sequence[int]) -> list[int] | None:
        """The literals that make all clauses true, or None; what is not among them is false."""
        try:
            while not self.contradictory:
                failed = self._propagate()
                if failed:
                    self._take_back(failed)
                elif len(self.levels) < len(wanted) and self.value[wanted[len(self.levels)]] < 0:
                    return None
                else:
                    literal = wanted[len(self.levels)] if len(self.levels) < len(wanted) else self._choice()
                    if not literal:
                        return self.trail.copy()
                    self.levels.append((len(self.trail), self.at))
                    if not self.value[literal]:
                        self._set(literal, [])
            return None
        finally:
            self._back_to(0)

    def _choice(self) -> int:
        """A literal for the first clause that calls for one, 0 if none does."""
        position, number = self.at
        while position < len(self.trail):
            duties = self.duties.get(self.trail[position], [])
            while number < len(duties):
                if not any(self.value[literal] > 0 for literal in duties[number]):
                    self.at = position, number
                    return max((each for each in duties[number] if not self.value[each]), key=lambda each: self.blamed[abs(each)])
                number += 1
            position, number = position + 1, 0
        self.at = position, number
        return 0

    def _set(self, literal: int, reason: list[int]) -> None:
        self.value[literal], self.value[-literal] = 1, -1
        self.reason[abs(literal)] = reason
        self.level[abs(literal)] = len(self.levels)
        self.trail.append(literal)

    def _watch(self, clause: list[int]) -> None:
        self.watching[clause[0]].append(clause)
        self.watching[clause[1]].append(clause)

    def _propagate(self) -> list[int] | None:
        """Set what follows; the clause that fails, if one does."""
        while self.head < len(self.trail):
            false = -self.trail[self.head]
            self.head += 1
            watching, kept = self.watching[false], []
            self.watching[false] = kept
            for number, clause in enumerate(watching):
                if clause[0] == false:
                    clause[0], clause[1] = clause[1], false
                if self.value[clause[0]] <= 0 and self._moved(clause):
                    continue
                kept.append(clause)
                if self.value[clause[0]] < 0:
                    kept.extend(watching[number + 1 :])
                    return clause
                if not self.value[clause[0]]:
                    self._set(clause[0], clause)
        return None

    def _moved(self, clause: list[int]) -> bool:
        """Watch another literal than the second, if one is not false."""
        for place in range(2, len(clause)):
            if self.value[clause[place]] >= 0:
                clause[1], clause[place] = clause[place], clause[1]
                self.watching[clause[1]].append(clause)
                return True
        return False

    def _take_back(self, failed: list[int]) -> None:
        """Learn why a clause fails, and go back to where that decides something."""
        if not self.levels:
            self.contradictory = True
            return
        learned = self._learned(failed)
        back = self.level[abs(learned[1])] if len(learned) > 1 else 0
        cost = len(self.trail) - self.levels[back][0]
        self.left -= cost
        self.quota -= cost
        self._back_to(back)
        if len(learned) > 1:
            self._watch(learned)
        self._set(learned[0], learned)
        if self.quota < 0:
            raise BudgetUsedUpError

    def _learned(self, failed: list[int]) -> list[int]:
        """The first literal of the last level that alone leads to the conflict, and what it needs from before."""
        seen: set[int] = set()
        before: list[int] = []
        position, open_ends = len(self.trail), 0
        while True:
            for literal in failed:
                variable = abs(literal)
                if variable not in seen and self.level[variable]:
                    seen.add(variable)
                    self.blamed[variable] += 1
                    if self.level[variable] == len(self.levels):
                        open_ends += 1
                    else:
                        before.append(literal)
            position -= 1
            while abs(self.trail[position]) not in seen:
                position -= 1
            open_ends -= 1
            if not open_ends:
                return [-self.trail[position], *sorted(before, key=lambda each: -self.level[abs(each)])]
            failed = self.reason[abs(self.trail[position])]

    def _back_to(self, level: int) -> None:
        if level < len(self.levels):
            start, self.at = self.levels[level]
            for literal in self.trail[start:]:
                self.value[literal] = self.value[-literal] = 0
            del self.trail[start:], self.levels[level:]
            self.head = min(self.head, start)
