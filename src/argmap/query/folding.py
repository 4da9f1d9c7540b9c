"""Text as it is compared: without case, accents and the differences of typography."""

import re
import unicodedata

# Marks that accents decompose to. Those of other scripts (vowel signs, the voiced sound mark of kana) make other letters, and stay.
_ACCENTS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
# Letters that have a stroke and no decomposition, curled quotes, dashes; what is invisible goes.
_PLAIN = str.maketrans(
    {
        **dict(zip("øłđħŧı", "oldhti", strict=True)),
        **dict.fromkeys("\u2018\u2019\u201b\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201f", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    }
)


def folded(text: str) -> str:
    """``text`` for comparing: casefolded, NFKD without accents, white space as single spaces.

    Hangul is decomposed like the rest, so that both ways of writing a syllable
    are the same; it and Chinese lose nothing.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = re.sub(_ACCENTS, "", text).translate(_PLAIN)
    text = text.casefold()
    if text.isprintable() and "  " not in text:  # then it has no white space but single U+0020
        return text.strip()
    return " ".join(text.split())
