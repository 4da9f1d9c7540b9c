"""The page as one file."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from math import ceil

from argmap.display import counted, joined_words, visible
from argmap.errors import ArgmapError
from argmap.evaluation import evaluate
from argmap.html_files import policy_hash
from argmap.model import ArgumentMap
from argmap.page.data import script_data
from argmap.page.drawing import MEASURE, line_places, picture
from argmap.page.forest import Forest, OtherLink, other_links
from argmap.page.legend import legend
from argmap.page.texts import Texts
from argmap.page.tidy import Tidy
from argmap.palette import THEMES, Colors
from argmap.picture.categories import ColorBy, categories, category_of
from argmap.picture.compose import Composer, Style
from argmap.selection import Selection

MOST_BOXES = 5000
"""How many boxes a page holds at most: beyond that browsers grow slow."""

TITLE, SUMMARY = "argmap.title", "argmap.summary"


@dataclass(frozen=True)
class Page:
    """A page, and what is in it."""

    html: bytes
    nodes: int
    questions: int


@dataclass(frozen=True)
class Manner:
    """How a page is to be made."""

    color_by: ColorBy = "position"
    cite: bool = True
    place: Callable[[str], str] = field(default=lambda id: "")
    """The address of an entry in the claim files on a forge; empty for none."""


def page_of(map: ArgumentMap, ids: Iterable[str], title: str, manner: Manner = Manner()) -> Page:
    """The page of some nodes and questions.  Raises `ArgmapError` if they are too many.

    Takes about linear time; the same map gives the same bytes.
    """
    ids = list(dict.fromkeys(ids))
    if len(ids) > MOST_BOXES:
        raise ArgmapError(
            f"{len(ids):,} boxes are too many for one page: at most {MOST_BOXES:,} are put on it",
            "name a question, or a node with `--focus`",
        )
    evaluation = evaluate(map)
    spots = Forest(map, ids).order()
    category = category_of(map, manner.color_by, evaluation)
    style = Style(manner.cite, category, evaluation=evaluation if manner.color_by == "label" else None)
    composer = Composer(map, Selection("", None, tuple(ids), 0, ()), (), style)
    boxes = {spot.id: composer.box(spot.id, MEASURE) for spot in spots}
    tidy = Tidy(spots, {id: ceil(box.height) for id, box in boxes.items()})
    named = categories(map, manner.color_by, [category(id) for id in boxes if id in map.nodes])
    others = list(other_links(map, spots))
    by_source: dict[str, list[OtherLink]] = {}
    for each in others:
        by_source.setdefault(each.source, []).append(each)
    texts = Texts(map, evaluation, by_source, manner.place)
    nodes = [id for id in ids if id in map.nodes]
    words = {
        "title": escape(visible(title), quote=False),
        "summary": escape(_summary(map, nodes, len(ids) - len(nodes)), quote=False),
        "picture": "".join(picture(spots, tidy, boxes, lambda id: named.get(category(id)) if id in map.nodes else None, (TITLE, SUMMARY))),
        "legend": legend(
            {spot.hold for spot in spots} | {each.hold for each in others}, {box.shape for box in boxes.values()}, named.values()
        ),
        "texts": "".join(texts.outline(spots)),
        "sources": "".join(texts.sources()),
        "data": script_data(map, evaluation, spots, tidy, others),
    }
    return Page(_filled(words).encode(), len(nodes), len(ids) - len(nodes))


def _summary(map: ArgumentMap, nodes: Sequence[str], questions: int) -> str:
    types = Counter(map.nodes[id].type for id in nodes)
    parts = [counted(questions, "question")] if questions else []
    return joined_words([*parts, *(counted(count, type) for type, count in sorted(types.items()))], "and") or "nothing"


def _filled(words: Mapping[str, str]) -> str:
    """The template with everything in its place; what is put in is not looked through again."""
    style = f"{_colors()}{_file('style.css')}\n{line_places()}"
    script = _file("script.js")
    whole = {**words, "style": style, "script": script, "style_hash": policy_hash(style), "script_hash": policy_hash(script)}
    first, *rest = _file("template.html").split("{{")
    parts = [first]
    for part in rest:
        name, _, following = part.partition("}}")
        parts += [whole[name], following]
    return "".join(parts)


def _file(name: str) -> str:
    """A file of this package without its indentation and comments."""
    lines = files("argmap.page").joinpath(name).read_text(encoding="utf-8").splitlines()
    return "\n".join(line.strip() for line in lines if not line.strip().startswith("//"))


def _colors() -> str:
    """The themes as variables: the one the reader's system asks for, unless the switch says otherwise."""
    light, dark = _variables(THEMES["light"]), _variables(THEMES["dark"])
    pairs = "".join(
        f".c.c{number},.s.c{number},.r.c{number},.c{number}{{--s:var(--s{number});--t:var(--t{number});--fill:url(#.c{number})}}"
        for number in range(len(THEMES["light"].categories))
    )
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n{pairs}\n"
    )


def _variables(theme: Colors) -> str:
    named = {
        "page": theme.page,
        "ink": theme.ink,
        "muted": theme.muted,
        "on": theme.on_strong,
        "support": theme.support,
        "attack": theme.attack,
        "other": theme.other,
        "blank": theme.blank,
        "qs": theme.question.strong,
        "qt": theme.question.tint,
        "ns": theme.none.strong,
        "nt": theme.none.tint,
    }
    for number, pair in enumerate(theme.categories):
        named |= {f"s{number}": pair.strong, f"t{number}": pair.tint}
    return ";".join(f"--{name}:{value}" for name, value in named.items())
