"""What a hostile tester found in `argmap render`: texts, ids, outputs, options and engines, each through the public surface."""

from __future__ import annotations

import json
import os
import random
import re
import shlex
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from argmap.layout import find_engine
from tests.conftest import Program, traceback_in

HOSTILE = {
    "quotes": "He said \"x\" and 'y' \\ two\\\\ {brace} } { | <0> | & &amp; &#x41; <b>bold</b> ]]> <![CDATA[x]]> <!-- x",
    "escapes of Graphviz": r"\N \G \l \r \n \E \T \H \L end \\N %3 ${x} $(id) `id`",
    "end of a statement": '"]; evil [label="x"]; } digraph { evil2 -> evil3',
    "tags": '</TD></TR></TABLE>> <IMG SRC="/etc/passwd"/> <script>alert(1)</script> <image href="file:///etc/passwd"/>',
    "lines": "one\ntwo\r\nthree\n\nfour\tfive",
    "terminal": "red \x1b[31mred\x07 \x9b31m",
    "addresses": "javascript:alert(1) file:///etc/passwd http://example.com/<x>",
    "typst": '#read("/etc/passwd") $x^2$ #import "x" \\ *b* _i_ @ref <label> [x]',
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1f0\U0001f1f7 \U0001f44d\U0001f3fd \u2764\ufe0f",
    "from the right": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \u202e x \u2066 y",
    "Korean and Chinese": "\ud55c\uad6d \uc804\uc7c1\uc758 \uae30\uc6d0 \u671d\u9bae\u6230\u722d\u7684\u8d77\u6e90",
    "no letters of XML": "x \ufffe \uffff y",
    "long": "word " * 120,
    "very long": "a b " * 25_000,
    "one long word": "x" * 100_000,
    "accents": "Z" + "\u0301" * 300,
    "nothing": "",
    "spaces": " \u3000 ",
    "nothing to see": "\u200b\u200d",
}
"""Texts by what is odd about them."""

ODD_IDS = [
    *(
        "link 1",
        "box 1",
        "%3",
        "-x",
        "--help",
        'a"b',
        "a'b",
        "a\\b",
        "a\nb",
        "a b",
        "a\x1b[31mb",
        "a\x00b",
        "../../evil",
        "..",
        "/etc/passwd",
    ),
    *("a<b>&", "\u202eabc", "argmap.title", "javascript:alert(1)", "meeting s", "on s for c", "y" * 1000, "\ud55c\uad6d"),
]
RESERVED = ["node", "graph", "edge", "digraph", "strict", "3", "legend", "title", "link-1", "b0", "nan", "con"]
OURS = {"svg", "title", "desc", "rect", "text", "g", "path", "circle", "a"}
_NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")

CLAIM = "questions: [{id: q, text: Why?}]\nnodes: [{claim: c, text: So it was., question: q}]\n"
PART = "questions: [{id: top, text: What?}, {id: q, text: Why?, under: top}, {id: r, text: How?, under: top}]\n"
DIVIDED = PART + "nodes: [{claim: c, text: So., question: q}, {claim: d, text: So., question: r}, {claim: e, text: So., question: top}]\n"

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs scripts, pipes and devices")


def yaml_text(data: Any) -> str:
    """Data as YAML (JSON is YAML), with letters that YAML does not know escaped."""
    return re.sub("[^ -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", escaped, json.dumps(data, ensure_ascii=False))


def escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def hostile_map(text: str) -> str:
    """A map that says the same everywhere."""
    data = {
        "questions": [{"id": "q", "text": text}],
        "positions": [{"id": "p", "name": text[:3000], "text": text}],
        "people": [{"id": "x", "name": text[:3000]}],
        "sources": [{"id": "s", "type": "book", "title": text, "author": ["x"], "issued": "1990"}],
        "nodes": [
            {"claim": "c", "text": text, "question": "q", "position": "p", "by": "x", "cite": [{"source": "s", "at": text, "quote": text}]},
            {"rebuttal": "r", "against": ["c"], "text": text, "by": ["x"], "note": text},
            {"support": "t", "for": ["c"], "text": text, "premises": ["k"], "tags": [text]},
            {"claim": "k", "text": text},
        ],
    }
    return yaml_text(data)


def odd_ids_map() -> str:
    nodes: list[dict[str, Any]] = [{"claim": id, "text": "Claim.", "question": ["q"]} for id in ODD_IDS]
    nodes += [{"rebuttal": f"r {id}", "text": "Against.", "against": [id]} for id in ODD_IDS]
    nodes += [{"claim": "c", "text": "C.", "question": ["q"]}, {"support": "s", "text": "S.", "for": ["c"], "premises": ["p"]}]
    nodes += [{"claim": "p", "text": "P."}, {"claim": "sub-claim", "text": "Sub.", "question": [f"q{id}" for id in ODD_IDS]}]
    questions = [{"id": "q", "text": "Why?"}, *({"id": f"q{id}", "text": "Sub?", "under": "q"} for id in ODD_IDS)]
    return yaml_text({"questions": questions, "nodes": nodes})


def expect_ours(svg: bytes) -> ElementTree.Element:
    """The root of an SVG that holds nothing but what argmap draws."""
    # a line that runs from right to left is put into a pair of marks, of which no text has one
    assert not _NEVER.search(re.sub(">\u202b([^<\u202b\u202c]*)\u202c<", r">\1<", svg.decode()))
    root = ElementTree.fromstring(svg)
    assert {element.tag.partition("}")[2] for element in root.iter()} <= OURS
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        assert not any(name.startswith("on") for name in element.attrib)
        href = element.get("href", "#")
        assert href[1:] in ids if href.startswith("#") and href != "#" else href == "#" or href.startswith("https://")
    return root


def names_in(dot: bytes) -> set[str]:
    """The names of the nodes that an engine finds in DOT text."""
    assert not _NEVER.search(dot.decode())
    found = find_engine("bundled")
    done = subprocess.run([found.path, "-Kdot", "-Tjson0"], input=dot, capture_output=True, env={"SERVER_NAME": "x"}, timeout=60)
    assert (done.returncode, b"Error" in done.stderr) == (0, False), done.stderr[:400]
    document = json.loads(done.stdout, strict=False)
    return {each["name"] for each in document["objects"][document["_subgraph_cnt"] :]}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_is_only_ever_text(argmap: Program, text: str) -> None:
    argmap.write("claims/a.yaml", hostile_map(text))
    start = time.process_time()
    for id in ("q", "p", "x", "s", "c"):
        result = argmap("render", id, "-o", "x.svg", "--size", "a3")
        assert result.status == 0, result.err
        assert not _NEVER.search(result.err)
        root = expect_ours((argmap.folder / "x.svg").read_bytes())
        assert (root.findtext("{http://www.w3.org/2000/svg}title") or "").strip()
    for id in ("q", "p"):
        assert argmap("render", id, "-o", "x.dot", "--size", "auto").status == 0
        assert names_in((argmap.folder / "x.dot").read_bytes()) <= {
            "cluster map",
            "q",
            "c",
            "r",
            "t",
            "k",
            *(f"link {n}" for n in range(9)),
        }
    assert time.process_time() - start < 10


def test_text_is_only_ever_text_in_pdf(argmap: Program) -> None:
    pytest.importorskip("typst")
    from pypdf import PdfReader

    for name in ("quotes", "escapes of Graphviz", "tags", "terminal", "addresses", "typst", "no letters of XML", "nothing", "very long"):
        argmap.write("claims/a.yaml", hostile_map(HOSTILE[name]))
        for format in ("pdf", "png"):
            assert argmap("render", "q", "-o", f"x.{format}").status == 0, name
        reader = PdfReader(BytesIO((argmap.folder / "x.pdf").read_bytes()))
        words = reader.pages[0].extract_text()
        assert "root:" not in words
        assert HOSTILE[name].split(" ")[0][:8].replace("\x1b", "") in words
        assert not reader.pages[0].get("/Annots")


def test_a_blank_name_is_shown_by_its_id(argmap: Program) -> None:
    text = "questions: [{id: q, text: ''}]\npositions: [{id: p, name: ' ', text: A.}]\nnodes: [{claim: c, text: '', question: q, position: p}]\n"
    argmap.write("claims/a.yaml", text)
    assert argmap("render", "q", "-o", "x.svg").status == 0
    words = [each.text for each in expect_ours((argmap.folder / "x.svg").read_bytes()).iter("{http://www.w3.org/2000/svg}text")]
    assert {"q", "p", "(no text)"} <= set(words)
    assert argmap("render", "p", "-o", "x.svg").status == 0
    assert "p: A." in (argmap.folder / "x.svg").read_text()


def test_reserved_words_are_names_like_others(argmap: Program) -> None:
    nodes = [{"claim": id, "text": f"This is {id}.", "question": "q"} for id in RESERVED]
    argmap.write("claims/a.yaml", yaml_text({"questions": [{"id": "q", "text": "Why?"}], "nodes": nodes}))
    assert argmap("render", "q", "-o", "x.dot", "--size", "auto").status == 0
    assert names_in((argmap.folder / "x.dot").read_bytes()) == set(RESERVED)
    for id in RESERVED:
        assert argmap("render", id, "-o", "x.svg").status == 0
        expect_ours((argmap.folder / "x.svg").read_bytes())


def test_odd_ids_of_faulty_files_are_drawn(argmap: Program) -> None:
    argmap.write('claims/a b/it\'s 100% "odd" #1?&.yaml', odd_ids_map())
    for format in ("svg", "dot"):
        result = argmap("render", "q", "-o", f"x.{format}", "--size", "auto")
        assert result.status == 0
    root = expect_ours((argmap.folder / "x.svg").read_bytes())
    assert len(root.findall(".//{http://www.w3.org/2000/svg}a")) == 2 * len(ODD_IDS) + 3
    names = names_in((argmap.folder / "x.dot").read_bytes())
    assert all(re.fullmatch(r"c|s|p|box \d+|link \d+", name) for name in names)
    for id in ODD_IDS:
        if "\x00" not in id:
            assert argmap("render", "-o", "x.svg", "--", id).status == 0
            expect_ours((argmap.folder / "x.svg").read_bytes())
    assert argmap("render", "q", "-o", "x.svg", "--link-base", "https://forge.example/main").status == 0
    place = "https://forge.example/main/claims/a%20b/it%27s%20100%25%20%22odd%22%20%231%3F%26.yaml#L1"
    assert f'href="{place}"' in (argmap.folder / "x.svg").read_text()


def test_split_writes_nowhere_else(argmap: Program) -> None:
    argmap.write("in/claims/a.yaml", odd_ids_map())
    (argmap.folder / "in/out").mkdir()
    result = argmap("render", "q", "--project", "in", "--split", "-o", "in/out/s.svg")
    assert result.status == 0, result.err
    written = sorted(path.name for path in (argmap.folder / "in/out").iterdir())
    assert len(written) == len(ODD_IDS) + 1
    assert all(re.fullmatch(r"s-\d\d-[A-Za-z0-9_-]{1,60}\.svg", name) for name in written)
    assert sorted(path.name for path in argmap.folder.iterdir()) == ["in"]
    for name in written:
        expect_ours((argmap.folder / "in/out" / name).read_bytes())


@pytest.mark.parametrize(
    ("options", "message", "cure"),
    [
        ("", "where is the picture to go?", "`-o q.svg`"),
        ("-o -", "standard output needs a format", "`-o - --format svg`"),
        ("-o x", "`x` does not say in what format to draw", ".svg, .png, .pdf, .dot, .pptx or .html"),
        ("-o x.svgg", "argmap draws no `.svgg`", "`x.svg`"),
        ("-o x.svg --format png", "`x.svg` is no name for PNG", "`-o x.png`"),
        ("-o missing/x.svg", "`missing/x.svg` cannot be written: no such file or directory", "make the folder `missing` first"),
        ("-o claims --format svg", "`claims` cannot be written: is a directory", "name a file in that folder"),
        ("-o claims/a.yaml --format svg", "`claims/a.yaml` is there already", "name another file"),
        ("-o x.svg --max-nodes 0", "`--max-nodes` cannot be `0`", "1 or more"),
        ("-o x.svg --max-nodes -1", "`--max-nodes` cannot be `-1`", "1 or more"),
        ("-o x.svg --max-nodes 1.5", "`--max-nodes` cannot be `1.5`", "1 or more"),
        ("-o x.svg --depth -1", "`--depth` cannot be `-1`", "`all`"),
        ("-o x.svg --size A3", "`--size` cannot be `A3`", "`a3`"),
        ("-o x.svg --only claims", "`claims` is not a type of node", "`claim`"),
        ("-o x.svg --colour-by type", "has no option `--colour-by`", "`--color-by`"),
        ("-o x.svg --focus q", "`q` is a question, not a node", "lists the"),
        ("-o x.svg --against q", "", "name two positions"),
        ("-o x.svg --split --focus c", "`--split` and `--focus` ask for different things", "one at a time"),
        ("-o x.svg --split --collapse c", "`--split` and `--collapse` ask for different things", "one at a time"),
        ("-o - --split --format svg", "`--split` writes several files", "`-o slides.svg`"),
        ("-o /dev/stdout --split --format svg", "`--split` writes several files", "`-o slides.svg`"),
        ("-o claims --split --format svg", "`--split` writes several files", "`-o slides.svg`"),
    ],
)
def test_odd_options_are_answered_with_a_cure(argmap: Program, options: str, message: str, cure: str) -> None:
    argmap.write("claims/a.yaml", CLAIM)
    result = argmap("render", "q", *options.split())
    assert (result.status, result.out) == (2, "")
    said = result.err.splitlines()
    assert len(said) == 2, result.err
    assert said[0].startswith("error: ")
    assert message in said[0]
    assert said[1].startswith("help: ")
    assert cure in said[1]
    assert sorted(path.name for path in argmap.folder.iterdir()) == ["claims"]


@pytest.mark.parametrize(
    "base",
    [
        *(
            "",
            "http",
            "https://",
            "http:///x",
            "//x/y",
            "javascript:alert(1)",
            "file:///etc",
            "data:text/html,x",
            "https://a b",
            'https://a"b',
        ),
        *(
            "https://a'b",
            "https://[::1",
            "https://h:99999/",
            "https://a\nb",
            "https://a/<b>",
            "https://a/\udcff",
            "https://a/?q=1",
            "https://a/#x",
        ),
    ],
)
def test_odd_link_bases_are_refused(argmap: Program, base: str) -> None:
    argmap.write("claims/a.yaml", CLAIM)
    result = argmap("render", "q", "-o", "x.svg", "--link-base", base)
    assert result.status == 2
    assert "error: `--link-base` cannot be `" in result.err
    assert "help: " in result.err
    assert not (argmap.folder / "x.svg").exists()


def test_standard_input_has_no_place_on_the_web(argmap: Program) -> None:
    drawn = argmap.process("render", "q", "--project", "-", "-o", "-", "--format", "svg", stdin=CLAIM.encode())
    expect_ours(drawn.stdout)
    refused = argmap.process("render", "q", "--project", "-", "-o", "x.svg", "--link-base", "https://a.example", stdin=CLAIM.encode())
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"leave out `--link-base`" in refused.stderr


def test_the_empty_id_is_an_id(argmap: Program) -> None:
    argmap.write("claims/a.yaml", CLAIM)
    assert "nothing is called ``" in argmap("render", "", "-o", "x.svg").err
    assert "no node is called ``" in argmap("render", "q", "--focus", "", "-o", "x.svg").err
    assert "nothing is called ``" in argmap("render", "q", "--against", "", "-o", "x.svg").err


def test_what_is_said_to_draw_more_does(argmap: Program) -> None:
    argmap.write("claims/a.yaml", DIVIDED)
    result = argmap("render", "top", "-o", "x.svg")
    command = result.err.split("More: ")[1].split()
    assert command[:3] == ["argmap", "render", "top"]
    assert argmap(*command[1:]).status == 0
    assert sorted(path.name for path in argmap.folder.glob("top-*")) == ["top-01-top.svg", "top-02-q.svg", "top-03-r.svg"]
    argmap.write("claims/a.yaml", PART)  # nothing answers them: so there is nothing to split into
    assert argmap("render", "top", "-o", "x.svg").err == "note: 2 questions under this one not drawn\n"
    assert argmap("render", "top", "-o", "x.svg", "--project", "claims").err == "note: 2 questions under this one not drawn\n"
    argmap.write("claims/a.yaml", PART + "nodes: [{claim: c, text: So., question: q}]\n")
    assert "--split" in argmap("render", "top", "-o", "x.svg").err
    assert argmap("render", "top", "--split", "-o", "y.svg").status == 0


def test_an_id_like_an_option_in_the_command_for_more(argmap: Program) -> None:
    nodes: list[dict[str, Any]] = [
        {"claim": "-x", "text": "X."},
        *({"rebuttal": f"r{n}", "text": "R. " * 60, "against": "-x"} for n in range(20)),
    ]
    argmap.write("claims/a.yaml", yaml_text({"nodes": nodes}))
    result = argmap("render", "-o", "x.svg", "--", "-x")
    command = result.err.split("More: ")[1].split()
    assert command[-2:] == ["--", "-x"]
    assert argmap(*command[1:]).status == 0
    command = argmap("render", "--project", "claims", "-o", "x.svg", "--", "-x").err.split("More: ")[1].split()
    assert command[-4:] == ["--project", "claims", "--", "-x"]
    assert argmap(*command[1:]).status == 0


def test_an_id_with_dashes_in_it_stays_whole_in_the_command_for_more(argmap: Program) -> None:
    claims = [{"claim": f"c{n}", "text": f"C{n}.", "question": "a -- b"} for n in range(3)]
    argmap.write("claims/a.yaml", yaml_text({"questions": [{"id": "a -- b", "text": "Why?"}], "nodes": claims}))
    said = argmap("render", "a -- b", "--max-nodes", "1", "-o", "x.svg", "--project", "claims").err
    command = shlex.split(said.split("More: ")[1])
    assert (command[2], command[-2:]) == ("a -- b", ["--project", "claims"])
    assert argmap(*command[1:]).status == 0


def test_a_disk_that_fills_up_leaves_whole_pictures(argmap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    from argmap import files

    argmap.write("claims/a.yaml", DIVIDED)
    written: list[Path] = []
    really = files.write_atomically

    def filling(path: Path, data: bytes) -> None:
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        written.append(path)
        really(path, data)

    monkeypatch.setattr(files, "write_atomically", filling)
    result = argmap("render", "top", "--split", "-o", "x.svg")
    assert result.status == 2
    assert result.err.endswith("error: `x-03-r.svg` cannot be written: no space left on device\nhelp: 2 pictures of 3 are written\n")
    assert sorted(path.name for path in argmap.folder.iterdir()) == ["claims", "x-01-top.svg", "x-02-q.svg"]


@needs_posix
def test_closed_and_broken_outputs(argmap: Program) -> None:
    argmap.write("claims/a.yaml", CLAIM)
    python = f"{sys.executable} -m argmap render q"

    def shell(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["bash", "-c", script], cwd=argmap.folder, capture_output=True, text=True, timeout=60)

    for format in ("svg", "dot"):
        closed = shell(f"{python} --format {format} >&-")
        assert closed.returncode == 2
        assert "standard output is closed" in closed.stderr
        broken = shell(f"{python} --format {format} | true; echo ${{PIPESTATUS[0]}}")
        assert (broken.stdout, broken.stderr) == ("0\n", "")
    assert shell(f"{python} -o x.svg >&- 2>&- <&-").returncode == 0
    if Path("/dev/full").exists():
        full = shell(f"{python} -o /dev/full --format svg")
        assert (full.returncode, full.stdout) == (2, "")
        assert "no space left on device" in full.stderr
    (argmap.folder / "link.svg").symlink_to("target.svg")
    assert argmap("render", "q", "-o", "link.svg").status == 0
    assert (argmap.folder / "link.svg").is_symlink()
    assert (argmap.folder / "target.svg").read_bytes() == (argmap.folder / "x.svg").read_bytes()


@pytest.mark.parametrize("format", ["svg", "dot", "pdf", "png"])
def test_same_bytes_whatever_the_machine(argmap: Program, format: str) -> None:
    if format in ("pdf", "png"):
        pytest.importorskip("typst")
    argmap.write("claims/a.yaml", hostile_map(HOSTILE["quotes"]))
    seen = set()
    for seed, zone, locale, name in (("1", "UTC", "C", "a"), ("2", "Asia/Seoul", "C.UTF-8", "other name"), ("3", "", "tr_TR.UTF-8", "c")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "HOME": "/nonexistent", "TMPDIR": "/nonexistent"}
        done = argmap.process("render", "q", "-o", f"{name}.{format}", env=environment)
        assert done.returncode == 0, done.stderr
        seen.add((argmap.folder / f"{name}.{format}").read_bytes())
    assert len(seen) == 1


def big_map(count: int, links: int, heads: int, back: bool) -> str:
    """A map of so many claims, each against others: earlier ones only, or any."""
    chance = random.Random(1)
    text = "The text of this node is about as long as a usual statement in a map is, number"
    nodes: list[dict[str, Any]] = []
    for number in range(count):
        node: dict[str, Any] = {"claim": f"n{number}", "text": f"{text} {number}"}
        if number < heads:
            node["question"] = "q"
        if number >= heads or back:
            node["against"] = [f"n{chance.randrange(count if back else number)}" for _ in range(links)]
        nodes.append(node)
    return yaml_text({"questions": [{"id": "q", "text": "Why?"}], "nodes": nodes})


@needs_posix
@pytest.mark.parametrize("size", ["16:9", "auto"])
def test_two_thousand_nodes_at_once(argmap: Program, size: str) -> None:
    argmap.write("claims/a.yaml", big_map(2000, 1, 40, False))
    code = "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"
    command = [sys.executable, "-c", code, sys.executable, "-m", "argmap", "render", "q", "--size", size, "--depth", "all", "-o", "x.svg"]
    start = time.perf_counter()
    # through a shell, because the kernel counts what a program's starter held as the program's own
    done = subprocess.run(["sh", "-c", '"$@"; exit $?', "sh", *command], cwd=argmap.folder, capture_output=True, timeout=60)
    assert time.perf_counter() - start < 15  # 1.5 s on a machine that does nothing else
    assert int(done.stdout) < 250 * 1024
    if size == "auto":
        assert done.returncode == 2
        assert b"2,000 boxes are too many for one picture" in done.stderr
        assert b"`--split`" in done.stderr
        assert not (argmap.folder / "x.svg").exists()
    else:
        assert done.returncode == 0
        assert b"of 2,000 nodes drawn. More: argmap render q --max-nodes 300 --size auto" in done.stderr


def test_a_tangle_is_drawn_or_refused(argmap: Program) -> None:
    argmap.write("claims/a.yaml", big_map(500, 3, 5, True))
    for options in ((), ("--size", "auto"), ("--size", "auto", "--max-nodes", "300")):
        result = argmap("render", "q", "-o", "x.svg", *options)
        assert result.status == 0, result.err
        expect_ours((argmap.folder / "x.svg").read_bytes())


def test_loops_of_all_kinds(argmap: Program) -> None:
    nodes: list[dict[str, Any]] = [{"claim": f"n{n}", "text": "N.", "against": [f"n{(n + 1) % 5}"]} for n in range(5)]
    nodes.append(
        {"claim": "self", "text": "S.", "for": ["self"], "against": ["self"], "conflicts": ["self"], "question": "q", "variant_of": "self"}
    )
    nodes += [{"claim": "a", "text": "A.", "for": ["b"], "question": "q"}, {"claim": "b", "text": "B.", "for": ["a"]}]
    nodes.append({"rebuttal": "r", "text": "R.", "against": [{"id": "r", "attack": "undercut"}], "premises": ["r"]})
    questions = [{"id": "q", "text": "Q?", "under": "p"}, {"id": "p", "text": "P?", "under": "q"}, {"id": "o", "text": "O?", "under": "o"}]
    argmap.write("claims/a.yaml", yaml_text({"questions": questions, "nodes": nodes}))
    for id in ("q", "p", "o", "n0", "self", "a", "r"):
        for options in ((), ("--size", "auto", "--depth", "all"), ("--color-by", "label")):
            assert argmap("render", id, "-o", "x.svg", *options).status == 0
            expect_ours((argmap.folder / "x.svg").read_bytes())


def test_maps_with_next_to_nothing(argmap: Program) -> None:
    argmap.write("claims/a.yaml", "questions: [{id: q, text: Why?}]\n")
    assert argmap("render", "q", "-o", "x.svg").status == 0
    assert argmap("render", "q", "-o", "x.svg", "--size", "auto").status == 0
    assert argmap("render", "q", "-o", "x.svg", "--split").err == ("error: `q` has no branches to split into\nhelp: leave out `--split`\n")
    argmap.write("claims/a.yaml", "nodes: [{claim: c, text: Alone.}]\n")
    assert argmap("render", "c", "-o", "x.svg").status == 0
    argmap.write("claims/a.yaml", "")
    assert "error: nothing is called `c`" in argmap("render", "c", "-o", "y.svg").err


def fake_dot(argmap: Program, script: str) -> dict[str, str]:
    """An environment in which a script is the `dot` of the system."""
    path = argmap.write("bin/dot", script)
    path.chmod(0o755)
    return {"PATH": f"{path.parent}{os.pathsep}{os.environ['PATH']}"}


@needs_posix
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("#!/bin/sh\nexit 3\n", "failed with status 3"),
        ("#!/bin/sh\nprintf '\\033[31mX' >&2; exit 1\n", "failed with status 1: \\x1b[31mX"),
        ("#!/bin/sh\necho garbage\n", "gave an answer that cannot be read"),
        ("#!/bin/sh\nexit 0\n", "gave an answer that cannot be read: it holds 0 pictures"),
        ("#!/bin/sh\nkill -9 $$\n", "was ended by signal SIGKILL"),
        ("#!/bin/sh\ncat > /dev/null; yes\n", "printed more than 32 MB"),
        ("no program\n", "cannot be run: exec format error"),
    ],
)
def test_engine_that_fails(argmap: Program, script: str, said: str) -> None:
    argmap.write("claims/a.yaml", CLAIM)
    done = argmap.process("render", "q", "-o", "x.svg", "--engine", "system", env=fake_dot(argmap, script))
    assert (done.returncode, done.stdout) == (2, b"")
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 2
    assert said in lines[0]
    assert "--engine bundled" in lines[1]
    assert not (argmap.folder / "x.svg").exists()


@needs_posix
@pytest.mark.parametrize(
    "change",
    [
        "each['objects'] = []",
        "each['edges'] = []",
        "each['objects'][-1]['name'] = 'evil'",
        "each['objects'].append({'name': '<script>', 'pos': '1,1'})",
        "each['edges'][0]['id'] = 'evil'",
        "each['bb'] = '0,0,0,0'",
        "each['bb'] = '0,0,-10,-10'",
        "each['bb'] = '0,0,1e300,1e300'",
        "each['objects'][-1]['pos'] = '1e300,5'",
        "each['_subgraph_cnt'] = 9",
    ],
)
def test_engine_that_lays_out_something_else(argmap: Program, change: str) -> None:
    argmap.write("claims/a.yaml", CLAIM.replace("question: q}", "question: q}, {rebuttal: r, text: No., against: c}"))
    script = f"""\
#!{sys.executable}
import json, subprocess, sys
text = subprocess.run([{find_engine("bundled").path!r}, *sys.argv[1:]], stdin=sys.stdin, capture_output=True, text=True).stdout
while text.strip():
    each, end = json.JSONDecoder(strict=False).raw_decode(text.strip())
    text = text.strip()[end:]
    {change}
    print(json.dumps(each))
"""
    for size in ("16:9", "auto"):
        done = argmap.process("render", "q", "-o", "x.svg", "--size", size, "--engine", "system", env=fake_dot(argmap, script))
        assert done.returncode == 2, done.stderr
        assert b"gave an answer that cannot be read" in done.stderr
        assert not traceback_in(done.stderr.decode())


@needs_posix
def test_dot_text_needs_no_engine(argmap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    argmap.write("claims/a.yaml", big_map(100, 1, 5, False))
    with_engine = {}
    for size in ("16:9", "auto"):
        assert argmap("render", "q", "-o", "x.dot", "--size", size).status == 0
        with_engine[size] = (argmap.folder / "x.dot").read_bytes()
    monkeypatch.setattr("argmap.layout.engine._find_bundled", lambda: None)
    monkeypatch.setenv("PATH", str(argmap.folder))
    refused = argmap("render", "q", "-o", "x.svg")
    assert refused.status == 2
    assert "no layout engine is installed" in refused.err
    assert "`-o FILE.dot`" in refused.err
    result = argmap("render", "q", "-o", "x.dot", "--size", "auto")
    assert (result.status, result.err) == (0, "")
    assert (argmap.folder / "x.dot").read_bytes() == with_engine["auto"]
    guessed = argmap("render", "q", "-o", "x.dot")
    assert guessed.status == 0
    assert "note: no layout engine could tell what fits the page" in guessed.err
    monkeypatch.undo()
    assert len(names_in((argmap.folder / "x.dot").read_bytes())) > 5


@pytest.mark.parametrize("module", ["typst", "pymupdf_fonts"])
def test_without_the_extra(argmap: Program, module: str) -> None:
    argmap.write("claims/a.yaml", CLAIM)
    missing = f"import sys\nsys.modules[{module!r}] = None\n"
    argmap.write("without/sitecustomize.py", missing)
    environment = {"PYTHONPATH": os.pathsep.join([str(argmap.folder / "without"), *sys.path])}
    for format in ("png", "pdf"):
        done = argmap.process("render", "q", "-o", f"x.{format}", env=environment)
        assert done.returncode == 2
        assert done.stderr.decode() == (
            'error: PNG and PDF need the extra `pictures`\nhelp: run `pip install "argmap[pictures]"`, or write an SVG\n'
        )
        assert not (argmap.folder / f"x.{format}").exists()
    assert argmap.process("render", "q", "-o", "x.svg", env=environment).returncode == 0


def test_letters_that_no_font_has(argmap: Program) -> None:
    pytest.importorskip("typst")
    argmap.write("claims/a.yaml", CLAIM.replace("Why?", '"\\U000F0000"'))
    for format in ("png", "pdf"):
        result = argmap("render", "q", "-o", f"x.{format}")
        assert result.status == 2
        assert "no font on this machine has" in result.err
        assert "or write an SVG" in result.err
    assert argmap("render", "q", "-o", "x.svg").status == 0
