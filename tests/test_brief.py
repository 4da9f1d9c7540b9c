"""`argmap brief` against small loops of its own over the machine form, on random maps and on the shipped one."""

from __future__ import annotations

import base64
import json
import re
import tempfile
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.browser import PROGRAM, Browser
from tests.conftest import ROOT, Program, traceback_in
from tests.test_command_line import HOSTILE_MAP
from tests.test_compare import Data, Oracle, maps, printed

POSITIONS = ("orthodox", "wedge-theory", "revisionist", "limited-occupation", "post-orthodox")
HEADINGS = ("Your case", "Do not lead with", "Expect, and answer", "Your open flanks", "open flanks, yours to press", "Both grant")
GOLDEN = ROOT / "tests" / "briefs"


class Sheet(Oracle):
    """The sides of a sheet by loops over nodes and links, and the labels that `evaluate` gives."""

    def __init__(self, data: Data, evaluated: Data, position: str, other: str) -> None:
        super().__init__(data, (position, other))
        self.position = position
        self.labels = {id: each["label"] for id, each in evaluated["nodes"].items()}
        self.link_labels = {each["id"]: each["label"] for each in evaluated["links"]}
        self.own = {id for id in self.members[position] if self.nodes[id]["type"] == "claim"}

    def into(self, id: str, type: str) -> list[Data]:
        return [link for link in self.links.values() if link["to"] == id and link["type"] == type]

    def attacks_on(self, claims: set[str]) -> dict[str, Data]:
        """The attacks on claims, and those on their grounds that do not cut a link to another claim."""
        found = {link["id"]: link for id in claims for link in self.into(id, "attack")}
        for ground in {link["from"] for id in claims for link in self.into(id, "support")} - claims:
            for link in self.into(ground, "attack"):
                if link["attack"] != "undercut" or link.get("link") is None or link["link"] in claims:
                    found[link["id"]] = link
        return found

    def allies(self) -> set[str]:
        found, before = set(self.own), None
        while found != before:
            before = set(found)
            found |= {link["from"] for link in self.links.values() if link["type"] != "attack" and link["to"] in found}
        for id, node in self.nodes.items():
            of = node.get("variant_of")
            if of in self.nodes and of != id:
                found |= {id} if of in self.own and self.position not in node.get("position", ()) else set()
                found |= {of} if id in self.own and self.position not in self.nodes[of].get("position", ()) else set()
        return found

    def strength(self, id: str) -> tuple[Any, ...]:
        grounds = [link for link in self.into(id, "support") if self.link_labels[link["id"]] == "in"]
        works = {cite["source"] for link in grounds for cite in self.nodes[link["from"]].get("cite", ())}
        unanswered = sum(not self.answers(link) for link in self.into(id, "attack"))
        group = {"stands": 0, "open": 1 if grounds else 3, "asserted": 2}[self.labels[id]]
        return group, -len(grounds), -len(works), unanswered, unanswered - len(self.into(id, "attack")), list(self.nodes).index(id)


def check(sheet: Sheet, brief: Data) -> None:
    """Compare an answer in the machine form with the oracle."""
    case, lost = ([point["claim"] for point in brief[key]] for key in ("case", "do_not_lead_with"))
    assert {*case, *lost} == sheet.own
    assert len(case) + len(lost) == len(sheet.own) == brief["claims"]
    assert {id for id in sheet.own if sheet.labels[id] in ("falls", "unsupported")} == set(lost)
    assert case == sorted(case, key=sheet.strength)
    for point in (*brief["case"], *brief["do_not_lead_with"]):
        links = {link["id"]: sheet.link_labels[link["id"]] for link in sheet.into(point["claim"], "support")}
        assert {ground["link"] for ground in point["grounds"]} == {id for id, label in links.items() if label != "out"}
        assert Counter(links.values())["in"] == point["holding"]
        assert [links[ground["link"]] for ground in point["grounds"]] == sorted(links[ground["link"]] for ground in point["grounds"])
    attacks = sheet.attacks_on(sheet.own)
    listed = {key: [each for each in brief[key] if each["link"] is not None] for key in ("expect", "open_flanks", "by_others")}
    every = [each for found in listed.values() for each in found]
    assert Counter(each["link"] for each in every) == Counter(list(attacks))
    for each in every:
        link = attacks[each["link"]]
        assert (each["from"], each["to"], each["attack"]) == (link["from"], link["to"], link["attack"])
        assert each["editorial"] == link.get("editorial", False)
        assert {answer["from"] for answer in each["answers"]} == sheet.answers(link)
        assert all(sheet.links[answer["link"]]["to"] == each["from"] for answer in each["answers"])
        assert each["claim"] in sheet.own
        assert each["to"] == each["claim"] or any(ground["from"] == each["to"] for ground in sheet.into(each["claim"], "support"))
    assert {each["link"] for each in listed["open_flanks"]} <= {id for id, link in attacks.items() if not sheet.answers(link)}
    assert all(each["answers"] for each in listed["expect"])
    if brief["against"] is None:
        assert not listed["by_others"]
    else:
        ours, theirs = sheet.pair
        made = {id for id, link in attacks.items() if link["from"] in sheet.members[theirs] or sheet.side(link["from"])[0] == {theirs}}
        assert {each["link"] for key in ("expect", "open_flanks") for each in listed[key]} == made
        assert all(each["ours"] == (each["from"] in sheet.members[ours] or sheet.side(each["from"])[0] == {ours}) for each in every)
    check_openings(sheet, brief)


def check_openings(sheet: Sheet, brief: Data) -> None:
    allies, questions = sheet.allies(), {each for id in sheet.own for each in sheet.nodes[id].get("question", ()) if each != "lost"}
    openings = {each["claim"]: each["attacks"] for each in brief["their_open_flanks"]}
    assert not allies & set(openings)
    rivals = {
        id
        for id, node in sheet.nodes.items()
        if node["type"] == "claim"
        and id not in allies
        and (brief["against"] in node.get("position", ()) if brief["against"] else questions & set(node.get("question", ())))
    }
    for id in rivals:
        if any(not sheet.answers(link) for link in sheet.into(id, "attack")):
            assert id in openings
    for claim, attacks in openings.items():
        assert attacks
        for each in attacks:
            link = sheet.links[each["link"]]
            assert not sheet.answers(link)
            assert link["to"] == claim or any(ground["from"] == link["to"] for ground in sheet.into(claim, "support"))
            assert link["to"] not in allies


def sections(text: str) -> dict[str, str]:
    """The text under each heading."""
    found, at = {}, ""
    for line in text.splitlines():
        at = next((heading for heading in HEADINGS if heading in line and not line.startswith((" ", "-", "*", "+", ">"))), at)
        found[at] = found.get(at, "") + line + "\n"
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(maps(), st.sampled_from([("p", "o"), ("o", "r")]), st.booleans())
def test_sheets_of_random_maps_are_what_loops_over_the_links_find(content: Data, pair: tuple[str, str], against: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.yaml"
        file.write_text(json.dumps(content), encoding="utf-8")
        where = (*(("--against", pair[1]) if against else ()), "--project", str(file))
        data, evaluated = (
            json.loads(printed(*command, "--project", str(file))) for command in (("export",), ("evaluate", "--format", "json"))
        )
        brief = json.loads(printed("brief", pair[0], "--format", "json", *where))
        sheet = Sheet(data, evaluated, *pair)
        check(sheet, brief)
        whole = sections(printed("brief", pair[0], "--all", *where))
        if not sheet.own:
            assert "no claim of this position" in whole[""]
            return
        named = set(re.findall(r"n\d", whole["Your open flanks"]))
        assert named >= {each[key] for each in brief["open_flanks"] for key in ("from", "to", "claim")}
        assert ("NO ANSWER ON RECORD" in whole["Your open flanks"]) is bool(brief["open_flanks"])
        for claim in sheet.own:
            assert claim in whole["Do not lead with" if sheet.labels[claim] in ("falls", "unsupported") else "Your case"]
        for format in ("markdown", "html"):
            assert printed("brief", pair[0], "--format", format, *where)
        narrow = json.loads(printed("brief", pair[0], "--question", "q3", "--format", "json", *where))
        assert {each["claim"] for each in narrow["case"]} <= sheet.own


@pytest.fixture(scope="module")
def shipped() -> tuple[Data, Data]:
    where = ("--project", str(ROOT))
    return json.loads(printed("export", *where)), json.loads(printed("evaluate", "--format", "json", *where))


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("against", [None, "orthodox", "revisionist"])
def test_sheets_of_the_shipped_map(shipped: tuple[Data, Data], position: str, against: str | None) -> None:
    if position == against:
        return
    options = ("--against", against) if against else ()
    brief = json.loads(printed("brief", position, *options, "--format", "json", "--project", str(ROOT)))
    check(Sheet(*shipped, position, against or "nobody"), brief)


@pytest.mark.parametrize("position", POSITIONS)
def test_a_sheet_keeps_to_a_page_of_the_terminal(argmap: Program, position: str) -> None:
    """Some 120 lines, ids whole, and what is left out said with the command that shows it."""
    out = argmap("brief", position, "--project", str(ROOT)).out
    assert len(out.splitlines()) <= 140
    assert all(cell_len(line) <= 80 for line in out.splitlines())
    flat = re.sub(r"\s+", " ", out)
    assert f"`argmap brief {position} --all` shows all" in flat
    every = argmap("brief", position, "--all", "--project", str(ROOT)).out
    assert "Left out" not in every
    assert "Do not lead with" in every or position in ("wedge-theory", "post-orthodox")
    for shown, every_one in re.findall(r"\((\d+) of (\d+)\)$", out, re.MULTILINE):
        assert int(shown) < int(every_one)


def test_what_falls_is_no_case_and_editorial_links_say_so(argmap: Program) -> None:
    parts = sections(argmap("brief", "orthodox", "--project", str(ROOT), "--all", columns=1000).out)
    assert "| falls" not in parts["Your case"]
    assert "roberts-acheson-blessed" in parts["Do not lead with"]
    assert "cut by (undercut, editorial): Acheson was not the first" in parts["Do not lead with"]
    assert "- (rebut) Kim Il Sung, and not Stalin, drew up the plan of war.\n" in parts["Expect, and answer"]
    assert "succeeds despite the answer" in parts["Expect, and answer"]
    assert "> Answer (limit, editorial): Stalin held the direction" in parts["Expect, and answer"]
    assert "- (undercut, editorial) By its concessions to Mao" in parts["Your open flanks"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            ("kim-yun-young",),
            "error: `kim-yun-young` is a person, and a brief is for positions\nhelp: `argmap show kim-yun-young` shows it",
        ),
        (("kim-2019",), "`kim-2019` is a source, and a brief is for positions"),
        (("stalins-war",), "`stalins-war` is a node, and a brief is for positions"),
        (("orthodox", "--against", "origins"), "`origins` is a question, and a brief is for positions"),
        (("orthodx",), "no position is called `orthodx`\nhelp: did you mean `orthodox`"),
        (("orthodox", "--against", "orthodox"), "`orthodox` cannot be set against itself"),
        (("orthodox", "--question", "orgins"), "did you mean `origins`"),
        (("orthodox", "--question", "revisionist"), "`revisionist` is a position, not a question"),
        (("orthodox", "--limit", "0"), "`--limit` cannot be `0`"),
        (("orthodox", "--limit", "-1"), "`--limit` cannot be `-1`"),
        (("orthodox", "--limit", "3", "--all"), "do not go together"),
        (("orthodox", "--format", "pdf"), "it takes `text`, `markdown`, `html`, `json`"),
        (("orthodox", "-o", "sheet.pdf"), "argmap writes no brief as `.pdf`"),
        (("orthodox", "-o", "sheet"), "`sheet` does not say in what format to write"),
        (("orthodox", "-o", "sheet.md", "--format", "html"), "`sheet.md` is no name for HTML"),
        (("orthodox", "-o", "nowhere/sheet.md"), "make the folder `nowhere` first"),
    ],
)
def test_wrong_words(argmap: Program, arguments: tuple[str, ...], error: str) -> None:
    result = argmap("brief", *arguments, "--project", str(ROOT))
    assert (result.status, result.out) == (2, "")
    assert error in result.err
    assert not list(argmap.folder.iterdir())


def test_the_name_of_the_file_says_the_format(argmap: Program) -> None:
    argmap.write("claims/map.yaml", SMALL)
    where = ("brief", "a")
    for name, format in (("a.html", "html"), ("a.md", "markdown"), ("a.json", "json"), ("a.HTM", "html")):
        assert argmap(*where, "-o", name).out == ""
        assert (argmap.folder / name).read_text(encoding="utf-8") == argmap(*where, "--format", format).out
    assert argmap(*where, "-o", "-").out == argmap(*where).out
    assert argmap(*where, "-o", "a.txt", "--color", "always").status == 0
    assert (argmap.folder / "a.txt").read_text(encoding="utf-8") == argmap(*where).out
    assert "what it holds would be lost" in argmap(*where, "-o", "claims/map.yaml", "--format", "text").err


SMALL = """
questions: [{id: q, text: Why?}, {id: r, text: When?}]
positions: [{id: a, name: Ayes, text: Yes it is.}, {id: b, name: Noes}, {id: c, name: Others}, {id: none, name: Nobody}]
people: [{id: x, name: Ann Ax}, {id: y, name: Bea By}, {id: z, name: Cid Ce}]
sources: [{id: s, type: book, title: Some Book, author: [x], issued: "1950"}]
nodes:
  - {claim: yes-one, text: Yes one., question: q, position: a, by: x}
  - {claim: no-one, text: No one., question: q, position: b, by: y, conflicts: yes-one}
  - {claim: other, text: Other., question: r, position: c, by: z}
  - {claim: shared, text: Both say it., question: q, position: [a, b], by: x, granted: true}
  - {claim: gone, text: Nobody says it., question: q, position: a}
  - {support: why-yes, text: It was seen., for: yes-one, by: x, cite: [{source: s, at: p. 1}, {source: s, at: p. 2, quote: 'I saw 中国'}]}
  - {rebuttal: no-sight, text: Nobody could see., against: {id: why-yes, editorial: true}, attack: undermine, by: y}
  - {rebuttal: own-doubt, text: We doubt it ourselves., against: yes-one, attack: limit, position: a, by: x}
"""


def test_small_cases(argmap: Program) -> None:
    argmap.write("claims/map.yaml", SMALL)
    sheet = argmap("brief", "a", "--all", columns=200).out
    parts = sections(sheet)
    assert (
        "Held by: Ax\nOn record: 3 claims (1 stands, 1 falls, 1 is unsupported); 1 attack on them and 1 on their grounds, 2 unanswered\n"
        in sheet
    )
    assert "1. Both say it." in parts["Your case"]
    assert "yes-one" in parts["Do not lead with"]
    assert "gone" in parts["Do not lead with"]
    assert "x (clash) No one.\n  By (Noes) against “Yes one.” yes-one |" in parts["Expect, and answer"]
    assert "> No answer on record but the claim itself: the two exclude each other." in parts["Expect, and answer"]
    assert (
        "- (undermine, editorial) Nobody could see.\n  By against the ground why-yes of “Yes one.” yes-one | succeeds |"
        in parts["Your open flanks"]
    )
    assert "Ax (your own side) against “Yes one.” yes-one | own-doubt" in parts["Your open flanks"]
    assert "= (common ground) Both say it.\n  Ax, also Noes |" in parts["Both grant"]
    assert 'Ax 1950, p. 2 (+1 more): "I saw 中国"' in argmap("brief", "a", "--all", columns=200).out or "why-yes" not in parts["Your case"]


def test_nothing_to_say_is_said(argmap: Program) -> None:
    argmap.write("claims/map.yaml", SMALL)
    for arguments, words in (
        (("none",), "On record: no claim of this position\n"),
        (("a", "--question", "r"), "On record: nothing on this question or those under it\n"),
        (("a", "--against", "c"), "They meet nowhere: the two speak of no question both, and nothing of one is for or against the other\n"),
        (("c",), "None: no attack on these claims or their grounds is on record."),
        (("c", "--against", "a"), "None: no attack by Ayes on these claims or their grounds is on record."),
        (("a", "--against", "c"), "2 attacks by others have no answer: leave out `--against`."),
        (("a", "--against", "b"), "1 attack by others has no answer: leave out `--against`."),
    ):
        result = argmap("brief", *arguments, columns=200)
        assert (result.status, result.err) == (0, "")
        assert words in result.out
    for format in ("text", "markdown", "html", "json"):
        assert argmap("brief", "none", "--format", format).status == 0
    assert set(json.loads(argmap("brief", "none", "--format", "json").out)) == set(json.loads(argmap("brief", "a", "--format", "json").out))


def test_circles_and_a_map_without_positions(argmap: Program) -> None:
    argmap.write(
        "claims/map.yaml",
        "positions: [{id: a, name: A}]\nquestions: [{id: q, text: Why?, under: r}, {id: r, text: How?, under: q}]\nnodes:\n"
        "  - {claim: one, text: One., question: q, position: a, for: two, against: three}\n"
        "  - {claim: two, text: Two., question: r, position: a, for: one, conflicts: two, variant_of: two}\n"
        "  - {claim: three, text: Three., question: q, against: one}\n",
    )
    for options in ((), ("--all",), ("--question", "r"), ("--format", "html"), ("--format", "json")):
        result = argmap("brief", "a", *options)
        assert (result.status, traceback_in(result.err)) == (0, False)
    argmap.write("claims/map.yaml", "questions: [{id: q, text: Why?}]\n")
    result = argmap("brief", "a")
    assert "no position is called `a`" in result.err
    assert "this map has no positions yet" in result.err


@pytest.mark.parametrize("options", [(), ("--all",), ("--against", "o2"), ("--question", "q")])
def test_hostile_texts_stay_text(argmap: Program, options: tuple[str, ...]) -> None:
    argmap.write("claims/map.yaml", HOSTILE_MAP)
    for format in ("text", "markdown", "html", "json"):
        result = argmap("brief", "o", *options, "--format", format)
        assert result.status == 0, result.err
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200b]", result.out)
        if format == "html":
            assert not re.search(
                r"<(?!/?(?:!DOCTYPE|html|head|meta|title|style|body|header|section|h1|h2|p|ul|li|span|b|code)\b)", result.out
            )
            assert "&lt;b&gt;" in result.out
            assert "<script" not in result.out
        if format == "markdown":
            assert not re.search(r"(?<!\\)<(?!br>)", result.out)


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_chinese_and_narrow_terminals(argmap: Program, columns: int) -> None:
    text = "北朝鲜的进攻是在莫斯科和北京知情并同意之下计划和准备的" * 3
    argmap.write("claims/map.yaml", SMALL.replace("Yes it is", text).replace("Both say it", text).replace("No one", text))
    out = argmap("brief", "a", columns=columns).out
    assert all(cell_len(line) <= columns for line in out.splitlines())
    assert text in re.sub(r"\s", "", out)


def test_the_page_is_the_same_everywhere_and_the_golden_one(argmap: Program, update: bool) -> None:
    argmap.write("claims/map.yaml", (ROOT / "tests/maps/all-kinds.yaml").read_bytes())
    pages = {argmap.process("brief", "revisionist", "--format", "html", env={"PYTHONHASHSEED": seed}).stdout for seed in ("0", "1", "2")}
    assert len(pages) == 1
    page = pages.pop().decode()
    golden = GOLDEN / "all-kinds.html"
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(page, encoding="utf-8", newline="\n")
    assert page == golden.read_text(encoding="utf-8")


def test_the_page_says_what_the_terminal_says(argmap: Program) -> None:
    """Word for word, but for the marks of the terminal: both are made of the same entries."""
    where = ("brief", "revisionist", "--all", "--project", str(ROOT))
    page = argmap(*where, "--format", "html").out
    said = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>|<title>.*?</title>", "", page, flags=re.DOTALL)))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", argmap(*where).out)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'; style-src 'sha256-" in policy[1]


def test_a_large_map(argmap: Program) -> None:
    """A rebuttal against two thousand claims that two thousand nodes answer is written once, with how many more there are."""
    claims = "".join(f"  - {{claim: c{n}, text: Claim {n}., question: q, position: a, by: x}}\n" for n in range(2000))
    against = ", ".join(f"c{n}" for n in range(2000))
    answers = "".join(f"  - {{rebuttal: r{n}, text: Answer {n}., against: hub, attack: undermine, by: x}}\n" for n in range(2000))
    argmap.write(
        "claims/map.yaml",
        "questions: [{id: q, text: Why?}]\npositions: [{id: a, name: A}]\npeople: [{id: x, name: X}]\nnodes:\n"
        f"{claims}  - {{rebuttal: hub, text: Against all., against: [{against}], by: x}}\n{answers}",
    )
    result = argmap("brief", "a")
    assert result.status == 0
    assert len(result.out.splitlines()) < 100
    assert "and 1,997 more" in re.sub(r"\s+", " ", result.out)


@pytest.mark.skipif(PROGRAM is None, reason="no chromium here: `apt install chromium` to print the page with it")
def test_every_shipped_sheet_prints_on_two_pages(argmap: Program, tmp_path: Path) -> None:
    driven = Browser(tmp_path / "profile")
    try:
        for position in POSITIONS:
            argmap("brief", position, "--project", str(ROOT), "-o", "sheet.html")
            driven.call("Page.navigate", url=(argmap.folder / "sheet.html").as_uri())
            for _ in range(100):
                ready = driven.call("Runtime.evaluate", expression="document.readyState + document.title")["result"]["value"]
                if ready.startswith("complete") and position in ready:
                    break
            assert position in ready
            for width, height in ((8.27, 11.69), (8.5, 11)):
                printed_page = driven.call("Page.printToPDF", paperWidth=width, paperHeight=height, preferCSSPageSize=True)
                pages = re.findall(rb"/Type\s*/Page\b", base64.b64decode(printed_page["data"]))
                assert 1 <= len(pages) <= 2, (position, width)
            driven.call("Emulation.setEmulatedMedia", media="print")
            driven.size(680, 960)
            wide = "[...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 680.5).length"
            assert driven.call("Runtime.evaluate", expression=wide)["result"]["value"] == 0
            driven.call("Emulation.setEmulatedMedia", media="")
    finally:
        driven.close()


def test_a_claim_that_stands_as_nobody_attacks_it_is_said_to_be_untried(argmap: Program) -> None:
    argmap.write(
        "claims/map.yaml",
        """
        positions: [{id: arson, name: Arson}]
        nodes:
          - {claim: untried, text: Nobody speaks against this., position: arson}
          - {support: cans, for: untried, text: There were cans.}
          - {claim: tried, text: Somebody spoke against this., position: arson}
          - {support: policy, for: tried, text: There was a policy.}
          - {rebuttal: old-policy, against: policy, attack: undermine, text: It was an old one.}
          - {rebuttal: new-policy, against: old-policy, attack: undermine, text: It was not.}
          - {claim: asserted, text: This is only said., position: arson, by: holm}
        """,
    )
    assert "\nUntried: 1 stands, for nobody on record attacks it.\n1. Nobody speaks" in argmap("brief", "arson").out
    argmap.write("claims/more.yaml", "nodes: [{rebuttal: full-cans, against: untried, attack: limit, text: They were full.}]")
    assert "Untried" not in argmap("brief", "arson").out
