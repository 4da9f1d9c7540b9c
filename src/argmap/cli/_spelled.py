"""Commands as one writes them, for answers that name one."""

from collections.abc import Sequence


def spelled(command: str, arguments: Sequence[str], options: Sequence[str]) -> str:
    """A command as one writes it in a shell; what begins with `-` and is no option stands behind `--`."""
    import shlex

    from argmap.display import visible

    words = [*options, "--", *arguments] if any(each.startswith("-") for each in arguments) else [*arguments, *options]
    return visible(shlex.join(["argmap", command, *words]))


def option(name: str, value: str | None) -> list[str]:
    """An option with its value as words of a command; no words for none."""
    if value is None:
        return []
    return [f"{name}={value}"] if value.startswith("-") else [name, value]
