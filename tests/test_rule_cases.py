"""What the rules on evidence and text find, where, and what looks similar and is left alone."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Program

HEAD = """\
questions:
  - {id: q, text: Why?}
positions:
  - {id: old, name: Old school}
  - {id: new, name: New school}
people:
  - {id: ulam, name: Adam Ulam}
  - {id: kim, name: Kim Yun-young}
sources:
  - {id: book-1992, type: book, author: [ulam], title: A Book, issued: "1992"}
  - {id: book-2001, type: book, author: [kim], title: Another Book, issued: "2001"}
  - {id: undated, type: book, title: No date}
  - {id: about-1990, type: book, title: About, issued: 1990~}
  - {id: letter-1950, type: personal_communication, genre: letter, issued: "1950-01-30"}
  - {id: talk-1995, type: paper-conference, title: A talk, event-date: "1995-06"}
nodes:
  - claim: first
    text: The king held the town.
    question: q
    position: old
    by: ulam
    cite: [{source: book-1992, at: p. 1}, {source: book-2001, at: p. 1, by: ulam}, {source: undated, at: p. 1}]
  - claim: second
    text: The people held the river.
    question: q
    position: new
    conflicts: first
    by: kim
    about: [kim]
    cite: [{source: about-1990, at: p. 1}, {source: letter-1950, at: p. 1}, {source: talk-1995, at: p. 1}]
"""
BASE = HEAD.count("\n")
CITE = "cite: [{source: book-1992, at: p. 1}]"


def claim(id: str, text: str, more: str = CITE) -> str:
    return f"  - claim: {id}\n    text: {text}\n    question: q\n    {more}\n"


def found(argmap: Program, text: str, *on: str) -> list[tuple[str, int, int]]:
    """The rules that fire on nodes that follow `HEAD`, each with line and column; line 1 is that after `HEAD`."""
    argmap.write("argmap.toml", "[rules]\n" + "".join(f'{rule} = "warning"\n' for rule in on))
    argmap.write("claims/x.yaml", HEAD + text)
    data = json.loads(argmap("check", "--format", "json").out)
    return [(each["rule"], each["start"]["line"] - BASE, each["start"]["column"]) for each in data["diagnostics"]]


def test_head_is_clean(argmap: Program) -> None:
    assert found(argmap, "") == []


def dated(date: str, *cites: str) -> str:
    listed = ", ".join(f"{{source: {cite}, at: p. 1}}" for cite in cites)
    return claim("a", "The war began.", f'date: "{date}"\n    cite: [{listed}]')


@pytest.mark.parametrize(
    ("date", "cites", "fires"),
    [
        ("1993", ["book-1992"], True),
        ("1993-01-01/1995", ["book-1992"], True),
        ("2002", ["book-1992", "book-2001"], True),
        ("2002", ["book-1992, via: book-2001"], True),
        ("1992-12-31", ["book-1992"], False),
        ("1950/1995", ["book-1992"], False),
        ("1993", ["book-1992", "book-2001"], False),
        ("1993", ["book-1992, via: book-2001"], False),
        ("1993", ["book-1992", "undated"], False),
        ("1993", ["undated"], False),
        ("1993~", ["book-1992"], False),
        ("1991", ["about-1990"], False),
        ("199X", ["book-1992"], False),
        ("../1995", ["book-1992"], False),
        ("1951", ["letter-1950"], False),
        ("1996", ["talk-1995"], False),
    ],
)
def test_date_out_of_range(argmap: Program, date: str, cites: list[str], fires: bool) -> None:
    assert found(argmap, dated(date, *cites)) == ([("date-out-of-range", 4, 11)] if fires else [])


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("by: kim\n    cite: [{source: book-1992, at: p. 1, by: ulam}]", [("copied-speaker", 5, 46)]),
        ("by: kim\n    cite: [{source: book-1992, at: p. 1, by: [kim, ulam]}]", [("copied-speaker", 5, 52)]),
        ("by: [kim, ulam]\n    cite: [{source: book-1992, at: p. 1, by: ulam}]", []),
        ("cite: [{source: book-1992, at: p. 1, by: ulam}]", []),
        ("by: kim\n    cite: [{source: book-1992, at: p. 1, by: nobody}]", [("dangling-reference", 5, 46)]),
        ("by: kmi\n    cite: [{source: book-1992, at: p. 1, by: kim}]", [("dangling-reference", 4, 9)]),
    ],
)
def test_copied_speaker(argmap: Program, more: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(argmap, claim("a", "The war began.", more)) == expected


@pytest.mark.parametrize(
    ("cite", "expected"),
    [
        ("{source: book-1992, quote: at dawn}", [("quote-without-locator", 4, 39)]),
        ("{source: book-1992, quote: at dawn, at: ' '}", [("quote-without-locator", 4, 39)]),
        ("{source: book-1992}", [("missing-locator", 4, 21)]),
        ("{source: book-1992, quote: ' '}", [("missing-locator", 4, 21)]),
        ("{source: book-1992, quote: at dawn, at: [1]}", [("wrong-shape", 4, 52)]),
    ],
)
def test_quote_without_locator(argmap: Program, cite: str, expected: list[tuple[str, int, int]]) -> None:
    assert found(argmap, claim("a", "The war began.", f"cite: [{cite}]")) == expected


def test_missing_locator_speaks_where_the_other_is_off(argmap: Program) -> None:
    text = claim("a", "The war began.", "cite: [{source: book-1992, quote: at dawn}]")
    argmap.write("argmap.toml", '[rules]\nquote-without-locator = "off"\n')
    argmap.write("claims/x.yaml", HEAD + text)
    assert [each["rule"] for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]] == ["missing-locator"]


def test_citations_of_positions(argmap: Program) -> None:
    words = " ".join(["word"] * 26)
    cite = f"cite: [{{source: book-1992}}, {{source: book-1992, quote: at dawn}}, {{source: book-2001, at: p. 1, quote: {words}}}]"
    argmap.write("claims/x.yaml", HEAD.replace("name: Old school", f"name: Old school, {cite}"))
    result = argmap("check", "--format", "concise")
    assert [line.split("[")[1].split("]")[0] for line in result.out.splitlines()] == [
        "missing-locator",
        "quote-without-locator",
        "quote-too-long",
    ]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("一二三四五六七八九十" * 5, 0),
        ("一二三四五六七八九十" * 5 + "一", 26),
        ("、".join(["天下"] * 25), 0),
        ("北韓 " * 25, 0),
        ("한국전쟁 " * 25, 0),
        ("한국전쟁 " * 26, 26),
    ],
)
def test_words_of_a_quotation(argmap: Program, quote: str, words: int) -> None:
    argmap.write("claims/x.yaml", HEAD + claim("a", "The war began.", f"cite: [{{source: book-1992, at: p. 1, quote: '{quote.strip()}'}}]"))
    out = argmap("check", "--format", "concise").out
    assert (f"has {words} words" in out) if words else out == ""


def test_positions_and_questions_that_lead_nowhere_are_reported_once(argmap: Program) -> None:
    lists = "questions:\n  - {id: dead, text: What else?}\n  - {id: up, text: What above?}\n  - {id: down, text: What below?, under: up}\n"
    lists += "positions:\n  - {id: nobody, name: Nobody}\n  - {id: critics, name: Critics}\n"
    argmap.write("claims/lists.yaml", lists)
    argmap.write(
        "claims/x.yaml",
        HEAD + f"  - rebuttal: r\n    against: first\n    text: He did not hold the town.\n    position: critics\n    {CITE}\n",
    )
    data = json.loads(argmap("check", "--format", "json").out)["diagnostics"]
    assert [(each["rule"], each["message"]) for each in data] == [
        ("question-without-answers", "no claim answers the question `dead`"),
        ("question-without-answers", "no claim answers the question `down`"),
        ("position-without-claims", "no claim is filed under the position `nobody`"),
        ("position-without-claims", "no claim is filed under the position `critics`, only grounds"),
    ]


def test_a_misspelt_position_is_reported_once(argmap: Program) -> None:
    argmap.write("claims/x.yaml", HEAD.replace("position: new", "position: nwe"))
    assert [each["rule"] for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]] == ["dangling-reference"]


def ground(id: str, text: str, source: str) -> str:
    return f"  - support: {id}\n    for: first\n    text: {text}\n    cite: [{{source: {source}, at: p. 1}}]\n"


@pytest.mark.parametrize(
    ("sources", "fires"),
    [
        (["letter-1950"], False),
        (["letter-1950", "letter-1950, via: book-1992"], True),
        (["letter-1950, via: book-1992", "book-1992"], False),
        (["letter-1950", "letter-1950", "book-1992"], False),
    ],
)
def test_single_source(argmap: Program, sources: list[str], fires: bool) -> None:
    text = "".join(ground(f"g{number}", f"Witness {number} saw it.", source) for number, source in enumerate(sources))
    rules = [rule for rule, _, _ in found(argmap, text, "single-source")]
    assert rules == (["single-source"] if fires else [])


@pytest.mark.parametrize(
    ("node", "fires"),
    [
        (claim("a", "The war began.", f"position: new\n    {CITE}"), True),
        (claim("a", "The war began.", f"position: new\n    conflicts: first\n    {CITE}"), False),
        (claim("a", "The war began.", f"position: new\n    variant_of: second\n    {CITE}"), False),
        (claim("a", "The war began.", f"position: [old, new]\n    {CITE}"), False),
        (claim("a", "The war began.", CITE), False),
        (
            claim("a", "The war began.", f"position: new\n    {CITE}")
            + f"  - rebuttal: r\n    against: [first, a]\n    text: He did not.\n    {CITE}\n",
            False,
        ),
    ],
)
def test_rival_without_link(argmap: Program, node: str, fires: bool) -> None:
    assert found(argmap, node, "rival-without-link") == ([("rival-without-link", 1, 12)] if fires else [])


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        ("Stalin met Mao.", "stalin met Mao!", ""),
        ("Stalin met Mao.", '"Stalin,  met Mao."', ""),
        ("The so-called Tito of Asia won.", "The so called “Tito” of Asia won.", ""),
        ("Café life went on.", "Cafe\u0301 life went on.", ""),
    ],
)
def test_duplicate_text(argmap: Program, one: str, other: str, more: str) -> None:
    rules = found(argmap, claim("a", one) + claim("b", other))
    assert ("duplicate-text", 6, 11) in rules
    assert {rule for rule, _, _ in rules} <= {"duplicate-text", "not-a-sentence"}


def test_duplicate_text_once_for_each_further_copy(argmap: Program) -> None:
    text = "".join(claim(f"a{number}", "Stalin met Mao.") for number in range(4))
    argmap.write("claims/x.yaml", HEAD + text)
    data = json.loads(argmap("check", "--format", "json").out)["diagnostics"]
    assert [(each["rule"], each["node"], each["related"][0]["start"]["line"] - BASE) for each in data] == [
        ("duplicate-text", f"a{number}", 2) for number in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The talks took 3.5 days.", "The talks took 3-5 days."),
        ("The talks took 35 days.", "The talks took 3.5 days."),
        ("Stalin met Mao.", "Mao met Stalin."),
    ],
)
def test_no_duplicate_text(argmap: Program, one: str, other: str) -> None:
    assert found(argmap, claim("a", one) + claim("b", other)) == []


def test_same_words_of_another_time_or_person(argmap: Program) -> None:
    text = claim("a", "He was ill.", f"date: '1949'\n    {CITE}") + claim("b", "He was ill.", f"date: '1950'\n    {CITE}")
    assert found(argmap, text) == []
    text = claim("a", "He was ill.", f"about: kim\n    {CITE}") + claim("b", "He was ill.", f"about: ulam\n    {CITE}")
    assert found(argmap, text) == []


@pytest.mark.parametrize(
    ("one", "other", "fires"),
    [
        ("The leaders made the decision alone.", "Leaders made a decision alone.", True),
        ("The leaders made the decision alone.", "The leader made the decisions alone.", True),
        ("Moscow realised its aim in the war.", "Moscow realized its aim in the war.", True),
        ("The labour of peasants fed the army.", "The labor of peasants fed the army.", True),
        ("The goverment approved of the plan.", "The government approved of the plan.", True),
        ("The incident occured before the talks.", "The incident occurred before the talks.", True),
        ("The army recieved its orders late.", "The army received its orders late.", True),
        # Parallel sentences.
        ("The North attacked the South first.", "The South attacked the North first.", False),
        ("The army crossed the northern border.", "The army crossed the southern border.", False),
        ("The plan was legal in the end.", "The plan was illegal in the end.", False),
        ("The plan was never made in 1949.", "The plan was never made in 1950.", False),
        ("The plan was made by Kim alone.", "The plan was not made by Kim alone.", False),
        ("The plan of Park was made alone.", "The plan of Parks was made alone.", False),
        ("The army reserved its forces there.", "The army reversed its forces there.", False),
        ("The council adopted the plan at once.", "The council adapted the plan at once.", False),
        ("The council rejected the plan at once.", "The council projected the plan at once.", False),
        ("The army held the country at dawn.", "The army held the county at dawn.", False),
        ("The exports of rice rose at once.", "The imports of rice rose at once.", False),
        ("The envoys went before the talks.", "The envoys went after the talks.", False),
        ("Stalin deceived Mao about the plan.", "Mao deceived Stalin about the plan.", False),
        ("The recieved goverment of the town fell.", "The received government of the town fell.", False),
        ("It was so.", "It was the so.", False),
    ],
)
def test_near_duplicate_text(argmap: Program, one: str, other: str, fires: bool) -> None:
    assert found(argmap, claim("a", one) + claim("b", other)) == ([("near-duplicate-text", 6, 11)] if fires else [])


def test_near_duplicate_of_a_variant_or_a_rival(argmap: Program) -> None:
    one, other = "The leaders made the decision alone.", "The leader made the decision alone."
    for more in ("variant_of: a", "conflicts: a", "date: '1950'"):
        first = f"date: '1949'\n    {CITE}" if "date" in more else CITE
        assert found(argmap, claim("a", one, first) + claim("b", other, f"{more}\n    {CITE}")) == []


def test_a_sign_makes_another_number(argmap: Program) -> None:
    assert found(argmap, claim("a", "It grew by -5 percent.") + claim("b", "It grew by 5 percent.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The first attack", "the army attacked.", "an army attacked.", "It was so,", "He said three things:", "War.", "war", "Наступление началось", "война началась.",
        "中国出兵", "北韓이 먼저 공격했다", "हमला हुआ", "هجوم",
    ],
)  # fmt: skip
def test_not_a_sentence(argmap: Program, text: str) -> None:
    assert found(argmap, claim("a", f'"{text}"')) == [("not-a-sentence", 2, 11)]


def test_not_a_sentence_says_all_that_is_wrong_with_a_text(argmap: Program) -> None:
    argmap.write("claims/x.yaml", HEAD + claim("a", "the keeper slept"))
    out = argmap("check", "--format", "concise").out
    assert "the text of `a` begins with a small letter and does not end as a sentence does" in out
    assert "with a capital at its beginning and a full stop at its end" in out


def test_not_a_sentence_beside_a_field_that_is_not_one(argmap: Program) -> None:
    rules = [rule for rule, _, _ in found(argmap, claim("a", "The first attack", f"colour: red\n    {CITE}"))]
    assert rules == ["not-a-sentence", "unknown-field"]


@pytest.mark.parametrize(
    "text",
    [
        "The North attacked.", "Attack!", "He said 'No.'", "He asked (in vain).", "It went on…", "1950 was a bad year.", "中国出兵了。", "（中国出兵了。）",
        "북한이 먼저 공격했다.", "हमला हुआ।", "بدأ الهجوم.", "حملہ شروع ہوا۔", "กองทัพบุก", "Το τέλος ήρθε.", "ომი დაიწყო.", "Պատերազմը սկսվեց։",
        "de Gaulle stayed away.", "al-Assad stayed.", "van Fleet stayed.", "iPhone sales rose.", "x is larger than y.", "n-grams were counted.", "d'Argenlieu left.",
        "“war” was the word he used.", "ጦርነት ተጀመረ።", "He used ‘the people’s war.’", "He wrote “No.”)",
    ],
)  # fmt: skip
def test_a_sentence(argmap: Program, text: str) -> None:
    expected = [("not-a-sentence", 2, 11)] if text == "Attack!" else []
    quoted = text.replace("'", "''")
    assert found(argmap, claim("a", f"'{quoted}'")) == expected


HIDDEN = [
    ('"The at\\u200btack began."', 18, "U+200B (zero width space)"),
    ("The at\u200btack began.", 17, "U+200B (zero width space)"),
    ("'The at\u00adtack began.'", 18, "U+00AD (soft hyphen)"),
    ("The at\u202etack began.", 17, "U+202E (right-to-left override)"),
    ("The at\u200ctack began.", 17, "U+200C (zero width non-joiner)"),
    ("The at\u200dtack began.", 17, "U+200D (zero width joiner)"),
    ("The attack \u200fbegan.", 22, "U+200F (right-to-left mark)"),
    ("The attack\ufeff began.", 21, "U+FEFF (zero width no-break space)"),
    ('"The \\x1b[31mattack began."', 16, "U+001B (escape)"),
    ('"The \\eattack began."', 16, "U+001B (escape)"),
    ('"The \\0attack began."', 16, "U+0000 (null)"),
    ("The at\u200b\u2060\u200btack began.", 17, "U+200B (zero width space) and 2 more"),
    ('"The at\u2028tack began."', 18, "U+2028 (line separator)"),
    ("The attack\U000e0041 began.", 21, "U+E0041 (tag latin capital letter a)"),
]


@pytest.mark.parametrize(("text", "column", "name"), HIDDEN)
def test_hidden_characters(argmap: Program, text: str, column: int, name: str) -> None:
    assert found(argmap, claim("a", text)) == [("hidden-characters", 2, column)]
    assert name in argmap("check", "--format", "concise").out


@pytest.mark.parametrize(
    "text",
    [
        "می‌شود و تمام شد.", "क्‍ष पढ़ा गया।", "He sent 👩‍👩‍👧 and a 🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag.", "ទឹក​ដី គឺ​ធំ។", "שלום \u200fעולם (1950).",
        "The C:\\u200bpath is plain.", "'The \\u200b is plain.'", "The space\xa0here is wide.", '"A tab\\tand a line\\nare none."',
    ],
)  # fmt: skip
def test_no_hidden_characters(argmap: Program, text: str) -> None:
    assert found(argmap, claim("a", text)) == []


def test_hidden_characters_in_other_entries(argmap: Program) -> None:
    text = HEAD.replace("Adam Ulam", "Adam\u200b Ulam").replace("A Book", "A\u200b Book").replace("Old school", "Old\u200b school")
    argmap.write("claims/x.yaml", text.replace("text: Why?", "text: Why\u200b now?"))
    data = json.loads(argmap("check", "--format", "json").out)["diagnostics"]
    assert [(each["rule"], each["node"]) for each in data] == [("hidden-characters", id) for id in ("q", "old", "ulam", "book-1992")]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ('" The war began."', (2, 12)),
        ('"The war began. "', (2, 26)),
        ("' The war began. '", (2, 12)),
        ('"The war began.\\n"', (2, 26)),
        ('"The war began.\n      "', (2, 26)),
        ("|\n      The war began.  \n", (3, 21)),
        ("|+\n      The war began.\n\n", (2, 12)),
        ("|\n\n      The war began.\n", (3, 1)),
        ("|2\n        The war began.\n", (3, 1)),
        ('"\\u3000The war began."', (2, 12)),
    ],
)
def test_untrimmed_text(argmap: Program, text: str, at: tuple[int, int]) -> None:
    assert found(argmap, claim("a", text)) == [("untrimmed-text", *at)]


@pytest.mark.parametrize(
    "text",
    [
        "The war began.",
        "|\n      The war began.\n",
        ">\n      The war\n      began.\n",
        "|-\n      The war began.\n\n",
        "The war began.   ",
    ],
)
def test_trimmed_text(argmap: Program, text: str) -> None:
    assert found(argmap, claim("a", text)) == []


def test_untrimmed_text_of_a_citation_and_a_source(argmap: Program) -> None:
    text = claim("a", "The war began.", "cite: [{source: book-1992, at: ' p. 1', note: 'so '}]\n    tags: ['a ', b]")
    assert found(argmap, text) == [("untrimmed-text", 4, 37), ("untrimmed-text", 4, 54), ("untrimmed-text", 5, 14)]
    argmap.write("claims/x.yaml", HEAD.replace("title: A Book", "title: ' A Book'"))
    assert [each["rule"] for each in json.loads(argmap("check", "--format", "json").out)["diagnostics"]] == ["untrimmed-text"]


def island(more: str = "") -> str:
    return (
        f"  - claim: lone\n    text: The bridge fell.\n    {CITE}\n"
        f"  - support: lone-ground\n    for: [lone{more}]\n    text: The piers broke first.\n    {CITE}\n"
    )


def test_islands(argmap: Program) -> None:
    assert found(argmap, island()) == [("unattached-node", 1, 12)]
    assert found(argmap, island(", first")) == [("unattached-node", 1, 12)]
    rivals = f"  - claim: one\n    text: The bridge fell.\n    conflicts: two\n    {CITE}\n  - claim: two\n    text: The bridge held.\n    {CITE}\n"
    assert found(argmap, rivals) == [("unattached-node", 1, 12)]
    assert found(argmap, rivals + ground("g", "Its piers stood.", "book-1992").replace("for: first", "for: [first, two]")) == []
    assert found(argmap, island(", frist")) == [("unattached-node", 1, 12), ("dangling-reference", 5, 17)]
    argmap.write("claims/x.yaml", ("positions:" + HEAD.split("positions:")[1]).replace("    question: q\n", "") + rivals)
    assert "`one`" not in argmap("check", "--format", "concise").out, "a map without questions"


def test_utf_16_without_a_mark_is_one_fault(argmap: Program) -> None:
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        argmap.write("claims/x.yaml", HEAD.encode(encoding))
        out = argmap("check", "--format", "concise").out
        assert out == f"claims/x.yaml:1:1: error[invalid-encoding] the file is {encoding[:6].upper()}, not UTF-8 (save the file as UTF-8)\n"


def test_long_names_are_shortened(argmap: Program) -> None:
    id = "begin" + "x" * 4000 + "end"
    argmap.write("claims/x.yaml", HEAD + claim("a", "The war began.", f"for: [{id}]\n    {CITE}") + claim(id, "A is so.", "by: editor"))
    argmap.write("claims/y.yaml", f"nodes:\n  - claim: b\n    text: The war ended.\n    question: {id}\n    {CITE}\n")
    out = argmap("check", "--format", "json").out
    for each in json.loads(out)["diagnostics"]:
        assert len(each["message"] + each["help"]) < 400
    assert "xxx...xxx" in out
