"""What the speaker has before them: the full texts of what is drawn, and how they bear on each other, as plain text."""

from collections.abc import Collection, Iterator, Sequence

from argmap.citations import citation_text, people_label
from argmap.display import joined_words, visible
from argmap.entries import Claim
from argmap.model import ArgumentMap, Link, holders, questions_of
from argmap.wording import school

_VERBS = {"rebut": "rebuts", "undermine": "undermines", "undercut": "undercuts", "limit": "limits"}


def speaker_notes(map: ArgumentMap, title: str, ids: Sequence[str], root: str, left_out: str = "") -> str:
    """The notes of a picture of these nodes and questions: paragraphs that are apart by one empty line.

    ``root`` is what the picture is about, which may be its title only.
    """
    drawn = frozenset((*ids, root))
    parts = [visible(title)]
    parts += [f"Question: {visible(map.questions[id].text)} [{visible(id)}]" for id in ids if id in map.questions]
    parts += ["\n".join(_node(map, id, drawn)) for id in ids if id in map.nodes]
    if left_out:
        parts.append(left_out)
    return "\n\n".join(parts)


def _node(map: ArgumentMap, id: str, drawn: Collection[str]) -> Iterator[str]:
    node = map.nodes[id]
    who = people_label(map, holders(node), most=99)
    of = [school(map, node.position) if node.position else "", who, "" if node.certainty == "asserted" else node.certainty]
    said = "; ".join(visible(each) for each in of if each)
    yield f"{node.type.upper()} [{visible(id)}]{f' ({said})' if said else ''}"
    yield visible(node.text)
    bearing = list(_bearing(map, id, drawn))
    if bearing:
        yield f"It {joined_words(bearing, 'and')}."
    hidden = [link.source for link in map.links_to.get(id, ()) if link.source not in drawn]
    if hidden:
        yield f"Also bearing on it, not on this slide: {', '.join(visible(each) for each in dict.fromkeys(hidden))}."
    for citation in node.cite:
        yield f"Source: {visible(citation_text(map, citation))}"
    if node.note:
        yield f"Note: {visible(node.note)}"


def _bearing(map: ArgumentMap, id: str, drawn: Collection[str]) -> Iterator[str]:
    """What a node does to others that are drawn."""
    for link in map.links_from.get(id, ()):
        if link.target in drawn:
            yield _verb(link) + (" (a link drawn by the editor)" if link.editorial else "")
    for other in map.conflicts.get(id, ()):
        if other in drawn:
            yield f"clashes with {visible(other)}"
    node = map.nodes[id]
    if isinstance(node, Claim) and node.variant_of in drawn:
        yield f"is a variant of {visible(node.variant_of or '')}"
    for question in questions_of(node):
        if question in drawn:
            yield f"answers {visible(question)}"


def _verb(link: Link) -> str:
    target = visible(link.target)
    if link.type == "premise":
        return f"is a premise of {target}"
    if link.type == "support":
        return f"supports {target}"
    if link.attack == "undercut":
        return f"undercuts the link from {target}" + (f" to {visible(link.cuts)}" if link.cuts else "")
    return f"{_VERBS[link.attack or 'rebut']} {target}"
