"""Grounded labelling: sceptical, unique, linear.

Source: Dung 1995; the labelling algorithm of Modgil & Caminada 2009 with a
counter of attackers that are not out, so that each attack is looked at once.
"""

from collections.abc import Iterable

from argmap.evaluation.framework import Framework

OUT, UNDECIDED, IN = -1, 0, 1


def grounded(framework: Framework, forced: dict[int, int] | None = None) -> list[int]:
    """The grounded label of every argument; ``forced`` arguments keep the label given."""
    labels = [UNDECIDED] * len(framework)
    if forced:
        _settle(framework, labels, range(len(framework)), forced)
    else:
        _settle_all(framework, labels)
    return labels


def _settle_all(framework: Framework, labels: list[int]) -> None:
    """As `_settle`, of all arguments and with none forced, which is quicker."""
    attacked = framework.attacked
    left = [0] * len(framework)  # how many attackers of each are not out
    for targets in attacked:
        for target in targets:
            left[target] += 1
    queue = [argument for argument, number in enumerate(left) if not number]
    for argument in queue:
        labels[argument] = IN
    for argument in queue:
        is_in = labels[argument] == IN
        for target in attacked[argument]:
            if labels[target] == UNDECIDED:
                left[target] -= not is_in
                if is_in or not left[target]:
                    labels[target] = OUT if is_in else IN
                    queue.append(target)


def relabelled(framework: Framework, labels: list[int], forced: dict[int, int]) -> tuple[list[int], set[int]]:
    """The labels when some arguments are forced, and the arguments that could be touched by it.

    Only what the forced arguments reach is computed again: grounded semantics
    is directional, so nothing else can change (Baroni & Giacomin 2007).
    """
    reached = set(forced)
    queue = list(forced)
    for argument in queue:
        for target in framework.attacked[argument]:
            if target not in reached:
                reached.add(target)
                queue.append(target)
    changed = labels.copy()
    for argument in reached:
        changed[argument] = UNDECIDED
    _settle(framework, changed, reached, forced)
    return changed, reached


def _settle(framework: Framework, labels: list[int], among: Iterable[int], forced: dict[int, int]) -> None:
    """Label ``among``, which are undecided and which nothing outside depends on, in place."""
    left = dict.fromkeys(among, 0)  # how many attackers of each are not out
    queue: list[int] = []
    for argument in left:
        label = forced[argument] if argument in forced else _first_label(framework, labels, argument, left)
        if label != UNDECIDED:
            labels[argument] = label
            queue.append(argument)
    for argument in queue:
        is_in = labels[argument] == IN
        for target in framework.attacked[argument]:
            if labels[target] != UNDECIDED or target not in left or target in forced:
                continue
            left[target] -= not is_in
            if is_in or not left[target]:
                labels[target] = OUT if is_in else IN
                queue.append(target)


def _first_label(framework: Framework, labels: list[int], argument: int, left: dict[int, int]) -> int:
    """The label that follows from attackers whose labels are final; the others are counted in ``left``."""
    for attacker in framework.attackers[argument]:
        if attacker in left or labels[attacker] == UNDECIDED:
            left[argument] += 1
        elif labels[attacker] == IN:
            return OUT
    return UNDECIDED if left[argument] else IN
