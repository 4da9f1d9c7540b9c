"""What the words of a fixed set mean, for those who do not know the file format by heart."""

from argmap.language_server.fields import Field

_ATTACKS = {
    "rebut": "the contrary: against the target itself; a claim that is rebutted rebuts back",
    "undermine": "what the target says is false, forged or misdated",
    "undercut": "the target may be true, but does not show what it is used for",
    "limit": "true as far as it goes, but too narrow; defeats nothing",
}
_HEDGES = {
    "asserted": "the author states it without a hedge (the default)",
    "likely": "the author thinks it likely",
    "possible": "the author thinks it possible",
    "conjecture": "the author offers it as a conjecture",
}
_MEANINGS = {"attack": _ATTACKS, "certainty": _HEDGES}


def meaning(field: Field, value: str) -> str:
    """What a value of a field means; empty where it says so itself."""
    return _MEANINGS.get(field.name, {}).get(value, "")
