"""`argmap stats`: what it prints."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from argmap.citations import person_label, source_label
from argmap.display import Part, counted, visible, width, wrap
from argmap.entries import NODE_TYPES
from argmap.evaluation import Evaluation
from argmap.figures import Attacks, Figures, Ranked
from argmap.letters import marks_of
from argmap.model import ArgumentMap
from argmap.views._page import Line, painted, part, terminal
from argmap.views._parts import label_part
from argmap.wording import NO_SCHOOL

COLUMNS = ("section", "key", "other", "name", "count")
NOBODY, NOT_CITED, NO_QUESTION = "Nobody named", "Nothing cited", "No question"

_LEAST_BAR = 4


class Named(NamedTuple):
    """What a row is about."""

    name: str
    id: str = ""

    @property
    def parts(self) -> list[Part]:
        """The name, and the id if there is one."""
        return [part(self.name), Part(" "), part(f"[{self.id}]", "id")] if self.id else [part(self.name)]


class Printer:
    """Prints figures in so many columns; lists show the first ``limit`` rows."""

    def __init__(self, evaluation: Evaluation, found: Figures, columns: int, color: bool, limit: int, more: str) -> None:
        self.evaluation = evaluation
        self.map: ArgumentMap = evaluation.map
        self.found = found
        self.columns = columns
        self.color = color
        self.limit = limit
        self.more = more
        """The command that prints all rows."""

    def text(self) -> Iterator[str]:
        """Everything, as lines that end in LF."""
        found = self.found
        whole = counted(found.whole, "node")
        yield from self._line(f"Figures of {whole}" if found.nodes == found.whole else f"Figures of {found.nodes:,} of {whole}", "heading")
        if not found.nodes:
            return
        yield from self._headed("Nodes by type")
        yield from self._bars([(Named(type), count) for type, count in found.types.items()], is_whole=True)
        yield from self._labels()
        lists = (
            ("Nodes by position", found.positions, self.position),
            ("Nodes by person", found.people, self.person),
            ("Nodes by the document they were read in", found.read_in, self.source),
            ("Claims by the question they answer", found.questions, self.question),
            ("Most cited documents (letters, reports, speeches ...)", found.cited, self.source),
            ("Most cited works", found.works, self.source),
        )
        for heading, ranked, name in lists:
            if ranked:
                yield from self._headed(heading)
                yield from self._bars([(name(id), count) for id, count in ranked])
        yield from self._attacks()
        yield from self._contested()

    def position(self, id: str) -> Named:
        """A position, or that there is none."""
        return Named(self.map.positions[id].name if id in self.map.positions else id, id) if id else Named(NO_SCHOOL)

    def person(self, id: str) -> Named:
        """A person, or that there is none."""
        return Named(person_label(self.map, id), id) if id else Named(NOBODY)

    def source(self, id: str) -> Named:
        """A source, or that there is none."""
        return Named(source_label(self.map, id), id) if id else Named(NOT_CITED)

    def question(self, id: str) -> Named:
        """A question, or that there is none."""
        return Named(self.map.questions[id].text if id in self.map.questions else id, id) if id else Named(NO_QUESTION)

    def _labels(self) -> Iterator[str]:
        rows = [(Named(label), [counts[type] for type in NODE_TYPES]) for label, counts in self.found.labels.items()]
        yield from self._headed("Labels: how nodes stand on what the map records")
        yield from self._grid([f"{type}s" for type in NODE_TYPES], [(name, [f"{count:,}" for count in counts]) for name, counts in rows])

    def _attacks(self) -> Iterator[str]:
        found = self.found
        yield from self._headed("Attacks")
        kinds = [(Named(kind), [f"{count:,}" for count in each]) for kind, each in found.kinds.items()]
        yield from self._grid(["by authors", "by the editor", "unanswered"], kinds)
        yield from self._headed("Rebuttals: nodes that attack, by whether their attacks are answered")
        answers = (
            ("answered", found.rebuttals.answered),
            ("partly answered", found.rebuttals.partly),
            ("unanswered", found.rebuttals.unanswered),
        )
        yield from self._bars([(Named(words), count) for words, count in answers], is_whole=True)
        if found.matrix:
            yield from self._headed("Who attacks whom: attacks from the row on the column")
            yield from self._matrix(found.matrix)
        if found.clashes:
            yield from self._headed("Clashes: pairs of claims that cannot be held together")
            yield from self._bars(
                [(Named(f"{self.position(one).name} - {self.position(two).name}"), n) for (one, two), n in found.clashes.items()]
            )

    def _matrix(self, cells: Mapping[tuple[str, str], Attacks]) -> Iterator[str]:
        """A grid if it fits the columns, else a line for each pair."""
        ids = [id for id in (*self.map.positions, "") if any(id in cell for cell in cells)]
        ids[-1:-1] = [id for id in dict.fromkeys(id for cell in cells for id in cell) if id not in ids]
        names = {id: self.position(id).name for id in ids}
        marks = {**marks_of({id: name for id, name in names.items() if id}), "": "none"}
        rows = [(Named(f"{marks[row]}: {names[row]}"), [_cell(cells.get((row, column))) for column in ids]) for row in ids]
        heads = [marks[id] for id in ids]
        if self._fits(heads, rows):
            yield from self._line("A number behind + counts those that the editor drew.", "hint", 1)
            yield from self._grid(heads, rows)
        else:
            pairs = sorted(cells.items(), key=lambda item: -item[1].all)
            yield from self._bars([(Named(f"{names[row]} on {names[column]}"), count.all) for (row, column), count in pairs])

    def _contested(self) -> Iterator[str]:
        found = self.found.contested
        if not found:
            return
        yield from self._headed("Most contested claims")
        lines = []
        for each in found[: self.limit]:
            label = label_part(self.evaluation, each.id)
            lines.append(Line(1, "*", [part(self.map.nodes[each.id].text)], ([label, Part(" | "), part(each.id, "id")],)))
        yield from terminal(lines, self.columns, self.color)
        yield from self._rest(len(found))

    def _headed(self, words: str) -> Iterator[str]:
        yield "\n"
        yield from self._line(words, "heading")

    def _line(self, words: str, role: str, level: int = 0) -> Iterator[str]:
        return terminal([Line(level, "", [Part(words, role)])], self.columns, self.color)

    def _rest(self, count: int) -> Iterator[str]:
        if count > self.limit:
            yield from self._line(f"and {count - self.limit:,} more: `{self.more}`", "hint", 1)

    def _bars(self, rows: Sequence[tuple[Named, int]], is_whole: bool = False) -> Iterator[str]:
        """Names, numbers, and bars in proportion to the greatest number; all rows, or as many as the limit says."""
        shown = rows if is_whole else rows[: self.limit]
        greatest = max((count for _, count in rows), default=0)
        numbers = [f"{count:,}" for _, count in shown]
        digits = max(map(len, numbers), default=0)
        names = self._names([name for name, _ in shown])
        room = self.columns - 2 - names - 2 - digits - 1
        for (name, count), number in zip(shown, numbers, strict=True):
            bar = "#" * max(1, round(count / greatest * room)) if count and room >= _LEAST_BAR else ""
            tail = [Part(number.rjust(digits) + (" " if bar else ""), "tally"), Part(bar, "bar")]
            yield from self._row(name, names, tail, digits)
        if not is_whole:
            yield from self._rest(len(rows))

    def _row(self, name: Named, names: int, tail: list[Part], least: int) -> Iterator[str]:
        """A name in its column, and what stands behind its last line."""
        narrow = min(names, max(6, self.columns - 4 - least))
        lines = list(wrap(name.parts, narrow - 2 if _width(name.parts) > narrow else narrow))
        for number, row in enumerate(lines):
            indent = "  " if number == 0 else "    "
            text = "".join(painted(each, self.color) for each in row)
            if number + 1 < len(lines):
                yield f"{indent}{text}".rstrip() + "\n"
                continue
            gap = " " * (narrow + 2 - len(indent) + 2 - _width(row))
            yield f"{indent}{text}{gap}{''.join(painted(each, self.color) for each in tail if each.text)}".rstrip() + "\n"

    def _widths(self, heads: Sequence[str], rows: Sequence[tuple[Named, list[str]]]) -> list[int]:
        return [max(width(visible(head)), *(len(values[number]) for _, values in rows)) for number, head in enumerate(heads)]

    def _names(self, names: Sequence[Named]) -> int:
        """How wide the column of names is: half of all, or more where a word needs that and there is room."""
        if not names:
            return 0
        words = max(width(word) for name in names for each in name.parts for word in each.text.split() or [""])
        most = max(12, self.columns // 2, min(words + 2, self.columns - 16))
        return min(max(_width(name.parts) for name in names), most)

    def _fits(self, heads: Sequence[str], rows: Sequence[tuple[Named, list[str]]]) -> bool:
        return 4 + self._names([name for name, _ in rows]) + sum(each + 2 for each in self._widths(heads, rows)) <= self.columns

    def _grid(self, heads: Sequence[str], rows: Sequence[tuple[Named, list[str]]]) -> Iterator[str]:
        """A table of numbers under heads; where the columns do not suffice, each row as a list."""
        if not self._fits(heads, rows):
            for name, values in rows:
                told = ", ".join(f"{head} {value}" for head, value in zip(heads, values, strict=True))
                yield from terminal([Line(1, "", [*name.parts, Part(f": {told}")])], self.columns, self.color)
            return
        names, widths = self._names([name for name, _ in rows]), self._widths(heads, rows)
        top = "".join(f"{' ' * (each - width(visible(head)))}{visible(head)}  " for head, each in zip(heads, widths, strict=True))
        yield " " * (names + 4) + painted(Part(top.rstrip(), "hint"), self.color) + "\n"
        for name, values in rows:
            cells = "  ".join(value.rjust(each) for value, each in zip(values, widths, strict=True))
            yield from self._row(name, names, [Part(cells, "tally")], 0)


def _width(parts: Iterable[Part]) -> int:
    return sum(width(each.text) for each in parts)


def _cell(count: Attacks | None) -> str:
    if count is None:
        return "."
    return f"{count.own:,}+{count.editorial:,}" if count.editorial else f"{count.own:,}"


def figure_rows(printer: Printer) -> Iterator[tuple[str, ...]]:
    """All figures as one tidy table: a row for each number."""
    found = printer.found
    yield from (("types", type, "", "", str(count)) for type, count in found.types.items())
    yield from (("labels", label, type, "", str(count)) for label, counts in found.labels.items() for type, count in counts.items())
    for section, ranked, name in _lists(printer):
        yield from ((section, id, "", name(id).name, str(count)) for id, count in ranked)
    yield from (("links", type, "", "", str(count)) for type, count in found.links.items())
    for field in Attacks._fields:
        yield from ((f"attacks-{field}", kind, "", "", str(getattr(each, field))) for kind, each in found.kinds.items())
    for field in Attacks._fields:
        for (row, column), each in found.matrix.items():
            yield f"matrix-{field}", row, column, _pair(printer, row, column), str(getattr(each, field))
    for (row, column), count in found.clashes.items():
        yield "clashes", row, column, _pair(printer, row, column), str(count)
    for section in ("attacks", "unanswered"):
        for claim in found.contested:
            yield f"contested-{section}", claim.id, "", printer.map.nodes[claim.id].text, str(getattr(claim, section))
    yield from (("rebuttals", key, "", "", str(count)) for key, count in found.rebuttals._asdict().items())


def _pair(printer: Printer, row: str, column: str) -> str:
    return f"{printer.position(row).name} / {printer.position(column).name}"


def _lists(printer: Printer) -> Iterator[tuple[str, Ranked, Any]]:
    found = printer.found
    yield "positions", found.positions, printer.position
    yield "people", found.people, printer.person
    yield "read-in", found.read_in, printer.source
    yield "documents", found.cited, printer.source
    yield "works", found.works, printer.source
    yield "questions", found.questions, printer.question


def figure_data(printer: Printer) -> dict[str, Any]:
    """All figures as plain data; the id of no position, nobody, nothing cited and no question is null."""
    found = printer.found
    lists = {
        section.replace("-", "_"): [{"id": id or None, "name": name(id).name, "count": count} for id, count in ranked]
        for section, ranked, name in _lists(printer)
    }
    return {
        "nodes": found.nodes,
        "whole": found.whole,
        "types": found.types,
        "labels": found.labels,
        **lists,
        "links": found.links,
        "attacks": {kind: each._asdict() for kind, each in found.kinds.items()},
        "matrix": [{"from": row or None, "on": column or None, **each._asdict()} for (row, column), each in found.matrix.items()],
        "clashes": [{"positions": [one or None, two or None], "count": count} for (one, two), count in found.clashes.items()],
        "contested": [each._asdict() for each in found.contested],
        "rebuttals": found.rebuttals._asdict(),
    }
