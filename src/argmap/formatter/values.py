"""Whether two values say the same."""

from argmap.document import TRUTHS, ListValue, Scalar, Value


def same_values(old: Value | None, new: Value | None) -> bool:
    """Whether two values are the same but for the order of fields; what stands for an alias is like nothing else."""
    if old is None or new is None or isinstance(old, Scalar) or isinstance(new, Scalar):
        return _is_text(old) and _is_text(new) and _meaning(old) == _meaning(new)
    if isinstance(old, ListValue):
        return isinstance(new, ListValue) and len(old.items) == len(new.items) and all(map(same_values, old.items, new.items))
    if isinstance(new, ListValue) or old.entries.keys() != new.entries.keys():
        return False
    return all(same_values(value, new.value(key)) for key, (_, _, value) in old.entries.items())


def _is_text(value: Value | None) -> bool:
    return value is None or (isinstance(value, Scalar) and not value.broken)


def _meaning(value: Value | None) -> str | bool | None:
    """A text, a truth value, or None for nothing."""
    if not isinstance(value, Scalar) or value.is_null:
        return None
    return TRUTHS.get(value.text, value.text) if value.plain else value.text
