"""A small SAT solver with a budget; that of python-sat is used in its place if it is installed."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib import import_module
from typing import Any


class BudgetUsedUpError(Exception):
    """The answer takes more steps than are allowed."""


class Solver(ABC):
    """A SAT solver; literals are numbers from 1, negative when negated."""

    def __init__(self, budget: int) -> None:
        self.quota = budget
        self.left = 5 * budget

    def allow(self, steps: int) -> None:
        """Take at most so many steps from now on."""
        self.quota = min(steps, self.left)

    def spend(self, steps: int) -> None:
        """Take steps."""
        self.left -= steps
        self.quota -= steps

    def check(self) -> None:
        """Stop if too many steps are taken."""
        if self.quota < 0:
            raise BudgetUsedUpError

    @abstractmethod
    def add(self, clause: list[int]) -> None:
        """Add a clause; between two questions only."""

    @abstractmethod
    def solve(self, wanted: Sequence[int]) -> list[int] | None:
        """The variables that are true in one solution with what is wanted, or None if there is none."""


class InstalledSolver(Solver):
    """The solver of python-sat."""

    def __init__(self, solver: Any, budget: int) -> None:
        super().__init__(budget)
        self.solver = solver

    def add(self, clause: list[int]) -> None:
        """Add a clause."""
        self.solver.add_clause(clause)

    def solve(self, wanted: Sequence[int]) -> list[int] | None:
        """The variables that are true in one solution with what is wanted, or None if there is none."""
        self.check()
        before = self.solver.accum_stats()["conflicts"]
        self.solver.conf_budget(max(self.quota // 10, 1))
        answer = self.solver.solve_limited(assumptions=list(wanted))
        self.spend(10 * (self.solver.accum_stats()["conflicts"] - before))
        if answer is None:
            raise BudgetUsedUpError
        return [literal for literal in self.solver.get_model() if literal > 0] if answer else None


class OwnSolver(Solver):
    """Conflict-driven clause learning (Marques-Silva & Sakallah 1999; Eén & Sörensson 2003).

    It decides only where it must, so that an answer costs what it touches: what
    is not decided is false, and that makes every clause true in which a literal
    after the first is negative.  Of the others, those matter whose first
    literal has become false; they are its duties.
    """

    def __init__(self, variables: int, budget: int) -> None:
        super().__init__(budget)
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
            self._watch(rest)
            if all(literal > 0 for literal in clause[1:]):
                self.duties.setdefault(-clause[0], []).append(rest)

    def solve(self, wanted: Sequence[int]) -> list[int] | None:
        """The variables that are true in one solution with what is wanted, or None if there is none."""
        self.check()
        try:
            return self._search(wanted)
        finally:
            self._back_to(0)

    def _search(self, wanted: Sequence[int]) -> list[int] | None:
        while not self.contradictory:
            failed = self._propagate()
            if failed:
                self._take_back(failed)
            elif len(self.levels) < len(wanted) and self.value[wanted[len(self.levels)]] < 0:
                return None
            else:
                literal = wanted[len(self.levels)] if len(self.levels) < len(wanted) else self._choice()
                if not literal:
                    return [each for each in self.trail if each > 0]
                self.levels.append((len(self.trail), self.at))
                if not self.value[literal]:
                    self._set(literal, [])
        return None

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
            watching = self.watching[false]
            kept = self.watching[false] = []
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
        self._back_to(back)
        if len(learned) > 1:
            self._watch(learned)
        self._set(learned[0], learned)
        self.check()

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
            self.spend(len(self.trail) - start)
            for literal in self.trail[start:]:
                self.value[literal] = self.value[-literal] = 0
            del self.trail[start:], self.levels[level:]
            self.head = min(self.head, start)


def solver(variables: int, budget: int) -> Solver:
    """The solver of python-sat if that is installed (extra `solver`), or else ours."""
    try:
        return InstalledSolver(import_module("pysat.solvers").Minisat22(), budget)
    except ImportError:
        return OwnSolver(variables, budget)
