"""What the documentation says of the file format is what the models say."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from pydantic import BaseModel

from argmap.entries import Citation, Claim, LinkEnd, Person, PersonName, Position, Question, Rebuttal, Source, Support
from argmap.formatter.field_order import FIELD_ORDER
from tests.conftest import ROOT, Program

FORMAT = ROOT / "docs" / "format.md"
MODELS: dict[str, type[BaseModel]] = {
    "question": Question,
    "position": Position,
    "person": Person,
    "source": Source,
    "name": PersonName,
    "claim": Claim,
    "support": Support,
    "rebuttal": Rebuttal,
    "link": LinkEnd,
    "citation": Citation,
}
NODES = ("claim", "support", "rebuttal")


def kind(annotation: Any, required: bool) -> str:
    """What a field holds, in a word."""
    text = str(annotation)
    for part, word in (
        ("LinkEnd", "links"),
        ("Citation", "citations"),
        ("PersonName", "names"),
        ("tuple", "ids"),
        ("bool", "`true`, `false`"),
    ):
        if part in text:
            return word
    choices = [value for each in (annotation, *get_args(annotation)) for value in get_args(each) if isinstance(value, str)]
    if choices:
        return ", ".join(f"`{choice}`" for choice in choices) if len(choices) < 10 else "a CSL type"
    return "text"


def table(name: str) -> str:
    model = MODELS[name]
    rows = ["| field | holds | meaning |", "|---|---|---|"]
    ordered = sorted(model.model_fields.items(), key=lambda item: item[0] != "id") if name not in ("link",) else model.model_fields.items()
    for field, info in ordered:
        written = name if field == "id" and name in NODES else info.alias or field
        assert info.description, f"{name}.{field} has no description"
        holds = "an id" if field == "id" else "words" if field in ("tags", "aliases") else kind(info.annotation, info.is_required())
        star = " *" if info.is_required() else ""
        rows.append(f"| `{written}`{star} | {holds} | {info.description} |")
    return "\n".join(rows) + "\n\n\\* must be written\n"


def keep(page: Path, name: str, expected: str, update: bool) -> None:
    """Compare what stands between two marks of a page with what it must be, or write it there."""
    text = page.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- {re.escape(name)} -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    match = pattern.search(text)
    assert match
    if update:
        page.write_text(pattern.sub(lambda m: m[1] + expected + m[3], text), encoding="utf-8")
    else:
        assert match[2] == expected


@pytest.mark.parametrize("name", MODELS)
def test_format_reference_is_that_of_the_models(name: str, update: bool) -> None:
    keep(FORMAT, f"fields: {name}", table(name), update)


def order() -> str:
    rows = ["| kind | fields in order |", "|---|---|"]
    names = {"person": "person or body", "link": "link (of `for`, `against`, `premises`)"}
    rows += [f"| {names.get(kind, kind)} | {', '.join(f'`{field}`' for field in fields)} |" for kind, fields in FIELD_ORDER.items()]
    return "\n".join(rows) + "\n"


def test_order_of_fields_is_that_of_the_formatter(update: bool) -> None:
    text = FORMAT.read_text(encoding="utf-8")
    pattern = re.compile(r"(<!-- order -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    match = pattern.search(text)
    assert match
    if update:
        FORMAT.write_text(pattern.sub(lambda m: m[1] + order() + m[3], text), encoding="utf-8")
    else:
        assert match[2] == order()


@pytest.mark.parametrize("name", MODELS)
def test_order_holds_every_field_once(name: str) -> None:
    fields = [name if field == "id" and name in NODES else info.alias or field for field, info in MODELS[name].model_fields.items()]
    assert sorted(FIELD_ORDER[name]) == sorted(fields)


def test_readme_example_is_that_of_its_transcript() -> None:
    """README shows a file and what `check` says of it; the transcript runs them."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    transcript = (ROOT / "tests/transcripts/readme.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:yaml|console).*?\n(.*?)^```$", transcript, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        assert block.replace("[exit 1]\n", "") in readme


def test_examples_are_clean(argmap: Program) -> None:
    for file in sorted((ROOT / "examples").glob("*.yaml")):
        result = argmap("check", str(file), "--strict")
        assert result.status == 0, result.out


def test_shipped_map_is_clean(argmap: Program) -> None:
    result = argmap("check", "--project", str(ROOT), "--strict")
    assert (result.status, result.out) == (0, ""), result.out


def figures(argmap: Program) -> str:
    """What the shipped map holds, counted from its machine form."""
    data = json.loads(argmap("export", "--project", str(ROOT)).out)
    nodes = data["nodes"]
    types = Counter(node["type"] for node in nodes)
    editorial = sum(bool(link.get("editorial")) for link in data["links"])
    rows = [
        ("questions", len(data["questions"])),
        ("claims", types["claim"]),
        ("supports", types["support"]),
        ("rebuttals", types["rebuttal"]),
        ("links between nodes", len(data["links"])),
        ("of these drawn by the encoder (`editorial`)", editorial),
        ("people and bodies", len(data["people"])),
        ("sources", len(data["sources"])),
    ]
    for text in ("shen-2010", "kim-2019", "lai", "bano-1999"):
        found = sum(any(text in (cite["source"], cite.get("via")) for cite in node.get("cite", ())) for node in nodes)
        if found:
            rows.append((f"nodes read in `{text}`", found))
    return "\n".join(["| what | how many |", "|---|---|", *(f"| {what} | {number:,} |" for what, number in rows)]) + "\n"


def test_figures_of_the_claim_base(argmap: Program, update: bool) -> None:
    keep(ROOT / "docs" / "claim-base.md", "figures", figures(argmap), update)


COMPARISONS = re.findall(r"^<!-- (argmap compare .*) -->$", (ROOT / "docs" / "clashes.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMPARISONS)
def test_page_of_clashes_is_what_compare_prints(argmap: Program, command: str, update: bool) -> None:
    result = argmap(*shlex.split(command)[1:], "--project", str(ROOT))
    assert result.status == 0
    page = ROOT / "docs" / "clashes.md"
    assert f"```\n{command}\n```\n" in page.read_text(encoding="utf-8")
    keep(page, command, result.out, update)


def test_page_of_clashes_has_every_pair_of_documents() -> None:
    pairs = [tuple(shlex.split(command)[2:4]) for command in COMPARISONS]
    assert pairs == list(combinations(("shen-2010", "kim-2019", "bano-1999", "lai"), 2))


def test_gallery_is_what_its_script_draws(tmp_path: Path, update: bool) -> None:
    docs = ROOT / "docs"
    done = subprocess.run([sys.executable, docs / "gallery.py", tmp_path], capture_output=True, check=True)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    if update:
        (docs / "gallery.md").write_bytes(done.stdout)
        for path in (docs / "gallery").iterdir():
            path.unlink()
        for name, data in made.items():
            (docs / "gallery" / name).write_bytes(data)
    assert (docs / "gallery.md").read_bytes() == done.stdout
    assert {path.name: path.read_bytes() for path in (docs / "gallery").iterdir()} == made
    assert set(re.findall(r"\(gallery/(.*?)\)", done.stdout.decode())) == set(made)


def test_guide_to_pictures_names_every_option_and_every_word_of_the_legend() -> None:
    from argmap.cli import app
    from argmap.picture.page import KINDS, SHAPES

    guide = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    command = typer.main.get_command(app(["render"])).commands["render"]
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("--")}
    assert options - {"--output", "--project", "--help", "--cite"} <= set(re.findall(r"--[a-z-]+", guide))
    for word in (*SHAPES.values(), *KINDS.values()):
        assert re.search(rf"^\|.*\b{re.escape(word)}\b", guide, re.MULTILINE), word
