"""The edits that findings carry: they take out exactly the fault, and the file means the same otherwise."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import argmap as package
from argmap.diagnostics import Edit
from tests.conftest import Program
from tests.test_rule_cases import CITE, HEAD, claim


def fixed(path: Path, safe: bool = True) -> str:
    """The text of the file after all its fixes that are safe (or that are not)."""
    found = [each for each in package.check(str(path)) if each.path == path.name and each.fix is not None and each.fix.safe is safe]
    edits: list[Edit] = sorted((edit for each in found if each.fix for edit in each.fix.edits), key=lambda edit: (edit.start, edit.end))
    assert all(one.end <= other.start for one, other in pairwise(edits)), "edits overlap"
    text = path.read_bytes().decode()
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def fix(argmap: Program, text: str, safe: bool = True) -> str:
    return fixed(argmap.write("x.yaml", HEAD + text), safe).removeprefix(HEAD)


def rules(argmap: Program, text: str) -> list[str]:
    return [each.rule for each in package.check(str(argmap.write("x.yaml", HEAD + text)))]


Z = "\u200b"
TEXTS = [
    ('"The at\\u200btack began."', '"The attack began."'),
    ('"The at\\x00\\x1btack began."', '"The attack began."'),
    ('"The \\\\u200b at\\u200btack began."', '"The \\\\u200b attack began."'),
    (f"The at{Z}{Z}tack began.", "The attack began."),
    (f"'It''s the at{Z}tack.'", "'It''s the attack.'"),
    (f"The attack began.{Z}", "The attack began."),
    (f"{Z}The attack began.", "The attack began."),
    (f">-\n      The at{Z}tack\n      be{Z}gan.", ">-\n      The attack\n      began."),
    (f"The at{Z}tack\n      {Z}began{Z}\n      late.", "The attack\n      began\n      late."),
    # What would be read otherwise is left alone.
    (f"The order{Z}: attack.", None),
    (f"The order {Z}# attack.", None),
    (f"-{Z} The attack began.", None),
    (f"{Z}- The attack began.", None),
    (f"{Z}[The] attack began.", None),
    (f'{Z}"The" attack began.', None),
    (f"{Z}null{Z}", None),
    (f"tr{Z}ue", None),
    (f"|\n      {Z}  The attack began.\n      So.", None),
    ('"The at\\u2028tack began."', None),
    ('"The at\\x0btack began."', None),
    # White space at the ends.
    ('" The war began. "', '"The war began."'),
    ('"\\tThe war began.\\n\\n"', '"The war began."'),
    ('"\n      The war began.\n      "', '"The war began."'),
    ("' The war began.'", "'The war began.'"),
    ("|\n      The war began.   ", "|\n      The war began."),
    ("|+\n      The war began.\n", "|\n      The war began.\n"),
    (">+ # why\n      The war began.\n\n", "> # why\n      The war began.\n\n"),
    ("|2\n        The war began.", None),
    # Both at once: each takes its own (and what is left, the next time).
    ('" \\u200b The war began."', '"\\u200b The war began."'),
    ('"\\u200b The war began."', '" The war began."'),
    ('"The\\u200b war began. "', '"The war began."'),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), TEXTS)
def test_texts(argmap: Program, before: str, after: str | None, newline: str) -> None:
    text = claim("a", before).replace("\n", newline)
    expected = claim("a", before if after is None else after).replace("\n", newline)
    assert rules(argmap, text)
    assert fix(argmap, text) == expected


LISTS = [
    ("[first, second, first]", "[first, second]"),
    ("[first, first]", "[first]"),
    ("[first, first, first, second]", "[first, second]"),
    ("[ first , first , ]", "[ first , ]"),
    ('[first, "first"]', "[first]"),
    ("[first,\n      first,\n      second]", "[first,\n      second]"),
    ("[first, first]  # both", "[first]  # both"),
    ("\n      - first\n      - first\n      - second", "\n      - first\n      - second"),
    ("\n      - first\n      - second\n      - first", "\n      - first\n      - second"),
    ("\n      - first\n\n      - first\n\n      - second", "\n      - first\n\n\n      - second"),
    ("\n      - {id: first, editorial: true}\n      - id: first\n        editorial: true", "\n      - {id: first, editorial: true}"),
    # A comment would be lost, or something said.
    ("[first,\n      first, # again\n      second]", None),
    ("[first, # once\n      first]", None),
    ("\n      - first\n      - first  # again\n      - second", None),
    ("\n      - first\n      # again\n      - first", None),
    ("[first, {id: first, editorial: true}]", None),
    ("[{id: first, editorial: true}, {id: first, editorial: false}]", None),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "after"), LISTS)
def test_lists(argmap: Program, before: str, after: str | None, newline: str) -> None:
    def text(links: str) -> str:
        return f"  - claim: a\n    text: The war began.\n    for: {links}\n    {CITE}\n".replace("\n", newline)

    assert "duplicate-link" in rules(argmap, text(before))
    assert fix(argmap, text(before)) == text(before if after is None else after)
    if after is not None:
        assert "duplicate-link" not in rules(argmap, text(after))


def test_the_last_line_without_a_line_end(argmap: Program) -> None:
    for newline in ("\n", "\r\n"):
        text = f"  - claim: a\n    text: The war began.\n    question: q\n    {CITE}\n    tags:\n      - dawn\n      - dawn".replace(
            "\n", newline
        )
        assert fix(argmap, text) == text[: text.rindex(newline)]


def test_a_citation_written_twice(argmap: Program) -> None:
    one = "{source: book-1992, at: p. 1, quote: at dawn}"
    assert fix(argmap, claim("a", "The war began.", f"cite: [{one}, {one}]")) == claim("a", "The war began.", f"cite: [{one}]")
    block = "cite:\n      - source: book-1992\n        at: p. 1\n      - source: book-1992\n        at: p. 1"
    assert fix(argmap, claim("a", "The war began.", block)) == claim("a", "The war began.", block[: block.rindex("\n      - ")])
    other = one.replace("}", ", note: again}")
    text = claim("a", "The war began.", f"cite: [{one}, {other}]")
    assert (rules(argmap, text), fix(argmap, text)) == (["duplicate-link"], text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[frist]", "[first]"),
        ("['frist']", "['first']"),
        ('["secnod"]', '["second"]'),
        ("{id: frist}", "{id: first}"),
        ('["f\\u0072ist"]', None),
        ("[unheard-of]", None),
        ("[q-first]", None),
        ("[ulam]", None),
    ],
)
def test_a_misspelt_id(argmap: Program, before: str, after: str | None) -> None:
    def text(links: str) -> str:
        return claim("a", "The war began.", f"for: {links}\n    {CITE}")

    assert "dangling-reference" in rules(argmap, text(before))
    assert fix(argmap, text(before)) == text(before)
    assert fix(argmap, text(before), safe=False) == text(before if after is None else after)


@pytest.mark.parametrize(("ids", "fixes"), [(["harbour-was-open"], True), (["harbour-was-open", "harbour-was-oven"], False)])
def test_two_ids_that_may_be_meant(argmap: Program, ids: list[str], fixes: bool) -> None:
    others = "".join(claim(id, f"The harbour had {number} ships.") for number, id in enumerate(ids))
    text = others + claim("a", "The war began.", f"{CITE}\n    for: harbour-was-opne")
    assert (fix(argmap, text, safe=False) != text) is fixes


def test_another_number_is_another_id(argmap: Program) -> None:
    text = claim("a", "The war began.", "cite: [{source: book-1993, at: p. 1}]")
    assert fix(argmap, text, safe=False) == text


def test_hidden_characters_in_an_id(argmap: Program) -> None:
    text = claim(f"lo{Z}ne", "The war began.")
    assert rules(argmap, text) == ["invalid-id"]
    assert (fix(argmap, text), fix(argmap, text, safe=False)) == (text, claim("lone", "The war began."))
    taken = text + claim("lone", "The war ended.")
    assert fix(argmap, taken, safe=False) == taken
    assert "`lone` is taken" in argmap("check", "x.yaml").out


HIDDEN = "\u200b\u200c\u200d\u202e\xad\ufeff\u2060"
PIECES = st.sampled_from(
    ["The", "war", "-", "#", ":", ",", "'", '"', "[", "]", "{", "}", " ", "\n      ", "null", "a", "|", "&", "*", "!", "%", *HIDDEN]
)


def texts_of(path: Path) -> str:
    exported = package.load(path)
    return json.dumps(
        [[id, node.text, node.note, node.cite and node.cite[0].quote] for id, node in exported.nodes.items()], ensure_ascii=False
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=9).map("".join), st.sampled_from(["{}", '"{}"', "'{}'", ">-\n      {}", "|\n      {}", "[{}]"]))
def test_what_is_left_means_the_same(argmap: Program, content: str, form: str) -> None:
    """Whatever stands around them: taking hidden characters out changes nothing else."""
    path = argmap.write("x.yaml", HEAD + claim("a", "The war began.", f"{CITE}\n    tags: [x]\n    note: {form.format(content)}"))
    if any(each.rule == "invalid-yaml" for each in package.check(str(path))):
        return
    hidden = f"[{HIDDEN}]"

    def meaning() -> tuple[str, list[str]]:
        found = sorted(each.rule for each in package.check(str(path)) if each.rule not in ("hidden-characters", "untrimmed-text"))
        return re.sub(r"(\\n|\s)+", " ", re.sub(hidden, "", texts_of(path))), found

    before = meaning()
    done = fixed(path)
    path.write_bytes(done.encode())
    after = meaning()
    assert re.sub(r" ?\" ?", '"', after[0]) == re.sub(r" ?\" ?", '"', before[0])
    assert after[1] == before[1]
