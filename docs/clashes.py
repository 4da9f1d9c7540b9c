"""Prints `docs/clashes.md`: where the documents of the shipped map clash, agree, and read one source differently.

    argmap export --format json | python docs/clashes.py > docs/clashes.md

It needs nothing but Python, and looks at nothing but the machine form of the
map on standard input.  A node belongs to the documents it was read in; a link
is across documents when its ends have none in common.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

DOCUMENTS = {"shen-2010": "Shen", "kim-2019": "Kim", "bano-1999": "Bano", "lai": "Lai"}
AUTHORS = {"shen-2010": "shen-zhihua", "kim-2019": "kim-yun-young", "bano-1999": "bano", "lai": "lai-feiyu"}
_HEAD = """\
# Clashes and agreements of the documents

Made by `docs/clashes.py` from `argmap export`, and compared by the tests; not to be changed by hand. The documents do
not answer each other: the links between them are the encoder's (`editorial`). "Stone, in Kim" is what Kim reports of
Stone; a document's name alone is its author, or nobody it names. `argmap show ID` has the citations.
"""


class Map:
    """The machine form of a map, and what is looked up in it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.nodes: dict[str, Any] = {node["id"]: node for node in data["nodes"]}
        self.names = {person["id"]: person.get("short") or person["name"].split()[-1] for person in data["people"]}
        self.leads: dict[str, list[str]] = {}
        for link in data["links"]:
            self.leads.setdefault(link["from"], []).append(link["to"])

    def documents(self, id: str) -> list[str]:
        """The documents in which a node was read, in the order of `DOCUMENTS`."""
        cited = {cite.get("via", cite["source"]) for cite in self.nodes[id].get("cite", ())}
        return [document for document in DOCUMENTS if document in cited]

    def is_across(self, one: str, other: str) -> bool:
        """Whether two nodes were read in different documents."""
        first, second = set(self.documents(one)), set(self.documents(other))
        return bool(first and second) and not first & second

    def question(self, id: str) -> str:
        """The question that a node answers, or that the nearest claim answers to which its links lead; empty if there is none."""
        seen, pending = {id}, [id]
        for each in pending:
            answered = self.nodes[each].get("question")
            if answered:
                return str(answered[0])
            ahead = [next for next in self.leads.get(each, ()) if next not in seen]
            seen.update(ahead)
            pending.extend(ahead)
        return ""

    def said(self, id: str) -> str:
        """A node as a line of the page: who holds it, where it was read, what it says."""
        node = self.nodes[id]
        read = self.documents(id)
        held = dict.fromkeys((*node.get("by", ()), *(by for cite in node.get("cite", ()) for by in cite.get("by", ()))))
        authors = {AUTHORS[document] for document in read}
        others = [self.names.get(person, person) for person in held if person not in authors]
        shown = ", ".join(others[:3]) + (f" +{len(others) - 3}" if len(others) > 3 else "")
        where = " and ".join(DOCUMENTS[document] for document in read)
        who = where if not others else f"{shown}, in {where}" if authors.isdisjoint(held) else f"{where}, with {shown}"
        return f"{who}: {node['text'].strip()} (`{id}`)"


def clashes(map: Map) -> Iterator[tuple[str, str]]:
    """The attacks and conflicts across documents, each with the question it is about."""
    for link in map.data["links"]:
        if link["type"] == "attack" and map.is_across(link["from"], link["to"]):
            yield map.question(link["to"]), f"- {map.said(link['from'])}\n  - *{link['attack']}* against {map.said(link['to'])}"
    for id, node in map.nodes.items():
        for other in node.get("conflicts", ()):
            if other in map.nodes and map.is_across(id, other):
                yield map.question(id), f"- {map.said(id)}\n  - *in conflict with* {map.said(other)}"


def agreements(map: Map) -> Iterator[tuple[str, str]]:
    """What several documents say, and what in one is a ground for what another says, each with its question."""
    for id in map.nodes:
        if len(map.documents(id)) > 1:
            yield map.question(id), f"- {map.said(id)}"
    for link in map.data["links"]:
        if link["type"] == "support" and map.is_across(link["from"], link["to"]):
            yield map.question(link["to"]), f"- {map.said(link['from'])}\n  - *for* {map.said(link['to'])}"


def readings(map: Map) -> Iterator[str]:
    """The sources that nodes of several documents use, with every use."""
    titles = {source["id"]: source.get("title-short") or source.get("title") or "" for source in map.data["sources"]}
    uses: dict[str, dict[str, list[str]]] = {}
    for id, node in map.nodes.items():
        for cite in node.get("cite", ()):
            document = cite.get("via")
            if document in DOCUMENTS and cite["source"] not in DOCUMENTS:
                used = uses.setdefault(cite["source"], {}).setdefault(document, [])
                if id not in used:
                    used.append(id)
    for source, by_document in uses.items():
        if len(by_document) > 1:
            title = f" ({titles[source]})" if titles.get(source) else ""
            yield f"\n### `{source}`{title}\n"
            yield from (f"- {map.said(id)}" for document in DOCUMENTS for id in by_document.get(document, ()))


def by_question(map: Map, found: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What was found under the headings of the questions, in their order."""
    grouped: dict[str, list[str]] = {}
    for question, text in found:
        grouped.setdefault(question, []).append(text)
    for question in map.data["questions"]:
        if question["id"] in grouped:
            yield f"\n### {question['text']} [{question['id']}]\n"
            yield from grouped[question["id"]]
    if "" in grouped:
        yield "\n### Under no question\n"
        yield from grouped[""]


def page(data: dict[str, Any]) -> str:
    """The whole page."""
    map = Map(data)
    parts = (
        ("Clashes", by_question(map, clashes(map))),
        ("Agreements", by_question(map, agreements(map))),
        ("One source, read in several documents", readings(map)),
    )
    lines = [_HEAD]
    for heading, body in parts:
        lines += [f"\n## {heading}" if len(lines) > 1 else f"## {heading}", *body]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(page(json.load(sys.stdin)))
