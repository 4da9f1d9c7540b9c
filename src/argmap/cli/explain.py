"""`argmap explain`."""

from typing import Annotated

import typer

from argmap.cli._app import Command, epilog

EXAMPLES = ("argmap explain", "argmap explain void-link")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", cls=Command, epilog=epilog(EXAMPLES, "0 explained, 2 no such rule"))(explain)


def explain(rule: Annotated[str | None, typer.Argument(metavar="RULE", help="The name of a rule.", show_default=False)] = None) -> None:
    """Explain what a rule of `argmap check` is about, with an example and what to write instead.

    Without a RULE: all rules with their severity, one line each.
    """
    from argmap.cli._output import write
    from argmap.errors import ArgmapError
    from argmap.nearest import nearest
    from argmap.rules import all_rules

    rules = all_rules()
    if rule is None:
        longest = max(len(name) for name in rules)
        write(f"{each.name:<{longest}}  {each.severity!s:<7}  {each.summary}\n" for each in rules.values())
        return
    if rule not in rules:
        near = nearest(rule, rules)
        raise ArgmapError(f"no rule is called `{rule}`", f"did you mean `{near}`?" if near else "`argmap explain` lists the rules")
    found = rules[rule]
    write([f"{found.name} ({found.severity})\n\n{found.page.strip()}\n"])
