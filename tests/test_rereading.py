"""A file that is read again after a change, entry by entry, is what it would be if it were read anew."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.document import Document, Fault, ListValue, MapValue, Value
from argmap.language_server.open_texts import opened
from argmap.language_server.workspace import Workspace
from argmap.linter import Memory, lint
from argmap.parts import Part, read_part
from argmap.places import Place
from argmap.project import locate, open_project
from argmap.reader import read_document
from argmap.rereading import read_again
from tests.conftest import ROOT

FILES = [*ROOT.glob("claims/**/*.yaml"), *ROOT.glob("examples/*.yaml"), *ROOT.glob("tests/faulty/*.yaml")]
TEXTS = [text for file in sorted(FILES) if len(text := file.read_text(encoding="utf-8", errors="replace")) < 30_000]
PIECES = [
    "x", " ", "\n", "  ", "\n  - claim: new-one\n    text: Something.\n", '"', "'", "[", "]", "{", "}", "- ", "  - ", "  - x\n", ": ", "#", " # c",
    "&a ", "*a", "!t ", "|\n", ">-\n", "\t", "---\n", "...\n", "nodes:\n", "people:\n  - id: z\n", "\r\n", "\r", "\x85", "\u2028", "\ufeff", "é",
    "\x07", "? ", "%", "@", "text: >\n      folded\n\n\n", "text: |+\n      kept\n\n\n", "\n\n\n", "null", "~", "\ud800", "\n# top\n",
    "    certainty: maybe\n", "    txet: a\n",
]  # fmt: skip
PLACES = ["  - claim: ", "  - support: ", "  - id: ", "by: [", "for: [", "at: ", "text: ", "date: ", "source: ", "argmap: ignore["]


def changed(dice: Random, text: str) -> str:
    """A text after a change somewhere in it, small as a rule."""
    start = dice.choice([dice.randrange(len(text) + 1), len(text)] if dice.random() < 0.2 else [dice.randrange(len(text) + 1)])
    if dice.random() < 0.3:
        start = max(text.find(word := dice.choice(PLACES), start) + len(word), 0)
    if dice.random() < 0.2:
        start = text.rfind("\n", 0, start) + 1
    end = start if dice.random() < 0.5 else min(len(text), start + dice.choice([1, 2, 5, 40, 400]))
    other = dice.randrange(len(text) + 1)
    new = dice.choice(["", dice.choice(PIECES), dice.choice(PIECES), text[other : other + dice.choice([3, 30, 300])]])
    return text[:start] + new + text[end:]


def plain(value: Value | None) -> Any:
    if isinstance(value, MapValue):
        return value.start, value.end, [(key, start, end, plain(inner)) for key, (start, end, inner) in value.entries.items()]
    if isinstance(value, ListValue):
        return value.start, value.end, [plain(item) for item in value.items]
    return value


def told(fault: Fault) -> Any:
    return fault._replace(other=(fault.other[0].path, *fault.other[1:]) if fault.other else None)  # type: ignore[arg-type]


def of_document(document: Document) -> Any:
    return document.path, document.source.text, plain(document.root), [told(fault) for fault in document.faults], document.readable


def of_place(place: Place) -> Any:
    return place.kind, place.id, place.id_key, plain(place.value), place.meant, place.dropped


def of_part(part: Part) -> Any:
    faults = [told(fault) for _, fault in part.faults]
    places = {id: of_place(place) for id, place in part.places.items()}
    return part.tables, list(part.places), places, [of_place(place) for place in part.repeated], faults, part.mentioned


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 32))
def test_reading_again_is_reading_anew(seed: int) -> None:
    dice = Random(seed)
    text = dice.choice(TEXTS)
    text = dice.choice([text, text, text, text.rstrip("\n"), text.replace("\n", "\r\n"), text.replace("\n  ", "\n")])
    document = read_document("a.yaml", text.encode())
    part = read_part(document)
    for _ in range(12):
        text = changed(dice, document.source.text)
        again, anew = read_again(document, text), read_document("a.yaml", text.encode("utf-8", "surrogatepass"))
        assert of_document(again) == of_document(anew)
        assert of_part(read_part(again, part)) == of_part(read_part(anew))
        if dice.random() < 0.7:
            document, part = again, read_part(again, part)


def test_what_did_not_change_is_not_read_again() -> None:
    entries = [f"  - claim: number-{number}\n    text: Some text.\n" for number in range(50)]
    before = read_document("a.yaml", ("nodes:\n" + "".join(entries)).encode())
    part = read_part(before)
    entries[20:22] = ["  - claim: other\n    text: >\n      Other text.\n\n"]
    after = read_again(before, "nodes:\n" + "".join(entries))
    again = read_part(after, part)
    kept = {id for id, place in again.places.items() if id in part.places and place.value.as_read is part.places[id].value}
    assert kept == again.places.keys() - {"other"}
    assert len(kept) == 48
    assert all(again.tables["node"][id] is part.tables["node"][id] for id in kept)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1 << 32))
def test_what_is_found_after_each_change_is_what_a_check_finds(tmp_path_factory: Any, seed: int) -> None:
    dice = Random(seed)
    root: Path = tmp_path_factory.mktemp("project")
    (root / "claims").mkdir()
    for number, text in enumerate(dice.sample(TEXTS, 3)):
        (root / "claims" / f"{number}.yaml").write_text(text, encoding="utf-8", newline="")
    file = root / "claims" / "1.yaml"
    workspace, memory = Workspace(), Memory()
    text = file.read_bytes().decode()
    for version in range(12):
        world = workspace.read({file.as_uri(): opened(file.as_uri(), version, text)}, [root.as_uri()], look=version % 5 == 0)
        [view] = world.views.values()
        found = lint(view.snapshot.project, memory=memory)
        file.write_text(view.texts["claims/1.yaml"].text, encoding="utf-8", newline="")
        location = locate(root)
        assert location is not None
        anew = lint(open_project(location))
        assert [(*each.sort_key(), each.help, each.node, each.fix) for each in found.diagnostics] == [
            (*each.sort_key(), each.help, each.node, each.fix) for each in anew.diagnostics
        ]
        if dice.random() < 0.8:
            text = changed(dice, text)
