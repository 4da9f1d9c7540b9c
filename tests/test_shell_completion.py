"""Completion: what is offered for a line, and what bash, zsh and fish make of it."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from argmap.cli._shells import SCRIPTS
from tests.conftest import ROOT, Program
from tests.shells import Shells

MAP = (ROOT / "tests/maps/all-kinds.yaml").read_text(encoding="utf-8")
PAGE = (ROOT / "docs/completion.md").read_text(encoding="utf-8")
SHELLS = ("bash", "zsh", "fish")

# Whatever a shell might run or a terminal might act on, as ids and as texts.
HOSTILE = r"""
questions:
  - {id: host-a, text: "$(touch pwned) `touch pwned` %B%F{red}%d ${HOME} \\n \\\\ a:b \\: 'q' \"dq\" ;touch pwned; | & # * ? [a] ~"}
  - {id: host-b, text: "tab\there\nnew line \e[31mred \u202e rtl \x07 end -- x"}
  - {id: host-c, text: "統一 朝鮮戦争の起源と責任は誰にあるのか"}
  - {id: "host:col:on", text: colons}
  - {id: "host.Größe_1", text: not an id that a map may have}
  - {id: "host-$(touch pwned)", text: x}
  - {id: "host-`touch pwned`", text: x}
  - {id: "host-;touch pwned", text: x}
  - {id: "host d", text: x}
  - {id: "host-\nline", text: x}
  - {id: "host-\ttab", text: x}
  - {id: "host-\e[31m", text: x}
  - {id: "host-'q", text: x}
  - {id: "host-*", text: x}
  - {id: "-host", text: x}
  - {id: "~host", text: x}
"""
HARMLESS = {"host-a", "host-b", "host-c", "host:col:on", "host.Größe_1"}


def offered(program: Program, line: str) -> dict[str, str]:
    """What is offered for a line, with what is said of it, as fish is told; the exit status is 0 and nothing else is said."""
    result = program("_complete", "fish", line)
    assert (result.status, result.err) == (0, "")
    return dict(each.split("\t") for each in result.out.splitlines()[1:])  # type: ignore[misc]


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/map.yaml", MAP)
    return argmap


@pytest.fixture
def shells(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Shells:
    """Shells in a folder that is no project."""
    return Shells(tmp_path, tmp_path_factory.mktemp("home"))


def ids_of(program: Program, *arguments: str) -> dict[str, set[str]]:
    """The ids of a map by kind, from its export."""
    data = json.loads(program("export", *arguments).out)
    return {kind: {entry["id"] for entry in data[kind]} for kind in ("questions", "positions", "people", "sources", "nodes")}


# What is offered


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("argmap sh", {"show"}),
        ("argmap export --f", {"--format"}),
        ("argmap --pro", {"--project"}),
        ("argmap show --no", {"--no-cite"}),
        ("argmap show --format ", {"tree", "markdown", "json"}),
        ("argmap show --format=m", {"--format=markdown"}),
        ("argmap --color al", {"always"}),
        ("argmap --color=al", {"--color=always"}),
        ("argmap --color always sh", {"show"}),
        ("argmap --color=always show --depth ", {"all", "1", "2", "3"}),
        ("argmap render x --theme ", {"light", "dark", "print"}),
        ("argmap query --type ", {"claim", "support", "rebuttal"}),
        ("argmap query --type claim --type ", {"claim", "support", "rebuttal"}),
        ("argmap query --label s", {"stands"}),
        ("argmap render --only r", {"rebuttal"}),
        ("argmap explain void", {"void-link"}),
        ("argmap validate --select void", {"void-link"}),
        ("argmap check --select void-link,missing-l", {"void-link,missing-locator"}),
        ("argmap check --ignore=void-link,missing-l", {"--ignore=void-link,missing-locator"}),
        ("argmap check --select void-link,void", set()),
        ("argmap completion ", {"bash", "zsh", "fish"}),
        ("argmap completion bash ", set()),
        ("argmap show -- --no", set()),
        ("argmap show --cite --ci", set()),
        ("argmap show --depth 1 --dep", set()),
        ("argmap shwo ", set()),
        ("argmap rename x ", set()),
        ("argmap query --since 19", set()),
        ("A=1 B='x y' argmap sh", {"show"}),
    ],
)
def test_commands_options_and_words(project: Program, line: str, expected: set[str]) -> None:
    assert set(offered(project, line)) == expected


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("argmap show ", "questions positions people sources nodes"),
        ("argmap rename ", "questions positions people sources nodes"),
        ("argmap show --position ", "positions"),
        ("argmap show acheson-effect --by ", "people"),
        ("argmap query --source ", "sources"),
        ("argmap query --question ", "questions"),
        ("argmap evaluate ", "questions nodes"),
        ("argmap evaluate --why ", "nodes"),
        ("argmap render x --against ", "positions people sources"),
        ("argmap render -o x.svg ", "questions positions people sources nodes"),
        ("argmap render -ox.svg x --focus ", "nodes"),
    ],
)
def test_ids_of_the_kind_that_is_asked_for_and_all_of_them(project: Program, line: str, kinds: str) -> None:
    ids = ids_of(project)
    assert set(offered(project, line)) == set().union(*(ids[kind] for kind in kinds.split()))


def test_every_id_of_the_shipped_map_is_offered(argmap: Program) -> None:
    assert set(offered(argmap, "argmap show ")) == set().union(*ids_of(argmap).values())


def test_what_is_said_of_a_candidate(argmap: Program) -> None:
    assert offered(argmap, "argmap show acheson-eff") == {
        "acheson-effect": "question: What effect had Acheson's speech of 12 January 1950 on Stalin, Kim Il Sung and Mao?"
    }
    assert offered(argmap, "argmap query --by weathersby") == {"weathersby": "Kathryn Weathersby"}
    assert offered(argmap, "argmap query --source gottwald-l") == {"gottwald-letter": "Letter to Gottwald, 1950-08-27"}
    assert offered(argmap, "argmap query --position wedge")["wedge-theory"].startswith("Wedge theory: ")
    assert offered(argmap, "argmap expo") == {"export": "Write the whole map in another format."}
    assert offered(argmap, "argmap show --dep") == {"--depth": "How many levels to show."}


def test_what_is_said_of_rules_and_labels_is_what_they_say_themselves(argmap: Program) -> None:
    from argmap.evaluation import Label
    from argmap.kinds import LABELS
    from argmap.rules import all_rules

    assert offered(argmap, "argmap explain ") == {name: rule.summary for name, rule in all_rules().items()}
    assert tuple(Label) == LABELS


def test_via_goes_with_sources(project: Program) -> None:
    assert "via:" in offered(project, "argmap evaluate --without ")
    assert set(offered(project, "argmap evaluate --without via:")) == {f"via:{id}" for id in ids_of(project)["sources"]}


def test_tags(argmap: Program) -> None:
    argmap.write(
        "claims/a.yaml",
        """
        nodes:
          - {claim: a, text: A., tags: ports}
          - {claim: b, text: B., tags: [ports, "two words", rails]}
        """,
    )
    assert set(offered(argmap, "argmap query --tag ")) == {"ports", "rails"}


def test_where_nothing_begins_with_it_fish_is_offered_what_holds_it(argmap: Program) -> None:
    found = offered(argmap, "argmap show was-older")
    assert found
    assert all("was-older" in id for id in found)
    assert argmap("_complete", "bash", "argmap show was-older", "was-older", "9").out == "values\n"


def test_files_are_left_to_the_shell(project: Program) -> None:
    for line in ("argmap check ", "argmap render x -o ", "argmap --project ", "argmap show --project=cl"):
        for shell in SHELLS:
            assert project("_complete", shell, line).out.startswith("file")


def test_every_option_says_what_it_takes() -> None:
    """A new option or argument has a name of the table as its metavar, or a `Takes`, or a type of a few words."""
    import typer

    from argmap.cli import app
    from argmap.cli._completed import what_it_takes
    from argmap.cli._line import takes_value
    from argmap.cli._takes import BY_METAVAR, NOTHING

    group = typer.main.get_command(app())
    silent = [
        f"argmap {name}: {parameter.name} ({parameter.metavar})"
        for name, command in group.commands.items()  # type: ignore[attr-defined]
        for parameter in command.params
        if (parameter.param_type_name == "argument" or takes_value(parameter))
        and what_it_takes(command, parameter) is NOTHING
        and parameter.metavar not in BY_METAVAR
    ]
    assert silent == []


# The query language


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("argmap query ty", {"type:claim", "type:support", "type:rebuttal"}),
        ("argmap query type:cl", {"type:claim"}),
        ("argmap query una", {"unanswered"}),
        ("argmap query rebu", {"rebuts("}),
        ("argmap query una an", {"and", "answered", "answered-by("}),
        ("argmap query 'una' n", {"not", "note:", "needs(", "needed-by("}),
        ("argmap query 'not una", {"not unanswered"}),
        ("argmap query 'not a", {"not about:", "not attack:", "not answered", "not attacks(", "not answered-by("}),
        ("argmap query (a", {"(about:", "(attack:", "(answered", "(attacks(", "(answered-by("}),
        ("argmap query attack:rebut,un", {"attack:rebut,undermine", "attack:rebut,undercut"}),
        ("argmap query position:no", {"position:none"}),
        ("argmap query text:ach", set()),
        ("argmap query nosuch:a", set()),
        ("argmap query 'text:\"a", set()),
        ('argmap query \'text:"a (b" and type:cl', {'text:"a (b" and type:claim'}),
        ("argmap query --sort date,-la", {"date,-label"}),
        ("argmap query --sort da", {"date"}),
    ],
)
def test_words_and_values_of_the_query_language(project: Program, line: str, expected: set[str]) -> None:
    assert set(offered(project, line)) == expected


def test_every_word_of_the_language_is_offered_and_every_id_behind_its_field(project: Program) -> None:
    from argmap.query.fields import FIELDS, FLAGS, RELATIONS

    assert set(offered(project, "argmap query ")) == {
        "not",
        *(f"{name}:" for name in FIELDS),
        *FLAGS,
        *(f"{name}(" for name in RELATIONS),
    }
    ids = ids_of(project)
    keys = {"question": "questions", "position": "positions", "person": "people", "source": "sources", "node": "nodes"}
    for name, field in FIELDS.items():
        expected = set().union(*(ids[keys[kind]] for kind in field.kind.split(" or ") if kind in keys))
        found = {each.removeprefix(f"{name}:") for each in offered(project, f"argmap query {name}:")}
        assert expected <= found


EXPRESSION = "type:rebuttal and (position:revisionist,orthodox or not unanswered) and rebuts(by:weathersby) certainty:likely"


@pytest.mark.parametrize("length", range(len(EXPRESSION)))
def test_a_whole_expression_can_be_typed_with_what_is_offered(argmap: Program, length: int) -> None:
    found = offered(argmap, f"argmap query '{EXPRESSION[:length]}")
    if EXPRESSION[length] not in " ,()":  # a word goes on
        assert any(EXPRESSION.startswith(each) and len(each) > length for each in found)
    assert all(each.startswith(EXPRESSION[:length]) for each in found)


# Which project


def test_a_project_named_earlier_on_the_line(argmap: Program) -> None:
    argmap.write("else where/map.yaml", "questions: [{id: elsewhere, text: Where?}]")
    argmap.write("claims/map.yaml", "questions: [{id: here, text: Here?}]")
    assert set(offered(argmap, "argmap show ")) == {"here"}
    for named in ("--project 'else where'", "--project=else\\ where/map.yaml", '--project "else where"', "--project else' 'where"):
        assert set(offered(argmap, f"argmap {named} show ")) == {"elsewhere"}
        assert set(offered(argmap, f"argmap show {named} ")) == {"elsewhere"}
    assert set(offered(argmap, "argmap --project nowhere show --project 'else where' ")) == {"elsewhere"}
    assert offered(argmap, "argmap show --project nowhere ") == {}
    assert offered(argmap, "argmap show --project - ") == {}


def test_a_project_above_and_at_home(argmap: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    argmap.write("claims/map.yaml", "questions: [{id: here, text: Here?}]")
    inner = argmap.folder / "inner"
    inner.mkdir()
    monkeypatch.setenv("HOME", str(argmap.folder))
    argmap.folder = inner
    assert set(offered(argmap, "argmap show ")) == {"here"}
    assert set(offered(argmap, "argmap show --project ~/claims ")) == {"here"}
    assert set(offered(argmap, "argmap show --project=$HOME/claims ")) == {"here"}


def test_what_renames_has_nothing_to_offer_of_the_shipped_map(argmap: Program) -> None:
    assert "origins" in offered(argmap, "argmap show ")
    assert offered(argmap, "argmap rename ") == {}


def test_a_change_is_seen_at_once(argmap: Program) -> None:
    path = argmap.write("claims/map.yaml", "questions: [{id: one, text: x}]")
    assert set(offered(argmap, "argmap show ")) == {"one"}
    times = path.stat()
    path.write_text("questions: [{id: two, text: x}]")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert set(offered(argmap, "argmap show ")) == {"two"}


# Whatever the files and the line hold


def test_of_a_broken_project_what_can_be_read(argmap: Program) -> None:
    argmap.write("claims/a.yaml", "questions: [{id: good, text: Good?}]")
    argmap.write("claims/b.yaml", "questions: [{id: bad, text: [")
    argmap.write("claims/c.yaml", b"\xff\xfe\x00questions")
    argmap.write("claims/d.yaml", "[" * 100_000)
    argmap.write(
        "claims/e.yaml",
        "questions: [{id: good, text: again}, {text: no id}, 7, [], {id: [x]}, {id: null}, {id: yes, text: [odd]}]\nnodes: 5",
    )
    argmap.write("claims/f.yaml", "nodes: [{claim: some, text: S., tags: {a: b}}, {claim: &a anchored, text: *a}, {clam: misspelt}]")
    (argmap.folder / "claims/g.yaml").symlink_to("nowhere")
    (argmap.folder / "claims/h.yaml").mkdir()
    assert offered(argmap, "argmap show ") == {
        "good": "question: Good?",
        "yes": "question",
        "some": "claim: S.",
        "anchored": "claim",
    }
    argmap.write("argmap.toml", "paths = 7")
    assert offered(argmap, "argmap show ") == {}
    assert set(offered(argmap, "argmap sh")) == {"show"}


def test_an_id_that_is_written_with_escapes_is_found(argmap: Program) -> None:
    argmap.write(
        "claims/a.yaml",
        r'"qu\u0065stions": [{id: "\x6frigins", text: x}, {id: "or\
      acle", text: x}]',
    )
    assert set(offered(argmap, "argmap show ori")) == {"origins"}
    assert set(offered(argmap, "argmap show ora")) == {"oracle"}


def test_nothing_is_said_without_a_line_or_a_shell(argmap: Program) -> None:
    for arguments in ((), ("bash",), ("tcsh", "argmap show "), ("bash", "argmap show '"), ("zsh", "argmap show \\")):
        result = argmap("_complete", *arguments)
        assert (result.status, result.err) == (0, "")


def test_hostile_ids_are_not_offered_and_texts_are_one_line(argmap: Program) -> None:
    argmap.write("claims/map.yaml", HOSTILE)
    found = offered(argmap, "argmap show ")
    assert set(found) == HARMLESS
    for shell in SHELLS:
        out = argmap("_complete", shell, "argmap show ", "", "9").out
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", out)
        assert len(out.splitlines()) == 1 + len(HARMLESS)


@pytest.mark.parametrize("shell", SHELLS)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tail=st.text(max_size=12) | st.sampled_from([id[:length] for id in ("wedge-theory", "acheson-effect") for length in range(8)]))
@example(tail="'")
@example(tail='"wed')
def test_what_is_offered_begins_with_what_is_typed(project: Program, shell: str, tail: str) -> None:
    """Nothing else is offered to bash and zsh; fish takes what holds it where no id begins with it (which it looks for itself)."""
    line = "argmap show " + tail.replace("\0", "")
    result = project("_complete", shell, line, "", "37")
    assert (result.status, result.err) == (0, "")
    from argmap.cli._line import split

    typed = split(line).current
    every = set().union(*ids_of(project).values())
    lines = result.out.split("\n")[1:-1]
    if split(line).words != ["show"] or typed.startswith("-"):
        return
    if shell == "bash":
        assert {typed + each for each in lines} == {id for id in every if id.startswith(typed)}
    elif shell == "zsh":
        assert {each[1:].partition(":")[0] for each in lines} == {id for id in every if id.startswith(typed)}
    else:
        beginning = {id for id in every if id.startswith(typed)}
        assert {each.partition("\t")[0] for each in lines} == (beginning or {id for id in every if typed in id})


# Real shells


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_is_one_that_the_shell_can_read(shells: Shells, argmap: Program, shell: str) -> None:
    assert argmap("completion", shell).out == SCRIPTS[shell]
    done = shells.script(shell, "true")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == ("" if shell != "zsh" else done.stderr)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("argmap che\t", "argmap check "),
        ("argmap show orig\t", "argmap show origins "),
        ("argmap show 'orig\t", "argmap show 'origins' "),
        ("argmap show --pos\tre\t", "argmap show --position revisionist "),
        ("argmap show --position=re\t", "argmap show --position=revisionist "),
        ("argmap show perimeter-was-f\t", "argmap show perimeter-was-for-general-war "),
        ("argmap show wedge-th\t--de\t", "argmap show wedge-theory --depth "),
        ("argmap evaluate --without via:kim-20\t", "argmap evaluate --without via:kim-2019 "),
        ("argmap check --select void-link,missing-l\t", "argmap check --select void-link,missing-locator "),
        ("argmap query ty\tcl\t", "argmap query type:claim "),
        ("argmap query 'type:rebuttal and pos\trev\t", "argmap query 'type:rebuttal and position:revisionist' "),
        ('argmap query "not by:weath\t', 'argmap query "not by:weathersby" '),
        ("argmap query rebuts\\(by:weath\t", "argmap query rebuts\\(by:weathersby "),
        ("argmap query rebu\t", "argmap query rebuts\\("),
        ("argmap query da\t1950\t", "argmap query date:1950"),
        ("argmap query 'not rebu\tby:weath\t", "argmap query 'not rebuts(by:weathersby' "),
        ("argmap show zzzz\t", "argmap show zzzz"),
        ("argmap --project=clo\t", "argmap --project=clouds/"),
        ("cd clouds; X=1 argmap show orig\t", "cd clouds; X=1 argmap show origins "),
        ("argmap show $(touch pwned) `touch pwned` orig\t", "argmap show $(touch pwned) `touch pwned` orig"),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_key_completes_the_line(shells: Shells, shell: str, keys: str, line: str) -> None:
    (shells.folder / "clouds").mkdir()
    assert shells.type(shell, keys).line == line
    assert not (shells.folder / "pwned").exists()


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_second_key_shows_what_there_is_with_its_text(shells: Shells, argmap: Program, shell: str) -> None:
    completed = shells.type(shell, "argmap show perimeter-\t\t")
    shown = dict(re.findall(r"^(perimeter-\S+) +-- (.*?)\W*$", completed.screen, re.MULTILINE))
    expected = offered(argmap, "argmap show perimeter-")
    assert set(shown) == set(expected)
    for id, text in shown.items():
        assert len(text) > 20
        assert expected[id].startswith(text[:40])


def test_fish_offers_what_there_is_with_its_text(shells: Shells, argmap: Program) -> None:
    for line in ("argmap show perimeter-", "argmap show --position ", "argmap sh", "argmap explain void", "argmap query --type=c"):
        assert shells.fish(line) == offered(argmap, line)
    (shells.folder / "some-folder").mkdir()
    assert set(shells.fish("argmap --project some")) == {"some-folder/"}
    assert set(shells.fish("argmap --project=some")) == {"--project=some-folder/"}


def test_bash_is_given_lines_that_fit_the_terminal_and_bare_ids_where_it_inserts_them(shells: Shells) -> None:
    lines = shells.bash("argmap show perimeter-")
    assert lines
    assert all(len(line) <= 80 and " -- " in line for line in lines)
    assert shells.bash("argmap show perimeter-", type=37) == [line.split()[0] for line in lines]
    assert shells.bash("argmap show perimeter-was-old") == ["perimeter-was-older"]


@pytest.mark.parametrize("shell", SHELLS)
def test_hostile_files_run_nothing(shells: Shells, shell: str) -> None:
    (shells.folder / "claims").mkdir()
    (shells.folder / "claims/map.yaml").write_text(HOSTILE, encoding="utf-8")
    if shell == "fish":
        assert set(shells.fish("argmap show ")) == HARMLESS
    else:
        completed = shells.type(shell, "argmap show host-\t\t", columns=200)
        for id in ("host-a", "host-b", "host-c"):
            assert re.search(rf"^{id} +-- question: ", completed.screen, re.MULTILINE)
        text = r"""$(touch pwned) `touch pwned` %B%F{red}%d ${HOME} \n \\ a:b \: 'q' "dq" ;touch pwned; | & # * ? [a] ~"""
        assert text in completed.screen.replace("\r", "")
        assert shells.type(shell, "argmap show host:c\t").line == "argmap show host:col:on "
        assert shells.type(shell, "argmap show host.\t").line == "argmap show host.Größe_1 "
    assert sorted(path.name for path in shells.folder.iterdir()) == ["claims"]


def test_nothing_is_printed_into_the_prompt(shells: Shells) -> None:
    (shells.folder / "argmap.toml").write_text("paths = 7")
    for shell in ("bash", "zsh"):
        completed = shells.type(shell, "argmap show or\t")
        assert completed.line == "argmap show or"
        assert "error" not in completed.screen


@pytest.mark.parametrize("shell", SHELLS)
def test_the_lines_of_the_page_for_start_up_files(shells: Shells, shell: str) -> None:
    """The first block under the heading of a shell makes completion work, and so do the others together."""
    section = PAGE.split(f"\n## {shell}\n")[1].split("\n## ")[0]
    first, *rest = re.findall(r"^```sh\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    for lines in (first, "".join(rest)):
        if shell == "fish":
            assert set(shells.fish("argmap show orig", start=lines)) == {"origins"}
        else:
            assert shells.type(shell, "argmap show orig\t", start=lines).line == "argmap show origins "


def test_the_program_of_the_line_is_asked(shells: Shells, tmp_path: Path) -> None:
    """Not some other argmap: that of an environment that is not active, say."""
    other = tmp_path / "env" / "argmap"
    other.parent.mkdir()
    other.write_text("#!/bin/sh\nprintf 'values 0\\n-only-here\\n'\n")
    other.chmod(other.stat().st_mode | stat.S_IXUSR)
    assert shells.type("zsh", "env/argmap show \t").line == "env/argmap show only-here "
    other.write_text("#!/bin/sh\nprintf 'values\\nonly-here\\n'\n")
    assert shells.type("bash", "env/argmap show \t").line == "env/argmap show only-here "
