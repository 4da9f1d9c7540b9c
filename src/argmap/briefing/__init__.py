"""What a debater needs to know of a position: its case in order of strength, what is said against it, and where its rivals are open.

No words and no colour: ids, links and their order.  Linear in the map, but for
sorting.  The order of strength is our own: what labels, grounds and attacks
mean is that of the evaluation (`argmap.evaluation`), which of them counts first
is decided here and told in docs/brief.md.
"""

from argmap.briefing.making import brief
from argmap.briefing.parts import Answer, Briefing, Challenge, Grant, GrantKind, Opening, Point, State

__all__ = ["Answer", "Briefing", "Challenge", "Grant", "GrantKind", "Opening", "Point", "State", "brief"]
