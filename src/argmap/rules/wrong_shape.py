"""A file, an entry or a field is of the wrong kind.

A list stands where one text is meant, a text where `true` or `false` is meant,
a word where one of a few is meant; or a file among the claim files is something
else altogether.  The value is left out; everything else of the entry is kept.

Text such as `true`, `false` and `null` has a meaning of its own in YAML: put it
in quotes where the word is meant.

Example:

    nodes:
      - rebuttal: speech-was-routine
        against: [stalin-approved]
        attack: refute
        text: The speech repeated what was known.
        cite: [{source: ulam-1992, at: p. 1}]

Use instead:

    nodes:
      - rebuttal: speech-was-routine
        against: [stalin-approved]
        attack: rebut
        text: The speech repeated what was known.
        cite: [{source: ulam-1992, at: p. 1}]
"""

from argmap.diagnostics import Severity
from argmap.rules._rule import recorded

SEVERITY = Severity.ERROR
check = recorded("wrong-shape")
