"""Make a synthetic argmap project: `python benchmarks/generate.py 1000 --out /tmp/x`.

The debate is invented, but made like the map that ships with argmap: texts of
the same length, and for each node about as many bytes, links, citations, notes,
questions, people and sources (only rebuttals are more frequent, so that every
kind of attack occurs).  `argmap check --strict` finds nothing in it, and
`argmap fmt` changes nothing.  The same numbers give the same bytes.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from words import Dice, Ids, Words

ROOT_QUESTION = "river-war-origins"
"""The id of the question that all others stand under."""
PER_FILE = 200
"""How many nodes a file holds unless told otherwise."""

_MARK = "# Made by benchmarks/generate.py: a synthetic project, to be measured and not to be read."
_WIDTH = 100
_NODES_PER_QUESTION = 13
_QUESTIONS_UNDER_ONE = 5
_SCHOOLS = {
    "court-school": ("Court school", "The war was made at court, by a few men who wanted it."),
    "economic-school": ("Economic school", "Grain, salt and customs drove the powers to war."),
    "frontier-thesis": ("Frontier thesis", "The war grew out of quarrels on the frontier that no court controlled."),
    "accident-thesis": ("Accident thesis", "Nobody wanted the war, and delays and misreadings brought it about."),
    "alliance-school": ("Alliance school", "The alliances left each power no other choice."),
    "revisionist": ("Revisionist", "The side that lost was the one that had been attacked."),
}


@dataclass
class Source:
    """A source: its lines in the file, and the people it names."""

    lines: list[str]
    people: list[str]


@dataclass
class Block:
    """What stands under one question: who speaks there, from which works, and what has been said."""

    question: str
    cast: list[str]
    shelf: list[str]
    claims: list[str] = field(default_factory=list)
    grounds: dict[str, list[str]] = field(default_factory=dict)
    """The supports and rebuttals, each with the nodes that its links lead to."""


class Debate:
    """A debate of ``size`` nodes, made node by node.

    A claim is for claims made before it, and a premise is a claim made after
    those that it helps to carry: so no statements carry each other in a circle.
    """

    def __init__(self, size: int, seed: int) -> None:
        self.size = size
        self.dice = Dice(seed)
        self.words = Words(self.dice)
        self.ids = Ids(ROOT_QUESTION, "editor", *_SCHOOLS)
        self.questions: dict[str, str] = {}
        self.question_ids: list[str] = []
        self.people: dict[str, str] = {}
        self.people_ids: list[str] = []
        self.sources: dict[str, Source] = {}
        self.works: list[str] = []
        self.documents: list[str] = []
        self.claims: list[str] = []
        self.granted: set[str] = set()
        self.named: set[str] = set()
        """The positions, people and sources that nodes name: no others are written."""
        self.nodes: list[str] = []
        while len(self.nodes) < size:
            self._add_block()

    def _add_block(self) -> None:
        """A question, and nodes under it."""
        dice, number = self.dice, len(self.question_ids)
        if number:
            text, under = self.words.question(), self.question_ids[(number - 1) // _QUESTIONS_UNDER_ONE]
            id, quota = self.ids.new(*self.words.key(text)), _NODES_PER_QUESTION - 5 + dice.below(11)
            lines = [f"  - id: {id}", *_text("text", text), f"    under: {under}"]
        else:
            id, quota = ROOT_QUESTION, 3 * _NODES_PER_QUESTION
            lines = [f"  - id: {id}", "    text: Why did the war of the two rivers begin, and who was responsible?"]
        self.questions[id] = _joined(lines)
        self.question_ids.append(id)
        newcomers = [self._new_person() for _ in range(2 + dice.chance(0.4))]
        cast = list(dict.fromkeys([*newcomers, *dice.some(self.people_ids[-100:], 4)]))
        if not self.works or dice.chance(0.6):
            self._new_work(cast)
        block = Block(id, cast, [self.works[-1], *dice.some(self.works, 2)])
        for _ in range(min(quota, self.size - len(self.nodes))):
            self.nodes.append(_joined(self._node(block)))

    # People and sources.

    def _new_person(self) -> str:
        dice = self.dice
        given, family = self.words.name()
        id = self.ids.new(family, given)
        fields = {"id": id, "name": f"{given} {family}"}
        if dice.chance(0.2):
            fields["short"] = f"{given[0]}. {family}"
        if dice.chance(0.4):
            fields["aliases"] = f"[{given[0]}. {family}, {family} {given}]"
        line = f"  - {_braces(fields)}"
        rows = [f"    {key}: {value}" for key, value in fields.items()]
        self.people[id] = _joined([line] if len(line) <= _WIDTH else [f"  - id: {id}", *rows[1:]])
        self.people_ids.append(id)
        return id

    def _new_work(self, cast: list[str]) -> None:
        """Add something that a scholar wrote."""
        dice = self.dice
        author, year = self._new_person() if dice.chance(0.5) else dice.pick(cast), 1930 + dice.below(90)
        id = self.ids.new(author, str(year))
        title, place = self.words.title(), self.words.place()
        kind = dice.below(4)
        if kind == 0:
            lines = ["    type: article-journal", f"    author: [{author}]", f'    title: "{title}: A Reply"']
            lines += ["    container-title: Journal of River Studies", f'    volume: "{1 + dice.below(60)}"']
            lines += [f'    page: "{10 + dice.below(200)}"']
        elif kind == 1:
            lines = ["    type: thesis", "    genre: PhD thesis", f"    author: [{author}]", f"    title: {title}"]
            lines += [f"    publisher: University of {place}"]
        else:
            lines = ["    type: book", f"    author: [{author}]", f"    title: {title}"]
            lines += [f"    publisher: {place} University Press", f"    publisher-place: {place}"]
        self.sources[id] = Source([f"  - id: {id}", *lines, f'    issued: "{year}"'], [author])
        self.works.append(id)

    def _new_document(self, cast: list[str]) -> str:
        """Add a letter or report of the time; its id."""
        dice = self.dice
        (author, recipient), date = (dice.some(cast, 2) * 2)[:2], self.words.day()
        id = self.ids.new(author.split("-")[0], "to", recipient.split("-")[0], date)
        lines = [f"  - id: {id}", "    type: personal_communication", f"    genre: {self.words.genre()}"]
        lines += [f"    title-short: {self.words.subject()}", f"    author: [{author}]", f"    recipient: [{recipient}]"]
        lines += [f'    issued: "{date}"', f"    archive: {self.words.archive()}"]
        if dice.chance(0.5):
            lines.append(f"    archive_location: fond {dice.below(600)}, opis {dice.below(20)}, delo {dice.below(400)}")
        if dice.chance(0.3):
            lines += _text("note", self.words.remark())
        self.sources[id] = Source(lines, [author, recipient])
        self.documents.append(id)
        return id

    # Nodes.

    def _node(self, block: Block) -> list[str]:
        """The lines of the next node."""
        share = self.dice.below(100)
        if not block.claims or share < 27:
            return self._answer(block)
        if share < 57:
            return self._step(block)
        return self._support(block) if share < 90 else self._rebuttal(block)

    def _answer(self, block: Block) -> list[str]:
        """A claim that answers the question, perhaps against a rival."""
        dice = self.dice
        text = self._statement(0.25, 0.65)
        questions = [block.question]
        if dice.chance(0.15):
            questions.append(dice.pick(self.question_ids[-20:]))
        lines = [f"    question: [{', '.join(dict.fromkeys(questions))}]"]
        rival = dice.pick(block.claims) if block.claims else None
        relation = dice.below(100)
        if rival and relation < 5:
            lines.append(f"    conflicts: [{rival}]")
        elif rival and relation < 13:
            lines.append(f"    variant_of: {rival}")
        elif rival and relation < 30:
            lines += [f"    against: [{rival}]", *(["    attack: rebut"] if dice.chance(0.6) else [])]
        position = []
        if dice.chance(0.7):
            school = dice.pick(tuple(_SCHOOLS))
            self.named.add(school)
            position = [f"    position: {school}"]
        id = self._new_claim(block, text)
        if dice.chance(0.02):
            self.granted.add(id)
            lines.append("    granted: true")
        lines += position
        return [f"  - claim: {id}", *_text("text", text), *lines, *self._circumstances(block)]

    def _step(self, block: Block) -> list[str]:
        """An intermediate conclusion: a claim that is for claims made before it."""
        text = self._statement(0.25, 0.65)
        lines = [f"    question: [{block.question}]"] if self.dice.chance(0.6) else []
        lines += _list("for", self._targets(block))
        return [f"  - claim: {self._new_claim(block, text)}", *_text("text", text), *lines, *self._circumstances(block)]

    def _new_claim(self, block: Block, text: str) -> str:
        id = self.ids.new(*self.words.key(text))
        self.claims.append(id)
        block.claims.append(id)
        return id

    def _support(self, block: Block) -> list[str]:
        text = self._statement(0.1, 0.5)
        id = self.ids.new(*self.words.key(text))
        targets = self._targets(block)
        lines = _list("for", targets)
        block.grounds[id] = [end for end in targets if not end.startswith("{")]
        later = block.claims[max((block.claims.index(end) for end in block.grounds[id]), default=0) + 1 :]
        if later and len(block.grounds[id]) == len(targets) and self.dice.chance(0.15):
            lines += _list("premises", self.dice.some(later, 2))
        return [f"  - support: {id}", *lines, *_text("text", text), *self._circumstances(block)]

    def _rebuttal(self, block: Block) -> list[str]:
        dice = self.dice
        text = self._statement(0.2, 0.6)
        id = self.ids.new(*self.words.key(text))
        lines: list[str] = []
        if block.grounds and dice.chance(0.6):
            target = dice.pick(tuple(block.grounds))
            attack, leads_to = dice.pick(("undermine", "undercut", "undercut", "limit")), block.grounds[target]
            cuts = attack == "undercut" and leads_to and dice.chance(0.4)
            lines += _list("against", [f"{{id: {target}, link: {dice.pick(leads_to)}}}" if cuts else target])
        else:
            target = dice.pick(block.claims)
            attack = dice.pick(("rebut", "rebut", "limit", "rebut" if target in self.granted else "undercut"))
            lines.append(f"    against: [{target}]")
        lines.append(f"    attack: {attack}")
        others = [claim for claim in block.claims if claim != target]
        if others and dice.chance(0.3):
            lines.append(f"    premises: [{dice.pick(others)}]")
        block.grounds[id] = [target]
        return [f"  - rebuttal: {id}", *lines, *_text("text", text), *self._circumstances(block)]

    def _targets(self, block: Block) -> list[str]:
        """What a reason is for: mostly a claim made just before it, now and then one of another block."""
        dice = self.dice
        targets = [dice.pick(block.claims[-4:])]
        if dice.chance(0.15):
            targets.append(dice.pick(block.claims))
        elif dice.chance(0.06):
            other = dice.pick(self.claims)
            if other not in block.claims:
                targets.append(f"{{id: {other}, editorial: true}}")
        return list(dict.fromkeys(targets))

    def _statement(self, none: float, one: float) -> str:
        """A statement: with no clause in a share ``none``, one in a share ``one``, else two."""
        share = self.dice.below(1000) / 1000
        return self.words.statement(0 if share < none else 1 if share < none + one else 2)

    def _circumstances(self, block: Block) -> list[str]:
        """Who says it, of whom and when, where it is found, and what there is to note."""
        dice = self.dice
        if dice.chance(0.01):
            return ["    by: [editor]"]
        by = dice.some(block.cast, 1 if dice.chance(0.9) else 4)
        lines = [f"    by: [{self._naming(by)}]"]
        if dice.chance(0.35):
            lines.append(f"    about: [{self._naming([dice.pick(block.cast)])}]")
        if dice.chance(0.5):
            lines.append(f'    date: "{self.words.date()}"')
        if dice.chance(0.05):
            lines.append(f"    certainty: {dice.pick(('likely', 'possible', 'conjecture'))}")
        tags = [f"    tags: [{self.words.tag()}]"] if dice.chance(0.02) else []
        lines.append("    cite:")
        locators: dict[str, None] = {}
        for _ in range(1 + dice.chance(0.22) + dice.chance(0.1)):
            lines += self._citation(block, by, locators)
        if dice.chance(0.27):
            lines += _text("note", self.words.remark())
        return lines + tags

    def _citation(self, block: Block, by: list[str], locators: dict[str, None]) -> Iterator[str]:
        """The lines of one citation, whose locator is none of ``locators``."""
        dice = self.dice
        source, via = dice.pick(block.shelf), ""
        if dice.chance(0.33):
            via = source
            new = not self.documents or dice.chance(0.33)
            source = self._new_document(block.cast) if new else dice.pick(self.documents[-50:])
        while (at := self.words.locator()) in locators:
            pass
        locators[at] = None
        self._naming([source, *([via] if via else [])])
        parts = {"source": source, **({"via": via} if via else {}), "at": at}
        if len(by) > 1 or dice.chance(0.04):
            parts["by"] = dice.pick(by)
        if dice.chance(0.02):
            parts["certainty"] = "likely"
        if dice.chance(0.03):
            parts["quote"] = self.words.quotation()
        line = f"      - {_braces(parts)}"
        if len(line) <= _WIDTH:
            yield line
        else:
            (_, first), *others = parts.items()
            yield f"      - source: {first}"
            yield from (f"        {key}: {value}" for key, value in others)

    def _naming(self, ids: list[str]) -> str:
        """The ids as a list; they are in use from now on."""
        self.named.update(ids)
        return ", ".join(ids)

    # Files.

    def files(self, per_file: int) -> Iterator[tuple[str, str]]:
        """The name and the text of each file of the project."""
        sources = {id: source for id, source in self.sources.items() if id in self.named}
        people = self.named.union(*(source.people for source in sources.values()))
        positions = [(id, *_SCHOOLS[id]) for id in _SCHOOLS if id in self.named]
        yield "argmap.toml", f'{_MARK}\npaths = ["claims"]\n'
        yield "claims/questions.yaml", _section("questions", self.questions.values())
        if positions:
            entries = (f"  - id: {id}\n    name: {name}\n    text: {text}\n" for id, name, text in positions)
            yield "claims/positions.yaml", _section("positions", entries)
        if people - {"editor"}:
            yield "claims/people.yaml", _section("people", (line for id, line in self.people.items() if id in people))
        records = [_joined(source.lines) for source in sources.values()]
        for number, some in enumerate(_split(records, per_file), 1):
            yield f"claims/sources/sources-{number:04}.yaml", _section("sources", some)
        for number, some in enumerate(_split(self.nodes, per_file), 1):
            yield f"claims/debate/part-{number:04}.yaml", _section("nodes", some, blank="\n")


def _braces(fields: dict[str, str]) -> str:
    """Fields on one line, with quotes around a text that holds a comma."""
    parts = (f'{key}: "{value}"' if "," in value and value[0] != "[" else f"{key}: {value}" for key, value in fields.items())
    return f"{{{', '.join(parts)}}}"


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _section(key: str, entries: Iterable[str], blank: str = "") -> str:
    return f"{key}:\n{blank.join(entries)}"


def _split(items: list[str], size: int) -> Iterator[list[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def _list(key: str, items: list[str]) -> list[str]:
    """A field that holds a list: on one line if it fits, else an item a line."""
    line = f"    {key}: [{', '.join(items)}]"
    return [line] if len(line) <= _WIDTH else [f"    {key}:", *(f"      - {item}" for item in items)]


def _text(key: str, text: str) -> list[str]:
    """A field that holds a text: on one line if it fits, else folded."""
    line = f"    {key}: {text}"
    if len(line) <= _WIDTH:
        return [line]
    lines = [f"    {key}: >-", "     "]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > _WIDTH:
            lines.append("     ")
        lines[-1] += f" {word}"
    return lines


def write_project(folder: Path, size: int, seed: int = 0, per_file: int = PER_FILE) -> None:
    """Write a project of ``size`` nodes to a folder that is new, empty or of an earlier run.  Raises `OSError`."""
    if folder.exists() and any(folder.iterdir()):
        config = folder / "argmap.toml"
        if not config.is_file() or not config.read_text(encoding="utf-8").startswith(_MARK):
            raise FileExistsError(0, "the folder holds something else", str(folder))
        shutil.rmtree(folder / "claims", ignore_errors=True)
    for name, text in Debate(size, seed).files(per_file):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 up")
    return int(text)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a synthetic argmap project of N nodes; its folder is printed.")
    parser.add_argument("size", metavar="N", type=_positive, help="how many nodes")
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="other numbers give other projects (default: 0)")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, help="the folder to write; a project made earlier is replaced (default: a new one)"
    )
    parser.add_argument("--per-file", metavar="K", type=_positive, default=PER_FILE, help="nodes in a file (default: %(default)s)")
    options = parser.parse_args()
    folder = options.out or Path(tempfile.mkdtemp(prefix="argmap-"))
    try:
        write_project(folder, options.size, options.seed, options.per_file)
    except OSError as error:
        print(f"error: {folder}: {error.strerror}", file=sys.stderr)
        return 2
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
