"""Taking an item out of a list as it is written."""

from argmap.diagnostics import Edit
from argmap.document import ListValue, trimmed


def item_removal(source: str, items: ListValue, number: int) -> Edit | None:
    """Taking out item ``number`` (not the first) of a list; None where a comment would be lost or left without its item."""
    item = items.items[number]
    end = trimmed(source, item.start, item.end)
    if source[items.start : items.start + 1] == "[":
        return _of_flow(source, items, number, end)
    line_start = source.rfind("\n", 0, item.start) + 1
    if source[line_start : item.start].strip() != "-":
        return None  # the list begins on this line
    line_end = source.find("\n", end)
    line_end = len(source) if line_end < 0 else line_end
    above = source[source.rfind("\n", 0, max(0, line_start - 1)) + 1 : line_start]
    if "#" in source[item.start : line_end] or above.lstrip().startswith("#"):
        return None
    if source[end:line_end].strip():
        return None
    if line_end < len(source):
        return Edit(line_start, line_end + 1, "")
    before = line_start - 1  # the last line of a file without a line end: the one before it ends the file instead
    return Edit(before - (source[before - 1 : before] == "\r"), line_end, "")


def _of_flow(source: str, items: ListValue, number: int, end: int) -> Edit | None:
    previous = items.items[number - 1]
    start = trimmed(source, previous.start, previous.end)
    rest = source[end : end + 200].partition("\n")[0]  # a line may be long and hold many such items
    if "#" in source[start:end] or rest.lstrip(" \t,").startswith("#") or source[start:end].count(",") < 1:
        return None
    return Edit(start, end, "")
