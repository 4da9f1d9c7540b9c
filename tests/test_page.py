"""The interactive page: what is in the file, and what it does in a browser."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from argmap.page.forest import Forest, other_links
from argmap.project import locate_named, open_project
from tests.browser import PROGRAM, Browser
from tests.conftest import ROOT, Program, traceback_in

needs_browser = pytest.mark.skipif(PROGRAM is None, reason="no chromium here: `apt install chromium` to drive the page in it")
ALL_KINDS = (ROOT / "tests/maps/all-kinds.yaml").read_text(encoding="utf-8")

HOSTILE_TEXTS = (
    "</script><script>window.hacked = 1</script>",
    "<!-- <script> ]]> --> <![CDATA[ x",
    '"><img src=x onerror="window.hacked = 1">',
    "javascript:window.hacked = 1",
    "' onload=window.hacked=1 x='",
    "{{data}} {{script}} &lt;b&gt; &amp; \\u003c",
    "טקסט בעברית ועוד",
    "한국어 텍스트와 中文 and \N{GRINNING FACE}",
    "\u202etxt.exe\u2028line\ttab",
    "word" * 200,
)
HOSTILE_IDS = ("__proto__", "constructor", "to-string", "argmap.data", "3", "map", "search", "n-a-m-e", "has-own-property", "data")


def hostile_map() -> str:
    nodes = [
        {
            "claim": id,
            "text": text,
            "question": ["q"],
            "by": ["who"],
            "note": text,
            "tags": [text],
            "cite": [{"source": "work", "at": text}],
        }
        for id, text in zip(HOSTILE_IDS, HOSTILE_TEXTS, strict=True)
    ]
    nodes.append({"rebuttal": "answer", "text": "No.", "against": list(HOSTILE_IDS), "attack": "rebut"})
    whole = {
        "questions": [{"id": "q", "text": HOSTILE_TEXTS[0]}],
        "people": [{"id": "who", "name": HOSTILE_TEXTS[2]}],
        "sources": [{"id": "work", "type": "book", "title": HOSTILE_TEXTS[0], "URL": HOSTILE_TEXTS[3]}],
        "nodes": nodes,
    }
    return json.dumps(whole, ensure_ascii=False).replace("\u202e", "\\u202e").replace("\u2028", "\\u2028")


class Parsed(HTMLParser):
    """A page taken apart."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style", "title"):
            self._open = (tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inside.append((*self._open, data))

    def text_of(self, tag: str, type: str | None = None) -> list[str]:
        return [data for name, attributes, data in self.inside if name == tag and attributes.get("type") == type]


def page(argmap: Program, *arguments: str, content: str = ALL_KINDS) -> str:
    argmap.write("claims/map.yaml", content)
    result = argmap("render", *arguments, "-o", "page.html")
    assert result.status == 0, result.err
    return (argmap.folder / "page.html").read_text(encoding="utf-8")


def whole_base(folder: Path) -> Path:
    from argmap.cli import run

    target = folder / "all.html"
    assert run(["render", "--project", str(ROOT), "-o", str(target)]) == 0
    return target


@pytest.mark.parametrize("content", [ALL_KINDS, hostile_map()], ids=["all-kinds", "hostile"])
def test_the_page_is_one_file_that_allows_nothing_but_its_own_script_and_style(argmap: Program, content: str) -> None:
    html = page(argmap, content=content)
    parsed = Parsed(html)
    (policy,) = [each["content"] for tag, each in parsed.tags if tag == "meta" and each.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        (text,) = parsed.text_of(tag)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    for tag, attributes in parsed.tags:
        assert tag not in ("img", "iframe", "object", "embed", "link", "base", "form", "foreignobject"), tag
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("style", "src", "srcset", "action", "formaction", "xlink:href"), (tag, name)
            if name == "href":
                assert (value or "").startswith("#"), value
    assert not re.search(r"https?:", html.replace("http://www.w3.org/2000/svg", ""))
    assert "innerHTML" not in html
    assert "eval(" not in html


@pytest.mark.parametrize("content", [ALL_KINDS, hostile_map()], ids=["all-kinds", "hostile"])
def test_every_node_and_question_is_drawn_once_and_told_once(argmap: Program, content: str) -> None:
    html = page(argmap, content=content)
    parsed = Parsed(html)
    whole = open_project(locate_named(str(argmap.folder))).map
    ids = [attributes.get("id") for _, attributes in parsed.tags]
    for id in (*whole.nodes, *whole.questions):
        assert ids.count(id) == 1 or id.startswith("argmap."), id
    (data,) = parsed.text_of("script", "application/json")
    assert len(json.loads(data)["boxes"]) == len(whole.nodes) + len(whole.questions)
    drawn = html[html.index('<svg class="map"') : html.index("</svg>")]
    assert drawn.count("<a class=") == len(whole.nodes) + len(whole.questions)


def test_hostile_texts_stay_text_without_script_too(argmap: Program) -> None:
    html = page(argmap, content=hostile_map())
    parsed = Parsed(html)
    assert len(parsed.text_of("script")) == 1
    assert "<script>window" not in html
    assert "<!--" not in html
    assert "\u202e" not in html
    assert "{{script}}" in html.replace("&lt;", "<")  # what looks like a place in the template is text


@pytest.mark.parametrize("seed", ["0", "7"])
def test_the_same_map_gives_the_same_bytes(argmap: Program, seed: str) -> None:
    first = page(argmap)
    ran = argmap.process("render", "-o", "-", "--format", "html", env={"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Seoul"})
    assert ran.stdout.decode() == first


def test_the_forest_tells_every_link_of_the_shipped_map() -> None:
    whole = open_project(locate_named(str(ROOT))).map
    spots = Forest(whole, [*whole.questions, *whole.nodes]).order()
    assert len(spots) == len({spot.id for spot in spots}) == len(whole.nodes) + len(whole.questions)
    told = {spot.link.id for spot in spots if spot.link}
    elsewhere = [each for each in other_links(whole, spots) if each.hold not in ("answer", "variant", "conflict")]
    assert len(told) + len(elsewhere) == sum(link.source != link.target for link in whole.links)
    above = {spot.id: spot.above for spot in spots}
    seen: set[str] = set()
    for spot in spots:  # each after what it hangs on
        assert not above[spot.id] or above[spot.id] in seen
        seen.add(spot.id)


def test_a_circle_of_questions_and_of_claims_is_drawn(argmap: Program) -> None:
    content = """
questions:
  - {id: a, text: A?, under: b}
  - {id: b, text: B?, under: a}
  - {id: c, text: C?, under: c}
nodes:
  - {claim: one, text: One is so., for: [two], question: [a]}
  - {claim: two, text: Two is so., for: [one], question: [a]}
  - {claim: three, text: Three is so., for: [four]}
  - {claim: four, text: Four is so., for: [three], conflicts: [four], variant_of: four}
"""
    html = page(argmap, content=content)
    assert html.count("<a class=") == 7
    assert page(argmap, "a", content=content).count("<a class=") == 4


def test_a_long_chain_and_a_broad_map_are_drawn_without_recursion(argmap: Program) -> None:
    chain = [{"claim": "c0", "text": "It is so.", "question": ["q"]}]
    chain += [{"rebuttal": f"c{n}", "text": "It is not so.", "against": [f"c{n - 1}"], "attack": "rebut"} for n in range(1, 2500)]
    html = page(argmap, content=json.dumps({"questions": [{"id": "q", "text": "Is it?"}], "nodes": chain}))
    assert html.count("<a class=") == 2501


@needs_browser
def test_an_empty_map_is_a_page_that_works(browser: Browser, argmap: Program) -> None:
    page(argmap, content="questions: []\n")
    browser.open((argmap.folder / "page.html").as_uri() + "#nothing")
    for name in ("all", "questions", "fit", "in", "view", "theme", "clear"):
        browser.run(f"{at(name)}.click()")
    browser.key("Escape")
    assert browser.complaints() == []


def test_more_boxes_than_a_browser_bears_are_refused_with_a_cure(argmap: Program) -> None:
    nodes = [{"claim": f"c{n}", "text": "It is so."} for n in range(5001)]
    argmap.write("claims/map.yaml", json.dumps({"nodes": nodes}))
    result = argmap("render", "-o", "x.html")
    assert result.status == 2
    assert "at most 5,000" in result.err
    assert not (argmap.folder / "x.html").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["origins", "--split"],
        ["origins", "--slides"],
        ["origins", "--force"],
        ["origins", "--size", "a4"],
        ["origins", "--direction", "down"],
        ["origins", "--theme", "dark"],
        ["origins", "--engine", "system"],
        ["origins", "--max-nodes", "3"],
        ["origins", "--collapse", "wedge-too-narrow"],
        ["origins", "--only", "claim"],
        ["--focus", "wedge-too-narrow"],
        ["--depth", "2"],
    ],
)
def test_options_that_make_no_sense_for_a_page_are_refused_with_a_cure(argmap: Program, options: list[str]) -> None:
    result = argmap("render", *options, "--project", str(ROOT), "-o", "x.html")
    assert result.status == 2
    assert re.search(r"^help: ", result.err, re.MULTILINE)
    assert not traceback_in(result.err)
    assert not (argmap.folder / "x.html").exists()


def test_without_an_id_only_a_page_can_be_made(argmap: Program) -> None:
    result = argmap("render", "-o", "x.svg", "--project", str(ROOT))
    assert result.status == 2
    assert "-o map.html" in result.err


@pytest.mark.parametrize("id", ["acheson-effect", "wedge-theory", "ulam", "gottwald-letter", "perimeter-was-older"])
def test_a_page_of_each_kind_of_entry(argmap: Program, id: str) -> None:
    result = argmap("render", id, "--project", str(ROOT), "-o", "-", "--format", "html")
    assert result.status == 0
    assert result.out.startswith("<!DOCTYPE html>")
    assert "note: the page holds" in result.err


def test_link_base_leads_to_the_claim_files(argmap: Program) -> None:
    html = page(argmap, "--link-base", "https://forge.example/p/blob/main")
    assert re.search(r'href="https://forge.example/p/blob/main/claims/map.yaml#L\d+"', html)


def test_the_whole_base_stays_below_two_megabytes(tmp_path: Path) -> None:
    assert whole_base(tmp_path).stat().st_size < 2_000_000


def test_a_question_is_not_named_again_below_its_own_heading(argmap: Program) -> None:
    content = """
questions: [{id: why, text: Why?}]
nodes:
  - {claim: large, text: It was so., question: [why]}
  - {claim: small, text: Perhaps it was so., question: [why], variant_of: large}
"""
    html = page(argmap, content=content)
    assert re.findall("<p class=also>(.*)", html) == ["Also answers this question"]


# What it does.


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        driven = Browser(Path(folder))
        yield driven
        driven.close()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    return whole_base(tmp_path_factory.mktemp("page")).as_uri()


@pytest.fixture(scope="module")
def part(tmp_path_factory: pytest.TempPathFactory) -> str:
    from argmap.cli import run

    target = tmp_path_factory.mktemp("part") / "part.html"
    assert run(["render", "acheson-effect", "--project", str(ROOT), "-o", str(target)]) == 0
    return target.as_uri()


CHOSEN = "(document.querySelector('.map a.chosen')?.getAttribute('href') ?? '')"
SHOWN = "document.querySelectorAll('.map > a:not(.gone)').length"
CARD = "(document.getElementById('argmap.card').hidden ? '' : document.getElementById('argmap.card').textContent)"


def at(name: str) -> str:
    return f"document.getElementById('argmap.{name}')"


def follow(browser: Browser, id: str) -> None:
    browser.run(f"location.hash = {json.dumps(id)}")
    browser.settle()


@needs_browser
def test_the_page_opens_quickly_quietly_and_asks_for_nothing(browser: Browser, base: str) -> None:
    browser.open(base)
    browser.settle()
    assert browser.complaints() == []
    assert browser.requests() == [base]
    assert browser.run(SHOWN) < 100  # the questions; the rest is closed
    assert browser.run("performance.getEntriesByType('paint')[0].startTime") < 3000  # a guard; it is 0.3 s on an idle machine


@needs_browser
def test_a_deep_link_shows_the_card_and_lights_the_chain_and_back_goes_back(browser: Browser, base: str) -> None:
    browser.open(base + "#perimeter-was-older")
    browser.settle()
    assert browser.run(CHOSEN) == "#perimeter-was-older"
    card = browser.run(CARD)
    for words in ("Acheson was not the first", "Bears on", "undercuts", "Cited", "Kim 2019"):
        assert words in card
    lit = browser.run("document.querySelectorAll('.map > a:not(.gone):not(.dim)').length")
    assert 1 < lit < browser.run(SHOWN)
    follow(browser, "origins")
    assert browser.run(CHOSEN) == "#origins"
    browser.run("history.back()")
    browser.settle()
    assert browser.run(CHOSEN) == "#perimeter-was-older"
    browser.key("Escape")
    assert browser.run(CHOSEN) == ""
    assert browser.run(CARD) == ""
    assert browser.run("document.querySelectorAll('.map > a.dim').length") == 0
    assert browser.complaints() == []


@needs_browser
def test_search_knows_no_accents_or_case_and_enter_goes_to_the_first(browser: Browser, part: str) -> None:
    browser.open(part)
    browser.key("/")
    assert browser.run("document.activeElement.id") == "argmap.search"
    browser.call("Input.insertText", text="PÉRIMETER-was-older")
    browser.settle()
    assert re.match(r"\d boxes of \d+ match", browser.run(f"{at('found')}.textContent"))
    browser.key("Enter")
    browser.settle()
    assert browser.run(CHOSEN) == "#perimeter-was-older"
    assert browser.run("document.activeElement.getAttribute('href')") == "#perimeter-was-older"
    assert browser.run("document.activeElement.getAttribute('aria-label')").startswith("rebuttal: ")


@needs_browser
def test_a_click_chooses_and_a_drag_pans(browser: Browser, part: str) -> None:
    browser.open(part)
    browser.click("document.querySelector('.map > a:not(.gone) .o')")
    assert browser.run(CHOSEN) == "#acheson-effect"
    before = browser.run(f"{at('stage')}.scrollTop")
    browser.mouse("mousePressed", 700, 700, button="left", buttons=1, clickCount=1)
    for y in (680, 640, 600):
        browser.mouse("mouseMoved", 700, y, button="left", buttons=1)
    browser.mouse("mouseReleased", 700, 600, button="left", clickCount=1)
    browser.settle()
    assert browser.run(f"{at('stage')}.scrollTop") - before == 100
    assert browser.run(CHOSEN) == "#acheson-effect"


@needs_browser
def test_filters_count_and_dim(browser: Browser, part: str) -> None:
    browser.open(part)
    options = browser.run("[...document.getElementById('argmap.by-label').options].map((option) => option.textContent)")
    counts = {name: int(count) for name, count in (re.fullmatch(r"(\w+) \((\d+)\)", option).groups() for option in options[1:])}  # type: ignore[union-attr]
    assert sum(counts.values()) == browser.run(f"JSON.parse({at('data')}.textContent).boxes.filter((box) => box[0]).length")
    browser.run(
        "(() => { const s = document.getElementById('argmap.by-label');"
        " s.value = [...s.options].find((o) => o.textContent.startsWith('falls')).value; s.dispatchEvent(new Event('change')) })()"
    )
    browser.settle()
    assert f"{counts['falls']} boxes of" in browser.run(f"{at('found')}.textContent")
    assert "match" in browser.run("document.querySelector('.toggles').textContent")
    browser.click(at("all"))
    assert browser.run("document.querySelectorAll('.map > a.dim').length") > 0
    browser.run(f"{at('clear')}.click()")
    assert browser.run("document.querySelectorAll('.map > a.dim').length") == 0


@needs_browser
def test_an_id_of_a_source_filters_by_it(browser: Browser, part: str) -> None:
    browser.open(part + "#kim-2019")
    browser.settle()
    assert "match" in browser.run(f"{at('found')}.textContent")


@needs_browser
def test_a_filter_that_the_address_made_goes_when_the_address_does(browser: Browser, part: str) -> None:
    browser.open(part)
    found = f"{at('found')}.textContent"
    follow(browser, "kim-2019")
    by_work = browser.run(found)
    follow(browser, "orthodox")  # in the place of the first, not besides it
    assert re.match(r"\d+ box(es)? of \d+ match", browser.run(found))
    assert browser.run(found) != by_work
    browser.run("history.back()")
    browser.run(
        f"new Promise((done) => {{ const look = () => {found} === {json.dumps(by_work)} ? done() : setTimeout(look, 20); look() }})"
    )
    follow(browser, "")
    assert browser.run(found) == "Questions"
    follow(browser, "no-such-thing")
    assert browser.run(found) == "Nothing on this page is called no-such-thing"


@needs_browser
def test_search_knows_letters_that_do_not_come_apart(browser: Browser, argmap: Program) -> None:
    page(argmap, content='{nodes: [{claim: a, text: "Łukasz Ørsted fand die Straße ﬁnster; it’s 김일성."}, {claim: b, text: Other.}]}')
    browser.open((argmap.folder / "page.html").as_uri())
    for words in ("lukasz", "ŁUKASZ", "orsted", "strasse", "finster", "it's", "김일"):
        browser.run(f"{at('search')}.value = {json.dumps(words)}; {at('search')}.dispatchEvent(new Event('input'))")
        assert browser.run(f"{at('found')}.textContent") == "1 box of 2 matches", words


@needs_browser
def test_a_button_for_the_keyboard_leads_past_the_list_of_questions(browser: Browser, part: str) -> None:
    browser.open(part)
    browser.key("Tab")
    assert browser.run("document.activeElement.id") == "argmap.skip"
    assert browser.run("document.activeElement.offsetWidth") > 50
    browser.key("Enter")
    assert browser.run("document.activeElement.getAttribute('href')") == "#acheson-effect"
    assert browser.run(f"{at('skip')}.offsetWidth") <= 1


@needs_browser
def test_zooming_out_ends_where_all_is_seen(browser: Browser, part: str) -> None:
    browser.open(part)
    for _ in range(40):
        browser.click(at("out"))
    width, height = browser.run("['width', 'height'].map((name) => document.querySelector('.map').getAttribute(name) * 1)")
    seen = browser.run(f"[{at('stage')}.clientWidth, {at('stage')}.clientHeight]")
    assert width <= seen[0]
    assert height <= seen[1]
    assert width > 0.7 * seen[0] or height > 0.7 * seen[1]


@needs_browser
def test_on_a_phone_the_menu_says_whether_it_is_open(browser: Browser, part: str) -> None:
    browser.size(390, 844)
    try:
        browser.open(part)
        said = f"{at('menu')}.getAttribute('aria-expanded')"
        browser.click(at("menu"))
        assert browser.run(said) == "true"
        browser.click(f"{at('results')}.querySelector('a')")
        assert browser.run(said) == "false"
        assert browser.run(CHOSEN)
        browser.key("/")
        assert browser.run(said) == "true"
    finally:
        browser.size(1440, 900)


@needs_browser
def test_a_word_without_end_is_broken_in_texts_and_card(browser: Browser, argmap: Program) -> None:
    page(argmap, content=f"{{nodes: [{{claim: a, text: {'W' * 600}}}]}}")
    browser.open((argmap.folder / "page.html").as_uri() + "#a")
    browser.click(at("view"))
    for part in (f"{at('card')}", f"{at('texts')}", f"{at('a').replace('argmap.a', 'a')}"):
        assert browser.run(f"{part}.scrollWidth <= {part}.clientWidth"), part


@needs_browser
def test_the_keyboard_walks_opens_and_closes(browser: Browser, part: str) -> None:
    browser.open(part)
    browser.run("document.querySelector('.map > a[tabindex=\"0\"]').focus()")
    focused = "document.activeElement.getAttribute('href')"
    assert browser.run(focused) == "#acheson-effect"
    browser.key("ArrowRight")
    first = browser.run(focused)
    assert first != "#acheson-effect"
    browser.key("ArrowDown")
    assert browser.run(focused) not in ("#acheson-effect", first)
    browser.key("ArrowUp")
    browser.key("ArrowLeft")
    assert browser.run(focused) == "#acheson-effect"
    few = browser.run("document.querySelectorAll('.toggles [role=button]').length")
    browser.key(" ", " ")  # closes what is open
    assert browser.run("document.querySelectorAll('.toggles [role=button]').length") < few
    assert "hidden" in browser.run(f"{at('live')}.textContent")
    browser.key("Enter")
    assert browser.run(CHOSEN) == "#acheson-effect"
    zoom = browser.run("document.querySelector('.map').getAttribute('width') * 1")
    browser.key("+", "+")
    assert browser.run("document.querySelector('.map').getAttribute('width') * 1") > zoom


@needs_browser
def test_all_open_everything_stands_where_argmap_has_put_it(browser: Browser, argmap: Program) -> None:
    html = page(argmap, "acheson-effect", "--project", str(ROOT))
    browser.open((argmap.folder / "page.html").as_uri())
    browser.click(at("all"))
    browser.run("window.dispatchEvent(new Event('beforeprint'))")  # all of it, not only what is in the window
    written = re.findall(r"<a class=\"[^\"]*\" transform=(\S+?)>(?:<path d=\"([^\"]*)\")?", html)
    read = browser.run(
        "[...document.querySelectorAll('.map > a')].map((a) => [a.getAttribute('transform'), a.firstChild.getAttribute('d')])"
    )
    assert len(written) == len(read)
    for (place, path), (place_now, path_now) in zip(written, read, strict=True):
        assert place == place_now
        assert path in ("", path_now)


@needs_browser
def test_the_whole_base_all_open_stays_quick(browser: Browser, base: str) -> None:
    browser.open(base)
    browser.click(at("all"))
    took = "(async () => { const t = performance.now(); %s; await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))); return performance.now() - t })()"
    for work in (f"{at('stage')}.scrollBy(200, 900)", "location.hash = 'perimeter-was-older'", f"{at('in')}.click()"):
        assert min(browser.run(took % work) for _ in range(3)) < 400, work  # a guard; each takes some 10 to 50 ms on an idle machine


@needs_browser
def test_no_text_leaves_its_box(browser: Browser, argmap: Program) -> None:
    page(argmap, "acheson-effect", "--project", str(ROOT))
    browser.open((argmap.folder / "page.html").as_uri())
    browser.run("document.getElementById('argmap.all').click(); window.dispatchEvent(new Event('beforeprint'))")
    out = browser.run(
        "[...document.querySelectorAll('.map > a')].filter((a) => { const box = a.querySelector('.o').getBoundingClientRect();"
        " return [...a.querySelectorAll('text')].some((text) => { const r = text.getBoundingClientRect();"
        " return r.right > box.right || r.bottom > box.bottom || r.left < box.left || r.top < box.top }) }).length"
    )
    assert out == 0


@needs_browser
def test_the_lines_of_a_box_stand_below_each_other(browser: Browser, part: str) -> None:
    browser.open(part)
    browser.run("document.getElementById('argmap.all').click(); window.dispatchEvent(new Event('beforeprint'))")
    boxes = browser.run(
        "[...document.querySelectorAll('.map > a')].map((a) => [...a.querySelectorAll('text:not(.mark)')]"
        ".map((text) => text.getBoundingClientRect()).map((place) => (place.top + place.bottom) / 2 / a.getCTM().a))"
    )
    gaps = [below - above for middles in boxes for above, below in pairwise(middles)]
    assert len(gaps) > 50
    assert all(24 <= gap <= 35 for gap in gaps)


@needs_browser
def test_hostile_texts_and_ids_are_shown_as_text(browser: Browser, argmap: Program) -> None:
    page(argmap, content=hostile_map())
    kept = open_project(locate_named(str(argmap.folder))).map.nodes
    assert len(set(HOSTILE_IDS) & set(kept)) > 7
    browser.open((argmap.folder / "page.html").as_uri())
    for id in HOSTILE_IDS:
        if id in kept:
            shown = id.replace(".", "\N{ONE DOT LEADER}")  # the page's own parts have a full stop in their ids
            follow(browser, shown)
            assert browser.run(f"decodeURIComponent({CHOSEN})") == f"#{shown}"
            assert shown in browser.run(CARD)
    browser.click(at("view"))
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.run("window.hacked") is None
    assert browser.complaints() == []


@needs_browser
def test_light_and_dark_and_small_and_print(browser: Browser, part: str) -> None:
    from pypdf import PdfReader

    browser.open(part + "#acheson-effect")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = browser.run(background)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
    dark = browser.run(background)
    assert dark != light
    browser.click(at("theme"))  # light
    assert browser.run(background) == light
    browser.click(at("theme"))  # dark
    browser.call("Emulation.setEmulatedMedia", features=[])
    assert browser.run(background) == dark
    browser.size(400, 800)
    browser.settle()
    assert browser.run("document.documentElement.scrollWidth") <= 400
    assert browser.run(f"getComputedStyle({at('menu')}).display") != "none"
    browser.size(1440, 900)
    browser.click(at("questions"))
    text = "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(browser.pdf())).pages)
    assert "Texts" in text
    assert "What effect had Acheson" in text


@needs_browser
def test_texts_and_card_stand_beside_each_other(browser: Browser, part: str) -> None:
    browser.open(part + "#perimeter-was-older")
    browser.settle()
    browser.click(at("view"))
    sides = [f"{at(name)}.getBoundingClientRect()" for name in ("side", "texts", "card")]
    for one, other in pairwise(sides):
        assert browser.run(f"{one}.right <= {other}.left")
        assert browser.run(f"{one}.top === {other}.top")
    follow(browser, "acheson-effect")  # links are followed within the texts
    assert browser.run(f"{CHOSEN} + document.documentElement.className") == "#acheson-effectscripted reading"
    browser.click(at("view"))
    assert browser.run(f"{at('stage')}.clientHeight") > 300


@needs_browser
def test_without_script_picture_and_texts_are_there(browser: Browser, argmap: Program) -> None:
    page(argmap)
    browser.open("about:blank")
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.events.clear()
        browser.call("Page.navigate", url=(argmap.folder / "page.html").as_uri())
        snapshot = {"strings": []}
        for _ in range(100):
            snapshot = browser.call("DOMSnapshot.captureSnapshot", computedStyles=["display"])
            if "Sources" in snapshot["strings"]:
                break
        shown = {re.sub(r"\s+", " ", snapshot["strings"][each]) for each in snapshot["documents"][0]["layout"]["text"] if each >= 0}
        assert "Texts" in shown
        assert "Legend" in shown
        whole = open_project(locate_named(str(argmap.folder))).map
        for node in whole.nodes.values():
            assert any(node.text in each for each in snapshot["strings"]), node.id  # what is below the window is laid out later
        assert not {"Expand all", "Search"} & shown
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
