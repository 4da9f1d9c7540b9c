"""Which nodes a picture holds, and in what order of importance, so that it can be cut off where a slide is full.

No geometry and no colour: another part lays out ever longer beginnings of the
order until no more fits.
"""

from argmap.selection._plans import rivals_of
from argmap.selection._reach import Replies, Reply, bearing_on
from argmap.selection._select import Selection, Wanted, select

__all__ = ["Replies", "Reply", "Selection", "Wanted", "bearing_on", "rivals_of", "select"]
