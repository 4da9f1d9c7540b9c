"""The cards of a node, a position, a person or body, and a source."""

from collections.abc import Iterable, Iterator

from argmap.citations import citation_text, people_label, person_label, source_label, source_text
from argmap.display import Part, counted
from argmap.entries import Citation, Claim, Node, Person, Position, Source
from argmap.graph import ways_up
from argmap.model import ArgumentMap, Link, holders, questions_of
from argmap.views._page import BLANK, Line, joined, part, with_id
from argmap.views._parts import LINK_MARKS, NODE_MARKS, claim_info, ground_info, link_state, link_words
from argmap.views._questions import question_trails
from argmap.views.tree import Tree
from argmap.wording import NO_SCHOOL, label_words, school, unnamed_holders


def node_card(tree: Tree, id: str) -> Iterator[Line]:
    """`show NODE`: what it says, who holds it, where it is found, what it bears on, and what replies to it."""
    map, node = tree.map, tree.map.nodes[id]
    yield Line(0, "", [Part(f"{node.type.capitalize()}  ", "heading"), part(f"[{id}]", "id")])
    yield Line(0, "", [part(node.text, "claim")])
    yield BLANK
    yield from _fields(
        ("Position", school(map, node.position)),
        ("Put forward by" if node.type != "claim" else "Held by", "; ".join(_person(map, each) for each in holders(node))),
        ("Hedge", node.certainty if node.certainty != "asserted" else ""),
        ("About", "; ".join(_person(map, each) for each in node.about)),
        ("Date", node.date),
        ("Granted", "common ground" if isinstance(node, Claim) and node.granted else ""),
        ("Label", label_words(tree.evaluation, id)),
        ("Tags", ", ".join(node.tags)),
        ("Note", node.note),
    )
    if tree.options.cite:
        yield from _citations(map, node.cite)
    yield from _links_out(map, id)
    yield from _bears_on(map, id)
    replies = list(tree.replies(id))
    if replies:
        yield from _headed("Replies")
        yield from replies
    yield from tree.closing(f"{id} ")


def position_card(tree: Tree, position: Position) -> Iterator[Line]:
    """`show POSITION`: what the school holds, who holds it, its claims by question, and what answers them."""
    map = tree.map
    members = [node for node in map.nodes.values() if position.id in node.position]
    people = dict.fromkeys(person for node in members if node.type == "claim" for person in holders(node))
    yield Line(0, "", with_id(position.name, position.id, "heading"))
    if position.text:
        yield Line(0, "", [part(position.text)])
    yield BLANK
    yield from _fields(("Holders", "; ".join(_person(map, each) for each in people)), ("Note", position.note))
    if tree.options.cite:
        yield from _citations(map, position.cite)
    claims = [node for node in members if node.type == "claim"]
    yield from _by_question(tree, claims)
    grounds = [node for node in members if node.type != "claim"]
    if grounds:
        yield from _headed("Grounds put forward in this school")
        for node in grounds:
            yield from _with_attacks(tree, node, 1)
    tree.too_deep.update(tree.shown)
    yield from _left_out(tree)


def person_card(tree: Tree, person: Person) -> Iterator[Line]:
    """`show PERSON`: what they hold and under which schools, who answers them, what they wrote and received."""
    map = tree.map
    yield Line(0, "", with_id(person.name, person.id, "heading"))
    if person.text:
        yield Line(0, "", [part(person.text)])
    held = [node for node in map.nodes.values() if person.id in holders(node)]
    schools = dict.fromkeys(position for node in held for position in node.position)
    fields = list(
        _fields(
            ("Also written", "; ".join(person.aliases)),
            ("Schools", school(map, tuple(schools)) if schools else ""),
            ("Note", person.note),
        )
    )
    yield from [BLANK, *fields] if fields else ()
    by_school: dict[tuple[str, ...], list[Node]] = {}
    for node in held:
        by_school.setdefault(node.position, []).append(node)
    for positions, nodes in sorted(by_school.items(), key=lambda item: not item[0]):
        yield from _headed(f"Holds, as {school(map, positions)}" if positions else f"Holds, {NO_SCHOOL.lower()}")
        for node in nodes:
            yield from _with_attacks(tree, node, 1)
    tree.too_deep.update(tree.shown)
    yield from _sources_of(map, person.id)
    about = [node for node in map.nodes.values() if person.id in node.about and node.id not in tree.shown]
    if about:
        yield from _headed("Spoken of in")
        for node in about:
            yield _brief(tree, node, 1)
    yield from _left_out(tree)


def _left_out(tree: Tree) -> Iterator[Line]:
    """How many nodes lead to those whose attacks were shown, and are not shown themselves."""
    count = len(tree.left_out)
    if count:
        words = "node that supports these or replies further" if count == 1 else "nodes that support these or reply further"
        yield BLANK
        yield Line(
            0, "", [Part(f"Left out: {count:,} {words}; `argmap show ID` of a claim shows {'it' if count == 1 else 'them'}.", "hint")]
        )


def _sources_of(map: ArgumentMap, person: str) -> Iterator[Line]:
    """What a person wrote, received, and had another part in."""
    for words, role in (
        ("Wrote", "author"),
        ("Received", "recipient"),
        ("Edited", "editor"),
        ("Translated", "translator"),
        ("Asked", "interviewer"),
    ):
        yield from _sources(
            map, words, [source for source in map.sources.values() if any(name.person == person for name in getattr(source, role))]
        )


def source_card(tree: Tree, source: Source) -> Iterator[Line]:
    """`show SOURCE`: what it is, and every node that cites it, grouped by what it is used for and against."""
    map = tree.map
    yield Line(0, "", with_id(source_label(map, source.id), source.id, "heading"))
    yield Line(0, "", [part(source_text(map, source))])
    citing = [node for node in map.nodes.values() if any(citation.source == source.id for citation in node.cite)]
    through = sum(any(citation.via == source.id for citation in node.cite) for node in map.nodes.values())
    named = [position.name for position in map.positions.values() if any(source.id in (c.source, c.via) for c in position.cite)]
    yield BLANK
    yield from _fields(
        ("Kind", ", ".join(each for each in (source.type.replace("_", " "), source.genre) if each)),
        ("Describes", "; ".join(named)),
        ("Note", source.note),
        ("Cited by", counted(len(citing), "node")),
        ("Read through it", f"{counted(through, 'node')}; `argmap query --via {source.id}` lists them" if through else ""),
    )
    for target, kind, nodes in _uses(map, citing):
        yield BLANK
        yield _use_heading(map, target, kind)
        for node, link in nodes:
            yield _brief(tree, node, 1, link)


def _uses(map: ArgumentMap, citing: Iterable[Node]) -> list[tuple[str, str, list[tuple[Node, Link | None]]]]:
    """What nodes are used for: the target, how (`for`, `against`, `needed by`, `answers`, ``), and the nodes with their links."""
    groups: dict[tuple[str, str], list[tuple[Node, Link | None]]] = {}
    for node in citing:
        uses: list[tuple[str, str, Link | None]] = [
            (question, "answers", None) for question in questions_of(node) if question in map.questions
        ]
        kinds = {"support": "bears", "attack": "bears", "premise": "needed"}
        uses.extend((link.target, kinds[link.type], link) for link in map.links_from.get(node.id, ()))
        for target, kind, link in uses or [("", "", None)]:
            groups.setdefault((target, kind), []).append((node, link))
    return [(target, kind, nodes) for (target, kind), nodes in groups.items()]


def _use_heading(map: ArgumentMap, target: str, kind: str) -> Line:
    if kind == "answers":
        return Line(0, "?", with_id(map.questions[target].text, target, "question"))
    if not target:
        return Line(0, "", [Part("Used for nothing else", "heading")])
    words = "Needed by: " if kind == "needed" else "For and against: "
    node = map.nodes[target]
    return Line(0, "", [Part(words, "heading"), *with_id(node.text, target)])


def _by_question(tree: Tree, claims: list[Node]) -> Iterator[Line]:
    """Claims under the questions they answer, in the order of the questions, with what answers them."""
    map = tree.map
    answering: dict[str, list[Node]] = {}
    for node in claims:
        for id in dict.fromkeys(questions_of(node)):
            answering.setdefault(id, []).append(node)
    trails = question_trails(map)
    for question in map.questions.values():
        if question.id not in answering:
            continue
        yield BLANK
        above = trails[question.id]
        trail = ([part(f"under {above}", "hint")],) if above else ()
        yield Line(0, "?", with_id(question.text, question.id, "question"), trail)
        for node in answering[question.id]:
            yield from _with_attacks(tree, node, 1)
    rest = [node for node in claims if not any(id in map.questions for id in questions_of(node))]
    if rest:
        yield from _headed("Steps towards these claims")
        for node in rest:
            yield from _with_attacks(tree, node, 1)


def _with_attacks(tree: Tree, node: Node, level: int) -> Iterator[Line]:
    """A node and, once, what is directly against it."""
    again = node.id in tree.shown
    yield _brief(tree, node, level)
    if again:
        return
    for link in tree.map.links_to.get(node.id, ()):
        if link.type == "attack":
            yield _brief(tree, tree.map.nodes[link.source], level + 1, link)


def _brief(tree: Tree, node: Node, level: int, link: Link | None = None) -> Line:
    """A node in two lines; with a link, as what it is to the link's target."""
    map = tree.map
    tree.shown[node.id] = None
    state = link_state(map, link) if link else None
    mark = LINK_MARKS[link.type] if link else NODE_MARKS[node.type]
    if node.id not in tree.briefs:
        tree.briefs[node.id] = _brief_info(tree, node)
    *said, info = tree.briefs[node.id]
    if state:
        info = [*info[:-1], state, Part(" | "), info[-1]]
    return Line(level, mark, [Part(link_words(map, link) if link else ""), part(node.text)], (*said, info))


def _brief_info(tree: Tree, node: Node) -> list[list[Part]]:
    """The lines under the text of a node, the last with its id at the end; the same wherever it is printed."""
    map = tree.map
    if node.type == "claim":
        return [claim_info(tree.evaluation, node)]
    is_apart = tree.options.cite and node.cite and holders(node) and not unnamed_holders(map, node, node.cite[0])
    said = [[part(people_label(map, holders(node)))]] if is_apart else []
    return [*said, ground_info(map, node, tree.options.cite)]


def _links_out(map: ArgumentMap, id: str) -> Iterator[Line]:
    links = map.links_from.get(id, ())
    if links:
        yield from _headed("Leads to")
    words = {"support": "for", "attack": "against", "premise": "needed by"}
    for link in links:
        target = map.nodes[link.target]
        mark = LINK_MARKS[link.type]
        how = link_words(map, link) if link.type == "attack" or link.editorial else ""
        info = joined((link_state(map, link), part(link.target, "id")))
        yield Line(1, mark, [Part(f"{how}{words[link.type]}: "), part(target.text)], (info,))


def _bears_on(map: ArgumentMap, id: str) -> Iterator[Line]:
    ways = ways_up(map, id)
    if ways:
        yield from _headed("Bears on")
    for question, way in ways:
        steps = " -> ".join(link.target for link in way)
        by = [part(f"by way of {steps}", "hint")] if steps else [Part("answers it", "hint")]
        yield Line(1, "?", with_id(map.questions[question].text, question), (by,))


def _citations(map: ArgumentMap, citations: tuple[Citation, ...]) -> Iterator[Line]:
    if citations:
        yield from _headed("Cited")
    for citation in citations:
        info = joined((part(citation.source, "id"), part(citation.via or "", "id")))
        yield Line(1, "•", [part(citation_text(map, citation), "")], (info,))


def _sources(map: ArgumentMap, words: str, sources: list[Source]) -> Iterator[Line]:
    if sources:
        yield from _headed(words)
    for source in sources:
        yield Line(1, "•", [part(source_text(map, source))], ([part(source.id, "id")],))


def _fields(*fields: tuple[str, str | None]) -> Iterator[Line]:
    for name, value in fields:
        if value:
            yield Line(0, "", [Part(f"{name}: ", "label"), part(value)])


def _headed(words: str) -> Iterator[Line]:
    yield BLANK
    yield Line(0, "", [part(words, "heading")])


def _person(map: ArgumentMap, id: str) -> str:
    person = map.people.get(id)
    return f"{person.name} [{id}]" if person else person_label(map, id)
