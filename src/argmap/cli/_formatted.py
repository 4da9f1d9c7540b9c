"""One run of `argmap fmt`: files laid out anew, and what is printed of them."""

from dataclasses import dataclass, field

from argmap.cli._diff import unified
from argmap.cli._output import say_error, write
from argmap.cli._targets import ClaimFile
from argmap.display import counted, visible
from argmap.errors import ArgmapError, reason
from argmap.files import read_bytes, write_atomically
from argmap.formatter.verified import CannotFormat, formatted, is_claim_file
from argmap.project import stdin_bytes
from argmap.reader import read_document


@dataclass
class Run:
    """What one run does with files, and what it has done."""

    check: bool
    diff: bool
    color: bool
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    foreign: list[str] = field(default_factory=list)

    def file(self, target: ClaimFile) -> None:
        """Format one file."""
        try:
            data = read_bytes(target.path)
        except OSError as error:
            self._fail(target.shown, f"it cannot be read: {reason(error)}", "mend or remove it")
            return
        text = self._formatted(target.shown, data, target.is_named)
        if text is None or self._report(target.shown, data, text):
            return
        try:
            write_atomically(target.path, text.encode())
        except OSError as error:
            self.changed -= 1
            self._fail(target.shown, f"it cannot be written: {reason(error)}", "")

    def standard_input(self, names: list[str]) -> None:
        """Format standard input to standard output.  Raises `ArgmapError`."""
        if set(names) - {"-"}:
            raise ArgmapError("standard input cannot be formatted together with files", "name `-` alone")
        try:
            data = stdin_bytes()
        except OSError as error:
            raise ArgmapError(f"standard input cannot be read: {reason(error)}") from error
        text = self._formatted("<stdin>", data, True)
        if text is not None and not self._report("<stdin>", data, text, is_shown=True):
            write([text])

    def _formatted(self, shown: str, data: bytes, is_named: bool) -> str | None:
        """The text of a file in canonical layout; None if it is left alone."""
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
        if text.encode() == data:
            self.unchanged += 1
            return not is_shown or self.check or self.diff
        self.changed += 1
        if self.diff:
            write(unified(shown, data.decode("utf-8"), text, self.color))
        elif self.check:
            write([visible(shown) + "\n"])
        return self.check or self.diff

    def _fail(self, shown: str, why: str, help: str) -> None:

        self.failed += 1
        say_error(f"`{shown}` is left as it is: {why}", help)

    def summary(self) -> list[str]:
        """What has been done, in a line, and notes on what was not."""
        lines = []
        if len(self.foreign) == 1:
            lines.append(f"note: `{self.foreign[0]}` does not look like a claim file, and is left alone")
        elif self.foreign:
            lines.append(f"note: {len(self.foreign):,} files do not look like claim files, and are left alone")
        done = "would be formatted" if self.check or self.diff else "formatted"
        left = f", {self.failed:,} left as {'it is' if self.failed == 1 else 'they are'}" if self.failed else ""
        return [*lines, f"{counted(self.changed, 'file')} {done}, {self.unchanged:,} unchanged{left}"]

    def status(self) -> int:
        """The exit status."""
        if self.failed:
            return 2
        return 1 if self.changed and (self.check or self.diff) else 0
