"""DOT, the language of Graphviz: the promise that a picture can be drawn with other tools too."""

from collections.abc import Iterable
from html import escape as html
from typing import TYPE_CHECKING

from argmap.display import visible
from argmap.entries import is_valid_id
from argmap.palette import THEMES, Colors, line_color, pair
from argmap.picture.compose import STRIPE
from argmap.picture.page import KINDS, SHAPES, Picture
from argmap.picture.scene import CAPTION, TEXT, TITLE, Box, Joint, Kind
from argmap.picture.source import Statements, statements
from argmap.picture.stroke import width_of

if TYPE_CHECKING:
    from graphviz import Digraph

_FONT = "Helvetica"
_SHAPES = {"claim": "box", "support": "note", "rebuttal": "box", "question": "box"}
_STYLES = {"claim": "filled,rounded", "support": "filled", "rebuttal": "filled,diagonals", "question": "filled,rounded"}
_SHAPES_IN_WORDS = {"claim": "round corners", "support": "folded corner", "rebuttal": "cut corners", "question": "bold text"}
_HEADS: dict[Kind, str] = {
    "rebut": "tee",
    "undermine": "odiamond",
    "undercut": "box",
    "limit": "odot",
    "conflict": "teetee",
    "premise": "dot",
    "variant": "onormal",
}
_LINES: dict[Kind, str] = {"undermine": "dashed", "undercut": "dashed", "limit": "dotted", "variant": "dashed"}
_IN_WORDS: dict[Kind, str] = {
    "support": "triangle",
    "rebut": "bar",
    "undermine": "dashed, hollow diamond",
    "undercut": "dashed, square, at the link it cuts",
    "limit": "dotted, circle",
    "conflict": "double bars at both ends",
    "premise": "dot, or no head where several meet",
    "assertion": "no head",
    "variant": "dashed, hollow triangle",
    "answer": "no head",
}


def render(picture: Picture) -> bytes:
    """The picture as DOT text in UTF-8, with the sizes, links and ranks from which the other formats are laid out."""
    from graphviz import Digraph

    colors = THEMES[picture.theme]
    parts = statements(picture.scene, picture.direction)
    names = _names(picture)
    digraph = Digraph(
        graph_attr={
            **parts.graph,
            "label": _legend(picture, colors),
            "labelloc": "b",
            "labeljust": "l",
            "bgcolor": colors.page,
            "fontname": _FONT,
            "tooltip": _plain(picture.title),
        },
        node_attr={**parts.node, "fontname": _FONT, "style": "filled", "fillcolor": colors.page, "color": colors.other},
        edge_attr={**parts.edge, "fontname": _FONT},
    )
    title = _lines([picture.title], TITLE, colors.ink, bold=True)
    frame = {"label": title, "labelloc": "t", "labeljust": "l", "peripheries": "0", "margin": "0", "tooltip": _plain(picture.title)}
    with digraph.subgraph(name="cluster map", graph_attr=frame) as within:
        for box in picture.scene.boxes:
            within.node(names[box.id], **_box(picture, colors, box))
        for joint in picture.scene.joints:
            within.node(names[joint.id], **_joint(colors, joint))
    _strands(digraph, picture, colors, names, parts)
    source: str = digraph.source
    return source.encode()


def _names(picture: Picture) -> dict[str, str]:
    """A name for each box and joint: that of the node, unless it is none that DOT could read without quotes."""
    names = {box.id: box.id if is_valid_id(box.id) else f"box {n}" for n, box in enumerate(picture.scene.boxes)}
    names.update((joint.id, f"link {number}") for number, joint in enumerate(picture.scene.joints))
    return names


def _plain(text: str) -> str:
    """Text for an attribute that is no HTML, with nothing in it that Graphviz would replace."""
    from graphviz import escape

    escaped: str = escape(text)
    return escaped


def _lines(lines: Iterable[str], size: float, color: str, bold: bool = False) -> str:
    """Lines of text as an HTML-like label, which begins at the left."""
    text = "".join(f'{html(line)}<BR ALIGN="LEFT"/>' for line in lines)
    text = f"<B>{text}</B>" if bold else text
    return f'<<FONT POINT-SIZE="{size:g}" COLOR="{color}">{text}</FONT>>'


def _box(picture: Picture, colors: Colors, box: Box) -> dict[str, str]:
    category = picture.categories.get(box.category)
    own = picture.colors_of(box)
    mark = ""
    if category is not None:
        font = f'<FONT POINT-SIZE="{CAPTION:g}" COLOR="{colors.on_strong}"><B>{html(category.mark)}</B></FONT>'
        mark = f'<TD ROWSPAN="2" WIDTH="{STRIPE:g}" BGCOLOR="{own.strong}">{font}</TD>'
    cell = '<TD ALIGN="LEFT" BALIGN="LEFT">'
    words = _lines(box.lines, TEXT, colors.ink, box.shape == "question")[1:-1]
    said = _lines(box.caption, CAPTION, colors.muted)[1:-1] if box.caption else ""
    rows = f"<TR>{mark}{cell}{words}</TD></TR>" + (f"<TR>{cell}{said}</TD></TR>" if said else "<TR><TD></TD></TR>" if mark else "")
    return {
        "label": f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6" CELLPADDING="0" WIDTH="{box.width - 16:.0f}">{rows}</TABLE>>',
        "shape": _SHAPES[box.shape],
        "style": _STYLES[box.shape],
        "fillcolor": own.tint,
        "color": own.strong,
        "penwidth": "2" if box.shape == "support" else "3",
        "peripheries": "2" if box.folded else "1",
        "width": f"{box.width / 72:.4f}",
        "height": f"{box.height / 72:.4f}",
        "tooltip": _plain(box.hint),
        "URL": _plain(box.href),
        "id": _plain(visible(box.id)),
    }


def _joint(colors: Colors, joint: Joint) -> dict[str, str]:
    color = line_color(colors, joint.kind)
    size = {"width": f"{joint.width / 72:.4f}", "height": f"{joint.height / 72:.4f}"}
    if not joint.word:
        return {**size, "label": "", "shape": "ellipse", "fillcolor": color, "color": color}
    fill, ink = (color, colors.page) if joint.is_unanswered else (colors.page, color)
    style = {"style": "filled,rounded", "color": color, "fillcolor": fill, "fontcolor": ink, "fontsize": f"{CAPTION:g}"}
    return {**size, "label": joint.word, **style}


def _strands(digraph: "Digraph", picture: Picture, colors: Colors, names: dict[str, str], parts: Statements) -> None:
    for number, rank in enumerate(parts.ranks):
        with digraph.subgraph(graph_attr={"rank": "same" if number else "max"}) as same:
            for id in rank:
                same.node(names[id])
    for strand in picture.scene.strands:
        line = parts.lines[strand.id]
        attributes = {
            **line.attributes,
            "color": line_color(colors, strand.kind),
            "penwidth": f"{min(4.0, width_of(strand.kind, strand.editorial)):g}",
            "style": _LINES.get(strand.kind, "solid"),
            "tooltip": _plain(f"{strand.kind}{', editorial' if strand.editorial else ''}"),
        }
        if strand.kind in _HEADS:
            attributes["arrowhead"] = attributes["arrowtail"] = _HEADS[strand.kind]
        digraph.edge(names[line.tail], names[line.head], **attributes)


def _legend(picture: Picture, colors: Colors) -> str:
    """What colours, shapes and lines mean, as a table."""
    rows = []
    for sample in picture.samples:
        if sample.type == "category":
            category = picture.categories[sample.key]
            mark = f'<FONT COLOR="{colors.on_strong}">{html(category.mark)}</FONT>'
            swatch = f'<TD WIDTH="{STRIPE:g}" BGCOLOR="{pair(colors, category.number).strong}">{mark}</TD>'
            rows.append(f'<TR>{swatch}<TD ALIGN="LEFT">{html(sample.words.text)}</TD></TR>')
    used = {strand.kind for strand in picture.scene.strands}
    lines = [f"{SHAPES[shape]}: {_SHAPES_IN_WORDS[shape]}" for shape in SHAPES if any(box.shape == shape for box in picture.scene.boxes)]
    lines += [f"{KINDS[kind]}: {_IN_WORDS[kind]}" for kind in KINDS if kind in used]
    lines += [sample.words.text for sample in picture.samples if sample.type == "unanswered"]
    lines += [words.text for words in picture.words if words.role == "muted"]
    swatches = f'<TR><TD ALIGN="LEFT"><TABLE BORDER="0" CELLBORDER="0" CELLSPACING="6">{"".join(rows)}</TABLE></TD></TR>' if rows else ""
    rest = "".join(f'{html(line)}<BR ALIGN="LEFT"/>' for line in lines)
    table = f'<TABLE BORDER="0" CELLBORDER="0">{swatches}<TR><TD ALIGN="LEFT" BALIGN="LEFT">{rest or " "}</TD></TR></TABLE>'
    return f'<<FONT POINT-SIZE="{CAPTION:g}" COLOR="{colors.muted}">{table}</FONT>>'
