"""The words for nodes, tallies and citations that trees, cards, tables and pictures share."""

from collections.abc import Sequence

from argmap.citations import citation_label, people_label, source_label
from argmap.display import counted, visible
from argmap.entries import Citation, Node
from argmap.evaluation import Evaluation
from argmap.model import ArgumentMap, Link, holders

NO_SCHOOL = "No school given"


def tally_words(map: ArgumentMap, id: str) -> str:
    """The tally of a node: ``1 for, 2 against, 2 unanswered``, and with how many claims it clashes."""
    tally = map.tally(id)
    words = count_words(tally.supports, tally.attacks, len(tally.unanswered))
    clashes = len(map.conflicts.get(id, ()))
    return f"{words}, {counted(clashes, 'clash', 'clashes')}" if clashes else words


def count_words(supports: int, attacks: int, unanswered: int) -> str:
    """The words of a tally, of one claim or of many."""
    words = f"{supports} for, {attacks} against"
    return f"{words}, {unanswered} unanswered" if unanswered else words


def who(map: ArgumentMap, node: Node) -> str:
    """The holders of a node in one line, with the hedge if there is one."""
    names = people_label(map, holders(node))
    if node.certainty != "asserted":
        return f"{names}, {node.certainty}" if names else node.certainty
    return names


def unnamed_holders(map: ArgumentMap, node: Node, citation: Citation) -> str:
    """Who holds a node, where a citation of it does not name them; else empty.

    ``Acheson 1950-01-12, in Kim 2019`` names Acheson and Kim: of what Stueck
    reads out of that speech it would say that Kim does.
    """
    said = holders(node)
    through = [map.sources[id] for id in (citation.source, citation.via or "") if id in map.sources]
    named = {name.person for source in through for name in source.author}
    return "" if named.intersection(said) else people_label(map, said)


def origin(map: ArgumentMap, node: Node) -> str:
    """Where a node was read, or else who holds it, in a few words: ``Kim 2019``."""
    if node.cite:
        return source_label(map, node.cite[0].via or node.cite[0].source)
    return who(map, node)


def cite_line(map: ArgumentMap, node: Node) -> str:
    """The first citation of a node in one line, and how many more there are."""
    return citations_line(map, node.cite)


def citations_line(map: ArgumentMap, citations: Sequence[Citation]) -> str:
    """The first of some citations in one line, and how many more there are."""
    if not citations:
        return ""
    first = citation_label(map, citations[0])
    return f"{first} (+{len(citations) - 1} more)" if len(citations) > 1 else first


def attack_words(link: Link) -> str:
    """How a link attacks: ``rebut``, ``undercut of its link to x``."""
    return f"{link.attack} of its link to {visible(link.cuts)}" if link.cuts else str(link.attack)


def label_words(evaluation: Evaluation, id: str) -> str:
    """The label of a node, never without its tally: ``falls: 1 for, 2 against, 2 unanswered``."""
    return f"{evaluation.label(id)}: {tally_words(evaluation.map, id)}"


def school(map: ArgumentMap, positions: tuple[str, ...]) -> str:
    """The names of schools as a heading."""
    names = [map.positions[id].name if id in map.positions else id for id in positions]
    return ", ".join(names) or NO_SCHOOL
