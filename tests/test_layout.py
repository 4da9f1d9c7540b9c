"""The layout engine: what it answers, and what becomes of one that fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.errors import ArgmapError
from argmap.layout import Layout, find_engine, lay_out, lay_out_all

DIGRAPH = 'digraph { a -> b [id="one"] }'
ANSWER = '{"bb": "0,0,54,108", "_subgraph_cnt": 0, "objects": [{"name": "a", "pos": "27,90"}]}'


def quoted(name: str) -> str:
    return '"' + name.replace('"', '\\"') + '"'  # in DOT a backslash stands for itself


def test_places_are_centres_from_the_top_left_and_curves_run_from_tail_to_head() -> None:
    layout = lay_out('digraph { node [shape=box fixedsize=true width=2 height=1]; up -> down [id="link 1"] }')
    assert (layout.width, layout.height) == (144, 180)
    assert layout.places == {"up": (72, 36), "down": (72, 144)}
    curve = layout.curves["link 1"]
    assert curve.points[0][1] == pytest.approx(72, abs=1)
    assert curve.points[-1][1] < curve.head[1] == pytest.approx(108, abs=1)
    assert curve.tail is None


def test_a_mark_at_the_tail_has_its_tip_and_no_arrowhead_has_none() -> None:
    curves = lay_out("digraph { a -> b [id=both dir=both]; a -> c [id=none arrowhead=none] }").curves
    assert curves["both"].tail[1] < curves["both"].points[0][1] < curves["both"].points[-1][1] < curves["both"].head[1]
    assert curves["none"].head is curves["none"].tail is None


def test_names_are_kept_and_subgraphs_are_no_nodes() -> None:
    names = ["node", "graph", "3", 'a"b', "back\\slash", "<b>", "한국", "שלום", "cluster_a", "é\x1b[31m"]
    inner = f"subgraph cluster_a {{ {quoted(names[0])}; subgraph cluster_b {{ {quoted(names[1])} }} }} {{ rank=same; {quoted(names[2])} }}"
    links = "; ".join(f"{quoted(name)} -> {quoted(names[0])} [id={quoted('id ' + name)}]" for name in names)
    layout = lay_out(f"digraph {{ newrank=true; {inner}; {links} }}")
    assert set(layout.places) == set(names)
    assert set(layout.curves) == {"id " + name for name in names}


def test_lone_surrogates_stop_nothing() -> None:
    assert lay_out('digraph { a [label="\ud800"] }').places == {"a": (27, 18)}


def test_an_empty_picture() -> None:
    assert lay_out("digraph { }") == Layout(0, 0, {}, {})
    assert lay_out_all([]) == []


@st.composite
def digraphs(draw: st.DrawFn) -> tuple[str, list[str], list[tuple[int, int]]]:
    names = draw(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00\\%"), min_size=1, max_size=5), min_size=1, max_size=7, unique=True
        )
    )
    number = st.integers(0, len(names) - 1)
    links = draw(st.lists(st.tuples(number, number), max_size=9))
    direction = draw(st.sampled_from(["RL", "LR", "TB", "BT"]))
    lines = [f"digraph {{ rankdir={direction}; node [shape=box fixedsize=true width=1 height=0.5]"]
    lines += [f"{quoted(name)}" for name in names]
    lines += [f"{quoted(names[a])} -> {quoted(names[b])} [id=l{at} dir=none]" for at, (a, b) in enumerate(links)]
    return "\n".join([*lines, "}"]), names, links


def touches(point: tuple[float, float], centre: tuple[float, float]) -> bool:
    return abs(point[0] - centre[0]) <= 37 and abs(point[1] - centre[1]) <= 19


@settings(max_examples=60, deadline=None)
@given(digraphs())
def test_every_node_has_a_place_and_every_curve_joins_its_two_nodes(drawn: tuple[str, list[str], list[tuple[int, int]]]) -> None:
    dot, names, links = drawn
    layout = lay_out(dot)
    assert set(layout.places) == set(names)
    assert set(layout.curves) == {f"l{at}" for at in range(len(links))}
    for x, y in layout.places.values():
        assert 36 - 0.01 <= x <= layout.width - 36 + 0.01  # the engine gives five digits
        assert 18 - 0.01 <= y <= layout.height - 18 + 0.01
    for at, (tail, head) in enumerate(links):
        points = layout.curves[f"l{at}"].points
        assert len(points) % 3 == 1
        assert touches(points[0], layout.places[names[tail]])
        assert touches(points[-1], layout.places[names[head]])


def chain(count: int, extra: str = "") -> str:
    lines = [f"n{at} -> n{at // 3} [id=l{at} minlen=2]" for at in range(1, count)]
    return "\n".join([f"digraph {{ rankdir=RL {extra}", "node [shape=box fixedsize=true width=5.5 height=2.2]", *lines, "}"])


def test_places_are_those_of_the_engine_s_plain_format() -> None:
    dot = chain(40)
    layout = lay_out(dot)
    plain = subprocess.run([find_engine().path, "-Kdot", "-Tplain", "-y"], input=dot, capture_output=True, text=True, check=True)
    nodes = [line.split() for line in plain.stdout.splitlines() if line.startswith("node")]
    assert len(nodes) == 40
    for _, name, x, y, *_ in nodes:
        assert layout.places[name] == pytest.approx((float(x) * 72, float(y) * 72), abs=0.5)


def test_several_at_once_are_as_each_alone() -> None:
    dots = [chain(12), DIGRAPH, "digraph{}", chain(5, "ranksep=2")]
    assert lay_out_all(dots) == [lay_out(dot) for dot in dots]


def test_one_of_several_that_fails_fails_them_all() -> None:
    with pytest.raises(ArgmapError, match="syntax error"):
        lay_out_all([DIGRAPH, "digraph {", DIGRAPH])


def test_2000_nodes_take_seconds_and_little_memory() -> None:
    settings = "nslimit=0.1 nslimit1=0.1 mclimit=0.1 searchsize=5 splines=line"
    code = f"""
import resource
from argmap.layout import lay_out
print(len(lay_out({chain(2000, settings)!r}).places), *(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))
"""  # in a process of its own, started by a shell: the kernel counts what a program's starter held as its own
    start = time.monotonic()
    command = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", code]
    nodes, ours, its = map(int, subprocess.run(command, capture_output=True, check=True).stdout.split())
    assert time.monotonic() - start < 15
    assert nodes == 2000
    assert ours + its < 200 * 1024


# Engines that fail: a shell script called `dot`, alone on the PATH


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def write(script: str, start: str = "#!/bin/sh\nPATH=/usr/bin:/bin\n") -> Path:
        (folder / "dot").write_text(start + script, encoding="utf-8")
        (folder / "dot").chmod(0o755)
        return folder / "dot"

    return write


def failing(dot: str = DIGRAPH, seconds: float = 10) -> ArgmapError:
    with pytest.raises(ArgmapError) as caught:
        lay_out(dot, "system", seconds)
    error = caught.value
    assert "\n" not in error.message
    assert error.message.isprintable()
    assert len(error.message) < 400
    assert "`-o FILE.dot`" in error.help
    return error


def prints(text: str) -> str:
    return f"cat >/dev/null; cat <<'END'\n{text}\nEND\n"


def test_a_fake_engine_is_run_as_the_system_s(fake) -> None:
    fake(prints(ANSWER) + "echo 'Warning: nothing much' >&2")
    assert lay_out(DIGRAPH, "system") == Layout(54, 108, {"a": (27, 18)}, {})


def test_numbers_may_have_exponents_and_control_characters_are_read(fake) -> None:
    fake(prints('{"bb": "-10,0,1.2346e+05,108", "_subgraph_cnt": 1, "objects": [{"name": "a"}, {"name": "a\x1b", "pos": "1e+05,-5e-1"}]}'))
    assert lay_out(DIGRAPH, "system") == Layout(123470, 108, {"a\x1b": (100010, 108.5)}, {})


def test_of_a_line_drawn_twice_the_first_is_taken(fake) -> None:
    fake(prints(ANSWER[:-1] + ', "edges": [{"id": "l", "pos": "e,5,8 1,8 2,8 3,8 4,8;e,9,7 1,7 2,7 3,7 4,7"}]}'))
    assert lay_out(DIGRAPH, "system").curves == {"l": (((1, 100), (2, 100), (3, 100), (4, 100)), (5, 100), None)}


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "cat >/dev/null; echo >&2; printf 'Error: \\033[31mbad\\n' >&2; echo more >&2; exit 3",
            r"failed with status 3: Error: \x1b[31mbad",
        ),
        ("exit 1", "failed with status 1"),
        ("echo $(yes word | head -n 9000) >&2; exit 1", "failed with status 1: word word"),
        ("printf '\\377\\376' >&2; exit 1", "failed with status 1: \N{REPLACEMENT CHARACTER}"),
        ("kill -SEGV $$", "was ended by signal SIGSEGV"),
        ("yes", "printed more than 32 MB"),
        ("yes >&2; exit 1", "took more than 1 seconds"),
        ("cat >/dev/null", "it holds 0 pictures instead of 1"),
        (prints(ANSWER * 2), "it holds 2 pictures instead of 1"),
        (prints(ANSWER[:-30]), "cannot be read"),
        (prints(ANSWER + "}"), "cannot be read: Expecting value"),
        (prints("[" * 100_000), "cannot be read: maximum recursion depth"),
        (prints("1" * 5000), "cannot be read"),
        (prints("[]"), "cannot be read"),
        (prints("{}"), "cannot be read: nothing is called 'bb'"),
        (prints(ANSWER.replace("27,90", "27")), "`27` is not 2 numbers"),
        (prints(ANSWER.replace("27,90", "27,nan")), "`27,nan` is not 2 numbers"),
        (prints(ANSWER.replace("27,90", "27,1e999")), "`27,1e999` is not 2 numbers"),
        (prints(ANSWER.replace(', "pos": "27,90"', "")), "the node `a` has no position"),
        (prints(ANSWER[:-1] + ', "edges": [{"id": "l"}]}'), "the line `l` has no position"),
        (prints(ANSWER[:-1] + ', "edges": [{"id": "l", "pos": "1,1 2,2 3,3"}]}'), "`1,1 2,2 3,3` is not a curve"),
        (prints(ANSWER[:-1] + ', "edges": [{"id": "l", "pos": 3}]}'), "cannot be read"),
        (prints(ANSWER[:-1] + ', "edges": [{"id": [], "pos": "1,1 2,2 3,3 4,4"}]}'), "cannot be read"),
        ("cat >/dev/null; printf '\\377\\376{}'", "cannot be read: 'utf-8' codec"),
    ],
)
def test_an_engine_that_fails_is_told_in_one_line(fake, script: str, said: str) -> None:
    path = fake(script)
    error = failing(seconds=1 if "took" in said else 10)
    assert said in error.message
    assert str(path) in error.message or "took" in said
    assert "`--engine bundled`" in error.help or "took" in said


def test_an_engine_that_does_not_read_is_believed_what_it_prints(fake) -> None:
    fake(f"exec 0<&-\necho '{ANSWER}'; yes word | head -c 300000 >&2")
    assert lay_out("digraph { " + "a " * 500_000 + "}", "system").places == {"a": (27, 18)}


def test_a_file_that_is_no_program(fake) -> None:
    fake("\0\1\2", start="")
    assert "cannot be run: exec format error" in failing().message
    fake("", start="#!/no/such/interpreter\n")
    assert "cannot be run: no such file or directory" in failing().message


def gone(process: int) -> bool:
    """Whether a process has ended, whether or not somebody has asked for its status."""
    for _ in range(100):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("last", ["wait", "exit 0"])
def test_an_engine_that_hangs_is_ended_with_all_it_has_started(fake, tmp_path: Path, last: str) -> None:
    fake(f"sleep 60 & echo $! $$ >{tmp_path}/pids; {last}")
    start = time.monotonic()
    error = failing(seconds=0.5)
    assert time.monotonic() - start < 3
    assert "took more than 0.5 seconds and was stopped" in error.message
    assert "--max-nodes" in error.help
    assert all(gone(int(each)) for each in (tmp_path / "pids").read_text().split())


def test_an_engine_that_closes_its_output_and_stays_is_ended(fake, tmp_path: Path) -> None:
    fake(f"echo $$ >{tmp_path}/pids; exec >&- 2>&-; sleep 60")
    assert "took more than 0.5 seconds" in failing(seconds=0.5).message
    assert gone(int((tmp_path / "pids").read_text()))


def test_an_interrupt_ends_the_engine(fake, tmp_path: Path) -> None:
    fake(f"echo $$ >{tmp_path}/new; mv {tmp_path}/new {tmp_path}/pid; exec sleep 60")
    code = f"from argmap.layout import lay_out; lay_out({DIGRAPH!r}, 'system')"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)
    while not (tmp_path / "pid").exists() and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert b"KeyboardInterrupt" in process.communicate(timeout=10)[1]
    assert gone(int((tmp_path / "pid").read_text()))


@pytest.mark.skipif(sys.platform != "linux", reason="only there can the time of another process be bounded")
def test_an_engine_is_bounded_even_without_argmap(fake) -> None:
    fake("read line; echo $(ulimit -t) >&2; exit 1")
    assert failing(dot="digraph {\n}", seconds=10).message.endswith(": 12")


# What the engine gets to know, and which one is taken


def test_the_engine_may_not_read_files(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GV_FILE_PATH", "/")
    monkeypatch.setenv("GVBINDIR", "/plugins")
    fake('echo "[$SERVER_NAME] [$GV_FILE_PATH] [$GVBINDIR] $PWD $*" >&2; exit 1')
    assert failing().message.endswith(": [argmap] [] [/plugins] / -Kdot -Tjson0 -q")


def test_the_bundled_engine_gets_nothing_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = tmp_path / "graphviz-pure"
    engine.write_text("#!/bin/sh\n/usr/bin/env | /usr/bin/tr '\\n' ' ' >&2; exit 1\n")
    engine.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("SECRET", "word")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ArgmapError, match=r"status 1: .*SERVER_NAME=argmap") as caught:
        lay_out(DIGRAPH)
    assert "SECRET" not in caught.value.message
    assert caught.value.help.startswith("install Graphviz and use `--engine system`")


@pytest.fixture
def no_bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere" / "python"))
    monkeypatch.setattr(sysconfig, "get_path", lambda *_: str(tmp_path / "nowhere"))


def test_the_system_s_engine_is_taken_only_where_the_bundled_one_is_missing(fake, request: pytest.FixtureRequest) -> None:
    path = fake(prints(ANSWER))
    assert find_engine("auto").kind == find_engine("bundled").kind == "bundled"
    request.getfixturevalue("no_bundled")
    assert find_engine("auto") == find_engine("system") == ("system", str(path))
    assert lay_out(DIGRAPH).height == 108
    fake("exit 1")
    assert failing().help.startswith("install graphviz-pure with `python -m pip install graphviz-pure`")


def test_no_engine_at_all(no_bundled: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for engine, message, cure in [
        ("auto", "no layout engine is installed", "pip install graphviz-pure"),
        ("bundled", "graphviz-pure, is not installed", "pip install graphviz-pure"),
        ("system", "no program `dot` is on the PATH", "install Graphviz"),
    ]:
        with pytest.raises(ArgmapError, match=message) as caught:
            lay_out(DIGRAPH, engine)
        assert cure in caught.value.help


def test_a_program_in_the_current_folder_is_never_run(fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fake(prints(ANSWER)).parent)
    for path in (".", "", f".{os.pathsep}"):
        monkeypatch.setenv("PATH", path)
        with pytest.raises(ArgmapError, match="no program `dot`"):
            find_engine("system")


def test_the_bundled_engine_is_found_where_pip_puts_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    assert find_engine("bundled").path == shutil.which("graphviz-pure", path=sysconfig.get_path("scripts"))


def test_the_same_bytes_under_other_hash_seeds_and_locales() -> None:
    code = f"import json; from argmap.layout import lay_out; print(json.dumps(lay_out({chain(30)!r})))"
    outs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Asia/Seoul"},
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "de_DE.UTF-8"))
    }
    assert len(outs) == 1
    assert len(json.loads(outs.pop())[2]) == 30
