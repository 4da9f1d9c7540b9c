"""`argmap fmt`."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from argmap.cli._app import ColorOption, Command, ProjectOption, chosen, epilog

if TYPE_CHECKING:
    from argmap.cli._targets import ClaimFile

EXAMPLES = ("argmap fmt", "argmap fmt --check claims/origins", "argmap fmt --diff claims/positions.yaml")


def register(app: typer.Typer) -> None:
    """Add the command."""
    end = epilog(EXAMPLES, "0 done, 1 something would change (--check, --diff), 2 could not run, or a file is left alone")
    app.command("fmt", cls=Command, epilog=end)(fmt)


def fmt(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Files and folders to format; - is standard input, written to standard output.", show_default=False
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; name the files that would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    project: ProjectOption = None,
    color: ColorOption = None,
) -> None:
    """Bring claim files into the one canonical layout; without a path, those of the project here or above.

    Comments stay with what they belong to, and what the files say stays the same: each file is read again and
    compared before it is written.
    """
    from argmap.cli._output import say, use_color

    names = paths or []
    root = chosen(context, "project", project)
    run = _Run(check, diff, use_color(chosen(context, "color", color)))
    if "-" in names or (root == "-" and not names):
        run.standard_input(names)
    else:
        _files(run, names, root)
    for line in run.summary():
        say(line)
    raise typer.Exit(run.status())


def _files(run: "_Run", names: list[str], root: str | None) -> None:
    from argmap.cli._output import say
    from argmap.cli._targets import files_of
    from argmap.errors import ArgmapError
    from argmap.walk import SUFFIXES

    skipped: list[str] = []
    found = files_of(names, root, skipped)
    for target in found:
        if target.is_named and not target.path.name.endswith(SUFFIXES):
            raise ArgmapError(f"`{target.shown}` is no claim file: its name does not end in `.yaml` or `.yml`", "name a claim file")
    for link in skipped:
        say(f"note: `{link}` is a link that leaves the project, and is left alone")
    for target in found:
        run.file(target)


@dataclass
class _Run:
    """What one run does with files, and what it has done."""

    check: bool
    diff: bool
    color: bool
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    foreign: list[str] = field(default_factory=list)

    def file(self, target: "ClaimFile") -> None:
        """Format one file."""
        from argmap.files import read_bytes, write_atomically

        try:
            data = read_bytes(target.path)
        except OSError as error:
            self._fail(target.shown, f"it cannot be read: {(error.strerror or str(error)).lower()}", "mend or remove it")
            return
        text = self._formatted(target.shown, data, target.is_named)
        if text is None or self._report(target.shown, data, text):
            return
        try:
            write_atomically(target.path, text)
        except OSError as error:
            self.changed -= 1
            self._fail(target.shown, f"it cannot be written: {(error.strerror or str(error)).lower()}", "")

    def standard_input(self, names: list[str]) -> None:
        """Format standard input to standard output.  Raises `ArgmapError`."""
        from argmap.cli._output import write
        from argmap.errors import ArgmapError
        from argmap.project import stdin_bytes

        if set(names) - {"-"}:
            raise ArgmapError("standard input cannot be formatted together with files", "name `-` alone")
        try:
            data = stdin_bytes()
        except OSError as error:
            raise ArgmapError(f"standard input cannot be read: {(error.strerror or str(error)).lower()}") from error
        text = self._formatted("<stdin>", data, True)
        if text is not None and not self._report("<stdin>", data, text, is_shown=True):
            write([text])

    def _formatted(self, shown: str, data: bytes, is_named: bool) -> str | None:
        """The text of a file in canonical layout; None if it is left alone."""
        from argmap.formatter.verified import CannotFormat, formatted, is_claim_file
        from argmap.reader import read_document

        document = read_document(shown, data)
        if not is_claim_file(document):
            if is_named:
                self._fail(shown, "nothing in it looks like a part of a claim file", "name a claim file")
            else:
                self.foreign.append(shown)
            return None
        try:
            return formatted(document)
        except CannotFormat as error:
            self._fail(shown, error.reason, error.help.replace("<stdin>", "-"))
            return None

    def _report(self, shown: str, data: bytes, text: str, is_shown: bool = False) -> bool:
        """Count a file, and print what is asked for; whether that is all there is to do."""
        from argmap.cli._diff import unified
        from argmap.cli._output import write
        from argmap.display import visible

        if text.encode() == data:
            self.unchanged += 1
            return not is_shown or self.check or self.diff
        self.changed += 1
        if self.diff:
            write(unified(shown, data.decode("utf-8"), text, self.color))
        elif self.check:
            write([visible(shown) + "\n"])
        return self.check or self.diff

    def _fail(self, shown: str, reason: str, help: str) -> None:
        from argmap.cli._output import say_error

        self.failed += 1
        say_error(f"`{shown}` is left as it is: {reason}", help)

    def summary(self) -> list[str]:
        """What has been done, in a line, and notes on what was not."""
        lines = []
        if len(self.foreign) == 1:
            lines.append(f"note: `{self.foreign[0]}` does not look like a claim file, and is left alone")
        elif self.foreign:
            lines.append(f"note: {len(self.foreign):,} files do not look like claim files, and are left alone")
        done = "would be formatted" if self.check or self.diff else "formatted"
        count = "1 file" if self.changed == 1 else f"{self.changed:,} files"
        left = f", {self.failed:,} left as {'it is' if self.failed == 1 else 'they are'}" if self.failed else ""
        return [*lines, f"{count} {done}, {self.unchanged:,} unchanged{left}"]

    def status(self) -> int:
        """The exit status."""
        if self.failed:
            return 2
        return 1 if self.changed and (self.check or self.diff) else 0
