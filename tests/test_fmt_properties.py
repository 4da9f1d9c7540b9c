"""Whatever is written in a file, formatting keeps it; and formatting twice is formatting once."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.builder import build
from argmap.document import Document
from argmap.formatter.fast import is_surely_canonical
from argmap.formatter.field_order import FIELD_ORDER
from argmap.formatter.layout import lay_out
from argmap.formatter.reorder import edits, unsorted
from argmap.formatter.values import same_values
from argmap.formatter.verified import formatted, is_formattable
from argmap.reader import read_document
from tests.conftest import ROOT

SHIPPED = [file.read_text(encoding="utf-8") for file in sorted([*ROOT.glob("claims/**/*.yaml"), *ROOT.glob("examples/*.yaml")])]
WORDS = [
    "stalin", "a", "no", "14", "1950-01", "1950-08-27", "true", "null", "~", "x: y", "# no", "a #b", "[b]", "{c}", "a, b", "- d", "é",
    "김일성", "'q'", '"dq"', "p. 3", "...", "---", "%", "@x", "end:", "a  b", " lead", "trail ", "tab\tx", "nl\nb", "nl\n", "\nnl", "a\n\nb",
    "\u200b", "\u2028x", "\x85", "x\ufeffy", "*a", "&b", "!t", "|", "> x", "key", "?", "? a", "w" * 120, "long words " * 15,
    "long, words: " * 12, "para one " * 14 + "\n" + "para two " * 13, "", "0x1F", "0o17", "1e3", ".inf", "<<", "=", "1:20", "\u202eabc", "a\\b",
]  # fmt: skip
KEYS = [*FIELD_ORDER["claim"], *FIELD_ORDER["citation"], "support", "rebuttal", "id", "name", "odd", "no", "with space", "x: y", "1"]


def value(dice: Random, depth: int = 0) -> Any:
    share = dice.random()
    if depth > 3 or share < 0.55:
        return dice.choice(WORDS)
    if share < 0.62:
        return dice.choice([None, True, False])
    if share < 0.8:
        return [value(dice, depth + 1) for _ in range(dice.randrange(4))]
    return {dice.choice(KEYS): value(dice, depth + 1) for _ in range(dice.randrange(4))}


def entry(dice: Random) -> Any:
    if dice.random() < 0.1:
        return value(dice, 1)
    return {dice.choice(KEYS): value(dice, 1) for _ in range(dice.randrange(5))}


def any_map(dice: Random) -> Any:
    sections = dice.sample(["questions", "positions", "people", "sources", "nodes", "odd"], dice.randrange(4))
    return {section: [entry(dice) for _ in range(dice.randrange(4))] for section in sections}


def some_of_the_shipped(dice: Random) -> Any:
    data = yaml.load(dice.choice(SHIPPED), yaml.CSafeLoader)
    for section, entries in data.items():
        start = dice.randrange(len(entries))
        data[section] = [dict(dice.sample(list(each.items()), len(each))) for each in entries[start : start + 3]]
    return data


def written(dice: Random, data: Any) -> str:
    """The data as YAML in some style, with comments and empty lines where there may be any, and where there may not."""
    style = dice.choice([None, None, None, '"', "'", "|", ">"])
    flow = dice.choice([None, True, False])
    text = yaml.dump(
        data,
        Dumper=yaml.SafeDumper,
        sort_keys=False,
        default_style=style,
        default_flow_style=flow,
        allow_unicode=dice.random() < 0.5,
        width=dice.choice([20, 80, 1000]),
        indent=dice.choice([2, 4]),
    )
    for mark in ",[{:-":
        text = "".join(each + (f" # f{dice.randrange(99)}\n      " if each == mark and dice.random() < 0.05 else "") for each in text)
    lines: list[str] = []
    for line in text.split("\n"):
        lines.extend(dice.choice([[]] * 8 + [[""], ["", ""], [" " * dice.randrange(9) + f"# c{dice.randrange(99)}"]]))
        share = dice.random()
        end = (
            f" # t{dice.randrange(99)}"
            if share < 0.1
            else " # argmap: ignore[long-text]  "
            if share < 0.13
            else "  "
            if share < 0.16
            else ""
        )
        lines.append(line + end)
    text = dice.choice(["", "", "", "---\n", "--- # c\n", "\n"]) + "\n".join(lines) + dice.choice(["", "", "", "\n...\n# after\n", "\n\n"])
    return text.replace("\n", dice.choice(["\n", "\n", "\n", "\r\n", "\r"]))


def read(text: str) -> Document:
    return read_document("map.yaml", text.encode())


def check_layout(text: str) -> None:
    document = read(text)
    if not is_formattable(document):
        return
    once = formatted(document)  # raises if anything is lost
    assert lay_out(read(once)) == once
    assert lay_out(document) == once
    assert once == "" or (once.endswith("\n") and not once.endswith("\n\n") and not once.startswith("\n"))
    assert not re.search(r"[ \t\r]$", once, re.MULTILINE)
    assert all(has_one_meaning(event) for event in yaml.parse(once, yaml.CSafeLoader))


def has_one_meaning(event: yaml.Event) -> bool:
    """Whether a plain text is a text for readers of YAML 1.1 and of the core schema of 1.2 too."""
    if (
        not isinstance(event, yaml.ScalarEvent)
        or event.style is not None
        or event.value in ("null", "~", "", "true", "false", "True", "TRUE")
    ):
        return True
    loader = yaml.SafeLoader("")
    core = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
    return loader.resolve(yaml.ScalarNode, event.value, (True, False)) == "tag:yaml.org,2002:str" and not re.fullmatch(core, event.value)


many = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(st.randoms(use_true_random=False))
def test_anything(dice: Random) -> None:
    check_layout(written(dice, any_map(dice)))


@many
@given(st.randoms(use_true_random=False))
def test_mangled_shipped_files(dice: Random) -> None:
    check_layout(written(dice, some_of_the_shipped(dice)))


@many
@given(st.randoms(use_true_random=False))
def test_slips(dice: Random) -> None:
    text = written(dice, some_of_the_shipped(dice))
    for _ in range(dice.randrange(1, 6)):
        at = dice.randrange(len(text))
        text = text[:at] + dice.choice("  \n\n:#,'\"[]{}-?&*!|>%@`\t\x85\u2028\ufeff\\~0") + text[at + dice.randrange(2) :]
    check_layout(text)


@pytest.mark.parametrize("text", SHIPPED)
def test_shipped_files_are_canonical(text: str) -> None:
    assert lay_out(read(text)) == text
    assert formatted(read(text)) == text


def claims_with_comments(dice: Random) -> str:
    """Claims whose fields are in any order, and comments that say which claim they are of."""
    lines: list[str] = ["nodes:"]
    for number in range(4):
        if dice.random() < 0.5:
            lines.append(f"  # of n{number}")
        text = lay_out(read(yaml.dump({"nodes": [{"claim": f"n{number}", **value_of_claim(dice)}]}, sort_keys=False)))
        own = text.splitlines()[1:]
        fields = [[own[0]]]
        for line in own[1:]:
            fields[-1].append(line) if line.startswith("     ") else fields.append([line])
        if dice.random() < 0.5:
            fields[1:] = dice.sample(fields[1:], len(fields) - 1)
        for field in fields:
            for line in field:
                in_folded = line.startswith("      ") and not line.startswith("      - ") and not line.startswith("        ")
                lines.append(line + (f"  # of n{number}" if dice.random() < 0.3 and not in_folded else ""))
            if dice.random() < 0.3 and not (field[0].endswith("-") and len(field) > 1):
                lines.extend([*([""] if dice.random() < 0.3 else []), " " * dice.choice([4, 5, 6, 8]) + f"# of n{number}"])
        if dice.random() < 0.5:
            lines.append("")
    return "\n".join(lines) + "\n"


@many
@given(st.randoms(use_true_random=False))
def test_comments_stay_with_their_entry(dice: Random) -> None:
    """A comment in an entry stays in it, and one above an entry stays above it."""
    text = claims_with_comments(dice)
    current = ""
    above: list[str] = []
    for line in formatted(read(text)).splitlines():
        found = re.search(r"# of (n\d)", line)
        start = re.match(r"  - claim: (n\d)", line)
        if start:
            current = start[1]
            assert set(above) <= {current}
            above = []
        if found and re.match(r" {0,2}#", line):
            above.append(found[1])
        elif found:
            assert found[1] == current
    assert not above


def value_of_claim(dice: Random) -> dict[str, Any]:
    data: dict[str, Any] = {"text": dice.choice(["Short.", "A long text that must be folded, for it is long. " * 3])}
    if dice.random() < 0.7:
        data["question"] = ["origins", "and-more"][: dice.randrange(1, 3)]
    if dice.random() < 0.7:
        data["cite"] = [{"source": "ulam-1992", "at": dice.choice(["p. 1", "a long locator " * 7])} for _ in range(dice.randrange(1, 3))]
    if dice.random() < 0.3:
        data["note"] = "A note."
    return data


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_quick_look_accepts_only_what_is_canonical(dice: Random) -> None:
    """A canonical file with a few slips in it, which may be none."""
    document = read(yaml.dump(some_of_the_shipped(dice), allow_unicode=True, sort_keys=False))
    text = lay_out(document)
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(text) + 1)
        line_start = text.rfind("\n", 0, at) + 1
        line_end = text.find("\n", at) + 1 or len(text)
        line = text[line_start:line_end]
        slip = dice.randrange(6)
        if slip == 0:
            text = text[:at] + dice.choice(" :#,'\"[]{}-\n?&*!|>%@`é\x85\u20280oxe~=") + text[at:]
        elif slip == 1:
            text = text[:at] + text[at + 1 :]
        elif slip == 2:
            text = text[:line_start] + line + text[line_start:]
        elif slip == 3:
            text = text[:line_start] + text[line_end:]
        elif slip == 4:
            text = text[:line_start] + dice.choice(["\n", "  # c\n", "    # c\n", "# c \n", "      more\n"]) + text[line_start:]
        else:
            values = [
                "no",
                "'a'",
                '"a"',
                "[]",
                "[a,b]",
                "{a: b}",
                "null",
                "1950",
                '"x: y"',
                "x" * 99,
                "a: b",
                ">-\n      a b",
                "a  b",
                "a ",
                "[a]",
            ]
            text = text[:line_start] + line.split(":")[0] + ": " + dice.choice(values) + "\n" + text[line_end:]
    document = read(text)
    if is_formattable(document) and is_surely_canonical(text):
        assert lay_out(document, sort=False) == text


def test_quick_look_accepts_most_of_the_shipped_files() -> None:
    assert sum(is_surely_canonical(text) for text in SHIPPED) > len(SHIPPED) * 0.9


def comments(text: str) -> list[str]:
    return sorted(each.rstrip() for each in re.findall(r"#[^\r\n]*", text))


@many
@given(st.randoms(use_true_random=False))
def test_fix_of_unsorted_fields_loses_nothing(dice: Random) -> None:
    text = written(dice, some_of_the_shipped(dice) if dice.random() < 0.7 else any_map(dice))
    document = read(text)
    if document.faults:
        return
    for found in unsorted(document)[1]:
        made = sorted(edits(document, found), key=lambda edit: edit.start)
        if not made:
            continue
        parts, at = [], 0
        for edit in made:
            assert at <= edit.start <= edit.end
            parts += text[at : edit.start], edit.text
            at = edit.end
        new = "".join(parts) + text[at:]
        after = read(new)
        assert not after.faults
        assert same_values(document.root, after.root)
        assert comments(text) == comments(new)
        assert len(re.findall(r"^[ \t]*$", text, re.MULTILINE)) == len(re.findall(r"^[ \t]*$", new, re.MULTILINE))
        assert len(unsorted(after)[1]) == len(unsorted(document)[1]) - 1
        assert build([after]).map.tables == build([document]).map.tables
