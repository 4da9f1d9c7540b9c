"""On how many readings an argument is accepted, against published answers and all labellings."""

import random
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.evaluation.framework import Framework
from argmap.evaluation.grounded import grounded
from argmap.evaluation.readings import Reading, Semantics, readings
from argmap.model import ArgumentMap

EVERY, SOME, NO, UNDETERMINED, NONE_EXISTS = Reading

Attacks = list[tuple[int, int]]


@pytest.fixture(autouse=True)
def without_python_sat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat.solvers", None)


def attacks_among(count: int, attacks: Attacks) -> Framework:
    made = Framework(ArgumentMap({}, {}, {}, {}, {}))
    for _ in range(count):
        made.argument()
    for source, target in attacks:
        made.attack(source, target)
    return made


def of(count: int, attacks: Attacks, semantics: Semantics, budget: int = 200_000) -> list[Reading]:
    made = attacks_among(count, attacks)
    found = readings(made, grounded(made), range(count), semantics, budget)
    assert list(found) == list(range(count))
    return list(found.values())


def named(text: str, semantics: Semantics) -> str:
    """The answers for attacks written as `a>b`, in the order of the names: e, s, n; and x if no reading exists."""
    names = sorted(set(text) - set("> "))
    attacks = [(names.index(pair[0]), names.index(pair[2])) for pair in text.split()]
    letters = {EVERY: "e", SOME: "s", NO: "n", NONE_EXISTS: "x"}
    return "".join(letters[answer] for answer in of(len(names), attacks, semantics))


def brute_force(count: int, attacks: Attacks, semantics: Semantics) -> list[Reading]:
    hit_by = [0] * count
    for source, target in attacks:
        hit_by[target] |= 1 << source
    admissible = []
    stable = []
    for held in range(1 << count):
        hit = sum(1 << x for x in range(count) if hit_by[x] & held)
        if held & hit:
            continue
        if held | hit == (1 << count) - 1:
            stable.append(held)
        if all(hit_by[x] & ~hit == 0 for x in range(count) if held >> x & 1):
            admissible.append(held)
    preferred = [held for held in admissible if not any(held != other and held & other == held for other in admissible)]
    found = preferred if semantics == "preferred" else stable
    if not found:
        return [NONE_EXISTS] * count
    accepted = [sum(held >> x & 1 for held in found) for x in range(count)]
    return [NO if not number else EVERY if number == len(found) else SOME for number in accepted]


SMALL = st.integers(1, 9).flatmap(
    lambda count: st.tuples(
        st.just(count),
        st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=2 * count + 2),
    )
)


@pytest.mark.parametrize("semantics", ["preferred", "stable"])
def test_as_all_labellings_say(semantics: Semantics) -> None:
    @settings(max_examples=150, deadline=None)
    @given(SMALL)
    def check(case: tuple[int, Attacks]) -> None:
        assert of(*case, semantics) == brute_force(*case, semantics)

    check()


@settings(max_examples=50, deadline=None)
@given(SMALL, st.data())
def test_an_answer_does_not_depend_on_what_else_is_asked(case: tuple[int, Attacks], data: st.DataObject) -> None:
    made = attacks_among(*case)
    one = data.draw(st.integers(0, case[0] - 1))
    semantics: Semantics = data.draw(st.sampled_from(["preferred", "stable"]))
    assert readings(made, grounded(made), [one], semantics) == {one: of(*case, semantics)[one]}


@settings(max_examples=50, deadline=None)
@given(SMALL, st.integers(0, 5))
def test_with_a_small_budget_no_answer_is_wrong(case: tuple[int, Attacks], budget: int) -> None:
    for semantics in ("preferred", "stable"):
        for answer, right in zip(of(*case, semantics, budget), brute_force(*case, semantics), strict=True):
            assert answer in (right, UNDETERMINED)


def test_python_sat_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pysat.solvers")
    pytest.importorskip("pysat.solvers")
    rng = random.Random(1)
    for _ in range(150):
        count = rng.randint(1, 9)
        attacks = [(rng.randrange(count), rng.randrange(count)) for _ in range(rng.randint(0, 2 * count + 2))]
        assert of(count, attacks, "preferred") == brute_force(count, attacks, "preferred")
        assert of(count, attacks, "stable") == brute_force(count, attacks, "stable")


def test_something_else_named_pysat_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysat", SimpleNamespace())  # a toolkit for satellites has this name
    monkeypatch.delitem(sys.modules, "pysat.solvers")
    assert named("a>b b>a", "preferred") == "ss"


TEXTBOOK = {
    "an empty circle of one: self-attack (Dung 1995)": ("a>a", "n", "x"),
    "a self-attacker that attacks": ("a>a a>b", "nn", "xx"),
    "a self-attacker that is attacked": ("a>a b>a", "ne", "ne"),
    "Nixon diamond (Dung 1995, example 9)": ("a>b b>a", "ss", "ss"),
    "odd circle of three: one empty preferred, no stable": ("a>b b>c c>a", "nnn", "xxx"),
    "even circle of four": ("a>b b>c c>d d>a", "ssss", "ssss"),
    "odd circle of five": ("a>b b>c c>d d>e e>a", "nnnnn", "xxxxx"),
    "floating acceptance (Makinson & Schlechta 1991)": ("a>b b>a a>c b>c c>d", "ssne", "ssne"),
    "reinstatement: a chain of four": ("a>b b>c c>d", "enen", "enen"),
    "reinstatement: a chain of five": ("a>b b>c c>d d>e", "enene", "enene"),
    "even circle into an odd one: only b is stable (Caminada 2006)": ("a>b b>a b>c c>d d>e e>c", "ssnsn", "nenen"),
    "a conflict whose one side attacks itself": ("a>b b>a b>b", "en", "en"),
    "a self-attacker against one side of a conflict": ("a>b b>a c>c c>a", "nen", "xxx"),
    "an odd circle apart leaves no stable reading": ("a>b b>a c>d d>e e>c", "ssnnn", "xxxxx"),
    "undercut of an undercut": ("a>b b>c d>e e>d d>a", "sssss", "sssss"),
    "no admissible set attacks it, and yet it is not in every one": (
        "a>b b>a a>c b>d c>c d>d c>e d>e e>f f>e g>g e>g",
        "ssnnnen",
        "xxxxxxx",
    ),
}


@pytest.mark.parametrize(("attacks", "preferred", "stable"), TEXTBOOK.values(), ids=TEXTBOOK)
def test_textbook(attacks: str, preferred: str, stable: str) -> None:
    assert (named(attacks, "preferred"), named(attacks, "stable")) == (preferred, stable)


def conflicts(number: int) -> Attacks:
    """Conflicts of 2n against 2n + 1."""
    return [pair for n in range(0, 2 * number, 2) for pair in ((n, n + 1), (n + 1, n))]


@pytest.mark.parametrize("semantics", ["preferred", "stable"])
def test_independent_conflicts_are_small_problems(semantics: Semantics) -> None:
    assert of(400, conflicts(200), semantics, 10) == [SOME] * 400


@pytest.mark.parametrize("semantics", ["preferred", "stable"])
def test_conflicts_with_a_common_end(semantics: Semantics) -> None:
    """Both sides of each conflict attack one argument, and all of these attack the last: floating acceptance of all."""
    number = 100
    last = 3 * number
    attacks = conflicts(number)
    for n in range(number):
        attacks += [(2 * n, 2 * number + n), (2 * n + 1, 2 * number + n), (2 * number + n, last)]
    made = attacks_among(last + 1, attacks)
    assert readings(made, grounded(made), [last], semantics) == {last: EVERY}


@pytest.mark.parametrize("semantics", ["preferred", "stable"])
def test_a_long_chain_below_a_conflict(semantics: Semantics) -> None:
    count = 5_000
    assert of(count, [(1, 0), *((n, n + 1) for n in range(count - 1))], semantics) == [SOME] * count


def test_a_budget_that_is_used_up() -> None:
    floating = [(0, 1), (1, 0), (0, 2), (1, 2), (2, 3)]
    assert of(4, floating, "preferred", 0) == [UNDETERMINED] * 4
    rng = random.Random(1)
    hard = [(a, b) for a in range(300) for b in rng.sample(range(300), 8)]
    for semantics in ("preferred", "stable"):
        assert of(300, hard, semantics, 2_000) == [UNDETERMINED] * 300


def test_what_grounded_decides_needs_no_budget() -> None:
    made = attacks_among(2, [(0, 1)])
    assert readings(made, grounded(made), [1, 0, 1], "preferred", 0) == {1: NO, 0: EVERY}


def test_nothing_is_asked() -> None:
    made = attacks_among(1, [(0, 0)])
    assert readings(made, grounded(made), [], "stable") == {}
