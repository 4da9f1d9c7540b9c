"""The legend of the page: samples of what it uses."""

from collections.abc import Collection, Iterable
from html import escape

from argmap.page.drawing import HOLD_CLASSES, SHAPE_CLASSES
from argmap.page.forest import Hold
from argmap.page.tidy import GUTTER
from argmap.picture.page import KINDS, SHAPES, Category
from argmap.picture.scene import Shape

_SHAPES: dict[Shape, str] = {
    "question": '<path class="o" d="M12 3h22a10 10 0 0 1 0 20H12a10 10 0 0 1 0-20z"/>',
    "claim": '<path class="o" d="M8 3h30a6 6 0 0 1 6 6v8a6 6 0 0 1-6 6H8a6 6 0 0 1-6-6V9a6 6 0 0 1 6-6z"/>',
    "support": '<path class="o" d="M2 3h35l7 7v13H2zM37 3v7h7"/>',
    "rebuttal": '<path class="o" d="M9 3h28l7 7v6l-7 7H9l-7-7v-6z"/>',
}


def legend(holds: Collection[Hold], shapes: Collection[Shape], categories: Iterable[Category]) -> str:
    """List items, one for each thing that is used."""
    parts = []
    for each in categories:
        number = f"c{each.number}" if each.number is not None else "n"
        mark = f'<path class="stripe" d="M5 1h36v24H5z"/><text class="mark" x="23" y="20">{escape(each.mark)}</text>'
        parts.append(_sample(number, mark, each.name))
    parts += [_sample(SHAPE_CLASSES[shape], _SHAPES[shape], name) for shape, name in SHAPES.items() if shape in shapes]
    for kind, name in KINDS.items():
        if kind in holds and kind != "assertion":
            named = HOLD_CLASSES[kind]
            head = f'<use href="#.{named}" x="{GUTTER + 2}" y="13"/>' if kind not in ("premise", "variant", "answer") else ""
            parts.append(_sample(named, f'<path d="M{20 if head else 2} 13H44"/>{head}', name))
    return "\n".join(parts)


def _sample(classes: str, drawn: str, name: str) -> str:
    sample = f'<svg class="{classes}" width="46" height="26" viewBox="0 0 46 26" aria-hidden="true">{drawn}</svg>'
    return f"<li>{sample} {escape(name, quote=False)}</li>"
