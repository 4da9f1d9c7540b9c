"""The canonical layout of claim files.

`formatted` is what commands call: it lays a document out, reads the result
again and compares the two before it hands out a text.
"""

from argmap.formatter.layout import WIDTH, lay_out
from argmap.formatter.verified import CannotFormat, formatted, is_claim_file, is_formattable

__all__ = ["WIDTH", "CannotFormat", "formatted", "is_claim_file", "is_formattable", "lay_out"]
