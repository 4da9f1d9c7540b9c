"""Two positions, people or sources side by side: what they both hold, where they agree and clash, what only one speaks of.

No words and no colour: ids and links.  Linear in the map, but for sorting.
"""

from argmap.comparison.making import compare
from argmap.comparison.parts import MOST_ANSWERS, Common, Comparison, Kind, Lone, Meeting, Party, Readings, Share, other_party

__all__ = ["MOST_ANSWERS", "Common", "Comparison", "Kind", "Lone", "Meeting", "Party", "Readings", "Share", "compare", "other_party"]
