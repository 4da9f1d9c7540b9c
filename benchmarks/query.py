"""CPU time of queries, without reading the map: `.venv/bin/python benchmarks/query.py`.

The contract: any query of 100,000 nodes in 1 s beyond loading.  Each query
meets a map on which nothing has been looked up yet, so that the links and
whatever else it needs are made anew, as in one run of `argmap query`; garbage
is not collected, as there.  Nodes are found and put in order, not printed,
but the last rows print them as well.
"""

import gc
import sys
import tempfile
from pathlib import Path
from time import process_time

from argmap.model import ArgumentMap
from argmap.query import compile
from argmap.query.order import in_order
from evaluation import generated

QUERIES = (
    ("type:claim and by:jorholm-pavel", "file"),
    ("type:rebuttal and position:court-school or cites:waltano-thea-1995", "file"),
    ("text:council", "file"),
    ("not text:council and not note:*", "text"),
    ("date:1748-01..1749-06", "-date"),
    ("question:river-war-origins and not label:falls", "file"),
    ("bears-on:river-war-origins", "file"),
    ("rebuts(position:court-school) and not answered-by(type:rebuttal)", "file"),
    ("supports(supported-by(supports(type:claim)))", "file"),
    ("unanswered", "unanswered,-attacks"),
    ("contested and not editorial", "by"),
    ("label:falls", "file"),
    ("rebuts(label:stands) and not label:open", "label"),
    ("", "label"),
)
TARGET = 1.0


def fresh(map: ArgumentMap) -> ArgumentMap:
    """The same map with nothing looked up."""
    return ArgumentMap(map.questions, map.positions, map.people, map.sources, map.nodes)


def seconds(map: ArgumentMap, expression: str, order: str) -> tuple[float, int]:
    """The least CPU time of three runs, and how many nodes were found."""
    times, found = [], 0
    for _ in range(3):
        gc.collect()
        gc.disable()
        one = fresh(map)
        start = process_time()
        query = compile(expression, one)
        found = len(in_order(query.nodes, order, one, query.evaluation))
        times.append(process_time() - start)
        gc.enable()
    return min(times), found


def main() -> None:
    """Print the figures."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        map = generated(size, Path(name))
        for expression, order in QUERIES:
            took, found = seconds(map, expression, order)
            what = f"{expression or '(all)'} --sort {order}"
            print(f"{what:<82} {found:>7,} {took:7.3f} s  {'ok' if took <= TARGET else 'over'}")


if __name__ == "__main__":
    main()
