"""The command line: one command per file, arguments and printing only.

Nothing but Typer is imported before a command runs, so that `--help` is quick.
"""

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any, NoReturn

import typer

from argmap.cli._app import CommandGroup, root_options
from argmap.cli._output import finish, kept, prepare_streams, say_error
from argmap.errors import ArgmapError, reason

COMMANDS = (
    "show",
    "query",
    "compare",
    "path",
    "brief",
    "evaluate",
    "render",
    "timeline",
    "stats",
    "cite",
    "check",
    "fmt",
    "rename",
    "explain",
    "config",
    "schema",
    "export",
    "lsp",
    "completion",
)
"""The modules of this package that hold a command each, which is called like them, in the order of the help."""


def app(modules: Iterable[str] = COMMANDS) -> typer.Typer:
    """The program with the commands of all modules, or of some."""
    made = typer.Typer(
        cls=CommandGroup,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    made.callback()(root_options)
    for module in modules:
        import_module(f"argmap.cli.{module}").register(made)
    return made


def main() -> NoReturn:
    """Run the program and exit: 0 nothing wrong, 1 findings or nothing found, 2 could not run."""
    prepare_streams()
    status = run(sys.argv[1:])
    finish(status)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status."""
    kept.clear()  # of the run before, if there was one in this process
    if arguments[:1] == ["_complete"]:  # which the scripts of `argmap completion` call
        from argmap.cli._shells import answer

        return answer(arguments[1:])
    try:
        # Typer takes half a millisecond to make each command: where one comes first, the others cannot matter.
        needed = arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS
        status = app(needed)(arguments, prog_name="argmap", standalone_mode=False)
    except ArgmapError as error:
        for each in (error, *error.more):
            say_error(each.message, each.help, each.excerpt)
        return 2
    except typer.TyperException as error:
        say_error(*_in_our_words(error))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return 2
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        say_error(f"{reason(error)}{where}")
        return 2
    except MemoryError:
        say_error("out of memory", "give a smaller part of the map")
        return 2
    return status if isinstance(status, int) else 0


def _in_our_words(error: typer.TyperException) -> tuple[str, str]:
    """A usage error as a message and a cure, in the style of our own."""
    option = getattr(error, "option_name", None)
    near = getattr(error, "possibilities", None)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "argmap"
    choice = _wrong_choice(error)
    if choice is not None:
        return choice
    message = error.format_message().rstrip(".")
    if option is not None and near is not None:
        message = f"`{path}` has no option `{option}`"
        guess = _nearest_option(option, context) or next(iter(sorted(near)), None)
        if guess:
            return message, f"did you mean `{guess}`?"
    elif message:
        message = message[0].lower() + message[1:].replace("'", "`")
    return message, f"see `{path} --help`"


def _nearest_option(option: str, context: Any) -> str | None:
    """The option of the command that is most like this one; Typer's own guesses answer `--tpye` with `--by`."""
    from argmap.nearest import nearest

    command = getattr(context, "command", None)
    names = [name[2:] for each in getattr(command, "params", ()) for name in (*each.opts, *each.secondary_opts) if name.startswith("--")]
    near = nearest(option.lstrip("-"), names)
    return f"--{near}" if near else None


def _wrong_choice(error: typer.TyperException) -> tuple[str, str] | None:
    """What to say of a value that is none of the choices of an option; None if the error is another one."""
    from argmap.nearest import nearest

    parameter: Any = getattr(error, "param", None)
    choices = getattr(getattr(parameter, "type_descriptor", None), "choices", None)
    details = getattr(error.__cause__, "errors", None)  # of pydantic
    if not choices or details is None:
        return None
    value = str(details()[0].get("input"))
    names = [str(choice) for choice in choices]
    near = nearest(value, names)
    listed = "it takes " + ", ".join(f"`{name}`" for name in names)
    return f"`{max(parameter.opts, key=len)}` cannot be `{value}`", f"did you mean `{near}`? {listed}" if near else listed
