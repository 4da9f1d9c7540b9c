"""A deck of slides for a seminar: the questions one by one, the clashes of the positions, the sources."""

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from argmap.citations import source_text, work_name
from argmap.counts import question_counts, question_depths
from argmap.display import counted, visible
from argmap.entries import Position, Question
from argmap.errors import ArgmapError
from argmap.evaluation import evaluate
from argmap.graph import below, questions_below
from argmap.model import ArgumentMap
from argmap.picture.categories import categories, category_of
from argmap.picture.drawing import Drawing, Drawn, Look, drawn_together, name_of
from argmap.picture.fit import SIZES, TooFull
from argmap.picture.notes import speaker_notes
from argmap.picture.page import MARGIN, Words
from argmap.picture.scene import CAPTION, TEXT
from argmap.picture.slides import Deck, Entry, Slide, title_slide, word_slides
from argmap.picture.stages import stages
from argmap.selection import Selection, Wanted, select
from argmap.typesetting import text_width
from argmap.wording import count_words

MOST_SLIDES = 200
"""A deck has at most so many slides, not counting those that build up a picture."""

_MOST_BOXES = 40  # so many of a selection are tried; a slide has room for fewer
_MOST_WORKS = 8


@dataclass(slots=True)
class _Part:
    """What is drawn on one slide after the other until nothing new speaks."""

    wanted: Wanted
    pages: list[tuple[Selection, Drawn]] = field(default_factory=list)
    left: frozenset[str] | None = None
    """What is still to speak; None before the first page."""


def deck(map: ArgumentMap, wanted: Wanted, look: Look, build: bool = False, more: Callable[[str], str] = lambda id: "") -> Deck:
    """The deck of a question with all questions under it, or of one position, person, source or node, or of two against each other.

    A question gets as many slides as its rival claims take, ``build`` several
    for each picture; ``more`` gives the command that draws all of an id, for
    the notes.

    Raises `ArgmapError` if it has more than `MOST_SLIDES` slides, and as
    `select` and `Drawing` do.
    """
    evaluation = evaluate(map) if look.color_by == "label" else None
    of = category_of(map, look.color_by, evaluation)
    agreed = categories(map, look.color_by, [of(id) for id in map.nodes])
    return _Deck(map, wanted, look._replace(in_deck=True, more="", categories=agreed, evaluation=evaluation), build, more).made()


class _Deck:
    def __init__(self, map: ArgumentMap, wanted: Wanted, look: Look, build: bool, more: Callable[[str], str]) -> None:
        self.map = map
        self.wanted = replace(wanted, max_nodes=min(wanted.max_nodes or _MOST_BOXES, _MOST_BOXES))
        self.look = look
        self.build = build
        self.more = more
        self.size = SIZES[look.size]
        self.is_question = wanted.id in map.questions and wanted.against is None

    def made(self) -> Deck:
        parts = [_Part(each) for each in self._wanted()]
        clashes = [_Part(each) for each in self._clashes()] if self.is_question else []
        _refuse_too_many(self.map, self.wanted.id, 2 + len(parts) + len(clashes))
        self._draw(parts)
        self._draw(clashes)
        slides = [slide for part in (*parts, *clashes) for slide in self._slides(part)]
        ids = tuple(dict.fromkeys(id for slide in slides for id in slide.ids))
        words = [self._title(ids, slides), *self._overview()]
        every = [*words, *slides, *self._sources(ids)]
        steps = sum(len(part.pages) for part in (*parts, *clashes))
        _refuse_too_many(self.map, self.wanted.id, len(every) - len(slides) + steps)
        return Deck(words[0].title, tuple(every))

    def _wanted(self) -> list[Wanted]:
        """What is drawn: the questions that have answers, or the one thing that was asked for."""
        if not self.is_question:
            return [self.wanted]
        answered = [id for id in questions_below(self.map, self.wanted.id) if self.map.answers[id]]
        return [replace(self.wanted, id=id) for id in answered] or [self.wanted]

    def _clashes(self) -> Iterable[Wanted]:
        """Each two positions that have links between what they say to the question."""
        map = self.map
        asked = questions_below(map, self.wanted.id)
        nodes = below(map, [claim for question in asked for claim in map.answers[question]])
        pairs = {
            pair for link in map.links if link.type == "attack" and link.target in nodes for pair in _sides(map, link.source, link.target)
        }
        pairs |= {pair for id in nodes for other in map.conflicts.get(id, ()) for pair in _sides(map, id, other)}
        order = {id: number for number, id in enumerate(map.positions)}
        known = {tuple(sorted(pair, key=order.__getitem__)) for pair in pairs if order.keys() >= set(pair)}
        for one, other in sorted(known, key=lambda pair: [order[id] for id in pair]):
            yield replace(self.wanted, id=one, against=other, within=self.wanted.id)

    def _draw(self, parts: Sequence[_Part]) -> None:
        """Draw the first page of each part, then the second of those that need one, and so on: each time all in one run of the engine."""
        waiting = list(parts)
        drawn_so_far = 0
        while waiting:
            drawings = []
            for part in waiting[:]:
                selection = self._selected(part)
                if selection is None:
                    waiting.remove(part)
                else:
                    drawings.append((part, selection))
            for (part, selection), drawn in zip(drawings, self._drawn([each for _, each in drawings]), strict=True):
                part.pages.append((selection, drawn))
                before = frozenset(selection.heads) if part.left is None else part.left
                part.left = before - set(drawn.ids)
                if part.wanted.against is not None or not part.left or part.left == before:
                    waiting.remove(part)
            drawn_so_far += len(drawings)
            _refuse_too_many(self.map, self.wanted.id, drawn_so_far)
            if sum(map(_expected, parts)) > 1.5 * MOST_SLIDES:  # rather than draw 200 of them first
                _refuse_too_many(self.map, self.wanted.id, MOST_SLIDES + 1)

    def _selected(self, part: _Part) -> Selection | None:
        """The selection for the next page; None where there is none."""
        if not part.pages:
            try:
                return select(self.map, replace(part.wanted, after=frozenset()))
            except ArgmapError:
                if part.wanted.id != self.wanted.id:  # a question of many, which `--only` leaves nothing of; two with nothing between them
                    return None
                raise
        shown = frozenset(id for _, drawn in part.pages for id in drawn.ids)
        selection = select(self.map, replace(part.wanted, after=shown))
        return selection if selection.order else None

    def _drawn(self, selections: Sequence[Selection]) -> list[Drawn]:
        drawings = [Drawing(self.map, selection, self.look) for selection in selections]
        try:
            return drawn_together(drawings)
        except ArgmapError:  # one does not fit, or is more than the engine bears: which one?
            return [self._alone(drawing) for drawing in drawings]

    def _alone(self, drawing: Drawing) -> Drawn:
        """A picture on its own, with less on it if need be."""
        with suppress(ArgmapError):
            return drawing.drawn()
        least = Drawing(self.map, replace(drawing.selection, least=1), self.look._replace(in_deck=False))
        with suppress(TooFull):
            return least.drawn()
        id = next((id for id in least.order if id in self.map.nodes), drawing.selection.root)
        raise ArgmapError(
            f"`{id}` does not fit a slide of {self.look.size} in letters that can be read",
            f"shorten its text (`argmap show {shlex.quote(id)}`), or leave out `--slides` and draw it as SVG or PDF with `--size auto`",
        )

    def _slides(self, part: _Part) -> Iterable[Slide]:
        for number, (selection, drawn) in enumerate(part.pages, start=1):
            picture = drawn.picture
            title = picture.title
            if len(part.pages) > 1:
                words = Words(f"{number}/{len(part.pages)}", 0, MARGIN + CAPTION * 1.6, CAPTION, True)
                words = words._replace(x=picture.width - MARGIN - 12 - text_width(words.text, CAPTION, True))
                title = f"{title} ({number}/{len(part.pages)})"
                picture = replace(picture, title=title, words=(*picture.words, words))
            notes = self._notes(title, part.wanted, selection, drawn)
            for step in stages(self.map, picture) if self.build else [picture]:
                yield Slide("picture", title, step, notes, (), drawn.ids)

    def _notes(self, title: str, wanted: Wanted, selection: Selection, drawn: Drawn) -> str:
        command = self.more(wanted.id) if wanted.against is None else ""
        missing = selection.whole - drawn.count
        rest = f"Not on this slide: {counted(missing, 'more node')} that bear on it." if missing > 0 else ""
        return speaker_notes(self.map, title, drawn.ids, selection.root, f"{rest} All of it: {command}" if rest and command else rest)

    def _title(self, ids: Sequence[str], slides: Sequence[Slide]) -> Slide:
        map, wanted = self.map, self.wanted
        entry = map.entry(wanted.id)
        if wanted.against:
            title = f"{name_of(map, wanted.id)} against {name_of(map, wanted.against)}"
        elif isinstance(entry, Question):
            title = visible(entry.text)
        elif wanted.id in map.nodes:
            title = visible(map.nodes[wanted.id].text)
        else:
            title = name_of(map, wanted.id)
        title = title or visible(wanted.id)
        nodes = [id for id in ids if id in map.nodes]
        positions = dict.fromkeys(position for id in nodes for position in map.nodes[id].position)
        named = [visible(map.positions[id].name) for id in map.positions if id in positions]
        works = Counter(citation.via or citation.source for id in nodes for citation in map.nodes[id].cite)
        ranked = [visible(work_name(map, id)) for id, _ in sorted(works.items(), key=lambda item: -item[1])]
        entries = []
        if isinstance(entry, Position) and entry.text:
            entries.append(Entry(visible(entry.text)))
        if self.is_question and named:
            entries += [Entry("Positions", size=CAPTION, bold=True, role="muted"), Entry(" \N{MIDDLE DOT} ".join(named))]
        if ranked:
            entries += [Entry("Works", size=CAPTION, bold=True, role="muted", before=24), *(Entry(name) for name in ranked[:_MOST_WORKS])]
        if len(ranked) > _MOST_WORKS:
            entries.append(Entry(f"and {counted(len(ranked) - _MOST_WORKS, 'more')}".removesuffix("s"), role="muted"))
        notes = f"{title}\n\nAn argument map [{visible(wanted.id)}]: {counted(len(nodes), 'node')} on {counted(len(slides), 'slide')}."
        return title_slide(title, entries, self.size, self.look.theme, notes)

    def _overview(self) -> list[Slide]:
        """The questions under the one that was asked for, with their tallies."""
        depths = question_depths(self.map, self.wanted.id) if self.is_question else {}
        if len(depths) < 2:
            return []
        counts = question_counts(self.map)
        entries = []
        for id, depth in depths.items():
            each = counts[id]
            words = f"{counted(each.claims, 'claim')}: {count_words(*each[1:])}" if each.claims else "no claim answers it yet"
            entries.append(Entry(visible(self.map.questions[id].text), words, min(depth, 6), bold=depth < 2))
        return word_slides("Questions", entries, self.size, self.look.theme, _listed("Questions", depths))

    def _sources(self, ids: Iterable[str]) -> list[Slide]:
        """All that is cited by what is drawn: first the works in which it was read, then what they cite."""
        map = self.map
        citations = [citation for id in ids if id in map.nodes for citation in map.nodes[id].cite]
        read = {citation.via or citation.source for citation in citations}
        cited = {citation.source for citation in citations} - read
        entries: list[Entry] = []
        for heading, group in (("Works", read), ("Cited in them", cited)):
            if group:
                entries.append(Entry(heading, size=TEXT, bold=True, role="muted", before=18))
                named = sorted((visible(source_text(map, map.sources[id])) if id in map.sources else visible(id), id) for id in group)
                entries += [Entry(text) for text, _ in sorted(named, key=lambda each: (each[0].casefold(), each))]
        return word_slides("Sources", entries, self.size, self.look.theme) if entries else []


def _expected(part: _Part) -> float:
    """How many slides a part takes if it goes on as it has begun."""
    if not part.left:
        return len(part.pages)
    spoken = len(part.pages[0][0].heads) - len(part.left)
    return len(part.pages) * (1 + len(part.left) / max(1, spoken))


def _sides(map: ArgumentMap, one: str, other: str) -> Iterable[tuple[str, str]]:
    """The positions of two nodes, where they differ."""
    first, second = map.nodes[one].position, map.nodes[other].position
    return [(a, b) for a in first for b in second if a != b and b not in first and a not in second]


def _listed(title: str, depths: Iterable[str]) -> str:
    return f"{title}: {', '.join(visible(id) for id in depths)}"


def _refuse_too_many(map: ArgumentMap, id: str, count: int) -> None:
    if count > MOST_SLIDES:
        cure = f"a question that it answers is less, or two of a kind with `--against`: `argmap show {id}` names them"
        if id in map.questions:
            cure = f"ask for a question under it, which `argmap show {id}` names, or for the claims alone with `--depth 1`"
        raise ArgmapError(f"the deck of `{id}` would have more than {MOST_SLIDES} slides", cure)
