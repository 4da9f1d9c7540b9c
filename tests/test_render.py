"""`argmap render`: files of every format, the same everywhere, or one clear line and no file."""

from __future__ import annotations

import builtins
import os
import pty
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from argmap.layout import find_engine
from argmap.palette import THEMES
from argmap.project import load
from argmap.renderers import formats
from tests.conftest import ROOT, Program
from tests.picture_checks import Page, faults

GOLDEN = ROOT / "tests/pictures"
MAPS = sorted([*(ROOT / "tests/maps").glob("*.yaml"), *(ROOT / "examples").glob("*.yaml")])
DRAWN = [(file, id) for file in MAPS for id in load(file).questions]
SVG, DOT = "svg", "dot"


@pytest.fixture
def attacks(argmap: Program) -> Program:
    """In a project that holds every kind of attack."""
    argmap.write("claims/map.yaml", (ROOT / "tests/maps/attacks.yaml").read_bytes())
    return argmap


def has(module: str) -> bool:
    from importlib.util import find_spec

    return find_spec(module) is not None


CONVERTS = has("typst") and has("pymupdf_fonts")
pictures = pytest.mark.skipif(not CONVERTS, reason="needs the extra `pictures`")


# Golden files


@pytest.mark.parametrize("format", [SVG, DOT])
@pytest.mark.parametrize(("file", "id"), DRAWN, ids=lambda each: getattr(each, "stem", each))
def test_golden(argmap: Program, file: Path, id: str, format: str, update: bool) -> None:
    options = ("--size", "a3", "--engine", "bundled", "-o", "-", "--format", format, "--project", str(file))
    result = argmap("render", id, *options)
    assert result.status == 0
    golden = GOLDEN / f"{file.stem}-{id}.{format}"
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(result.out, encoding="utf-8")
    assert result.out == golden.read_text(encoding="utf-8")
    if format == SVG:
        assert not faults(result.out)


def test_golden_pictures_hold_every_kind_of_link_and_box() -> None:
    pages = [Page(file.read_text(encoding="utf-8")) for file in GOLDEN.glob("*.svg")]
    kinds = {link.kind for page in pages for link in page.links}
    assert kinds >= {"support", "rebut", "undermine", "undercut", "limit", "conflict", "premise", "assertion", "variant"}
    assert {box.shape for page in pages for box in page.boxes} >= {"claim", "support", "rebuttal"}


# The same everywhere


def test_the_same_bytes_whatever_the_hash_seed_the_locale_the_folder_and_the_name(
    attacks: Program, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("elsewhere with a longer name")
    shutil.copytree(attacks.folder / "claims", other / "claims")
    asked = [SVG, DOT, *(["png", "pdf"] if CONVERTS else [])]
    code = "import sys; from argmap.cli import run; sys.exit(max(run(['render', 'attacks', '-o', each]) for each in sys.argv[1:]))"
    found = []
    for number, (folder, locale) in enumerate([(attacks.folder, "C"), (other, "de_DE.UTF-8"), (attacks.folder, "C.UTF-8")]):
        env = {**os.environ, "PYTHONHASHSEED": str(number), "LC_ALL": locale, "TZ": f"UTC{number}"}
        names = [f"{'picture' * (number + 1)}.{format}" for format in asked]
        subprocess.run([sys.executable, "-c", code, *names], cwd=folder, env=env, check=True, capture_output=True, timeout=60)
        found.append([(folder / name).read_bytes() for name in names])
    assert found[0] == found[1] == found[2]
    for format, data in zip(asked, found[0], strict=True):
        assert attacks("render", "attacks", "-o", "again", "--format", format).status == 0
        assert (attacks.folder / "again").read_bytes() == data


# Each format


@pictures
@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_a_png_is_a_slide_in_the_colours_of_its_theme(attacks: Program, theme: Any) -> None:
    from PIL import Image

    assert attacks("render", "one", "-o", "x.PNG", "--theme", theme).status == 0
    image = Image.open(attacks.folder / "x.PNG")
    assert image.format == "PNG"
    assert image.size == (1920, 1080)
    counted = {"#{:02x}{:02x}{:02x}".format(*color[:3]): count for count, color in image.convert("RGB").getcolors(1 << 22)}  # type: ignore[misc]
    colors = THEMES[theme]
    assert max(counted, key=lambda color: counted[color]) == colors.page
    for color in (colors.ink, colors.attack, colors.categories[0].strong, colors.categories[0].tint):
        assert counted.get(color, 0) > 20, color
    assert {image.convert("RGB").getpixel(corner) for corner in ((0, 0), (1919, 0), (0, 1079), (1919, 1079))} == {
        tuple(bytes.fromhex(colors.page[1:]))
    }


@pictures
def test_a_pdf_has_its_size_text_and_title_and_no_date(attacks: Program) -> None:
    from pypdf import PdfReader

    for size, width, height in (("16:9", 960, 540), ("a4", 842, 595)):
        assert attacks("render", "attacks", "-o", "x.pdf", "--size", size).status == 0
        data = (attacks.folder / "x.pdf").read_bytes()
        reader = PdfReader(BytesIO(data))
        (page,) = reader.pages
        assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (width, height)
        text = re.sub(r"\s+", " ", page.extract_text())
        for words in ("Which attack is which?", "The first claim.", "undermine", "Works: Lovelace 1900, The Book"):
            assert words in text, words
        assert reader.metadata is not None
        assert reader.metadata.title == "Which attack is which?"
        assert not {"/CreationDate", "/ModDate"} & set(reader.metadata)
        assert b"CreateDate" not in data


def graphviz_programs() -> list[str]:
    found = [find_engine("bundled").path, shutil.which("dot")]
    return [path for path in found if path is not None]


@pytest.mark.parametrize("program", graphviz_programs(), ids=lambda path: Path(path).name)
@pytest.mark.parametrize(("file", "id"), DRAWN, ids=lambda each: getattr(each, "stem", each))
def test_dot_is_laid_out_without_a_warning(argmap: Program, program: str, file: Path, id: str) -> None:
    assert argmap("render", id, "-o", "x.dot", "--project", str(file)).status == 0
    done = subprocess.run([program, "-Tsvg", "x.dot"], cwd=argmap.folder, capture_output=True, timeout=60, env={"SERVER_NAME": "test"})
    # the bundled engine has no widths for such letters; argmap gives each box its size
    said = re.sub(rb"Warning: Warning: no value for width of non-ASCII character \d+\. .*\n", b"", done.stderr)
    assert (done.returncode, said) == (0, b"")
    drawn = ElementTree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", done.stdout))
    named = {title.text for title in drawn.iter("{http://www.w3.org/2000/svg}title")}
    assert argmap("render", id, "-o", "x.svg", "--project", str(file)).status == 0
    assert {box.id for box in Page((argmap.folder / "x.svg").read_text(encoding="utf-8")).boxes} <= named


def test_each_format_has_a_page(attacks: Program) -> None:
    assert formats() == sorted(formats()) >= [DOT]
    for format in (SVG, DOT):
        assert attacks("render", "attacks", "-o", f"by-suffix.{format.upper()}").status == 0
        assert attacks("render", "attacks", "-o", "-", "--format", format).out == (
            attacks.folder / f"by-suffix.{format.upper()}"
        ).read_text(encoding="utf-8")


# The options


def test_links_lead_to_the_claim_files_on_a_forge(attacks: Program) -> None:
    base = "https://forge.example/a b/blob/main".replace(" ", "%20")
    svg = attacks("render", "one", "-o", "-", "--format", SVG, "--link-base", base).out
    assert not faults(svg, "16:9", ["one"], base)
    lines = (attacks.folder / "claims/map.yaml").read_text(encoding="utf-8").splitlines()
    found = re.findall(rf'<a href="{re.escape(base)}/claims/map.yaml#L(\d+)"><g class="box \w+" id="([\w-]+)"', svg)
    assert len(found) > 3
    for line, id in found:
        assert f": {id}," in lines[int(line) - 1]


@pytest.mark.parametrize("base", ["javascript:alert(1)", "file:///etc", "forge.example", "https://x/\"onload='", "https://a b/", "data:,x"])
def test_a_link_base_that_is_no_web_address(attacks: Program, base: str) -> None:
    result = attacks("render", "one", "-o", "x.svg", "--link-base", base)
    assert result.status == 2
    assert "is no web address" in result.err
    assert not (attacks.folder / "x.svg").exists()


def test_split_writes_a_picture_of_each_question(attacks: Program) -> None:
    result = attacks("render", "attacks", "--split", "-o", "out.svg")
    assert result.status == 0
    names = sorted(path.name for path in attacks.folder.glob("*.svg"))
    assert names == ["out-01-attacks.svg", "out-02-more.svg"]
    assert result.out == ""
    for name in names:
        assert f"{name}: " in result.err
        svg = (attacks.folder / name).read_text(encoding="utf-8")
        assert not faults(svg, "16:9", [name[7:-4]])
    alone = attacks("render", "more", "-o", "-", "--format", SVG)
    assert "2 pictures" in result.err
    assert Page(alone.out).boxes


def test_split_of_a_node_writes_its_branches(attacks: Program) -> None:
    assert attacks("render", "one", "--split", "-o", "b", "--format", DOT).status == 0
    names = sorted(path.name for path in attacks.folder.glob("b-*"))
    assert [name[:5] for name in names] == [f"b-{number:02}-" for number in range(1, len(names) + 1)]
    assert len(names) > 2
    assert all(name.endswith(".dot") for name in names)


def test_what_is_left_out_is_said_with_a_command_that_shows_it(argmap: Program) -> None:
    result = argmap("render", "stalins-aim", "-o", "x.svg", "--project", str(ROOT), "--max-nodes", "5")
    assert result.status == 0
    said = re.fullmatch(r"note: 5 of 1,\d\d\d nodes drawn.* More: (argmap render .*)\n", result.err)
    assert said
    svg = (argmap.folder / "x.svg").read_text(encoding="utf-8")
    assert len(Page(svg).boxes) == 5
    assert re.search(r"\b5 of 1,\d\d\d nodes drawn", svg)
    assert str(ROOT) not in svg
    assert said[1].endswith(f" --project {ROOT}")


# What cannot be done


def refused(argmap: Program, *arguments: str, said: str, cure: str) -> None:
    """One error, one cure, exit 2, and nothing is written or left behind."""
    before = sorted(argmap.folder.rglob("*"))
    result = argmap(*arguments)
    assert result.status == 2
    assert result.out == ""
    error, help = result.err.splitlines()[-2:]
    assert error.startswith("error: ")
    assert said in error
    assert help.startswith("help: ")
    assert cure in help
    assert sorted(argmap.folder.rglob("*")) == before


def test_an_engine_of_the_system_that_is_not_there(attacks: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    refused(attacks, "render", "one", "-o", "x.svg", "--engine", "system", said="no program `dot`", cure="install Graphviz")


@pytest.mark.parametrize("format", ["png", "pdf"])
@pytest.mark.parametrize("module", ["typst", "pymupdf_fonts"])
def test_without_the_extra(attacks: Program, monkeypatch: pytest.MonkeyPatch, module: str, format: str) -> None:
    imported = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name.partition(".")[0] == module:
            raise ImportError(name)
        return imported(name, *more, **named)

    monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    refused(attacks, "render", "one", "-o", f"x.{format}", said="extra `pictures`", cure='pip install "argmap[pictures]"')
    assert attacks("render", "one", "-o", "x.svg").status == 0


@pictures
def test_a_conversion_that_fails_leaves_the_old_file(attacks: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    def fails(*_: Any, **__: Any) -> bytes:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(typst, "compile", fails)
    attacks.write("x.png", b"as it was")
    refused(attacks, "render", "one", "-o", "x.png", said="cannot be converted: out of luck", cure="write an SVG")
    assert (attacks.folder / "x.png").read_bytes() == b"as it was"
    refused(attacks, "render", "attacks", "--split", "-o", "y.png", said="cannot be converted", cure="write an SVG")


@pytest.mark.parametrize(
    ("arguments", "said", "cure"),
    [
        (("one",), "where is the picture to go?", "-o one.svg"),
        (("one", "-o", "-"), "standard output needs a format", "--format svg"),
        (("one", "-o", "x"), "does not say in what format", ".svg"),
        (("one", "-o", "x.svgg"), "argmap draws no `.svgg`", "x.svg"),
        (("one", "-o", "x.jpeg"), "argmap draws no `.jpeg`", ".png"),
        (("atacks", "-o", "x.svg"), "atacks", "`attacks`"),
        (("one", "-o", "x.svg", "--focus", "withness"), "withness", "`witness`"),
        (("one", "-o", "x.svg", "--only", "claims"), "claims", "claim"),
        (("one", "-o", "x.svg", "--size", "16x9"), "16x9", "16:9"),
        (("attacks", "-o", "-", "--format", "svg", "--split"), "several files", "-o slides.svg"),
        (("attacks", "-o", "x.svg", "--split", "--focus", "one"), "different things", "one at a time"),
        (("attacks", "-o", "nowhere/x.svg"), "`nowhere/x.svg` cannot be written", ""),
    ],
)
def test_what_is_asked_wrongly(attacks: Program, arguments: tuple[str, ...], said: str, cure: str) -> None:
    if cure:
        refused(attacks, "render", *arguments, said=said, cure=cure)
        return
    result = attacks("render", *arguments)
    assert result.status == 2
    assert said in result.err


def test_a_text_of_which_not_even_the_claim_fits(argmap: Program) -> None:
    text = "This text goes on and on and is never at an end. " * 12
    premises = "".join(f"  - {{claim: p{n}, text: {text}}}\n" for n in range(12))
    ids = ", ".join(f"p{n}" for n in range(12))
    argmap.write(
        "claims/a.yaml", f"nodes:\n  - {{claim: c, text: {text}}}\n  - {{support: s, for: c, premises: [{ids}], text: {text}}}\n{premises}"
    )
    result = argmap("render", "c", "-o", "x.svg")
    assert result.status == 0
    assert not faults((argmap.folder / "x.svg").read_text(encoding="utf-8"), "16:9", ["c"])


@pytest.mark.parametrize("format", ["png", "pdf"])
def test_no_picture_is_poured_over_a_terminal(attacks: Program, format: str) -> None:
    leader, follower = pty.openpty()
    try:
        done = subprocess.run(
            [sys.executable, "-m", "argmap", "render", "one", "-o", "-", "--format", format],
            cwd=attacks.folder,
            stdout=follower,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    finally:
        os.close(follower)
        os.close(leader)
    assert done.returncode == 2
    assert f"a terminal cannot show {format.upper()}".encode() in done.stderr
    assert f"-o one.{format}".encode() in done.stderr


@pictures
def test_a_png_on_standard_output(attacks: Program) -> None:
    done = attacks.process("render", "one", "-o", "-", "--format", "png")
    assert done.returncode == 0
    assert done.stdout.startswith(b"\x89PNG")


def test_the_node_asked_for_has_a_thick_border(argmap: Program) -> None:
    for arguments in (["perimeter-was-older"], ["acheson-effect", "--focus", "perimeter-was-older"]):
        svg = argmap("render", *arguments, "-o", "-", "--format", "svg").out
        widths = dict(re.findall(r'id="([a-z0-9-]+)".*?class="outline".*?stroke-width="(\d+)"', svg))
        assert [id for id, width in widths.items() if width == "7"] == ["perimeter-was-older"]
