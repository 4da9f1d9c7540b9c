"""`argmap cite`: what it prints of every kind of entry, in every style; wrong calls; hostile text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from argmap.bibliography import styles
from tests.conftest import ROOT, Program, traceback_in

KINDS = ROOT / "tests/bibliography/kinds.yaml"
GOLDEN = ROOT / "tests/bibliography"
FORMATS = ("text", "markdown", "html", "json")
SUFFIXES = {"bibtex": "bib", "csl-json": "csl.json", "ris": "ris", "text": "txt", "markdown": "md", "html": "html", "json": "json"}
HOSTILE = "\x1b[31m [bold]x[/bold] <script>alert(1)</script> *a* _b_ `c` {{=1+1}} }{ \\end{x} & % $ # ^ ~ -- ``q'' \u202e | @a{b, \r\nER  - \r\nTY  - X"

CASES = [(style, format) for style in styles() for format in (FORMATS if style.startswith("chicago") else (None,))]


def arguments(style: str, format: str | None) -> tuple[str, ...]:
    return ("--style", style, *(("--format", format) if format else ()))


@pytest.mark.parametrize(("style", "format"), CASES)
@pytest.mark.parametrize("of", ["--all", "fire-was-set"])
def test_golden(argmap: Program, style: str, format: str | None, of: str, update: bool) -> None:
    argmap.write("claims/kinds.yaml", KINDS.read_bytes())
    runs = [argmap.process("cite", of, *arguments(style, format), env={"PYTHONHASHSEED": seed, "LC_ALL": "C"}) for seed in ("0", "1")]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].returncode == 0
    name = "all" if of == "--all" else "node"
    golden = GOLDEN / f"{name}.{style}.{SUFFIXES[format or style]}"
    if update:
        golden.write_bytes(runs[0].stdout)
    assert runs[0].stdout == golden.read_bytes()


@pytest.mark.parametrize("style", styles())
def test_every_source_is_in_the_bibliography_of_the_map(argmap: Program, style: str) -> None:
    argmap.write("claims/kinds.yaml", KINDS.read_bytes())
    ids = re.findall(r"^  - \{id: ([a-z0-9-]+), type", KINDS.read_text(encoding="utf-8"), re.MULTILINE)
    out = argmap("cite", "--all", *arguments(style, "json" if style.startswith("chicago") else None)).out
    assert len(ids) > 30
    for id in ids:
        assert re.search(rf"(?<![a-z0-9-]){id}(?![a-z0-9-])", out), id


def cited(argmap: Program, id: str, style: str = "chicago-note") -> dict[str, list[dict[str, str]]]:
    result = argmap("cite", id, "--style", style, "--format", "json", "--project", str(KINDS))
    assert result.status == 0, result.err
    data: dict[str, list[dict[str, str]]] = json.loads(result.out)
    return data


def test_a_source_has_its_first_note_the_later_ones_and_its_entry(argmap: Program) -> None:
    data = cited(argmap, "thesis-1")
    assert [each["text"] for each in data["citations"]] == [
        "Young Ho Kim, “The Mill Reconsidered” (PhD thesis, Anglia Ruskin University, 2019).",
        "Kim, “The Mill Reconsidered.”",
    ]
    assert [each["text"] for each in data["bibliography"]] == [
        "Kim, Young Ho. “The Mill Reconsidered.” PhD thesis, Anglia Ruskin University, 2019."
    ]


def test_a_person_has_what_that_person_wrote_edited_or_translated(argmap: Program) -> None:
    assert [each["source"] for each in cited(argmap, "van-dyke")["bibliography"]] == ["book-edited", "manuscript-1"]
    assert cited(argmap, "van-dyke")["citations"] == []


def test_a_position_and_a_question_have_the_works_their_nodes_cite(argmap: Program) -> None:
    position = {each["source"] for each in cited(argmap, "arson")["bibliography"]}
    question = {each["source"] for each in cited(argmap, "mill-fire")["bibliography"]}
    assert "hearing-1911" in position
    assert "many" in question
    assert position - {"hearing-1911"} == question - {"many"}


def test_the_locator_is_in_the_work_it_was_read_in(argmap: Program) -> None:
    first = cited(argmap, "fire-was-set")["citations"][0]
    assert first["text"].endswith(
        "cited in Young Ho Kim, “The Mill Reconsidered” (PhD thesis, Anglia Ruskin University, 2019), introduction, n. 14."
    )
    in_text = [each["text"] for each in cited(argmap, "fire-was-set", "chicago-author-date")["citations"]]
    assert in_text[:2] == ["(P. Holm 1911, cited in Kim 2019, introduction, n. 14)", "(P. Holm 1911, quoted in Kim 2019, chap. IV, n. 100)"]


MAP = """people:
  - {{id: p, name: "{name}"{short}}}
sources:
  - {{id: s, type: book, author: p, title: T}}
"""


@pytest.mark.parametrize(
    ("name", "short", "shown"),
    [
        ("Adam Ulam", None, "Ulam, Adam"),
        ("Shen Zhihua", "Shen", "Shen Zhihua"),
        ("Yun Young Kim", "Kim", "Kim, Yun Young"),
        ("Hak Jun Kim", "Kim H. J.", "Kim, Hak Jun"),
        ("Li Haiwen", "Li H. W.", "Li Haiwen"),
        ("Kim Il Sung", "Kim Il Sung", "Kim Il Sung"),
        ("Jung Yeo", "Yeo Jung", "Yeo, Jung"),
        ("David J. Dallin", "D. Dallin", "Dallin, David J"),
        ("Erik Van Ree", "Van Ree", "Van Ree, Erik"),
        ("Ludwig van Beethoven", None, "van Beethoven, Ludwig"),
        ("Paul G. Pierpaoli Jr.", "Pierpaoli", "Pierpaoli, Paul G., Jr"),
        ("Frederic J. Fleron, Jr.", "Fleron", "Fleron, Frederic J., Jr"),
        ("D. Zhukov", "D. Zhukov", "Zhukov, D"),
        ("Sorokin", None, "Sorokin"),
        ("김일성", None, "김일성"),
        ("김 일성", None, "김 일성"),
        ("Central Intelligence Agency", "CIA", "Central Intelligence Agency"),
        ("Xinhua News Agency", None, "Xinhua News Agency"),
        ("Joint Chiefs of Staff", "Joint Chiefs", "Joint Chiefs of Staff"),
        ("United Democratic Fatherland Front", "Fatherland Front", "United Democratic Fatherland Front"),
        ("Stalin, Joseph", None, "Stalin, Joseph"),
    ],
)
def test_names_are_inverted_only_where_the_family_name_is_sure(argmap: Program, name: str, short: str | None, shown: str) -> None:
    argmap.write("claims/map.yaml", MAP.format(name=name, short=f', short: "{short}"' if short else ""))
    entry = json.loads(argmap("cite", "s", "--format", "json").out)["bibliography"][0]["text"]
    assert entry == f"{shown}. T. N.d."


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ("1950-01-30", "30 January 1950"),
        ("1950-06~", "ca. June 1950"),
        ("1950?", "1950?"),
        ("1950%", "ca. 1950?"),
        ("195X", "1950s"),
        ("19XX", "20th century"),
        ("1950-XX-XX", "1950"),
        ("1950-21", "spring 1950"),
        ("1945/1949", "1945–1949"),
        ("1948-04-23/1948-04-30", "23–30 April 1948"),
        ("1950-03-30/1950-04-25", "30 March–25 April 1950"),
        ("1949-12/1950-02", "December 1949–February 1950"),
        ("1950-03~/1950-05", "ca. March 1950–May 1950"),
        ("1950/..", "from 1950"),
        ("../1950-05", "until May 1950"),
        ("-0043", "44 BC"),
        ("1950-06-25T04:00:00", "25 June 1950"),
    ],
)
def test_dates_are_words(argmap: Program, issued: str, words: str) -> None:
    argmap.write("claims/map.yaml", f'sources:\n  - {{id: s, type: speech, title: T, author: [{{literal: A}}], issued: "{issued}"}}\n')
    assert json.loads(argmap("cite", "s", "--format", "json").out)["bibliography"][0]["text"] == f"A. “T,” {words}" + (
        "" if words.endswith("?") else "."
    )


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("p. 12", "12"),
        ("pp. 3-5", "3–5"),
        ("pp. 321-328", "321–28"),
        ("pp. 101-108", "101–8"),
        ("pp. 1496-1504", "1496–1504"),
        ("12-14, 18", "12–14, 18"),
        ("xii-xiv", "xii-xiv"),
        ("ch. IV, n. 100", "chap. IV, n. 100"),
        ("Introduction, n. 14", "introduction, n. 14"),
        ("sec. 3, [14]", "sec. 3, [14]"),
        ("ch. V, on nn. 9-11", "chap. V, on nn. 9–11"),
        ("ch. I, on NSC 48-2", "chap. I, on NSC 48-2"),
        ("vol. 2, p. 30", "2:30"),
        ("p. 12, n. 3", "12n3"),
        ("statement of Holm", "statement of Holm"),
        ("note on Kim", "note on Kim"),
    ],
)
def test_locators(argmap: Program, at: str, words: str) -> None:
    argmap.write(
        "claims/map.yaml",
        f'sources:\n  - {{id: s, type: book, title: T, issued: "1950"}}\nnodes:\n  - {{claim: c, text: X., cite: [{{source: s, at: "{at}"}}]}}\n',
    )
    assert json.loads(argmap("cite", "c", "--format", "json").out)["citations"][0]["text"] == f"T (1950), {words}."


@pytest.mark.parametrize(
    ("words", "error", "help"),
    [
        ((), "there is nothing to cite", "name one id, or write `--all`"),
        (("thesis-1", "--all"), "`--all` and an id are two things to cite", "name one id"),
        (("thesis-2",), "nothing is called `thesis-2`", "did you mean `thesis-1`"),
        (("--all", "--style", "chicago"), "`--style` cannot be `chicago`", "did you mean `chicago-"),
        (("--all", "--style", "bibtx"), "`--style` cannot be `bibtx`", "did you mean `bibtex`?"),
        (("--all", "--style", "_x"), "`--style` cannot be `_x`", "it takes `bibtex`"),
        (("--all", "--style", "ris", "--format", "json"), "`--format` is for the Chicago styles", "leave it out"),
    ],
)
def test_wrong_calls(argmap: Program, words: tuple[str, ...], error: str, help: str) -> None:
    result = argmap("cite", *words, "--project", str(KINDS))
    assert result.status == 2
    assert result.out == ""
    assert f"error: {error}" in result.err
    assert help in result.err


def test_help_names_every_style(argmap: Program) -> None:
    text = " ".join(argmap("cite", "--help").out.split())
    assert all(style in text for style in styles())


@pytest.mark.parametrize(("style", "format"), CASES)
def test_nothing_cited_is_said_and_is_no_fault(argmap: Program, style: str, format: str | None) -> None:
    argmap.write("claims/map.yaml", "people:\n  - {id: nobody, name: No Body}\n")
    result = argmap("cite", "nobody", *arguments(style, format))
    assert (result.status, "no source is by `nobody`" in result.err) == (1, True)
    if format == "json" or style == "csl-json":
        json.loads(result.out)


def hostile_map() -> str:
    text = json.dumps(HOSTILE)
    fields = (
        "genre",
        "title-short",
        "container-title",
        "publisher",
        "volume",
        "page",
        "number",
        "archive",
        "archive_location",
        "URL",
        "note",
        "issued",
    )
    lines = ["people:", f"  - {{id: p, name: {text}, short: {text}}}", "sources:"]
    for type in ("book", "article-journal", "article-newspaper", "chapter", "thesis", "report", "personal_communication", "interview"):
        written = ", ".join(f"{field}: {text}" for field in fields)
        lines.append(
            f"  - {{id: {type.replace('_', '-')}, type: {type}, title: {text}, author: [p, {{literal: {text}}}], recipient: p, {written}}}"
        )
    lines += ["nodes:", f"  - {{claim: c, text: X., cite: [{{source: book, via: thesis, at: {text}}}, {{source: report, at: {text}}}]}}"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("style", "format"), CASES)
@pytest.mark.parametrize("of", ["--all", "c"])
def test_text_is_only_text(argmap: Program, style: str, format: str | None, of: str) -> None:
    argmap.write("claims/map.yaml", hostile_map())
    result = argmap("cite", of, *arguments(style, format))
    assert result.status == 0
    assert not traceback_in(result.err)
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    if format == "html":
        assert "<script" not in result.out
    if format == "markdown":
        assert not re.search(r"(?<!\\)(\*a\\?\*|_b_|`c`|<script)", result.out)
    if style == "ris":
        assert len(re.findall(r"^TY  - ", result.out, re.MULTILINE)) == len(
            re.findall(r"^ER  - $", result.out.replace("\r", ""), re.MULTILINE)
        )
        assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in result.out.split("\r\n"))
        assert "\n" not in result.out.replace("\r\n", "")


def test_output_is_a_file(argmap: Program, tmp_path: Path) -> None:
    argmap.write("claims/kinds.yaml", KINDS.read_bytes())
    for style, format in CASES:
        shown = argmap("cite", "--all", *arguments(style, format)).out
        assert argmap("cite", "--all", *arguments(style, format), "-o", "out.x").out == ""
        assert (argmap.folder / "out.x").read_bytes() == shown.encode()
        assert argmap("cite", "--all", *arguments(style, format), "-o", "-").out == shown
    assert argmap.process("cite", "--all", *arguments("ris", None)).stdout == argmap("cite", "--all", *arguments("ris", None)).out.encode()
    assert argmap("cite", "--all", "-o", "claims/kinds.yaml").status == 2


def test_the_ending_of_the_file_says_the_format(argmap: Program) -> None:
    argmap.write("claims/kinds.yaml", KINDS.read_bytes())
    for name, format in (("a.html", "html"), ("a.MD", "markdown"), ("a.json", "json"), ("a.txt", "text")):
        assert argmap("cite", "--all", "-o", name).out == ""
        assert (argmap.folder / name).read_text(encoding="utf-8") == argmap("cite", "--all", "--format", format).out
    for options in (("-o", "b.bib", "--style", "ris"), ("-o", "b.md", "--format", "html"), ("-o", "b.ris", "--style", "chicago-note")):
        result = argmap("cite", "--all", *options)
        assert (result.status, result.out) == (2, "")
        assert f"`{options[1]}` is no name for `{' '.join(options[2:])}`" in result.err
        assert f"leave out `{' '.join(options[2:])}`" in result.err
        assert not (argmap.folder / options[1]).exists()


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_lines_fit_and_lose_nothing(argmap: Program, columns: int) -> None:
    from argmap.display import width

    wide = argmap("cite", "--all", "--project", str(KINDS), columns=1000).out
    out = argmap("cite", "--all", "--project", str(KINDS), columns=columns).out
    assert all(width(line) <= columns for line in out.splitlines())
    assert re.sub(r"\s+", "", out) == re.sub(r"\s+", "", wide)


def test_no_stop_stands_twice_in_the_shipped_map(argmap: Program) -> None:
    for style in ("chicago-note", "chicago-author-date"):
        data = json.loads(argmap("cite", "--all", "--style", style, "--format", "json", "--project", str(ROOT)).out)
        assert len(data["bibliography"]) > 500
        for each in data["bibliography"]:
            assert not re.search(r"\.\.(?!\.)|[?!]\.|,,| [,.;:]|,\.|  |\(\)|“”", each["text"]), each
            assert each["text"].endswith((".", "?", ".”", "?”", "!”")), each


def test_works_of_one_author_and_year_are_told_apart_in_the_whole_map(argmap: Program) -> None:
    whole = json.loads(argmap("cite", "--all", "--style", "chicago-author-date", "--format", "json", "--project", str(ROOT)).out)
    heads = [re.split(r"(?<=\d{4}[a-z])\. |(?<=\d{4})\. ", each["text"])[0] for each in whole["bibliography"]]
    stalin = [head for head in heads if head.startswith("Stalin, Joseph. 1950")]
    assert stalin == [f"Stalin, Joseph. 1950{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"[: len(stalin)]]
    assert len(stalin) > 10
    one = json.loads(argmap("cite", "gottwald-letter", "--style", "chicago-author-date", "--format", "json", "--project", str(ROOT)).out)
    assert one["bibliography"][0] in whole["bibliography"]


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (("-o", "refs.bib"), "@"),
        (("-o", "refs.ris"), "TY  - "),
        (("-o", "refs.md"), "## Bibliography"),
        (("-o", "refs.html"), "<!doctype html>"),
        (("-o", "refs.json"), '{\n "argmap": 1'),
        (("-o", "refs.txt"), "Bibliography"),
        (("--style", "csl-json", "-o", "refs.json"), "["),
        (("--style", "chicago-author-date", "-o", "refs.md"), "## References"),
        (("--style", "bibtex", "-o", "refs"), "@"),
    ],
)
def test_name_of_the_file_says_how_to_write(argmap: Program, arguments: tuple[str, ...], begins: str) -> None:
    assert argmap("cite", "--all", *arguments).status == 0
    assert (argmap.folder / arguments[-1]).read_text(encoding="utf-8").lower().startswith(begins.lower())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--style", "ris", "-o", "refs.bib"), "is no name for `--style ris`"),
        (("--format", "html", "-o", "refs.md"), "is no name for `--format html`"),
        (("--format", "html", "-o", "refs.bib"), "is no name for `--format html`"),
        (("--style", "bibtex", "-o", "refs.md"), "is no name for `--style bibtex`"),
        (("-o", "refs.doc"), "does not say in what style to write"),
    ],
)
def test_name_of_the_file_that_says_another_style(argmap: Program, arguments: tuple[str, ...], complaint: str) -> None:
    result = argmap("cite", "--all", *arguments)
    assert result.status == 2
    assert complaint in result.err
    assert not (argmap.folder / arguments[-1]).exists()


def test_standard_output_by_name(argmap: Program) -> None:
    assert argmap("cite", "lai", "-o", "-").out == argmap("cite", "lai").out
    assert not (argmap.folder / "-").exists()
