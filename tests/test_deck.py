"""Decks of slides, opened again with python-pptx, pypdf and, where it is installed, LibreOffice."""

from __future__ import annotations

import builtins
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from argmap.picture.deck import deck
from argmap.picture.drawing import Look
from argmap.picture.scene import CAPTION, TEXT
from argmap.picture.slides import Deck
from argmap.project import load
from argmap.selection import Wanted
from tests.conftest import ROOT, Program

pptx = pytest.importorskip("pptx", reason="needs the extra `slides`")

MAP = """
questions:
  - {id: main, text: Who began it?}
  - {id: sub, text: Did he know of it?, under: main}
  - {id: idle, text: Why does nobody ask?, under: main}
positions: [{id: east, name: Eastern school}, {id: west, name: Western school}]
people: [{id: ann, name: Ann Archer}]
sources:
  - {id: book, type: book, author: [ann], title: The Book of Beginnings, publisher: Press, issued: "1999"}
  - {id: letter, type: personal_communication, title: A Letter, issued: "1950-01-02"}
nodes:
  - {claim: he-did, text: He began it himself., question: [main], position: east, by: [ann], cite: [{source: book, at: p. 3}]}
  - {claim: she-did, text: She began it and he followed., question: [main], position: west, conflicts: [he-did]}
  - {support: saw-him, for: [he-did], text: A witness saw him., cite: [{source: letter, via: book, at: p. 9}]}
  - {rebuttal: was-away, against: [saw-him], attack: undermine, text: The witness was away that day.}
  - {rebuttal: not-shown, against: [saw-him], attack: undercut, text: To be seen is not to begin., premises: [he-slept]}
  - {claim: he-slept, text: He slept through it.}
  - {rebuttal: too-narrow, against: [she-did], attack: limit, text: Others had a hand in it., position: east}
  - {claim: he-knew, text: He knew., question: [sub], variant_of: he-did}
"""


@pytest.fixture
def small(argmap: Program) -> Program:
    argmap.write("claims/map.yaml", MAP)
    return argmap


def opened(path: Path) -> Any:
    return pptx.Presentation(str(path))


def made(program: Program, *options: str, id: str = "main") -> Any:
    result = program("render", id, "--slides", "-o", "x.pptx", "--force", *options)
    assert (result.status, result.out) == (0, ""), result.err
    return opened(program.folder / "x.pptx")


def texts(slide: Any) -> list[str]:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [*found, *(cell.text for table in tables for row in table.rows for cell in row.cells)]


def test_slides_of_a_question(small: Program) -> None:
    slides = list(made(small).slides)
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        "Who began it?",
        "Questions",
        "Who began it?",
        "Did he know of it?",
        "Eastern school against Western school",
        "Sources",
    ]
    assert any("Eastern school \N{MIDDLE DOT} Western school" in text for text in texts(slides[0]))
    assert "no claim answers it yet" in texts(slides[1])
    assert any("The Book of Beginnings, Press, 1999" in text for text in texts(slides[-1]))
    assert any("A Letter" in text for text in texts(slides[-1]))


def test_shapes_hold_the_texts_and_carry_the_ids(small: Program) -> None:
    slide = made(small).slides[2]
    named = {shape.name: shape for shape in slide.shapes}
    assert named["he-did"].text_frame.paragraphs[0].text == "He began it himself."
    assert named["he-did"].text_frame.paragraphs[1].text.startswith("E Archer")
    assert named["saw-him"].text_frame.word_wrap
    assert named["saw-him"]._element.nvSpPr.cNvPr.get("descr") == "support saw-him: A witness saw him."
    shapes = {id: named[id]._element.spPr.find(".//{*}prstGeom").get("prst") for id in ("he-did", "saw-him", "was-away")}
    assert shapes == {"he-did": "roundRect", "saw-him": "foldedCorner", "was-away": "plaque"}
    assert {"limit", "undermine", "clash"} <= set(texts(slide))


def test_speaker_notes(small: Program) -> None:
    notes = made(small).slides[2].notes_slide.notes_text_frame.text
    assert "CLAIM [he-did] (Eastern school; Archer)\nHe began it himself." in notes
    assert "Source: Ann Archer, The Book of Beginnings, Press, 1999, p. 3" in notes
    assert "It undermines saw-him." in notes
    assert "It undercuts the link from saw-him." in notes
    assert "It is a premise of not-shown." in notes


def check(presentation: Any) -> None:
    """What holds for every deck."""
    width, height = presentation.slide_width, presentation.slide_height
    for slide in presentation.slides:
        ids = {shape.shape_id for shape in slide.shapes}
        assert len(ids) == len(slide.shapes)
        assert slide.shapes.title is not None
        for shape in slide.shapes:
            assert -1 <= shape.left <= shape.left + shape.width <= width + 1, (slide.shapes.title.text_frame.text, shape.name)
            assert -1 <= shape.top <= shape.top + shape.height <= height + 1, (slide.shapes.title.text_frame.text, shape.name)
        for connector in slide._element.iter("{*}cxnSp"):
            ends = [connector.find(f".//{{*}}{end}") for end in ("stCxn", "endCxn")]
            assert all(end is not None and int(end.get("id")) in ids for end in ends)


def glued_where_they_say(presentation: Any) -> int:
    """Each end of a connector lies at the site that it names."""
    count = 0
    sites = {"ellipse": {0: "t", 2: "l", 4: "b", 6: "r"}}
    for slide in presentation.slides:
        by_id = {shape.shape_id: shape for shape in slide.shapes}
        for connector in slide.shapes:
            if not hasattr(connector, "begin_x"):
                continue
            for name, x, y in (("stCxn", connector.begin_x, connector.begin_y), ("endCxn", connector.end_x, connector.end_y)):
                end = connector._element.find(f".//{{*}}{name}")
                shape = by_id[int(end.get("id"))]
                kind = shape._element.spPr.find(".//{*}prstGeom").get("prst")
                side = sites.get(kind, dict(enumerate("tlbr")))[int(end.get("idx"))]
                middle = (shape.left + shape.width / 2, shape.top + shape.height / 2)
                wanted = {
                    "t": (middle[0], shape.top),
                    "b": (middle[0], shape.top + shape.height),
                    "l": (shape.left, middle[1]),
                    "r": (shape.left + shape.width, middle[1]),
                }[side]
                assert abs(x - wanted[0]) <= 2
                assert abs(y - wanted[1]) <= 2
                count += 1
    return count


def sizes(slide: Any, ids: set[str]) -> set[float]:
    """The sizes of the texts of nodes; captions, and marks where there is no caption, are smaller."""
    runs = [shape.text_frame.paragraphs[0].runs[-1] for shape in slide.shapes if shape.name in ids and shape.has_text_frame]
    return {run.font.size.pt for run in runs}


@pytest.mark.parametrize("options", [(), ("--size", "4:3"), ("--direction", "down"), ("--theme", "dark", "--color-by", "label")])
def test_every_deck_is_sound(small: Program, options: tuple[str, ...]) -> None:
    presentation = made(small, *options)
    check(presentation)
    assert glued_where_they_say(presentation) > 10
    assert (presentation.slide_width, presentation.slide_height) == ((9144000, 6858000) if "4:3" in options else (12192000, 6858000))
    ids = set(re.findall(r"(?:claim|support|rebuttal): ([\w-]+)", MAP))
    for slide in presentation.slides:
        assert all(size >= TEXT / 2 for size in sizes(slide, ids))
        for shape in slide.shapes:
            for run in (run for each in (shape.text_frame.paragraphs if shape.has_text_frame else ()) for run in each.runs):
                assert run.font.size.pt >= CAPTION / 2


def test_shipped_branch_is_sound_and_shows_every_rival_once() -> None:
    from argmap.renderers.pptx import render_deck
    from argmap.selection._plans import rivals_of
    from argmap.selection._reach import Replies

    map = load(ROOT)
    made = deck(map, Wanted("acheson-effect"), Look())
    pages = [slide for slide in made.slides if slide.kind == "picture"]
    assert set(rivals_of(Replies(map), map.answers["acheson-effect"])) <= {id for slide in pages for id in slide.ids}
    presentation = pptx.Presentation(io.BytesIO(render_deck(made)))
    check(presentation)
    marks = {  # one school, one mark and one colour on all slides
        (category.name, category.mark, category.number) for slide in pages for category in slide.picture.categories.values()
    }
    assert len({name for name, _, _ in marks}) == len(marks)


def test_no_node_overlaps_another_on_a_slide() -> None:
    for slide in deck(load(ROOT), Wanted("aim-america"), Look()).slides:
        p = slide.picture
        rects = [(*p.layout.places[box.id], box.width / 2, box.height / 2) for box in p.scene.boxes]
        for number, (x, y, w, h) in enumerate(rects):
            assert not any(abs(x - x2) < w + w2 - 1 and abs(y - y2) < h + h2 - 1 for x2, y2, w2, h2 in rects[:number])


def test_build_keeps_places_and_ends_with_all(small: Program) -> None:
    plain, built = made(small), made(small, "--build")
    assert len(built.slides) > len(plain.slides)
    check(built)
    steps = [slide for slide in built.slides if slide.shapes.title.text_frame.text == "Who began it?"][1:]
    places = [{shape.name: (shape.left, shape.top) for shape in slide.shapes} for slide in steps]
    assert len(steps) == 3
    assert "saw-him" not in places[0]
    assert "was-away" not in places[1]
    assert places[0]["he-did"] == places[1]["he-did"] == places[2]["he-did"]
    assert places[1]["saw-him"] == places[2]["saw-him"]
    assert set(places[0]) < set(places[1]) < set(places[2])


SCRIPT = "import sys; from argmap.cli import main; sys.argv = ['argmap', *sys.argv[1:]]; main()"


@pytest.mark.parametrize("format", ["pptx", "pdf"])
def test_same_bytes(small: Program, format: str) -> None:
    if format == "pdf":
        pytest.importorskip("typst", reason="needs the extra `pictures`")
    found = set()
    for number, zone in enumerate(("UTC", "Asia/Seoul")):
        environment = {**os.environ, "PYTHONHASHSEED": str(number), "TZ": zone}
        arguments = ["render", "main", "--slides", "-o", f"{number}.{format}"]
        subprocess.run([sys.executable, "-c", SCRIPT, *arguments], cwd=small.folder, env=environment, check=True, capture_output=True)
        found.add((small.folder / f"{number}.{format}").read_bytes())
    assert len(found) == 1


def test_nothing_of_the_machine_is_in_the_file(small: Program) -> None:
    made(small)
    with zipfile.ZipFile(small.folder / "x.pptx") as file:
        assert {info.date_time for info in file.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert not any("printer" in name or "thumbnail" in name for name in file.namelist())
        assert b"2000-01-01T00:00:00Z" in file.read("docProps/core.xml")


HOSTILE = """
questions: [{id: node, text: "Why <b>\\"x\\"</b> & \\\\N {y}? </a:t><a:t>"}]
nodes:
  - {claim: "3", text: "control \\x01 \\x1b[31m and \\uFFFD and \\u202E turned", question: [node]}
  - {claim: graph, text: "<a:t>&lt;/p:sp> ]]> <!-- x --> javascript:alert(1) file:///etc/passwd", question: [node]}
  - {claim: hebrew, text: "\\u05de\\u05d9 \\u05d4\\u05ea\\u05d7\\u05d9\\u05dc \\u05d0\\u05ea \\u05d4\\u05de\\u05dc\\u05d7\\u05de\\u05d4?", question: [node]}
  - {claim: hanja, text: "\\u6230\\u722d\\u662f\\u8ab0\\u767c\\u52d5\\u7684\\uff0c\\u70ba\\u4ec0\\u9ebc\\u767c\\u52d5\\uff1f \\ud55c\\uad6d \\uc804\\uc7c1", question: [node]}
  - {support: emoji, for: [graph], text: "\\U0001F600 \\U0001F468\\u200D\\U0001F469"}
  - {rebuttal: long, against: [graph], text: "%s"}
  - {rebuttal: "back", against: [long], attack: undermine, text: round, premises: [back2]}
  - {rebuttal: back2, against: [back], attack: undermine, text: and round}
""" % ("Words and words. " * 36)  # braces mean something in YAML


@pytest.mark.parametrize("size", ["16:9", "4:3"])
def test_hostile_texts_are_text(argmap: Program, size: str) -> None:
    argmap.write("claims/map.yaml", HOSTILE)
    presentation = made(argmap, "--size", size, id="node")
    check(presentation)
    shown = "\n".join(text for slide in presentation.slides for text in texts(slide))
    assert r"control \x01 \x1b[31m" in shown
    assert r"\u202e" in shown
    assert "<a:t>&lt;/p:sp> ]]> <!-- x --> javascript:alert(1)" in shown
    assert 'Why <b>"x"</b> & \\N {y}? </a:t><a:t>' in shown
    rels = [rel for slide in presentation.slides for rel in slide.part.rels.values()]
    assert not any(rel.is_external for rel in rels)
    hebrew = next(shape for slide in presentation.slides for shape in slide.shapes if shape.name == "hebrew")
    assert hebrew._element.find(".//{*}pPr").get("rtl") == "1"


def test_no_text_overflows_by_our_measure() -> None:
    """The lines in which a text is wrapped anew, at the width its shape leaves, are no more than its box was made for."""
    from argmap.picture.compose import PADDING, STRIPE
    from argmap.typesetting import set_lines

    for slide in deck(load(ROOT), Wanted("aim-america"), Look()).slides:
        for box in slide.picture.scene.boxes:
            room = box.width - 2 * (PADDING + 6) if box.shape != "question" else box.width - STRIPE
            text = box.hint.partition(": ")[2]
            assert len(set_lines(text, TEXT, room, bold=box.shape == "question")) <= len(box.lines)


def test_links_only_where_asked(small: Program) -> None:
    plain = made(small)
    assert not any(rel.is_external for slide in plain.slides for rel in slide.part.rels.values())
    linked = made(small, "--link-base", "https://forge.example/blob")
    found = {rel.target_ref for slide in linked.slides for rel in slide.part.rels.values() if rel.is_external}
    assert any(each.startswith("https://forge.example/blob/claims/map.yaml#L") for each in found)


def test_one_picture_is_one_slide(small: Program) -> None:
    assert small("render", "main", "-o", "one.pptx").status == 0
    (slide,) = opened(small.folder / "one.pptx").slides
    assert "CLAIM [he-did]" in slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize("id", ["east", "ann", "book", "saw-him", "he-did"])
def test_decks_of_other_entries(small: Program, id: str) -> None:
    presentation = made(small, id=id)
    check(presentation)
    assert len(presentation.slides) >= 2


def test_two_against_each_other(small: Program) -> None:
    presentation = made(small, "--against", "west", id="east")
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert titles == ["Eastern school against Western school"] * 2 + ["Sources"]


def test_a_question_without_answers(small: Program) -> None:
    presentation = made(small, id="idle")
    assert "The map holds no answer to this question." in texts(presentation.slides[1])


# Files


@pytest.mark.parametrize("options", [("--slides",), ()], ids=["deck", "slide"])
def test_a_text_that_fits_no_slide_is_named_with_a_cure_that_works(argmap: Program, options: tuple[str, ...]) -> None:
    nodes = [{"claim": "short", "text": "Short.", "question": "q"}, {"claim": "long", "text": "W" * 2000, "question": "r"}]
    questions = [{"id": "q", "text": "Why?"}, {"id": "r", "text": "How?", "under": "q"}]
    argmap.write("claims/map.yaml", json.dumps({"questions": questions, "nodes": nodes}))
    result = argmap("render", "q" if options else "r", "-o", "x.pptx", *options)
    assert result.status == 2
    assert "`long` does not fit a slide of 16:9" in result.err if options else "this does not fit a page of 16:9" in result.err
    assert "as SVG or PDF with `--size auto`" in result.err
    assert not (argmap.folder / "x.pptx").exists()
    for format in ("svg", "pdf"):
        assert argmap("render", "r", "-o", f"x.{format}", "--size", "auto").status == 0


def test_a_deck_without_a_file_is_told_a_name_that_will_do(small: Program) -> None:
    result = small("render", "main", "--slides")
    assert result.status == 2
    assert "`-o main.pptx`" in result.err
    assert small("render", "main", "--slides", "-o", "main.pptx").status == 0


def test_an_existing_presentation_is_kept(small: Program) -> None:
    small.write("x.pptx", b"mine")
    for options in ((), ("--slides",)):
        result = small("render", "main", "-o", "x.pptx", *options)
        assert result.status == 2
        assert "is there already" in result.err
        assert "--force" in result.err
    assert (small.folder / "x.pptx").read_bytes() == b"mine"
    assert small("render", "main", "-o", "x.pptx", "--force").status == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--slides", "-o", "x.svg"), "a deck of slides cannot be SVG"),
        (("--slides", "-o", "x.png"), "a deck of slides cannot be PNG"),
        (("--slides", "--split", "-o", "x.pptx"), "`--slides` and `--split`"),
        (("--slides", "--focus", "he-did", "-o", "x.pptx"), "`--slides` and `--focus`"),
        (("--slides", "--size", "a4", "-o", "x.pptx"), "slides are 16:9 or 4:3, not a4"),
        (("--size", "auto", "-o", "x.pptx"), "slides are 16:9 or 4:3, not auto"),
        (("--build", "-o", "x.pptx"), "`--build` is for a deck"),
        (("--template", "t.pptx", "-o", "x.svg"), "`--template` is for .pptx files"),
        (("--force", "-o", "x.svg"), "`--force` is for .pptx files"),
    ],
)
def test_options_that_do_not_go_together(small: Program, options: tuple[str, ...], said: str) -> None:
    result = small("render", "main", *options)
    assert result.status == 2
    assert said in result.err
    assert "help: " in result.err
    assert not list(small.folder.glob("x.*"))


def test_without_the_extra(small: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *arguments: Any, **more: Any) -> Any:
        if name == "pptx":
            raise ImportError(name)
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    result = small("render", "main", "--slides", "-o", "x.pptx")
    assert result.status == 2
    assert "slides for PowerPoint need the extra `slides`" in result.err
    assert not (small.folder / "x.pptx").exists()


def test_too_many_slides(small: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.picture.deck.MOST_SLIDES", 4)
    result = small("render", "main", "--slides", "-o", "x.pptx")
    assert result.status == 2
    assert "the deck of `main` would have more than 4 slides" in result.err


# Templates


def template(folder: Path, name: str = "house.pptx", wide: bool = True) -> Path:
    house = pptx.Presentation()
    if wide:
        house.slide_width, house.slide_height = 9144000, 5143500
    house.slides.add_slide(house.slide_layouts[0]).shapes.title.text = "An old slide"
    house.slide_master.name = "House"
    house.save(str(folder / name))
    return folder / name


def test_template(small: Program) -> None:
    template(small.folder)
    presentation = made(small, "--template", "house.pptx")
    assert presentation.slide_width == 12192000
    assert presentation.slide_master.name == "House"
    assert "An old slide" not in [slide.shapes.title.text_frame.text for slide in presentation.slides]
    check(presentation)
    title = presentation.slide_layouts[0].placeholders[0]
    assert title.left + title.width > 9144000  # stretched with the slide


def test_template_of_another_shape(small: Program) -> None:
    template(small.folder, wide=False)
    result = small("render", "main", "--slides", "-o", "x.pptx", "--template", "house.pptx")
    assert result.status == 2
    assert "are 4:3, and 16:9 was asked for" in result.err
    assert len(made(small, "--template", "house.pptx", "--size", "4:3").slides) == 6


def zipped(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_template_that_fetches_something_from_elsewhere(small: Program) -> None:
    from pptx import Presentation
    from pptx.opc.constants import RELATIONSHIP_TYPE

    house = template(small.folder)
    presentation = Presentation(str(house))
    presentation.slide_master.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    presentation.save(str(house))
    assert small("render", "main", "--slides", "--template", str(house), "-o", "one.pptx").status == 0
    presentation.slide_master.part.relate_to("https://example.org/logo.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    presentation.save(str(house))
    result = small("render", "main", "--slides", "--template", str(house), "-o", "two.pptx")
    assert result.status == 2
    assert "links to `https://example.org/logo.png`" in result.err
    assert not (small.folder / "two.pptx").exists()


def test_hostile_templates(small: Program) -> None:
    house = template(small.folder)
    good = parts_of(house)
    types = good["[Content_Types].xml"]
    macros = types.replace(b"presentationml.presentation.main+xml", b"ms-powerpoint.presentation.macroEnabled.main+xml")
    bad: dict[str, dict[str, bytes] | bytes | None] = {
        "nothing": None,
        "text": b"no zip",
        "cut": house.read_bytes()[:500],
        "empty": {},
        "types": {"[Content_Types].xml": b"<x"},
        "document": {**good, "[Content_Types].xml": types.replace(b"presentationml.presentation", b"wordprocessingml.document")},
        "macros": {**good, "[Content_Types].xml": macros},
        "bomb": {**good, "ppt/media/x.bin": b"\0" * (201 * 1024 * 1024)},
        "entity": {**good, "ppt/presentation.xml": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'},
        "no-layouts": {name: data for name, data in good.items() if not name.startswith("ppt/slideLayouts/slideLayout1.")},
        "no-master": {name: re.sub(rb"(?s)<p:sldMasterIdLst>.*</p:sldMasterIdLst>", b"", data) for name, data in good.items()},
        "size": {name: re.sub(rb"<p:sldSz[^>]*>", b'<p:sldSz cx="a" cy="b"/>', data) for name, data in good.items()},
        "numbers": {name: data.replace(b' idx="', b' idx="x') for name, data in good.items()},
        "properties": {**good, "docProps/core.xml": b"<x/>"},
        "titles": {
            name: data.replace(b'type="title"', b'type="body"').replace(b'type="ctrTitle"', b'type="body"') for name, data in good.items()
        },
    }
    for name, content in bad.items():
        path = small.folder / f"{name}.pptx"
        if isinstance(content, dict):
            zipped(path, content)
        elif content is not None:
            path.write_bytes(content)
        result = small("render", "main", "--slides", "-o", "x.pptx", "--template", path.name)
        assert result.status == 2, name
        assert result.err.count("\n") == 2, (name, result.err)
        assert path.name in result.err
        assert not (small.folder / "x.pptx").exists()


def test_potx_is_a_template_too(small: Program) -> None:
    parts = parts_of(template(small.folder))
    types = parts["[Content_Types].xml"].replace(b"presentationml.presentation.main", b"presentationml.template.main")
    zipped(small.folder / "house.potx", {**parts, "[Content_Types].xml": types})
    assert len(made(small, "--template", "house.potx").slides) == 6


# Other programs


def test_pdf_has_a_page_for_each_slide(small: Program) -> None:
    pytest.importorskip("typst", reason="needs the extra `pictures`")
    pypdf = pytest.importorskip("pypdf")
    result = small("render", "main", "--slides", "-o", "x.pdf")
    assert result.status == 0, result.err
    pages = pypdf.PdfReader(small.folder / "x.pdf").pages
    assert len(pages) == len(made(small).slides)
    assert (float(pages[0].mediabox.width), float(pages[0].mediabox.height)) == (960, 540)
    assert "He began it himself" in pages[2].extract_text().replace("\n", " ")


def test_libreoffice_opens_it(small: Program) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    pypdf = pytest.importorskip("pypdf")
    slides = made(small).slides
    home = f"-env:UserInstallation=file://{small.folder}/home"
    arguments = [office, home, "--headless", "--convert-to", "pdf", "--outdir", str(small.folder), "x.pptx"]
    subprocess.run(arguments, cwd=small.folder, check=True, capture_output=True, timeout=120)
    pages = pypdf.PdfReader(small.folder / "x.pdf").pages
    assert len(pages) == len(slides)
    assert "A witness saw him." in pages[2].extract_text()


def test_stages_lose_nothing() -> None:
    from argmap.picture.stages import stages

    map = load(ROOT / "tests/maps/attacks.yaml")
    for id in map.questions:
        whole: Deck = deck(map, Wanted(id), Look())
        for slide in (slide for slide in whole.slides if slide.kind == "picture"):
            steps = stages(map, slide.picture)
            assert steps[-1] is slide.picture
            for step in steps:
                shown = {each.id for each in (*step.scene.boxes, *step.scene.joints)}
                assert all(strand.tail in shown and strand.head in shown for strand in step.scene.strands)
                at_strands = {end for strand in step.scene.strands for end in (strand.tail, strand.head)}
                assert all(joint.id in at_strands for joint in step.scene.joints)


def test_no_heading_stands_alone_at_the_foot() -> None:
    from argmap.picture.fit import SIZES
    from argmap.picture.slides import Entry, word_slides

    for count in range(10, 30):
        entries = [*(Entry(f"Entry {number}") for number in range(count)), Entry("Heading", before=18), Entry("Below it")]
        slides = word_slides("Sources", entries, SIZES["16:9"], "light")
        assert all(slide.rows[-1].entry.text != "Heading" for slide in slides)
        assert [row.entry for slide in slides for row in slide.rows] == entries
