"""A folder of claim files, moved to a repository of its own, passes and fails as it should: never a green nothing."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.conftest import ROOT, Program
from tests.repositories import EXAMPLE, break_one, commit, git, part_in_two, put_example

KUBERNETES = "apiVersion: v1\nkind: ConfigMap\n"


@pytest.fixture
def repository(argmap: Program) -> Program:
    """A repository that holds the example as its claims, and nothing else of this project."""
    put_example(argmap.folder)
    commit(argmap.folder)
    return argmap


def refused(argmap: Program, *arguments: str, because: str, cure: str) -> None:
    """Nothing is checked, nothing is printed as an answer, and the cure is named."""
    result = argmap(*arguments)
    assert (result.status, result.out) == (2, ""), result
    assert because in result.err
    assert f"help: {cure}" in result.err
    assert "no faults found" not in result.err


@pytest.mark.parametrize("name", ["claims", "examples"])
def test_what_ships_passes_elsewhere(argmap: Program, name: str) -> None:
    shutil.copytree(ROOT / name, argmap.folder / name)
    commit(argmap.folder)
    paths = [] if name == "claims" else [name]
    checked, laid_out = argmap("check", "--strict", *paths), argmap("fmt", "--check", *paths)
    assert (checked.status, checked.out, laid_out.status) == (0, "", 0)
    assert "no faults found (" in checked.err
    assert "(0 nodes" not in checked.err


def test_a_fault_is_named(repository: Program) -> None:
    break_one(repository.folder)
    for arguments in ((), ("claims",), ("claims/fire.yaml",), ("--project", "."), (".",)):
        result = repository("check", "--format", "concise", *arguments)
        assert result.status == 1
        assert result.out.startswith("claims/fire.yaml:")
        assert "no node is called `fire-was-sett` (did you mean `fire-was-set`?)" in result.out


def test_a_file_taken_away_is_missed(repository: Program) -> None:
    """What refers to it is reported, though nothing that is there was changed."""
    part_in_two(repository.folder)
    assert repository("check").status == 0
    (repository.folder / "claims/fire.yaml").unlink()
    result = repository("check", "--format", "concise")
    assert result.status == 1
    assert "claims/nodes.yaml:" in result.out


@pytest.mark.parametrize("command", [("check",), ("fmt", "--check")], ids=" ".join)
class TestWrongFolder:
    def test_not_there(self, repository: Program, command: tuple[str, ...]) -> None:
        refused(repository, *command, "claim", because="there is no file or folder `claim`", cure="did you mean `claims`?")
        refused(repository, *command, "claims/fires.yaml", because="`claims/fires.yaml`", cure="did you mean `claims/fire.yaml`?")
        refused(repository, *command, "zzz", because="`zzz`", cure="name one that is there")
        refused(repository, *command, "--project", "claim", because="`claim`", cure="did you mean `claims`?")
        refused(repository, *command, "claims", "zzz", because="`zzz`", cure="name one that is there")

    def test_empty(self, repository: Program, command: tuple[str, ...]) -> None:
        (repository.folder / "empty").mkdir()
        for arguments in (("empty",), ("--project", "empty"), ("claims", "empty")):
            refused(repository, *command, *arguments, because="there is no claim file (`*.yaml`, `*.yml`) in `empty`", cure="write one")

    def test_other_yaml(self, repository: Program, command: tuple[str, ...]) -> None:
        repository.write("deploy/map.yaml", KUBERNETES)
        for arguments in (("deploy",), ("--project", "deploy")):
            refused(repository, *command, *arguments, because="there is no claim file", cure="")

    def test_no_project(self, argmap: Program, command: tuple[str, ...]) -> None:
        argmap.write("README.md", "nothing")
        refused(argmap, *command, because="no project here or above", cure="make a folder `claims`, or name a project")

    def test_claims_one_level_down(self, repository: Program, command: tuple[str, ...]) -> None:
        (repository.folder / "the debate").mkdir()
        (repository.folder / "claims").rename(repository.folder / "the debate/claims")
        refused(repository, *command, because="no project here or above", cure="there is one in `the debate`: add `--project 'the debate'`")
        assert repository(*command, "--project", "the debate").status == 0
        assert repository(*command, "the debate").status == 0

    @pytest.mark.parametrize(
        ("paths", "because"),
        [
            ('["maps"]', "there is no `maps`, which `paths` names"),
            ('["claims", "maps"]', "there is no `maps`, which `paths` names"),
            ('["empty"]', "there is no claim file (`*.yaml`, `*.yml`) in `empty`"),
            ('["claims", "empty"]', "there is no claim file (`*.yaml`, `*.yml`) in `empty`, which `paths` in argmap.toml names"),
            ('["claims/*.yaml"]', "there is no `claims/*.yaml`, which `paths` names"),
            ("[]", "`paths` must be a list of folders and files"),
        ],
    )
    def test_paths_that_match_nothing(self, repository: Program, command: tuple[str, ...], paths: str, because: str) -> None:
        repository.write("empty/readme.txt", "for drafts")
        repository.write("argmap.toml", f"paths = {paths}\n")
        refused(repository, *command, because=because, cure="")

    def test_claims_that_are_no_folder_of_yaml(self, repository: Program, command: tuple[str, ...]) -> None:
        claims = repository.folder / "claims"
        (claims / "fire.yaml").rename(claims / "fire.json")
        refused(repository, *command, because="there is no claim file (`*.yaml`, `*.yml`) in `claims`", cure="write one")
        shutil.rmtree(claims)
        repository.write("claims", "elsewhere\n")  # as git writes a link where it cannot make one
        refused(repository, *command, because="no project here or above", cure="make a folder `claims`")

    @pytest.mark.skipif(os.name == "nt", reason="needs links")
    def test_claims_that_are_a_link(self, repository: Program, command: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory) -> None:
        claims = repository.folder / "claims"
        claims.rename(repository.folder / "within")
        claims.symlink_to("within")
        assert repository(*command).status == 0
        claims.unlink()
        elsewhere = tmp_path_factory.mktemp("elsewhere") / "maps"
        shutil.copytree(repository.folder / "within", elsewhere)
        claims.symlink_to(elsewhere)
        why = "`claims` is a link that leaves the project, and is not read"
        refused(repository, *command, because=why, cure="put the files there in its place, or name the folder that it leads to")
        assert repository(*command, str(elsewhere)).status == 0
        claims.unlink()
        claims.mkdir()
        (claims / "shared").symlink_to(elsewhere)
        refused(repository, *command, because="`claims/shared` is a link", cure="put the files there")
        repository.write("claims/own.yaml", EXAMPLE.read_bytes())
        repository.write("argmap.toml", 'paths = ["claims", "claims/shared"]\n')
        refused(repository, *command, because="`claims/shared`, which `paths` in argmap.toml names", cure="write one, or leave it out")
        claims.rename(repository.folder / "kept")
        claims.symlink_to("nowhere")
        (repository.folder / "argmap.toml").unlink()
        refused(repository, *command, because="no project here or above", cure="")


def test_a_folder_of_yaml_without_an_entry(repository: Program) -> None:
    """Such as the commented settings of another program."""
    repository.write("chart/values.yaml", "# replicas: 2\n")
    repository.write("chart/more.yml", "")
    refused(
        repository, "check", "chart", because="`chart/more.yml`, `chart/values.yaml` hold no entry", cure="write one, under `questions`"
    )
    begun = repository.write("claims/fire.yaml", "# to come\n")
    result = repository("check")  # where claim files are to be, one may be begun: that is said
    assert (result.status, result.err) == (0, "note: the claim files hold no entry yet\nno faults found (0 nodes in 1 file)\n")
    begun.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n", encoding="utf-8")
    assert repository("check").status == 1  # large files that were not fetched


def test_folder_of_other_yaml_that_is_said_to_hold_claims(argmap: Program) -> None:
    argmap.write("claims/map.yaml", KUBERNETES)
    checked = argmap("check")
    assert checked.status == 1
    assert "this is no claim file" in checked.out
    refused(
        argmap,
        "fmt",
        "--check",
        because="there is no claim file: nothing in `claims/map.yaml` looks like a part of one",
        cure="name another",
    )


def test_shallow_clone_and_submodule(repository: Program, tmp_path_factory: pytest.TempPathFactory) -> None:
    work = tmp_path_factory.mktemp("ci")
    git(work, "clone", "-q", "--depth", "1", repository.folder.as_uri(), "shallow")
    assert repository("check", str(work / "shallow")).status == 0
    outer = work / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(outer, "submodule", "add", "-q", repository.folder.as_uri(), "claims")
    git(outer, "commit", "-qm", "Claims from elsewhere")
    assert repository("check", "--project", str(outer)).status == 0
    git(work, "clone", "-q", outer.as_uri(), "fetched-in-part")
    refused(
        repository,
        "check",
        "--project",
        str(work / "fetched-in-part"),
        because="there is no claim file (`*.yaml`, `*.yml`) in `claims`",
        cure="",
    )
