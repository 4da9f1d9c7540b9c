"""`argmap explain`."""

from typing import Annotated, Literal

import typer

from argmap.cli._app import Command, epilog

EXAMPLES = ("argmap explain", "argmap explain void-link", "argmap explain --format markdown")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("explain", cls=Command, epilog=epilog(EXAMPLES, "0 explained, 2 no such rule"))(explain)


def explain(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", help="The name of a rule.", show_default=False)] = None,
    format: Annotated[Literal["text", "markdown"], typer.Option("--format", help="How to print the page.")] = "text",
) -> None:
    """Explain what a rule of `argmap check` is about, with an example, what is said of it, and what to write instead.

    Without a RULE: all rules with their severity, one line each; as Markdown, the pages of all rules.
    """
    from argmap.cli._output import write
    from argmap.rule_names import no_such_rule
    from argmap.rules import all_rules

    rules = all_rules()
    if rule is not None and rule not in rules:
        raise no_such_rule(rule)
    if rule is None and format == "text":
        longest = max(len(name) for name in rules)
        write(f"{each.name:<{longest}}  {each.severity!s:<7}  {each.summary}\n" for each in rules.values())
        return
    from argmap.rule_pages import markdown, markdown_page, text_page

    if rule is None:
        write(markdown())
    else:
        page = "".join(text_page(rules[rule]) if format == "text" else markdown_page(rules[rule]))
        write([page.rstrip("\n") + "\n"])
