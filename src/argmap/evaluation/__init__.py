"""What stands on a map: labels, why, and what changes if something is taken away.

A label says how things stand on what the map records (design: section 4); it is
no verdict on who is right.
"""

from argmap.evaluation.labels import Evaluation, Label, evaluate

__all__ = ["Evaluation", "Label", "evaluate"]
