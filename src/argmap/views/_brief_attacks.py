"""The sections of a debater's sheet on attacks and agreements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from argmap.briefing import Answer, Challenge, Grant, Opening
from argmap.display import Part
from argmap.entries import Claim
from argmap.views._brief_words import ANSWER_STATES, Words, how, state_words
from argmap.views._page import joined, part
from argmap.views._parts import UNANSWERED
from argmap.views._sheet import Entry
from argmap.wording import school, who


def grouped(challenges: Iterable[Challenge]) -> list[list[Challenge]]:
    """Attacks that say the same in the same way, together where the first of them comes."""
    found: dict[tuple[str, str, int], list[Challenge]] = {}
    for each in challenges:
        answers = id(each.answers) if each.answers else 0  # what answers all attacks of a node is one and the same list
        found.setdefault((each.source, how(each.link) if each.link is not None else "", answers), []).append(each)
    return list(found.values())


def challenge_entry(words: Words, group: Sequence[Challenge], shown: Mapping[str, int], answers: int | None, targets: int | None) -> Entry:
    """What is said against claims or grounds: by whom, against which of them, and what answers it."""
    each = group[0]
    node = words.map.nodes[each.source]
    under = [_answer_entry(words, answer) for answer in each.answers[:answers]]
    if each.link is None and not each.answers:
        under.append(Entry(">", [Part("No answer on record but the claim itself: the two exclude each other.")]))
    kind = "clash" if each.link is None else how(each.link)
    more = [Part(f" and {len(group) - targets:,} more")] if targets is not None and len(group) > targets else []
    rest = joined((Part(state_words(each)), words.say(node), part(node.id, "id")))
    about = [part(words.by(node)), *_against(words, group[:targets], shown), *more, Part(" | "), *rest]
    return Entry("x" if each.link is None else "-", [Part(f"({kind}) "), part(node.text)], [about], under)


def _against(words: Words, group: Sequence[Challenge], shown: Mapping[str, int]) -> Iterator[Part]:
    """What an attack is against: claims, by their number on the sheet or else in their own words, and grounds of them."""
    claims: dict[str, list[str]] = {}
    for each in group:
        claims.setdefault(each.claim, []).append(each.target)
    for number, (claim, targets) in enumerate(claims.items()):
        yield Part(" and " if number else " against ")
        grounds = [id for id in targets if id != claim]
        if claim not in targets:
            yield from [Part("the "), *_grounds(grounds), Part(" of ")]
        yield from [Part(f"{shown[claim]}, ")] if claim in shown else [words.quoted(claim), Part(" ")]
        yield part(claim, "id")
        if grounds and claim in targets:
            yield from [Part(" and its "), *_grounds(grounds)]


def _grounds(ids: Sequence[str]) -> Iterator[Part]:
    yield Part("ground " if len(ids) == 1 else "grounds ")
    for number, id in enumerate(ids):
        yield from [*([Part(", ")] if number else []), part(id, "id")]


def _answer_entry(words: Words, answer: Answer) -> Entry:
    node = words.map.nodes[answer.link.source]
    about = joined((part(words.by(node)), Part(ANSWER_STATES[answer.state]), words.say(node), part(node.id, "id")))
    return Entry(">", [Part(f"Answer ({how(answer.link)}): "), part(node.text)], [about])


def opening_entry(words: Words, opening: Opening, attacks: int | None) -> Entry:
    """A claim of the other side, and the attacks on it that nobody answers."""
    node = words.map.nodes[opening.claim]
    about = joined((part(words.by(node)), words.label(node.id), part(node.id, "id")))
    return Entry("*", [part(node.text, "claim")], [about], [_pressed_entry(words, each) for each in opening.attacks[:attacks]])


def _pressed_entry(words: Words, each: Challenge) -> Entry:
    node = words.map.nodes[each.source]
    assert each.link is not None  # noqa: S101
    on = [Part("; on its ground "), part(each.target, "id")] if each.target != each.claim else []
    about = joined((part(words.by(node)), UNANSWERED, Part(state_words(each)), words.say(node), part(node.id, "id")))
    return Entry("-", [Part(f"({how(each.link)}"), *on, Part(") "), part(node.text)], [about])


def grant_entry(words: Words, grant: Grant) -> Entry:
    """What both hold, or how something of theirs goes with something of ours."""
    theirs = words.map.nodes[grant.theirs]
    if grant.ours != grant.theirs:
        yours = [[Part("Yours: "), words.quoted(grant.ours), Part(" "), part(grant.ours, "id")]]
        by = words.by(theirs)
    else:
        others = tuple(id for id in theirs.position if id != words.position)
        yours, by = [], who(words.map, theirs)
        by += f"{', ' if by else ''}also {school(words.map, others)}" if others else ""
    about = joined((part(by), words.label(theirs.id), words.say(theirs), part(theirs.id, "id")))
    return Entry("=", [Part(f"({_grant_words(words, grant)}) "), part(theirs.text)], [*yours, about])


def _grant_words(words: Words, grant: Grant) -> str:
    if grant.kind == "variant":
        theirs = words.map.nodes[grant.theirs]
        is_form = isinstance(theirs, Claim) and theirs.variant_of == grant.ours
        return "a weaker or narrower form of yours" if is_form else "yours is a weaker or narrower form of it"
    if grant.link is not None:
        reason = "theirs, and a reason for yours" if grant.link.source == grant.theirs else "theirs, and yours is a reason for it"
        return f"{reason}, editorial" if grant.link.editorial else reason
    return {"granted": "common ground", "both": "both hold"}.get(grant.kind, "both say it in the same words")
