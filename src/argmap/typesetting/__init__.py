"""Text for pictures: measured and broken into lines without any font at hand."""

from argmap.typesetting.lines import set_lines
from argmap.typesetting.widths import has_known_width, text_width

__all__ = ["has_known_width", "set_lines", "text_width"]
