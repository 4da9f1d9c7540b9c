"""Pictures of the shipped map and of maps made up by hypothesis, each looked through by the checker."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from argmap.entries import NODE_MODELS, Person, Position, Question, Source
from argmap.errors import ArgmapError
from argmap.model import ArgumentMap
from argmap.picture.compose import who_and_where
from argmap.picture.drawing import Drawing, Drawn, Look
from argmap.picture.svg import svg_text
from argmap.project import load
from argmap.selection import Wanted, select
from tests.conftest import ROOT
from tests.picture_checks import Fault, Page, faults, ratio

SIXTH = 6


@cache
def shipped() -> ArgumentMap:
    return load(ROOT)


def draw(map: ArgumentMap, id: str, look: Mapping[str, Any] | None = None, **wanted: Any) -> tuple[Drawn, str]:
    drawn = Drawing(map, select(map, Wanted(id, **wanted)), Look(**(look or {}))).drawn()
    return drawn, svg_text(drawn.picture)


def faults_of(map: ArgumentMap, id: str, look: Mapping[str, Any] | None = None, **wanted: Any) -> list[Fault]:
    """What is wrong with one picture, which holds the node that was asked for."""
    drawn, svg = draw(map, id, look, **wanted)
    asked = {id, wanted.get("focus")} & {*map.nodes, *map.questions}
    return faults(svg, (look or {}).get("size", "16:9"), {*drawn.ids, *asked})


# The shipped map


def everything(map: ArgumentMap, sixth: int) -> list[str]:
    """Questions, positions, people with claims and sources: each sixth of them, one after the other."""
    holders = {id for node in map.nodes.values() for id in node.by}
    cited = {id for node in map.nodes.values() for cite in node.cite for id in (cite.source, cite.via)}
    ids = [*map.questions, *map.positions, *(id for id in map.people if id in holders), *(id for id in map.sources if id in cited)]
    return ids[sixth::SIXTH]


def drawable(map: ArgumentMap, id: str) -> bool:
    return id not in map.questions or bool(map.answers[id])


@pytest.mark.parametrize("sixth", range(SIXTH))
def test_a_slide_of_each_entry_of_the_shipped_map(sixth: int, request: pytest.FixtureRequest) -> None:
    """A sixth of a sixth of it; all with `--all-pictures`."""
    ids = [id for id in everything(shipped(), sixth) if drawable(shipped(), id)]
    if not request.config.getoption("--all-pictures"):
        ids = ids[sixth::SIXTH]
    found = {id: wrong for id in ids if (wrong := faults_of(shipped(), id))}
    assert not found


LOOKS = [
    ("origins", {"size": "4:3"}, {}),
    ("origins", {"size": "a4"}, {}),
    ("acheson-effect", {"size": "a3"}, {}),
    ("stalins-aim", {"size": "auto"}, {"max_nodes": 60}),
    ("origins", {"size": "auto", "direction": "down"}, {"max_nodes": 40}),
    ("origins", {"direction": "right"}, {}),
    ("stalins-aim", {"direction": "down"}, {}),
    ("acheson-effect", {"direction": "left"}, {}),
    ("stalins-aim", {"direction": "up"}, {}),
    ("origins", {"theme": "dark"}, {}),
    ("stalins-aim", {"theme": "print"}, {}),
    ("origins", {"color_by": "type", "theme": "dark"}, {}),
    ("stalins-aim", {"color_by": "person"}, {}),
    ("origins", {"color_by": "document", "theme": "print"}, {}),
    ("stalins-aim", {"color_by": "label"}, {}),
    ("origins", {"cite": False}, {}),
    ("origins", {}, {"collapse": ("wedge-hold-china",)}),
    ("origins", {}, {"only": frozenset({"claim"})}),
    ("origins", {}, {"focus": "wedge-too-narrow"}),
    ("wedge-too-narrow", {}, {}),
    ("revisionist", {}, {"against": "orthodox"}),
    ("kim-2019", {"size": "a4"}, {}),
    ("origins", {}, {"max_nodes": 4}),
    ("origins", {}, {"depth": 1}),
    ("kim-yun-young", {}, {}),
]


@pytest.mark.parametrize(("id", "look", "wanted"), LOOKS)
def test_each_way_to_draw(id: str, look: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert not faults_of(shipped(), id, look, **wanted)


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_links_differ_without_colour(theme: str) -> None:
    """By dashes, widths or heads; and claims, supports, rebuttals and questions by their outlines."""
    page = Page(draw(load(ROOT / "tests/maps/attacks.yaml"), "attacks", {"size": "a3", "theme": theme}, depth=None)[1])
    looks: dict[Any, set[str]] = {}
    for items in page.samples:
        if len(items) > 1 and items[0].tag == "path" and items[0].stroke is not None:
            kind = items[-1].text
            if kind not in ("assertion, no ground drawn", "thin: by the editor"):
                shapes = tuple((item.tag, len(item.points), bool(item.fill)) for item in items[:-1])
                look = (items[0].attributes.get("stroke-dasharray"), shapes, items[0].fill == "none")
                looks.setdefault(look, set()).add(kind)
    assert len(looks) >= 9
    assert all(len(kinds) == 1 for kinds in looks.values()), looks


def test_the_collapsed_are_counted_and_the_left_out_are_said() -> None:
    drawn, svg = draw(shipped(), "origins", {"more": "argmap render origins --split -o origins.svg"})
    assert f"{drawn.count:,} of {drawn.whole:,} nodes drawn" in svg
    assert drawn.whole > drawn.count == len([id for id in drawn.ids if id in shipped().nodes])
    assert "More: argmap render origins --split -o origins.svg" in svg
    folded, svg = draw(shipped(), "origins", collapse=("wedge-hold-china",))
    hidden = folded.picture.scene.boxes[[box.id for box in folded.picture.scene.boxes].index("wedge-hold-china")].folded
    assert hidden
    assert f"+{hidden:,} more node" in svg
    assert folded.count == hidden + len([id for id in folded.ids if id in shipped().nodes])


def test_what_two_collapsed_branches_share_is_counted_once() -> None:
    shared = {"s": {"for": ["a", "b"]}, "a": {"question": "q"}, "b": {"question": "q"}}
    nodes = {
        id: NODE_MODELS["support" if id == "s" else "claim"].model_validate({"id": id, "text": "T", **rest}) for id, rest in shared.items()
    }
    map = ArgumentMap({"q": Question(id="q", text="Q?")}, {}, {}, {}, nodes)
    drawn, svg = draw(map, "q", collapse=("a", "b"))
    assert svg.count("+1 more node") == 2
    assert (drawn.count, drawn.whole, drawn.left_out) == (3, 3, "")
    assert not any(box.hidden for box in drawn.picture.scene.boxes), "what is folded is not left out"


def test_a_collapsed_branch_tells_of_replies_that_it_does_not_hold() -> None:
    shared = {"a": {"question": "q"}, "b": {"question": "q"}, "s": {"for": ["a", "b"]}, "t": {"for": ["a"]}}
    nodes = {
        id: NODE_MODELS["support" if id in "st" else "claim"].model_validate({"id": id, "text": "T", **rest}) for id, rest in shared.items()
    }
    map = ArgumentMap({"q": Question(id="q", text="Q?")}, {}, {}, {}, nodes)
    drawn, _ = draw(map, "q", collapse=("a",), max_nodes=2)
    boxes = {box.id: box for box in drawn.picture.scene.boxes}
    assert (boxes["a"].folded, boxes["a"].hidden) == (1, 1)


def test_a_caption_tells_who_says_it_from_where_it_was_read() -> None:
    """Somebody's view that an author only reports must not look like the author's own, nor a guess like an assertion."""
    kim, ulam = Person(id="kim", name="A Kim"), Person(id="ulam", name="A Ulam")
    works = {id: Source(id=id, type="book", author=[author], issued="2019") for id, author in (("book", "kim"), ("old", "ulam"))}

    def caption(**fields: object) -> str:
        node = NODE_MODELS["claim"].model_validate({"id": "n", "text": "T", **fields})
        return who_and_where(ArgumentMap({}, {}, {"kim": kim, "ulam": ulam}, works, {"n": node}), node)

    assert caption(by="kim", cite=[{"source": "book", "at": "p. 1"}]) == "Kim 2019, p. 1"
    assert caption(cite=[{"source": "book", "at": "p. 1"}]) == "in Kim 2019, p. 1"
    assert caption(cite=[{"source": "old", "via": "book"}], certainty="likely") == "likely: in Ulam 2019, in Kim 2019"
    hedged = [{"source": "old", "certainty": "conjecture"}, {"source": "book"}]
    assert caption(by=["ulam", "kim"], cite=hedged) == "Ulam, Kim: conjecture in Ulam 2019 (+1 more)"
    assert caption(by="kim", cite=[{"source": "book", "certainty": "possible"}], certainty="likely") == "likely: possible in Kim 2019"
    assert caption(by="kim", cite=[{"source": "book", "certainty": "likely"}], certainty="likely") == "likely: Kim 2019"


@pytest.mark.parametrize("color_by", ["position", "type", "label"])
def test_a_colour_means_the_same_in_every_picture_of_a_map(color_by: str) -> None:
    meaning: dict[str, object] = {}
    for id in ("origins", "civil-war", "revisionist", "acheson-effect", "kim-2019", "gottwald-letter"):
        drawn, _ = draw(shipped(), id, {"color_by": color_by})
        for key, category in drawn.picture.categories.items():
            assert meaning.setdefault(key, category) == category
    assert len(meaning) >= 3


def test_every_kind_of_link_is_drawn_between_what_is_drawn() -> None:
    """Each link of the map between two nodes of the picture is a way along its lines."""
    map = load(ROOT / "tests/maps/attacks.yaml")
    drawn, svg = draw(map, "attacks", {"size": "a3"})
    page = Page(svg)
    assert {*map.nodes} == {*drawn.ids} & {*map.nodes}
    assert {link.kind for link in page.links} >= {"support", "rebut", "undermine", "undercut", "limit", "conflict", "premise", "variant"}
    for link in (link for links in map.links_from.values() for link in links):
        kind = link.attack or link.type
        lines = [line for line in page.links if line.kind == kind or line.kind == "premise"]
        reached, todo = {link.source}, [link.source]
        while todo:
            at = todo.pop()
            ends = [line.head for line in lines if line.tail == at] + [
                line.tail for line in lines if line.head == at and line.kind == "rebut"
            ]
            todo += [end for end in ends if end not in reached]
            reached.update(ends)
        if kind == "undercut":  # it leads to a joint on a line that leaves its target, or to the grounds of it
            cut = {line.tail for line in page.links} | {line.head for line in page.links}
            assert (reached - {link.source}) & cut - {*map.nodes}, link
        else:
            assert {link.target, f"meeting {link.target}"} & reached, link


# The checker itself


def spoilt(svg: str, old: str, new: str) -> set[str]:
    assert old in svg
    return {fault.check for fault in faults(svg.replace(old, new, 1), "16:9")}


def test_the_checker_sees_what_is_wrong() -> None:
    _, svg = draw(shipped(), "origins")
    page = Page(svg)
    assert not faults(svg, "16:9", [box.id for box in page.boxes])
    text = next(item for item in page.boxes[0].words)
    told = f'textLength="{text.attributes["textLength"]}"'
    assert "text" in spoilt(svg, told, 'textLength="900"')
    assert "text" in spoilt(svg, f'<text x="{text.attributes["x"]}" y="{text.attributes["y"]}"', f'<text x="{text.attributes["x"]}" y="0"')
    assert "contrast" in spoilt(svg, 'font-size="28" fill="#16181d"', 'font-size="28" fill="#bbbbbb"')
    assert "sizes" in spoilt(svg, 'font-size="28"', 'font-size="20"')
    assert "markup" in spoilt(svg, '<a href="#', '<a href="javascript:')
    assert "markup" in spoilt(svg, f'id="{page.boxes[0].id}"', f'id="{page.boxes[1].id}"')
    assert "markup" in spoilt(svg, "<g class", '<g onclick="x" class')
    assert "legend" in spoilt(svg, ">supports<", ">rebuts<")
    assert "legend" in spoilt(svg, 'fill="#1d4f9f"', 'fill="#a33b00"')
    box, link = page.boxes[0].outline.attributes["d"], page.links[0].items[0].attributes["d"]
    assert {"boxes", "ends"} <= spoilt(svg.replace(box, page.boxes[1].outline.attributes["d"]), "<g class", "<g class")
    assert "lines" in spoilt(svg, link, f"M624 0C624 300 640 600 {link.split('C')[0][1:]}" + " L0 0")
    assert spoilt(svg, " scale(", " scale(1.3) scale(")
    assert faults(svg, ids=["nowhere"]) == [Fault("markup", "no id nowhere")]
    assert round(ratio("#ffffff", "#000000"), 1) == 21
    assert round(ratio("#777777", "#ffffff"), 2) == 4.48


# Maps made up

TEXTS = [
    "A short one.",
    "Quotes \" and ' and `, a \\N and \\l, {braces}, <b>bold</b> & <script>alert(1)</script>.",
    "javascript:alert(1) file:///etc/passwd ![x](y.png) url(#x)",
    "A text of six hundred letters " + "that goes on and on " * 28 + ".",
    "Antidisestablishmentarianism" * 6,
    "전쟁은 모스크바에서 시작되었다는 주장은 오래된 것이다.",
    "戰爭由莫斯科發動，其目的在於使中國與華盛頓為敵。" * 3,
    "המלחמה באה ממוסקווה ולא מקוריאה.",
    "جاءت الحرب من موسكو وليس من كوريا.",
    "Two\nlines\twith a tab, and \x1b[31mred\x1b[0m.",
    "👩‍👩‍👧 and 🇰🇷 fly over Cafe\u0301 \u202eright to left\u202c.",
    "",
]
IDS = ["node", "graph", "3", "edge", "strict", "title", "argmap", "script", "a" * 60, "on", "meeting", "x-1"]
KINDS = ["rebut", "undermine", "undercut", "limit"]


@st.composite
def maps(draw: st.DrawFn) -> ArgumentMap:
    """Maps with every kind of link, with circles, links of a node to itself and to nowhere, and texts that try to be more than text."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(1, len(IDS)))]
    ends = [*ids, "nowhere"]
    some = st.lists(st.sampled_from(ends), max_size=2)
    table = {}
    for id in ids:
        type = draw(st.sampled_from(["claim", "claim", "support", "rebuttal"]))
        node: dict[str, Any] = {"id": id, "text": draw(st.sampled_from(TEXTS)), "by": draw(st.sampled_from([[], ["m"]]))}
        node["cite"] = draw(st.sampled_from([[], [{"source": "s", "at": "p. <1>"}]]))
        node["position"] = draw(st.sampled_from([[], ["p"], ["r", "p"]]))
        if type != "rebuttal":
            node["for"] = [{"id": end, "editorial": draw(st.booleans())} for end in draw(some)]
        if type != "support":
            cuts = st.sampled_from([None, None, *ends])
            node["against"] = [{"id": end, "attack": draw(st.sampled_from(KINDS)), "link": draw(cuts)} for end in draw(some)]
        if type == "claim":
            node["question"] = draw(st.sampled_from([[], ["q"], ["q", "w"]]))
            node["conflicts"], node["variant_of"] = draw(some), draw(st.sampled_from([None, *ends]))
        else:
            node["premises"] = draw(some)
        table[id] = NODE_MODELS[type].model_validate(node)
    return ArgumentMap(
        {"q": Question(id="q", text=draw(st.sampled_from(TEXTS))), "w": Question(id="w", text="What?", under="q")},
        {"p": Position(id="p", name="P <i>"), "r": Position(id="r", name=draw(st.sampled_from(TEXTS)) or "R")},
        {"m": Person(id="m", name="M. & Co.")},
        {"s": Source(id="s", type="book", title=draw(st.sampled_from(TEXTS)))},
        table,
    )


SIZES = st.sampled_from(["16:9", "4:3", "a4", "a3", "auto", "auto"])
DIRECTIONS = st.sampled_from([None, "right", "down", "left", "up"])
COLOR_BY = st.sampled_from(["position", "type", "person", "document", "label"])


@settings(
    max_examples=30, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck), derandomize=True
)
@given(map=maps(), size=SIZES, direction=DIRECTIONS, color_by=COLOR_BY, data=st.data())
def test_any_map_is_drawn_well_or_refused(map: ArgumentMap, size: str, direction: str | None, color_by: str, data: st.DataObject) -> None:
    id = data.draw(st.sampled_from(["q", "w", "p", "m", "s", *map.nodes]))
    collapse = data.draw(st.sampled_from([(), (), (next(iter(map.nodes)),)]))
    look = {"size": size, "direction": direction, "color_by": color_by}
    try:
        drawn, svg = draw(map, id, look, collapse=collapse)
    except ArgmapError:
        return
    assert serious(faults(svg, size, {*drawn.ids} & {*map.nodes, *map.questions})) == []


def serious(found: Collection[Fault]) -> list[Fault]:
    """Without what only a tangle shows that no debate makes: lines through boxes, words and joints that have no room beside each other."""
    crowded = re.compile(r"(a joint|word `\w+`) lies on word `\w+`")
    return [fault for fault in found if fault.check not in ("lines", "cuts") and not crowded.fullmatch(fault.what)]
