"""What `argmap cite` prints of the shipped map, read back and compared with what others make of it: pandoc, bibtexparser, rispy, a schema."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from argmap.entries import Source
from argmap.project import load
from tests.conftest import ROOT, Program
from tests.test_cite import KINDS, hostile_map

MONTHS = "January February March April May June July August September October November December".split()
NOTE_STYLE = Path("/usr/share/citation-style-language/styles/chicago-note-bibliography.csl")
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return dict(load(ROOT / "claims").sources)


def run_pandoc(*arguments: str, stdin: str = "") -> str:
    return subprocess.run(["pandoc", *arguments], input=stdin, capture_output=True, text=True, check=True, timeout=300).stdout


def words_of(inlines: list[dict[str, Any]]) -> str:
    """Inlines of pandoc as text with `*` around italics."""
    text = ""
    for each in inlines:
        kind, content = each["t"], each.get("c")
        if kind == "Str":
            text += content
        elif kind in ("Space", "SoftBreak"):
            text += " "
        elif kind == "Emph":
            text += f"*{words_of(content)}*"
        elif kind == "Quoted":
            text += ("“%s”" if content[0]["t"] == "DoubleQuote" else "‘%s’") % words_of(content[1])
        elif kind in ("Link", "Span"):
            text += words_of(content[1])
    return text


def pandoc_entries(csl_json: str, style: str, folder: Path) -> dict[str, str]:
    """The bibliography that pandoc makes, by id; without dashes for authors who come again."""
    (folder / "all.json").write_text(csl_json, encoding="utf-8")
    (folder / "style.csl").write_text(re.sub(r'subsequent-author-substitute="[^"]*"', "", style), encoding="utf-8")
    (folder / "in.md").write_text("---\nnocite: '@*'\nlang: en-US\n---\n", encoding="utf-8")
    made = run_pandoc("--citeproc", "--csl", f"{folder}/style.csl", "--bibliography", f"{folder}/all.json", f"{folder}/in.md", "-t", "json")
    found: dict[str, str] = {}

    def walk(blocks: list[dict[str, Any]]) -> None:
        for block in blocks:
            if block["t"] == "Div":
                id = block["c"][0][0]
                if id.startswith("ref-"):
                    found[id.removeprefix("ref-")] = " ".join(words_of(each["c"]) for each in block["c"][1] if each["t"] == "Para")
                walk(block["c"][1])

    walk(json.loads(made)["blocks"])
    return found


def ours(argmap: Program, style: str) -> dict[str, str]:
    """Our entries, by id, with `*` around italics."""
    data = json.loads(argmap("cite", "--all", "--style", style, "--format", "json", "--project", str(ROOT)).out)
    ids = [each["source"] for each in data["bibliography"]]
    page = argmap("cite", "--all", "--style", style, "--format", "html", "--project", str(ROOT)).out
    import html

    entries = re.findall(r'<p class="entry" dir="auto">(.*?)</p>', page)
    assert len(ids) == len(entries)
    return {id: html.unescape(re.sub("</?i>", "*", entry)) for id, entry in zip(ids, entries, strict=True)}


def alike(text: str) -> str:
    """Differences of taste that hold everywhere: the case of titles (ours is as written), day before month, the shape of apostrophes."""
    months = "|".join(MONTHS)
    text = text.replace("\u00a0", " ").replace("’", "'").replace("‘", "'")
    text = re.sub(rf"({months}) (\d+), (\d{{4}})", r"\2 \1 \3", text)
    return text.casefold()


def _field(text: str | None) -> str:
    return re.escape((text or "\0").casefold())


RULES: dict[str, Callable[[Source, str], str]] = {
    # What the CSL style prints, or leaves out, and why we do not.
    "genre of a book: `Memoir.` is the encoder's word, the title says it": lambda s, t: (
        re.sub(rf"\*\. {_field(s.genre)}\.", "*.", t) if s.type == "book" else t
    ),
    "names that are not inverted take no comma before `and`": lambda s, t: re.sub(r"^([^,.*]+), and ", r"\1 and ", t),
    "the archive of a book": lambda s, t: f"{t} {s.archive.casefold()}." if s.archive and s.type == "book" else t,
    "the publisher of a journal": lambda s, t: (
        f"{t} {': '.join(filter(None, (s.publisher_place, s.publisher))).casefold()}." if s.type == "article-journal" and s.publisher else t
    ),
    "several volumes or issues: `vols. 1, 2`, with an en dash": lambda s, t: re.sub(
        r"\bvol\. (?=\d+, \d)", "vols. ", re.sub(r"\bnos?\. (\d+)-(\d+)", r"nos. \1–\2", t)
    ),
    "Roman numbers are numbers of volumes": lambda s, t: (
        re.sub(r"\. (?=[ivx]+\. )", ". vol. ", t) if re.fullmatch("[IVX]+", s.volume or "") else t
    ),
    "a book in a book is `In` it": lambda s, t: (
        t.replace(f". *{s.container_title.casefold()}*", f". in *{s.container_title.casefold()}*")
        if s.type == "book" and s.container_title
        else t
    ),
    "a thesis has its university before the place": lambda s, t: (
        t.replace(f"{s.publisher_place}: {s.publisher}".casefold(), f"{s.publisher}, {s.publisher_place}".casefold())
        if s.type == "thesis" and s.publisher_place
        else t
    ),
    "a thesis has its place, too": lambda s, t: (
        t.replace(f"{s.publisher},".casefold(), f"{s.publisher}, {s.publisher_place},".casefold())
        if s.type == "thesis" and s.publisher_place
        else t
    ),
    "a year without a publisher is a sentence": lambda s, t: (
        re.sub(r", (\d{4})\.$", r". \1.", t) if s.type == "book" and not s.publisher else t
    ),
}


def compare(source: Source, mine: str, theirs: str) -> list[str] | None:
    """The kinds of difference that make the two entries the same; None if they do not."""
    left, right = alike(mine), alike(theirs)
    used = []
    for name, rule in RULES.items():
        if left == right:
            break
        changed = rule(source, right)
        if changed != right:
            right = changed
            used.append(name)
    return used if left == right else None


def tokens(text: str) -> Counter[str]:
    """Words and numbers, without marks; page ranges in full."""
    text = re.sub(r"https?://\S+", " ", alike(text)).replace("*", "")
    text = re.sub(r"\b(vol|no)s\.", r"\1.", text)
    text = re.sub(r"(\d+)[-–](\d+)", lambda m: f"{m[1]} {m[1][: len(m[1]) - len(m[2])]}{m[2]}", text)
    return Counter(re.findall(r"[^\W_]+(?:['./-][^\W_]+)*", text))


# Words of pandoc's entries that ours leave out, and why.
LEFT_OUT = {
    "to": "a recipient is said with the kind of document: `Report to`",
    "presented": "a speech is known by its kind and its meeting",
    "at": "the same",
    "the": "the same",
    "in": "`In` without a book, of conference papers",
}
# Words of ours that pandoc's lack, beside those that the fields of the source hold.
ADDED = Counter(
    {
        "in": 1,
        "no": 1,
        "nos": 1,
        "vol": 1,
        "vols": 1,
        "to": 2,
        "and": 3,
        "report": 1,
        "letter": 1,
        "document": 1,
        "by": 1,
        "paper": 1,
        "presented": 1,
        "at": 1,
        "ca": 2,
        "interview": 1,
    }
)


def fields(source: Source, library: dict[str, str]) -> Counter[str]:
    """All words that a source and the names in it hold."""
    texts = [str(value) for key, value in source.model_dump(exclude={"note", "id"}).items() if isinstance(value, str) and key != "type"]
    for name in (*source.author, *source.recipient, *source.editor, *source.interviewer):
        texts.append(library.get(name.person or "", "") or f"{name.family or ''} {name.given or ''} {name.literal or ''}")
    for text in (source.issued, source.event_date):
        texts += [
            f"{MONTHS[int(month) - 1]} {int(day) if day else ''}" for month, day in re.findall(r"\d{4}-(\d\d)(?:-(\d\d))?", text or "")
        ]
    return tokens(" ".join(texts))


@needs_pandoc
def test_reference_list_is_that_of_pandoc(argmap: Program, tmp_path: Path, sources: dict[str, Source]) -> None:
    """Books, articles and theses: the same text, but for the kinds of difference in `RULES`.

    Documents (letters, reports, speeches ...), which the CSL style treats as
    if they were articles and Chicago 14.222-14.231 as manuscripts: no word lost, none
    that the record does not hold.
    """
    csl = argmap("cite", "--all", "--style", "csl-json", "--project", str(ROOT)).out
    style = run_pandoc("--print-default-data-file", "default.csl")
    if "17th edition" not in style:
        pytest.skip("this pandoc has another edition of Chicago")
    theirs = pandoc_entries(csl, style, tmp_path)
    mine = ours(argmap, "chicago-author-date")
    assert mine.keys() == theirs.keys() == sources.keys()
    people = {person.id: f"{person.name} {person.short or ''}" for person in load(ROOT / "claims").people.values()}
    same, counted = 0, Counter[str]()
    wrong = []
    for id, source in sources.items():
        kinds = compare(source, mine[id], theirs[id])
        if kinds is not None:
            same += 1
            counted.update(kinds)
            continue
        if source.type in ("book", "article-journal", "chapter", "thesis", "article"):
            wrong.append((id, mine[id], theirs[id]))
        wrong += [(id, problem, mine[id], theirs[id]) for problem in lost_or_added(source, mine[id], theirs[id], people)]
    assert not wrong, "\n".join(map(str, wrong[:40]))
    assert same > 180
    assert counted.keys() <= RULES.keys()


def lost_or_added(source: Source, mine: str, theirs: str, people: dict[str, str]) -> list[str]:
    """Words of pandoc's entry that ours has not, and words of ours that are neither in pandoc's nor in the record."""
    left, right = tokens(mine), tokens(theirs)
    known = fields(source, people)
    lost = [word for word in right - left if word not in left and word not in LEFT_OUT and not _may_go(source, word)]
    added = [word for word in left - right - known - ADDED if not re.fullmatch(r"\d{4}[a-z]{0,2}", word)]
    return [*(f"lost: {word}" for word in lost), *(f"added: {word}" for word in added)]


def _may_go(source: Source, word: str) -> bool:
    """A genre that the title says in other words, the title of an interview or letter that says no more than the rest, letters behind years."""
    if re.fullmatch(r"\d{4}[a-z]{1,2}", word):
        return True  # pandoc counts recipients into the order of works
    repeated = source.recipient or source.interviewer
    title = f"{source.genre or ''} {source.title if source.interviewer else source.title_short or ''}" if repeated else source.genre or ""
    return word in tokens(title) or word in tokens(source.title_short or "")


@needs_pandoc
@pytest.mark.skipif(not NOTE_STYLE.exists(), reason="citation-style-language-styles is not installed")
def test_bibliography_is_that_of_pandoc(argmap: Program, tmp_path: Path, sources: dict[str, Source]) -> None:
    csl = argmap("cite", "--all", "--style", "csl-json", "--project", str(ROOT)).out
    theirs = pandoc_entries(csl, NOTE_STYLE.read_text(encoding="utf-8"), tmp_path)
    mine = ours(argmap, "chicago-note")
    wrong = []
    for id, source in sources.items():
        if source.type in ("book", "article-journal", "chapter", "thesis") and compare(source, mine[id], theirs[id]) is None:
            wrong.append((id, mine[id], theirs[id]))
    assert not wrong, "\n".join(map(str, wrong))


def bibtex_of(argmap: Program, file: Path | None) -> str:
    return argmap("cite", "--all", "--style", "bibtex", "--project", str(file or ROOT)).out


def titles_of(argmap: Program, file: Path | None) -> dict[str, str]:
    from argmap.display import visible

    data = json.loads(argmap("export", "--project", str(file or ROOT)).out)
    return {each["id"]: visible(each.get("title") or each.get("title-short") or "") for each in data["sources"]}


@pytest.fixture(params=["shipped", "kinds", "hostile"])
def some_map(request: pytest.FixtureRequest, argmap: Program) -> Path | None:
    if request.param == "shipped":
        return None
    return KINDS if request.param == "kinds" else argmap.write("hostile.yaml", hostile_map())


UNESCAPED = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^",
    r"\{": "{", r"\}": "}", r"\$": "$", r"\&": "&", r"\#": "#", r"\_": "_", r"\%": "%", "-{}": "-",
}  # fmt: skip


def unescaped(text: str) -> str:
    return re.sub("|".join(map(re.escape, UNESCAPED)), lambda match: UNESCAPED[match.group()], text)


def test_bibtex_is_read_back(argmap: Program, some_map: Path | None) -> None:
    bibtexparser = pytest.importorskip("bibtexparser", minversion="2.0")
    library = bibtexparser.parse_string(bibtex_of(argmap, some_map))
    assert not library.failed_blocks
    found = {
        entry.key: unescaped(entry.fields_dict["title"].value[1:-1]) if "title" in entry.fields_dict else "" for entry in library.entries
    }
    assert found == titles_of(argmap, some_map)


@needs_pandoc
@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
def test_bibtex_is_read_by_pandoc(argmap: Program, some_map: Path | None, dialect: str) -> None:
    items = json.loads(run_pandoc("-f", dialect, "-t", "csljson", stdin=bibtex_of(argmap, some_map)))
    titles = titles_of(argmap, some_map)
    assert {item["id"] for item in items} == titles.keys()
    if some_map is None:
        for item in items:  # it reads quotation marks as typographic ones, and `'` as an apostrophe
            assert re.sub("[‘’“”]", "'", item.get("title", "")).replace('"', "'") == re.sub('[’"“”]', "'", titles[item["id"]]), item["id"]


def test_ris_is_read_back(argmap: Program, some_map: Path | None) -> None:
    rispy = pytest.importorskip("rispy")
    text = argmap.process("cite", "--all", "--style", "ris", "--project", str(some_map or ROOT)).stdout.decode()
    records = rispy.loads(text)
    assert {record["id"]: record.get("title", "") for record in records} == titles_of(argmap, some_map)
    unknown = {tag for record in records for tag in record.get("unknown_tag", {})}
    assert unknown <= {"AV", "ED"}  # location in an archive and editor, which the format has and rispy does not know


NAME = {
    "type": "object",
    "properties": {key: {"type": "string"} for key in ("family", "given", "suffix", "literal")},
    "additionalProperties": False,
    "minProperties": 1,
}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "season": {"type": "integer", "minimum": 1, "maximum": 4},
        "circa": {"type": "boolean"},
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
    "minProperties": 1,
}


def csl_schema() -> dict[str, Any]:
    """What CSL 1.0.2 says of items, of the variables that argmap has; written from its specification, appendices III and IV."""
    texts = (
        "title title-short genre container-title collection-title collection-number publisher publisher-place edition volume issue page number event "
        "event-title event-place archive archive_collection archive_location archive-place medium language URL DOI ISBN note annote"
    )
    properties: dict[str, Any] = {name: {"type": "string", "minLength": 1} for name in texts.split()}
    properties |= {name: {"type": "array", "items": NAME, "minItems": 1} for name in Source.NAME_FIELDS}
    properties |= dict.fromkeys(("issued", "original-date", "event-date"), DATE)
    properties |= {"id": {"type": "string"}, "type": {"type": "string"}}
    return {
        "type": "array",
        "items": {"type": "object", "properties": properties, "required": ["id", "type"], "additionalProperties": False},
    }


def test_csl_json_is_as_its_specification_says(argmap: Program, some_map: Path | None) -> None:
    import jsonschema

    items = json.loads(argmap("cite", "--all", "--style", "csl-json", "--project", str(some_map or ROOT)).out)
    jsonschema.validate(items, csl_schema())
    assert {item["id"]: item.get("title", "") for item in items} == titles_of(argmap, some_map)
