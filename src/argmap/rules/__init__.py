"""The rules: one per file, the file's name being the rule's name.

A rule is a module with a docstring (what `argmap explain` prints), a
``SEVERITY``, and a function ``check`` that yields findings.  A module whose
name begins with ``_`` is not a rule.
"""

from functools import cache
from importlib import import_module

from argmap.rule_names import ALWAYS, rule_names
from argmap.rules._rule import Rule

__all__ = ["Rule", "all_rules"]


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by name, in the order of the names."""
    rules = {}
    for name in rule_names():
        module = import_module(f"{__name__}.{name.replace('-', '_')}")
        rules[name] = Rule(name, module.SEVERITY, module.__doc__ or "", module.check, name not in ALWAYS)
    return rules
