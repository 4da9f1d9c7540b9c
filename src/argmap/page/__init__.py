"""The interactive page: one HTML file that needs nothing else, with the picture, the texts, a style sheet and a script.

The whole of what was asked for is drawn as a tree from left to right, each node
once.  The place of a node in a tree can be computed again in a blink, so that
branches can be closed and opened in the browser; a link that is not part of the
tree is said in the texts, and drawn when one of its ends is looked at.
"""

from argmap.page.document import Manner, Page, page_of

__all__ = ["Manner", "Page", "page_of"]
