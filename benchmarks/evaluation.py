"""CPU time of evaluating maps, without reading them: `.venv/bin/python benchmarks/evaluation.py`.

The contract: 1,000 nodes in 10 ms and 100,000 in 3 s, a chain of 100,000
without recursion, and `--critical` of 1,000 nodes in 3 s.
"""

import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from argmap import load
from argmap.builder import build
from argmap.evaluation import evaluate
from argmap.evaluation.critical import critical
from argmap.model import ArgumentMap
from argmap.reader import read_document

_GENERATE = Path(__file__).resolve().parent / "generate.py"


def generated(nodes: int, folder: Path) -> ArgumentMap:
    """A generated project of this size, read."""
    target = folder / str(nodes)
    subprocess.run([sys.executable, str(_GENERATE), str(nodes), "--out", str(target)], check=True, stdout=subprocess.DEVNULL)
    return load(target)


def chain(length: int) -> ArgumentMap:
    """Claims of which each supports the one before it."""
    lines = ["nodes:", "  - {claim: c0, text: T., by: editor}"]
    lines += [f"  - {{claim: c{number}, text: T., for: c{number - 1}, by: editor}}" for number in range(1, length)]
    return build([read_document("chain.yaml", "\n".join(lines).encode())]).map


def least(work: Callable[[], object], runs: int = 3) -> float:
    """The least CPU time of several runs, in seconds."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = generated(1_000, folder), generated(100_000, folder)
        rows: list[tuple[str, Callable[[], object], float]] = [
            ("evaluate, 1,000 nodes", lambda: evaluate(small).labels, 0.010),
            ("evaluate, 100,000 nodes", lambda: evaluate(large).labels, 3.0),
            ("evaluate, a chain of 100,000", lambda: evaluate(long).labels, 3.0),
            ("critical, 1,000 nodes", lambda: critical(evaluate(small), 10), 3.0),
        ]
        long = chain(100_000)
        for what, work, target in rows:
            seconds = least(work)
            print(f"{what:<32} {seconds:8.4f} s  <= {target:g} s  {'ok' if seconds <= target else 'over'}")


if __name__ == "__main__":
    main()
