"""One fault is reported once: rules that come near each other leave the word to one of them."""

from __future__ import annotations

import pytest

from tests.conftest import Program
from tests.test_rule_cases import CITE, claim, found

Z = "\u200b"
CASES = {
    "an empty text": (claim("a", '""'), ["empty-text"]),
    "a blank text": (claim("a", '" "'), ["empty-text"]),
    "an invisible text": (claim("a", '"\\u200b"'), ["empty-text"]),
    "an invisible text with spaces": (claim("a", f'" {Z} "'), ["empty-text"]),
    "an invisible note": (claim("a", "The war began.", f"note: {Z}\n    {CITE}"), ["hidden-characters"]),
    "a question in small letters": (claim("a", "who attacked?"), ["question-as-claim"]),
    "a question of one word": (claim("a", "Who?"), ["question-as-claim"]),
    "a question with a space": (claim("a", '"Who? "'), ["question-as-claim", "untrimmed-text"]),
    "a sentence with a space": (claim("a", '"The war began. "'), ["untrimmed-text"]),
    "a heading with a space": (claim("a", '"the war "'), ["not-a-sentence", "untrimmed-text"]),
    "a sentence and something hidden": (claim("a", f"The war began.{Z}"), ["hidden-characters"]),
    "a small letter, no end, one word": (claim("a", "war"), ["not-a-sentence"]),
    "a text that a comma cuts short": (f"  - {{claim: a, text: He came, and won., question: q, {CITE}}}\n", ["unknown-field"]),
    "something hidden in an id": (claim(f"a{Z}b", "The war began."), ["invalid-id"]),
    "something hidden in an escape of an id": (claim('"a\\u200bb"', "The war began."), ["invalid-id"]),
    "something hidden in a key": (claim("a", "The war began.", f"no{Z}te: So.\n    {CITE}"), ["unknown-field"]),
    "something hidden in a reference": (claim("a", "The war began.", f"for: fir{Z}st\n    {CITE}"), ["dangling-reference"]),
    "something hidden in a source": (claim("a", "The war began.", f"cite: [{{source: book{Z}-1992, at: p. 1}}]"), ["dangling-reference"]),
    "something hidden in a date": (claim("a", "The war began.", f"date: 1950{Z}\n    {CITE}"), ["invalid-date"]),
    "something hidden in a word of a fixed set": (claim("a", "The war began.", f"certainty: likely{Z}\n    {CITE}"), ["wrong-shape"]),
    "an id with a space": (claim('"a "', "The war began."), ["invalid-id"]),
    "a reference with a space": (claim("a", "The war began.", f'for: "first "\n    {CITE}'), ["dangling-reference"]),
    "a date with a space": (claim("a", "The war began.", f'date: "1950 "\n    {CITE}'), ["invalid-date"]),
    "a locator of a space": (claim("a", "The war began.", "cite: [{source: book-1992, at: ' '}]"), ["missing-locator"]),
    "a date that is none, later than its work": (claim("a", "The war began.", f"date: June 1999\n    {CITE}"), ["invalid-date"]),
    "a work that nobody knows": (claim("a", "The war began.", "date: 2030\n    cite: [{source: gone, at: p. 1}]"), ["dangling-reference"]),
    "the same node twice": (claim("a", "The war began.") * 2, ["duplicate-id"]),
    "the same text twice, and nearly": (
        claim("a", "The leaders made a decision.") + claim("b", "The leaders made a decision!") + claim("c", "The leader made a decision."),
        ["duplicate-text", "near-duplicate-text"],
    ),
    "an undercut of a ground that leads nowhere": (
        f"  - support: g\n    for: frist\n    text: The town was his.\n    {CITE}\n"
        f"  - rebuttal: r\n    against: g\n    attack: undercut\n    text: That shows nothing.\n    {CITE}\n",
        ["dangling-reference"],
    ),
    "a quotation read in the work itself": (
        claim("a", "The war began.", "cite: [{source: book-1992, via: book-1992, at: p. 1, quote: at dawn}]"),
        ["via-equals-source"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_fault_is_reported_once(argmap: Program, case: str) -> None:
    text, expected = CASES[case]
    assert sorted(rule for rule, _, _ in found(argmap, text)) == expected
