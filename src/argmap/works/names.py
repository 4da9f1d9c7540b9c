"""How names are taken apart: family name first in a bibliography, but only where that is sure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from argmap.display import visible
from argmap.entries import Person, PersonName
from argmap.model import ArgumentMap

_SUFFIX = re.compile(r",? (Jr\.?|Sr\.?|II|III|IV)$")
_PARTICLES = frozenset("von van de del della der den di da du la le ter ten zu zur al el bin ibn st. saint mac o'".split())
# A name with one of these words is that of a body.
_OF_BODIES = frozenset(
    "academy administration agency alliance army assembly association authority board body brigade bureau cabinet center centre church "
    "club college comintern command commission committee company conference congress corporation council court delegation department "
    "directorate division embassy federation force forces foundation front government group headquarters house institute journal league "
    "library ministry mission movement museum nations news office organisation organization parliament party politburo post presidium "
    "press radio regiment republic secretariat senate service society soviet staff state states syndicate team times tribunal union "
    "university voice".split()
)
# Scripts that write the family name first and use no comma.
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Name(NamedTuple):
    """A name as a bibliography needs it; ``family`` is the whole name where it is not to be taken apart."""

    family: str
    given: str = ""
    suffix: str = ""
    family_first: bool = False
    """Written with the family name first, as Chinese names are: never inverted."""
    whole: bool = False
    """A body, or a name that is shown as written."""

    @property
    def full(self) -> str:
        """The name in running text."""
        order = (self.family, self.given) if self.family_first else (self.given, self.family)
        return " ".join(part for part in (*order, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """The name at the head of an entry: ``Ulam, Adam``, ``Shen Zhihua``, ``Grey, Arthur L., Jr``."""
        if self.family_first or not self.given:
            return self.full
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def initials(self) -> str:
        """The name with initials, for two authors of one family name: ``H. J. Kim``."""
        if self.family_first or not self.given:
            return self.full
        return f"{_initials(self.given)} {self.family}"


def name_of(map: ArgumentMap, name: PersonName) -> Name:
    """A name in a source."""
    if name.person:
        person = map.people.get(name.person)
        return person_name(person) if person else Name(visible(name.person), whole=True)
    if name.family:
        family, given = visible(name.family), visible(name.given or "")
        return Name(family, given, family_first=bool(_EAST_ASIAN.search(family + given)))
    return Name(visible(name.literal or name.given or ""), whole=True)


def person_name(person: Person) -> Name:
    """The name of a person with a record.

    What is the family name is told by ``short``, which names a person by it
    (``Kim``, ``Kim Y. H.``, ``D. Dallin``): it must be the first or the last word
    of the name.  Without ``short`` the last word is, as in lists.  Bodies, and
    names of which none of this holds, stay as they are written.
    """
    return _taken_apart(visible(person.name), visible(person.short or ""))


@lru_cache(maxsize=8192)
def _taken_apart(name: str, short: str) -> Name:
    whole = Name(name, whole=True)
    match = _SUFFIX.search(name)
    words = name[: match.start()].split() if match else name.split()
    suffix = match[1] if match else ""
    if not 2 <= len(words) <= 5 or (short == name and not all(map(_is_initial, words[:-1]))) or _is_body(words) or _EAST_ASIAN.search(name):
        return whole
    count, first = _family_words(words, short.split() if short != name else ())
    if not count:
        return whole
    given = words[count:] if first else words[:-count]
    family = words[:count] if first else words[-count:]
    return Name(" ".join(family), " ".join(given), suffix, family_first=first)


def _is_body(words: Sequence[str]) -> bool:
    """Whether a name has a word that names of persons have not: a noun of bodies, a comma, a number, a word in small letters."""
    for number, word in enumerate(words):
        low = word.lower()
        if low in _OF_BODIES or (number == 0 and low == "the") or "," in word or "'s" in low or "’s" in low or any(map(str.isdigit, word)):
            return True
        if word[0].islower() and low not in _PARTICLES:
            return True
    return False


def _family_words(words: Sequence[str], short: Sequence[str]) -> tuple[int, bool]:
    """How many words the family name has, and whether they come first; 0 if that is not sure."""
    if not short:
        count = 1
        while count < len(words) - 1 and words[-count - 1].lower() in _PARTICLES:
            count += 1
        return count, False
    if len(short) > 1 and all(word.lower() in _PARTICLES for word in short[:-1]):  # `Van Ree`
        return (len(short), False) if list(words[-len(short) :]) == list(short) else (0, False)
    letters = [word for word in short if _is_initial(word)]
    names = [word for word in short if not _is_initial(word)]
    if list(short) == [words[-1], *words[:-1]]:  # the whole name, turned round
        return 1, False
    if len(names) != 1:
        return 0, False
    family = names[0]
    if words[-1] == family and words[0] != family:
        return (1, False) if _begin(words[:-1], letters) else (0, False)
    if words[0] == family and len(words) <= 3:
        return (1, True) if _begin(words[1:], letters) else (0, False)
    return 0, False


def _is_initial(word: str) -> bool:
    return re.fullmatch(r"(\w\.-?)+", word) is not None


def _begin(given: Sequence[str], letters: Sequence[str]) -> bool:
    """Whether the initials of a short name may be those of the given names."""
    return not letters or any(word.lower().startswith(letters[0][0].lower()) for word in given)


def _initials(given: str) -> str:
    """``Hak Jun`` as ``H. J.``, ``Jean-Paul`` as ``J.-P.``."""
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split() if word.strip("-"))
