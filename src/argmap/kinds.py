"""The kinds of entries and nodes, and what an id may be: words that everything knows, and that take no time to import."""

import re
from typing import Literal, get_args

Attack = Literal["rebut", "undermine", "undercut", "limit"]
Certainty = Literal["asserted", "likely", "possible", "conjecture"]
NodeType = Literal["claim", "support", "rebuttal"]
EntryKind = Literal["question", "position", "person", "source", "node"]
NODE_TYPES: tuple[NodeType, ...] = get_args(NodeType)
ATTACKS: tuple[Attack, ...] = get_args(Attack)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
LABELS = ("stands", "asserted", "open", "falls", "unsupported")
"""How a node may stand on what a map records, as `argmap.evaluation.Label` has it."""

KEYS: dict[EntryKind, str] = {"question": "questions", "position": "positions", "person": "people", "source": "sources", "node": "nodes"}
"""The top-level key of a claim file under which the entries of each kind stand."""
KINDS: dict[str, EntryKind] = {key: kind for kind, key in KEYS.items()}
"""The kind of the entries under each top-level key."""

MAX_ID_LENGTH = 60
ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_CURE = f"use lower-case ASCII letters and digits, joined by `-`, at most {MAX_ID_LENGTH} of them"


def is_valid_id(id: str) -> bool:
    """Whether a text may be an id: kebab-case ASCII, not too long."""
    return len(id) <= MAX_ID_LENGTH and re.fullmatch(ID_PATTERN, id) is not None
