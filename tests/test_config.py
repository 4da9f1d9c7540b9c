"""Settings: what is wrong with them is said with its place, all of it at once; per-file severities."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argmap.diagnostics import Severity
from argmap.rule_names import ALWAYS
from argmap.rules import all_rules
from tests.conftest import Program

CLEAN = "questions:\n  - {id: q, text: Who?}\nnodes:\n  - {claim: a, text: Some words., question: q, by: editor, granted: true}\n"
LOOKED_AT = {"uncited-node", "duplicate-id", "unused-ignore"}
LONE = "nodes:\n  - claim: {id}\n    text: Nobody said this.\n    question: q\n    granted: true\n"
"""A file with one fault, which is `uncited-node` at line 2."""


@pytest.fixture
def project(argmap: Program) -> Program:
    argmap.write("claims/map.yaml", CLEAN)
    return argmap


def errors(err: str) -> list[tuple[str, str]]:
    """The place and the message of each error, help left aside."""
    return re.findall(r"^error: ([^ ]+): (.*)$", err, re.MULTILINE)


# In each text `§` stands before the place that must be named, and nowhere else.
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('§pahts = ["claims"]', "`pahts` is not a setting"),
        ('# pahts = 1\npaths = ["claims"] # pahts\n  §"pahts" = 1', "`pahts` is not a setting"),
        ("§'pahts' = '''\nrules = '' [x]\n'''''", "`pahts` is not a setting"),
        ('§pahts = """\n\\""" [x]\n""""', "`pahts` is not a setting"),
        ("paths = [\n  'claims', # ]\n]\n§pahts.deep.er = [{a = 1, b = [2]}, '''\n]'''] ", "`pahts` is not a setting"),
        ("[rules]\n[§pahts]", "`pahts` is not a setting"),
        ("[[ §pahts . x ]]\n[[pahts.x]]\n[pahts.x.y]\nz = 1", "`pahts` is not a setting"),
        ("paths = §3", "`paths` must be a list of folders and files"),
        ("paths = §[]", "`paths` must be a list of folders and files"),
        ('paths = [\n  "claims",\n  §3\n]', "`paths` must be a list of folders and files"),
        ('paths = ["claims", §"../x"]', "`../x` in `paths` leaves the project"),
        ("paths = ['claims', §'no\"where']", 'there is no `no"where`, which `paths` names'),
        ("rules = §1", "`rules` must be a table"),
        ('[rules]\n§long-txt = "off"', "no rule is called `long-txt`"),
        ('rules = {§long-txt = "off"}', "no rule is called `long-txt`"),
        ('rules.§"long\\u002Dtxt" = "off"', "no rule is called `long-txt`"),
        ('[rules]\nlong-text = §"of"', "the severity of `long-text` cannot be `of`"),
        ("[rules]\nlong-text = §true # x", "the severity of `long-text` must be a text, not `true`"),
        ("[rules]\nlong-text = §1979-05-27 07:32:00", "the severity of `long-text` must be a text, not a date or time"),
        ("[rules.§long-text]", "the severity of `long-text` must be a text, not a table"),
        ('[rules]\r\n\r\nduplicate-id =\t§"off"\r\n', "`duplicate-id` cannot be switched off"),
        ("[ rules . \"claims/**\" ]\nduplicate-id = §'off'", "`duplicate-id` cannot be switched off"),
        ('[rules]\n"claims/**" = {§long-txt = "off"}', "no rule is called `long-txt`"),
        ('[rules]\n§"claims/*.yaml" = "off"', "no rule is called `claims/*.yaml`"),
        ('[rules.claims.§drafts]\nlong-text = "off"', "no rule is called `drafts`"),
        ("[rules.§'claims\\drafts\\**']", "`claims\\drafts\\**` holds a backslash"),
        ('[rules.§"/claims/**"]', "`/claims/**` leads out of the project"),
        ('[rules.§"../claims/**"]', "`../claims/**` leads out of the project"),
        ('[rules.§" "]', "the pattern of files is empty"),
        ("pahts = 1\n  §pahts = 2", "not valid TOML: this is written already"),
        ("[rules]\na = 1\n§[rules]\n", "not valid TOML: this is written already"),
        ("paths §: 1", "not valid TOML: expected '=' after a key in a key/value pair"),
        ("[rules]\nx = §,", "not valid TOML: invalid value"),
        ('paths = ["claims"§', "not valid TOML: unclosed array at the end of the file"),
    ],
)
@pytest.mark.parametrize("shared", [False, True])
def test_wrong_settings_have_a_place(project: Program, text: str, message: str, shared: bool) -> None:
    name = "argmap.toml"
    if shared:
        name = "pyproject.toml"
        text = re.sub(r"^(§?\[+ *)(§?(?:rules|pahts))", r"\1tool.argmap.\2", text, flags=re.MULTILINE)
        text = f'[project]\nname = "pahts" # [tool.argmap.rules]\n[tool.other]\nrules.long-txt = 1\n[tool.argmap]\n{text}'
    before = text.partition("§")[0].replace("\r\n", "\n").split("\n")
    project.write(name, text.replace("§", ""))
    result = project("check")
    assert (result.status, result.out) == (2, "")
    assert errors(result.err) == [(f"{name}:{len(before)}:{len(before[-1]) + 1}", message)]


def test_a_rule_that_is_off_for_some_files_leaves_them_to_its_neighbour(project: Program) -> None:
    project.write(
        "argmap.toml", '[rules]\nnon-canonical-layout = "warning"\n[rules."**"]\nquote-without-locator = "off"\nunsorted-fields = "off"\n'
    )
    project.write(
        "claims/map.yaml",
        "questions:\n  - text: Why?\n    id: q\n\nsources:\n  - id: s\n    type: book\n    title: S\n\nnodes:\n"
        "  - claim: a\n    text: The mill burnt.\n    question: q\n    cite:\n      - {source: s, quote: it burnt}\n",
    )
    data = json.loads(project("check", "--format", "json").out)["diagnostics"]
    assert [(each["rule"], each["start"]["line"]) for each in data] == [("non-canonical-layout", 2), ("missing-locator", 15)]


def test_all_problems_in_one_run_in_the_order_written(project: Program) -> None:
    project.write(
        "argmap.toml",
        'rules.long-txt = "warn"\npahts = 1\npaths = ["/x", 3]\n[rules."claims/**"]\nuncited-nod = "off"\nlong-text = 1\n',
    )
    result = project("check")
    assert [place for place, _ in errors(result.err)] == [
        f"argmap.toml:{at}" for at in ("1:7", "1:18", "2:1", "3:10", "3:16", "5:1", "6:13")
    ]
    assert result.err.count("help: ") == 7
    for cure in ("`long-text`?", '"warning"?', "`paths`?", "`uncited-node`?"):
        assert f"help: did you mean {cure}" in result.err


def test_all_missing_paths_in_one_run(project: Program) -> None:
    project.write("argmap.toml", 'paths = ["a", "claims", "b", "cliams/map.yaml", "claims/mpa.yaml"]\nx = 1\n')
    result = project("show")
    assert [place for place, _ in errors(result.err)] == [f"argmap.toml:{at}" for at in ("1:10", "1:25", "1:30", "1:49", "2:1")]
    assert result.err.count("did you mean `claims/map.yaml`?") == 2


def test_default_folder_that_is_missing(argmap: Program) -> None:
    argmap.write("argmap.toml", '[rules]\nlong-text = "off"\n')
    argmap.write("claim/a.yaml", CLEAN)
    result = argmap("check")
    assert errors(result.err) == [("argmap.toml", "there is no `claims`, which holds the claim files where `paths` is not set")]
    assert "help: make it, or name another in `paths`" in result.err


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=60),
        st.lists(
            st.sampled_from(
                [*"[].=\"'\\{},\n#\x00\t", '"""', "rules", "paths", "claims", "long-text", "off", " ", "**", "/", "\u202e", "é"]
            ),
            max_size=25,
        ).map(lambda parts: "".join(parts).encode()),
    )
)
def test_any_bytes_are_answered(project: Program, data: bytes) -> None:
    project.write("argmap.toml", data)
    result = project("config")
    assert result.status in (0, 2)
    assert (result.status == 2) == result.err.startswith("error: ")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", result.out + result.err)


def test_check_verbose_says_the_settings(project: Program) -> None:
    project.write("argmap.toml", '[rules]\nlong-text = "off"\n[rules."claims/**"]\nlong-text = "error"\n')
    lines = project("check", "-v").err.splitlines()
    assert lines[:4] == ["settings: argmap.toml", "paths: claims", "rules: long-text off", "rules in claims/**: long-text error"]
    (project.folder / "argmap.toml").unlink()
    assert project("check", "-v").err.startswith("settings: none, the defaults hold\npaths: claims\nrules: as by default\n")


def test_place_is_seen_from_here(project: Program) -> None:
    project.write("argmap.toml", "x = 1\n")
    project.write("claims/inner/x.yaml", "")
    assert (
        errors(Program(project.folder / "claims" / "inner", project._monkeypatch, project._capfd)("show").err)[0][0]
        == "../../argmap.toml:1:1"
    )


def test_settings_are_utf_8(project: Program) -> None:
    project.write("argmap.toml", b"\xef\xbb\xbfpaths = ['claims']\n# caf\xe9\n")
    assert errors(project("check").err) == [("argmap.toml:2:6", "the file is not UTF-8")]
    project.write("argmap.toml", b"\xef\xbb\xbfpahts = ['claims']\n")
    assert errors(project("check").err) == [("argmap.toml:1:1", "`pahts` is not a setting")]


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ('[rules.claims/drafts/**]\nlong-text = "off"', 'put a pattern in quotes: `[rules."claims/drafts/**"]`'),
        ('[rules]\nclaims/* = {long-text = "off"}', "put a pattern in quotes"),
        ("[rules]\nlong-text = off", 'put a text in quotes, as in `long-text = "off"`'),
        ('paths = ["a" "b"]', "separate texts by commas"),
        ('paths = ["a\\c"]', "write `/` in a path"),
        ("paths: [claims]", "write `key = value`"),
        ("rules = {}\n[rules]", "join the two, or remove one"),
    ],
)
def test_usual_slips_in_toml_have_a_cure(project: Program, text: str, cure: str) -> None:
    project.write("argmap.toml", text + "\n")
    assert f"help: {cure}" in project("check").err


@pytest.mark.parametrize(
    "text", ["x" + ".x" * 5_000 + " = 1", "rules = " + "{a = " * 90 + "1" + "}" * 90, "x = [[[[" + "1," * 9_999 + "]]]]", "\x00"]
)
def test_hostile_settings(project: Program, text: str) -> None:
    project.write("argmap.toml", text)
    result = project("check")
    assert (result.status, result.out) == (2, "")
    assert "argmap.toml" in result.err


KEY = st.one_of(st.sampled_from(["paths", "rules", "long-text", "a", "b"]), st.text(max_size=6))
VALUE = st.recursive(
    st.one_of(st.booleans(), st.integers(-9, 9), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEY, inner, max_size=3)),
    max_leaves=8,
)


def toml(value: object, draw: st.DataObject) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(key, draw)} = {toml(inner, draw)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        between = draw.draw(st.sampled_from([",", " ,\n ", ", # ]\n"]))
        return "[" + between.join(toml(inner, draw) for inner in value) + "]"
    if isinstance(value, str):
        plain = "".join(c if " " <= c < "\x7f" and c not in '"\\' else f"\\U{ord(c):08X}" for c in value if not "\ud800" <= c <= "\udfff")
        forms = [f'"{plain}"'] + ([f"'{value}'"] if re.fullmatch(r"[ -&(-~]*", value) else [])
        return draw.draw(st.sampled_from(forms))
    return json.dumps(value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), tables=st.dictionaries(KEY, st.dictionaries(KEY, VALUE, max_size=3), max_size=4))
def test_a_place_is_never_wrong(data: st.DataObject, tables: dict[str, dict[str, object]]) -> None:
    """At the place that is named for a key stands that key, and for a value that value."""
    from argmap.toml_text import Places

    lines = []
    for table, pairs in tables.items():
        lines.append(f"[{toml(table, data)}] # [x]")
        lines.extend(f"{toml(key, data)} = {toml(value, data)}" for key, value in pairs.items())
    text = data.draw(st.sampled_from(["\n", "\r\n", "\n\n#'\n"])).join(lines)
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return  # the same key twice, once surrogates are gone
    places = Places(text, read)
    for table, pairs in read.items():
        at = places.of_key(table)
        assert at is not None
        for key, value in pairs.items():
            start, end = places.keys[table, key]
            assert tomllib.loads(text[start:end] + " = 1") == {key: 1}
            start, end = places.values[table, key]
            assert tomllib.loads("x = " + text[start:end]) == {"x": value}


def rules_by_file(argmap: Program, *arguments: str) -> list[tuple[str, str, str]]:
    found = json.loads(argmap("check", "--format", "json", *arguments).out)["diagnostics"]
    return [(each["path"], each["rule"], each["severity"]) for each in found if each["rule"] in LOOKED_AT]


PATHS = ("claims/a.yaml", "claims/b.yaml", "claims/drafts/a.yaml", "claims/drafts/deep/a.yaml", "claims/[x].yaml")


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("claims/drafts/**", (2, 3)),
        ("claims/drafts/", (2, 3)),
        ("claims/drafts/*", (2,)),
        ("claims/drafts", ()),
        ("**", (0, 1, 2, 3, 4)),
        ("**/a.yaml", (0, 2, 3)),
        ("claims/**/a.yaml", (0, 2, 3)),
        ("claims/**/deep/*", (3,)),
        ("**/deep/**", (3,)),
        ("./claims/a.yaml", (0,)),
        ("claims/?.yaml", (0, 1)),
        ("claims/[x].yaml", (4,)),
        ("claims/[ab].yaml", ()),
        ("claims/*a*l", (0, 1, 4)),
        ("CLAIMS/**", ()),
        ("a.yaml", ()),
        ("*.yaml", ()),
        ("claims/a.yaml/**", (0,)),
        ("claims/" + "*a" * 40 + "b", ()),
    ],
)
def test_what_a_pattern_matches(project: Program, pattern: str, matched: tuple[int, ...]) -> None:
    for number, path in enumerate(PATHS):
        project.write(path, LONE.format(id=f"n{number}"))
    project.write("argmap.toml", f'[rules."{pattern}"]\nuncited-node = "error"\n')
    result = project("check")
    found = {path: severity for path, rule, severity in rules_by_file(project) if rule == "uncited-node"}
    assert set(found) == set(PATHS)
    assert {path for path, severity in found.items() if severity == "error"} == {PATHS[number] for number in matched}
    noted = f"note: `{pattern}` in argmap.toml matches no claim file" in result.err
    assert noted == (pattern != "**" and not matched)


def test_last_match_wins(project: Program) -> None:
    for number, path in enumerate(PATHS[:4]):
        project.write(path, LONE.format(id=f"n{number}"))
    project.write(
        "argmap.toml",
        '[rules."claims/drafts/**"]\nuncited-node = "off"\n[rules."**/deep/*"]\nuncited-node = "error"\n[rules]\nuncited-node = "off"\n'
        '[rules."claims/b.yaml"]\nuncited-node = "warning"\nlong-text = "off"\n',
    )
    assert rules_by_file(project) == [
        ("claims/b.yaml", "uncited-node", "warning"),
        ("claims/drafts/deep/a.yaml", "uncited-node", "error"),
    ]


def test_rule_that_needs_the_whole_map_takes_the_severity_of_the_file_it_points_at(project: Program) -> None:
    project.write("claims/a.yaml", LONE.format(id="same") + "    by: editor\n")
    project.write("claims/drafts/a.yaml", LONE.format(id="same") + "    by: editor\n")
    project.write("argmap.toml", '[rules."claims/drafts/**"]\nduplicate-id = "warning"\n')
    assert rules_by_file(project) == [("claims/drafts/a.yaml", "duplicate-id", "warning")]


def test_rule_that_is_off_in_a_file_may_be_named_in_a_comment_there(project: Program) -> None:
    comment = "  # argmap: ignore[long-text]\n"
    project.write("claims/a.yaml", LONE.format(id="x") + "    by: editor" + comment)
    project.write("claims/b.yaml", LONE.format(id="y") + "    by: editor" + comment)
    project.write("argmap.toml", '[rules."claims/a.yaml"]\nlong-text = "off"\n')
    assert rules_by_file(project) == [("claims/b.yaml", "unused-ignore", "warning")]


def test_folder_without_stars_is_answered(project: Program) -> None:
    project.write("claims/drafts/a.yaml", "")
    project.write("argmap.toml", '[rules."claims/drafts"]\nlong-text = "off"\n')
    result = project("check")
    assert result.status == 0
    assert "write `claims/drafts/**` for the files in it" in result.err


@pytest.mark.parametrize("name", sorted(ALWAYS))
def test_rules_that_always_run_are_on_in_every_file(project: Program, name: str) -> None:
    project.write("argmap.toml", f'[rules."claims/**"]\n{name} = "off"\n')
    assert f"`{name}` cannot be switched off" in project("check").err
    assert not all_rules()[name].can_ignore


@pytest.mark.parametrize("name", ["argmap.toml", "pyproject.toml"])
def test_config_prints_what_can_be_copied(project: Program, name: str) -> None:
    prefix = "tool.argmap." if name == "pyproject.toml" else ""
    header = "[tool.argmap]\n" if prefix else ""
    odd = "claims/\\u202e 김*?.yaml"
    project.write(
        name,
        f'{header}paths = ["claims", "./claims"]\n[{prefix}rules]\nlong-text = "off"\nunanswered-rebuttal = "error"\n'
        f'[{prefix}rules."{odd}"]\nlong-text = "error"\n[{prefix}rules."claims/**"]\n',
    )
    first = project("config")
    assert (first.status, first.err) == (0, f"note: the settings of {name}\n")
    assert 'long-text = "off"  # default: warning\n' in first.out
    assert "\u202e" not in first.out
    data = json.loads(project("config", "--format", "json").out)
    assert data["paths"] == ["claims", "./claims"]
    assert set(data["rules"]) == set(all_rules())
    assert [each["pattern"] for each in data["files"]] == ["claims/\u202e 김*?.yaml", "claims/**"]
    project.write(name, first.out)
    assert project("config").out == first.out
    assert json.loads(project("config", "--format", "json").out) == data


def test_config_without_settings(argmap: Program) -> None:
    result = argmap("config")
    assert result.status == 0
    assert "no project here or above" in result.err
    assert {rule: Severity(severity) for rule, severity in tomllib.loads(result.out)["rules"].items()} == {
        rule.name: rule.severity for rule in all_rules().values()
    }
    argmap.write("claims/map.yaml", CLEAN)
    assert "the project has no argmap.toml" in argmap("config").err
    assert argmap("config").out == result.out


def test_selected_and_ignored_rules(project: Program) -> None:
    """What `lint` does with ``select`` and ``ignore``, beside what the settings say."""
    from argmap.errors import ArgmapError
    from argmap.linter import lint
    from argmap.project import locate_named, open_project

    for path, id in (("claims/a.yaml", "x"), ("claims/drafts/a.yaml", "y"), ("claims/deep/a.yaml", "y")):
        project.write(path, LONE.format(id=id) + "    tags: []\n")
    project.write("argmap.toml", '[rules]\nuncited-node = "off"\n[rules."claims/drafts/**"]\nuncited-node = "off"\n')
    opened = open_project(locate_named(str(project.folder)))

    def found(**chosen: tuple[str, ...]) -> list[tuple[str, str, str]]:
        return [(each.path, each.rule, str(each.severity)) for each in lint(opened, **chosen).diagnostics if each.rule in LOOKED_AT]

    duplicate = ("claims/drafts/a.yaml", "duplicate-id", "error")
    lone = [("claims/a.yaml", "uncited-node", "warning"), ("claims/deep/a.yaml", "uncited-node", "warning")]
    assert found() == [duplicate]
    assert found(select=("uncited-node",)) == [*lone, duplicate]
    assert found(select=("uncited-node",), ignore=("uncited-node",)) == [duplicate]
    assert found(select=("long-text",)) == [duplicate]
    with pytest.raises(ArgmapError) as error:
        lint(opened, select=("long-txt", "x"), ignore=("uncited-nod", "duplicate-id"))
    messages = [error.value.message, *(each.message for each in error.value.more)]
    assert messages == [*(f"no rule is called `{name}`" for name in ("long-txt", "x", "uncited-nod")), "`duplicate-id` cannot be ignored"]
    assert error.value.help == "did you mean `long-text`?"
