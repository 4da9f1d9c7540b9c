"""Measure argmap against its speed contract: `.venv/bin/python benchmarks/run.py [--quick]`.

Every figure is of a whole process, as users start it: the CPU time (user and
system) that the operating system counted for it, which other programs on the
machine lengthen less than the time on the clock, and its peak memory.  Needs
`os.wait4`, so Linux or macOS.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generate import ROOT_QUESTION

# Nothing large may be imported or made in this process: Linux counts the memory
# of the process that starts another towards the peak of the one that is started.

_BENCHMARKS = Path(__file__).resolve().parent
SHIPPED = _BENCHMARKS.parent
"""The folder with the map that ships with argmap."""
SHOW_MEMORY = 60.0
"""The most memory that `argmap show` may take, in MB of 1,000,000 bytes."""


class RunFailed(Exception):
    """A command could not be run; ``str()`` says which and why."""


@dataclass(frozen=True)
class Task:
    """A command to measure, and how much it may take."""

    what: str
    arguments: tuple[str, ...]
    seconds: float | None = None
    megabytes: float | None = None
    size: int = 0
    """How many nodes the project has that is generated for it; 0 for the shipped one."""
    per_file: int = 200
    every_rule: bool = False
    """Whether the rules run too that are off unless they are switched on."""
    is_refused: bool = False
    """Whether what is measured is how soon the command says that it is too much."""


SVG = ("--format", "svg", "-o", "-")
WHOLE = ("--depth", "all", "--size", "auto", *SVG)

TASKS = (
    Task("argmap --help", ("--help",), seconds=0.13),
    Task("show origins, shipped map", ("show", "origins"), seconds=0.25, megabytes=SHOW_MEMORY),
    Task("compare kim-2019 bano-1999, shipped map", ("compare", "kim-2019", "bano-1999"), seconds=0.4),
    Task("path gottwald-letter origins, shipped map", ("path", "gottwald-letter", "origins"), seconds=0.4),
    Task("show a root question, 1,000 nodes", ("show", ROOT_QUESTION), seconds=0.25, megabytes=SHOW_MEMORY, size=1_000),
    Task("completion of every id, shipped map", ("_complete", "bash", f"argmap --project '{SHIPPED}' show ", "", "9"), seconds=0.25),
    Task("render origins, shipped map", ("render", "origins", *SVG), seconds=0.6),
    Task("render stalins-aim, 1,000 boxes", ("render", "stalins-aim", *WHOLE, "--max-nodes", "1000"), seconds=1.2),
    Task(
        "render a position, too many boxes, 10,000 nodes", ("render", "accident-thesis", *WHOLE), 5.0, 500.0, size=10_000, is_refused=True
    ),
    Task("check, shipped map", ("check",), seconds=0.4),
    Task("check, 10,000 nodes", ("check",), seconds=0.9, size=10_000),
    Task("check, 10,000 nodes in 600 files, every rule", ("check", "--statistics"), 1.2, size=10_000, per_file=20, every_rule=True),
    Task("fmt --check, 10,000 nodes", ("fmt", "--check"), size=10_000),
    Task("check, 100,000 nodes", ("check",), seconds=9.0, size=100_000),
    Task("check, 100,000 nodes, every rule", ("check", "--statistics"), 12.0, size=100_000, every_rule=True),
)
QUICK = 10_000
"""The most nodes that `--quick` measures."""


@dataclass(frozen=True)
class Usage:
    """What one process took: seconds of CPU, and MB of memory at its peak; and its exit status."""

    seconds: float
    megabytes: float
    status: int


@dataclass(frozen=True)
class Row:
    """A line of the table; ``target`` is None where the contract names none."""

    what: str
    measured: float
    least: float
    target: float | None
    unit: str

    def cells(self) -> tuple[str, str, str, str, str]:
        """The line as words."""
        digits = 3 if self.unit == "s" else 0
        target = "-" if self.target is None else f"<= {self.target:g} {self.unit}"
        verdict = "-" if self.target is None else "ok" if self.measured <= self.target else "over"
        return self.what, f"{self.measured:.{digits}f} {self.unit}", f"{self.least:.{digits}f} {self.unit}", target, verdict


def program() -> list[str]:
    """How this environment's argmap is started: by its script if there is one, as users do."""
    script = Path(sys.executable).with_name("argmap")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "argmap"]


def measure(command: list[str], folder: Path, is_refused: bool = False) -> Usage:
    """Run a command to its end in a folder.  Raises `RunFailed`, also if one ends well that is to be refused."""
    shown = " ".join(command)
    with tempfile.TemporaryFile(dir=folder) as errors:
        try:
            process = subprocess.Popen(
                command, cwd=folder, env=_environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors
            )
        except OSError as error:
            raise RunFailed(f"`{shown}` cannot be started: {error.strerror}") from error
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
        # 1 is what a `check` that found faults ends with, but also Python itself when argmap is missing or crashes.
        found_faults = process.returncode == 1 and "check" in command and "Traceback" not in said
        expected = process.returncode == 2 and "error: " in said if is_refused else process.returncode == 0 or found_faults
        if not expected:
            raise RunFailed(f"`{shown}` ended with status {process.returncode}\n{said}".strip())
    unit = 1 if sys.platform == "darwin" else 1024
    return Usage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, process.returncode)


def _environment(folder: Path) -> dict[str, str]:
    """The environment without what would change how Python starts or what argmap prints.

    Compiled modules are kept in ``folder``, so that they are there and fresh
    from the second run on, whatever the state of the source tree, and it is
    left as it is.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    return {**kept, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def rows(tasks: list[Task], repeat: int, folder: Path) -> Iterator[Row]:
    """Measure the tasks one after the other.  Raises `RunFailed`."""
    for task in tasks:
        _say(f"{task.what} ...")
        project = _generated(task.size, task.per_file, folder) if task.size else SHIPPED
        chosen = ("--select", every_rule(folder)) if task.every_rule else ()
        command = [*program(), *task.arguments, *chosen, *(() if task.arguments == ("--help",) else ("--project", str(project)))]
        if task.size <= QUICK:
            measure(command, folder, task.is_refused)  # the first run compiles modules
        usages = [measure(command, folder, task.is_refused) for _ in range(repeat)]
        if any(usage.status for usage in usages) and not task.is_refused:
            _say("note: it found faults, and printing them is measured too")
        seconds, megabytes = [usage.seconds for usage in usages], [usage.megabytes for usage in usages]
        yield Row(task.what, median(seconds), min(seconds), task.seconds, "s")
        yield Row(f"{task.what}: peak memory", median(megabytes), min(megabytes), task.megabytes, "MB")


def every_rule(folder: Path) -> str:
    """The names of all rules, as `--select` takes them; asked of argmap, for nothing large may be imported here."""
    said = subprocess.run([*program(), "explain"], cwd=folder, env=_environment(folder), capture_output=True, check=True, text=True)
    return ",".join(line.split()[0] for line in said.stdout.splitlines())


def _generated(size: int, per_file: int, folder: Path) -> Path:
    """A generated project of this size, made in a process of its own.  Raises `RunFailed`."""
    project = folder / f"generated-{size}-{per_file}"
    command = [sys.executable, str(_BENCHMARKS / "generate.py"), str(size), "--out", str(project), "--per-file", str(per_file)]
    if not project.exists():
        measure(command, folder)
    if not (project / "argmap.toml").is_file():
        raise RunFailed(f"generate.py could not make {project}")
    return project


def table(lines: list[Row]) -> str:
    """The lines in columns."""
    cells = [("what", "measured", "least", "target", ""), *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in cells) for column in range(5)]
    printed = []
    for row in cells:
        numbers = [cell.rjust(width) for cell, width in zip(row[1:4], widths[1:4], strict=True)]
        printed.append("  ".join((row[0].ljust(widths[0]), *numbers, row[4])).rstrip())
    printed.insert(1, "-" * max(map(len, printed)))
    return "\n".join(printed)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure argmap against its speed contract and print a table.")
    parser.add_argument("--repeat", metavar="N", type=int, default=5, help="measure N times, and take the median (default: 5)")
    parser.add_argument("--quick", action="store_true", help=f"leave out what needs more than {QUICK:,} nodes")
    options = parser.parse_args()
    tasks = [task for task in TASKS if not options.quick or task.size <= QUICK]
    try:
        with tempfile.TemporaryDirectory(prefix="argmap-bench-") as folder:
            measured = list(rows(tasks, max(1, options.repeat), Path(folder)))
    except RunFailed as error:
        _say(f"error: {error}")
        return 2
    print(f"{' '.join(program())}, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    print(f"CPU time (user + system) and peak memory of whole processes, median and least of {max(1, options.repeat)}\n")
    print(table(measured))
    return 0


if __name__ == "__main__":
    sys.exit(main())
