"""Laying out DOT text with a Graphviz engine: where everything lies.

The engine is a program of its own, so that one that fails, hangs or prints
nonsense ends in one clear line.  It reads the text from standard input and
answers in Graphviz's format ``json0``, the smallest one that keeps the ids of
what is drawn between nodes.
"""

from collections.abc import Sequence

from argmap.layout.answer import Curve, Layout, Point, read_answer
from argmap.layout.engine import Engine, EngineError, FoundEngine, failure, find_engine, run_engine

__all__ = ["Curve", "Engine", "EngineError", "FoundEngine", "Layout", "Point", "find_engine", "lay_out", "lay_out_all", "misread"]


def lay_out(dot: str, engine: Engine = "auto", seconds: float = 20.0) -> Layout:
    """Lay out one DOT text, in at most some seconds of wall time.  Raises `EngineError`."""
    return lay_out_all([dot], engine, seconds)[0]


def misread(engine: Engine, error: ValueError) -> EngineError:
    """What to say of an engine whose answer is no layout of what it was given."""
    return failure(find_engine(engine), "gave an answer that cannot be read", str(error))


def lay_out_all(dots: Sequence[str], engine: Engine = "auto", seconds: float = 20.0) -> list[Layout]:
    """Lay out several DOT texts, each of one digraph, in a single run of the engine; the seconds are for all.

    An engine takes some milliseconds to start, so this is the way to try many
    small pictures.  Raises `EngineError` if any of them fails.
    """
    if not dots:
        return []
    found = find_engine(engine)
    answer = run_engine(found, "\n".join(dots).encode("utf-8", "replace"), seconds)
    try:
        return read_answer(answer, len(dots))
    except ValueError as error:
        raise failure(found, "gave an answer that cannot be read", str(error)) from error
