"""The colours of pictures: three themes, each safe for the colour-blind because nothing is said by colour alone.

In every theme text has a contrast of at least 4.5:1 to what it stands on
(WCAG 2.2, 1.4.3), and so have lines to the page.
"""

from typing import Literal, NamedTuple

Theme = Literal["light", "dark", "print"]


class Pair(NamedTuple):
    """A strong colour for borders and stripes, and a tint for what lies within."""

    strong: str
    tint: str


class Colors(NamedTuple):
    """The colours of a theme, as ``#rrggbb``."""

    page: str
    ink: str
    muted: str
    """Captions and notes."""
    on_strong: str
    """Marks on a stripe."""
    support: str
    attack: str
    other: str
    """Lines that neither support nor attack."""
    question: Pair
    none: Pair
    """Boxes without a category."""
    blank: str
    """Their stripes."""
    categories: tuple[Pair, ...]


_LIGHT = Colors(
    page="#ffffff",
    ink="#16181d",
    muted="#474e59",
    on_strong="#ffffff",
    support="#005e4a",
    attack="#a81c16",
    other="#59616d",
    question=Pair("#2b3139", "#eef0f3"),
    none=Pair("#656d79", "#f7f7f9"),
    blank="#dfe2e7",
    categories=(
        Pair("#1d4f9f", "#e7effc"),
        Pair("#a33b00", "#fdeee4"),
        Pair("#00644b", "#e1f5ee"),
        Pair("#74308c", "#f6ebfa"),
        Pair("#665000", "#faf3da"),
        Pair("#005e76", "#e1f4f9"),
        Pair("#981d59", "#fdeaf3"),
        Pair("#4a3327", "#f4ece7"),
    ),
)
_DARK = Colors(
    page="#11151b",
    ink="#f3f5f8",
    muted="#c2c9d3",
    on_strong="#0d1117",
    support="#5fd3b4",
    attack="#ff9b8f",
    other="#a7b0bd",
    question=Pair("#d7dde6", "#2a313b"),
    none=Pair("#9aa4b2", "#1d232b"),
    blank="#353e4a",
    categories=(
        Pair("#8db8ff", "#182a47"),
        Pair("#ffb27d", "#40260f"),
        Pair("#64d8ae", "#0d3428"),
        Pair("#dba3f0", "#371a43"),
        Pair("#e6cb63", "#342b07"),
        Pair("#72d3ec", "#0b3140"),
        Pair("#ff9cc9", "#431129"),
        Pair("#d9bba8", "#35261d"),
    ),
)
_PRINT = Colors(
    page="#ffffff",
    ink="#000000",
    muted="#2e2e2e",
    on_strong="#ffffff",
    support="#000000",
    attack="#000000",
    other="#595959",
    question=Pair("#000000", "#ffffff"),
    none=Pair("#595959", "#ffffff"),
    blank="#e4e4e4",
    categories=tuple(
        Pair(strong, "#ffffff") for strong in ("#000000", "#5c5c5c", "#303030", "#6e6e6e", "#1a1a1a", "#666666", "#454545", "#525252")
    ),
)
THEMES: dict[Theme, Colors] = {"light": _LIGHT, "dark": _DARK, "print": _PRINT}


def pair(colors: Colors, index: int | None) -> Pair:
    """The colours of the category with this number; those beyond the last share the ones of no category."""
    return colors.categories[index] if index is not None and index < len(colors.categories) else colors.none


def line_color(colors: Colors, kind: str) -> str:
    """The colour of a kind of line."""
    if kind in ("support", "premise"):
        return colors.support
    return colors.other if kind in ("answer", "variant", "assertion") else colors.attack
