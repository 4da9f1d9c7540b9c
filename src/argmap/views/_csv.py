"""Rows as comma-separated values."""

import csv
import io
from collections.abc import Iterable

from argmap.display import visible

_FORMULA = ("=", "+", "-", "@")


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A header and rows as text ending in LF; a cell is one line of harmless text that no spreadsheet takes for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = map(visible, row)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return buffer.getvalue()
