"""The settings of docs/editors.md, tried in the editors that are on this machine; the others are read.

`ARGMAP_NVIM` may name more Neovims, divided by `:`, of which each is used for the settings that are for its version.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.real_editors import Emacs, Neovim, is_alive, neovim, until

pytest.importorskip("pygls", reason="the extra `lsp` is not installed")
if os.name != "posix":
    pytest.skip("these tests start editors as Unix does", allow_module_level=True)

GUIDE = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
REPLIES = """\
# What was said against the first report.
nodes:
  - rebuttal: policy-was-usual
    against: policy-was-new
    attack: undercut
    text: Every mill of the valley was insured in that year.
    by: [weber, holm]
    cite:
      - {source: inquest-1911, at: "«Prüfung» 😀, 3", by: holm}
"""
RENAMED = REPLIES.replace("policy-was-new", "policy-was-fresh").replace("holm", "holmes")
FOREIGN = "services:\n    web:   {image: [}\n"


def blocks(heading: str, language: str) -> list[str]:
    """The blocks of a language below a heading of the guide."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert section, heading
    return re.findall(rf"^```{language}\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)


NEW_NEOVIM, EXTRAS, OLD_NEOVIM = blocks("Neovim", "lua")
EGLOT, ON_SAVE, LSP_MODE = blocks("Emacs", "elisp")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two files, and YAML of somebody else beside it."""
    folder = tmp_path / "project"
    (folder / "claims").mkdir(parents=True)
    shutil.copy(ROOT / "examples" / "mill-fire.yaml", folder / "claims")
    (folder / "claims" / "replies.yaml").write_text(REPLIES)
    (folder / "compose.yml").write_text(FOREIGN)
    return folder


def check(folder: Path) -> str:
    """What `argmap check` says of a project, and `argmap fmt` of its layout."""
    said = ""
    for command in (["check", "--strict"], ["fmt", "--check"]):
        done = subprocess.run([sys.executable, "-m", "argmap", *command], cwd=folder, capture_output=True, text=True, check=False)
        said += done.stdout if done.returncode else ""
    return said


def test_helix_settings_are_of_documented_keys() -> None:
    for block in blocks("Helix", "toml"):
        settings = tomllib.loads(block)
        (server,) = settings["language-server"].values()
        assert set(server) <= {"command", "args", "config", "timeout", "environment", "required-root-patterns"}
        assert [server["command"], *server["args"]] == ["argmap", "lsp"]
        (language,) = settings["language"]
        assert set(language) <= {"name", "language-servers", "auto-format"}
        assert language["name"] == "yaml"
        assert language["language-servers"][0] == "argmap"


def test_code_settings_are_of_documented_keys() -> None:
    (block,) = blocks("VS Code", "json")
    settings = json.loads(block)
    own = {name: settings.pop(name) for name in list(settings) if name.startswith("glspc.server.")}
    assert own == {"glspc.server.command": "argmap", "glspc.server.commandArguments": ["lsp"], "glspc.server.languageId": ["yaml"]}
    assert list(settings) == ["[yaml]"]
    assert settings["[yaml]"]["editor.codeActionsOnSave"] == {"source.fixAll.argmap": "explicit"}


def rename(editor: Neovim, keys: str, name: str) -> None:
    editor.keys(keys)
    until(lambda: editor.lua("return vim.fn.mode()") == "c" and editor.lua("return vim.fn.getcmdtype()") == "@", "the question")
    editor.keys(f"<C-u>{name}<CR>")


def use(editor: Neovim, project: Path, keys: dict[str, str]) -> None:
    """What a person does in Neovim, by the keys that the guide names."""
    editor.attached()
    editor.at(r"against: \zspolicy")
    editor.keys("x")
    until(lambda: editor.rules() == ["dangling-reference"], "the fault")
    editor.keys(":lua vim.lsp.buf.code_action()<CR>")
    until(lambda: b"1: Write `policy-was-new`" in (editor.home / "log").read_bytes(), "the menu")
    editor.keys("1<CR>")
    until(lambda: editor.rules() == [] and editor.line() == "    against: policy-was-new", "the cure")

    editor.at(r"against: \zspolicy")
    editor.command("set completeopt+=menuone")
    editor.keys("Cpolicy-was-n<C-x><C-o>")
    assert until(editor.popup, "a list of ids") == ["policy-was-new"]
    editor.keys(keys["accept"] + "<Esc>")
    until(lambda: editor.line() == "    against: policy-was-new", "the id")

    editor.at(r"against: \zspolicy")
    editor.keys(keys["hover"])
    assert "The mill had been insured for twice its worth" in until(editor.floating, "the card")
    editor.keys(keys["definition"])
    until(lambda: editor.line() == "  - support: policy-was-new", "the definition")
    assert editor.lua("return vim.fn.expand('%:t')") == "mill-fire.yaml"

    editor.at(r"support: \zspolicy-was-new")
    editor.keys(keys["references"])
    assert until(editor.listed, "the references") == [
        "mill-fire.yaml:40:  - support: policy-was-new",
        "replies.yaml:4:    against: policy-was-new",
    ]
    editor.command("cclose", "call setqflist([])")

    editor.at(r"support: \zspolicy-was-new")
    rename(editor, keys["rename"], "policy-was-fresh")
    until(lambda: editor.line() == "  - support: policy-was-fresh", "the new name")
    editor.command("wa", "edit claims/replies.yaml")
    editor.at(r"3\", by: \zsholm")
    rename(editor, keys["rename"], "holmes")
    until(lambda: '3", by: holmes}' in editor.line(), "a new name behind letters of several bytes")
    editor.command("wa")
    until(lambda: (project / "claims/replies.yaml").read_text() == RENAMED, "both new names on the disk")
    assert check(project) == ""

    editor.keys(keys["outline"])
    assert "policy-was-usual" in "\n".join(until(editor.listed, "the outline"))
    editor.command("cclose", "lclose")


def leaves_others_alone(editor: Neovim) -> None:
    """YAML that is nobody's of ours has no diagnostics, once those of a claim file have come."""
    editor.command("edit compose.yml", "edit claims/new.yaml")
    editor.keys("inodes: 1<Esc>")
    until(editor.rules, "a fault of a file that is not saved yet")
    editor.command("buffer compose.yml")
    assert editor.rules() == []
    editor.command("bwipeout! claims/new.yaml")


def ends(editor: Any, quit: Any) -> None:
    servers = editor.servers()
    assert len(servers) == 1
    quit()
    until(lambda: not is_alive(servers[0]), "the end of the server")


def test_old_neovim(project: Path, tmp_path: Path) -> None:
    program = neovim((0, 7), (0, 11))
    if program is None:
        pytest.skip("no Neovim 0.7 to 0.10")
    with Neovim(program, tmp_path / "home", project, OLD_NEOVIM, "claims/replies.yaml") as editor:
        rename = ":lua vim.lsp.buf.rename()<CR>"
        keys = {"hover": "K", "definition": "gd", "references": "gr", "rename": rename, "outline": "gO", "accept": "<C-y>"}
        use(editor, project, keys)
        editor.keys(":%s/against: /against:    /<CR>:lua (vim.lsp.buf.format or vim.lsp.buf.formatting_sync)()<CR>")
        until(lambda: editor.lua("return vim.fn.getline(4)") == "    against: policy-was-fresh", "the layout")
        leaves_others_alone(editor)
        ends(editor, lambda: editor.keys(":qa!<CR>"))


def test_new_neovim(project: Path, tmp_path: Path) -> None:
    program = neovim((0, 11))
    if program is None:
        pytest.skip("no Neovim 0.11 or newer")
    with Neovim(program, tmp_path / "home", project, NEW_NEOVIM + EXTRAS, "claims/replies.yaml") as editor:
        keys = {"hover": "K", "definition": "<C-]>", "references": "grr", "rename": "grn", "outline": "gO", "accept": "<C-n><C-y>"}
        use(editor, project, keys)
        editor.keys(":%s/against: /against:    /<CR>:w<CR>")
        until(lambda: (project / "claims/replies.yaml").read_text() == RENAMED, "the layout, on saving")
        editor.at("    by: .weber")
        editor.keys("Otags: [fire, fire]<Esc>")
        until(lambda: editor.rules(), "what is listed twice")
        editor.keys(":ArgmapFixAll<CR>")
        until(lambda: editor.line() == "    tags: [fire]", "the cure of all")
        editor.at("    by: .weber")
        editor.keys("Oabout: [ho")
        assert until(editor.popup, "ids, unasked for") == ["holmes"]
        editor.keys("<Esc>")
        leaves_others_alone(editor)
        ends(editor, lambda: editor.keys(":qa!<CR>"))


@pytest.mark.parametrize(("least", "below", "init"), [((0, 7), (0, 11), OLD_NEOVIM), ((0, 11), None, NEW_NEOVIM)], ids=["old", "new"])
def test_neovim_that_is_killed_or_is_elsewhere(
    project: Path, tmp_path: Path, least: tuple[int, int], below: tuple[int, int] | None, init: str
) -> None:
    program = neovim(least, below)
    if program is None:
        pytest.skip("no such Neovim")
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(FOREIGN)
    with Neovim(program, tmp_path / "home", project, init, str(elsewhere)) as editor:
        until(lambda: editor.lua("return vim.bo.filetype") == "yaml", "the file")
        editor.command("edit claims/replies.yaml")
        editor.attached()
        ends(editor, editor.kill)


def emacs(package: str) -> None:
    """Skip where Emacs or one of its packages is missing."""
    if shutil.which("emacs") is None or shutil.which("emacsclient") is None:
        pytest.skip("no Emacs")
    form = f'(progn (package-initialize) (unless (and (locate-library "{package}") (locate-library "yaml-mode")) (kill-emacs 3)))'
    if subprocess.run(["emacs", "-q", "--batch", "--eval", form], capture_output=True, check=False).returncode:
        pytest.skip(f"no {package} or no yaml-mode for Emacs")


TOLD = "(mapcar #'flymake-diagnostic-text (flymake-diagnostics))"
LINE = "(buffer-substring-no-properties (line-beginning-position) (line-end-position))"
AS_TYPED = "(run-hooks 'post-command-hook)"


def test_eglot(project: Path, tmp_path: Path) -> None:
    emacs("eglot")
    with Emacs(tmp_path / "home", project, EGLOT + ON_SAVE) as editor:
        editor.eval('(progn (find-file "claims/replies.yaml") nil)')
        editor.eval(f"(progn {AS_TYPED} nil)")
        until(lambda: editor.eval("(and (fboundp 'eglot-managed-p) (eglot-managed-p) t)"), "a server")
        editor.eval(f'(progn (goto-char (point-min)) (search-forward "against: ") (delete-char 1) {AS_TYPED} nil)')
        assert "no node is called `olicy-was-new`" in until(lambda: editor.eval(TOLD), "the fault")[0]
        editor.eval(
            "(cl-letf (((symbol-function 'completing-read) (lambda (_ all &rest _) (caar all)))) (eglot-code-actions (point) nil nil t) nil)"
        )
        until(lambda: not editor.eval(TOLD) and editor.eval(LINE) == "    against: policy-was-new", "the cure")

        editor.eval('(progn (delete-region (point) (line-end-position)) (insert "policy-was-n") (completion-at-point) nil)')
        assert editor.eval(LINE) == "    against: policy-was-new"
        card = """(let (card (waits 0))
          (eglot-hover-eldoc-function (lambda (text &rest _) (setq card (or text ""))))
          (while (and (not card) (< (setq waits (1+ waits)) 200)) (accept-process-output nil 0.1))
          (substring-no-properties card))"""
        assert "The mill had been insured for twice its worth" in editor.eval(f"(progn (backward-char 3) {card})")
        editor.eval("(progn (call-interactively #'xref-find-definitions) nil)")
        assert editor.eval(f"(list (buffer-name) {LINE})") == ["mill-fire.yaml", "  - support: policy-was-new"]
        found = "(mapcar #'xref-item-summary (xref-backend-references 'eglot (xref-backend-identifier-at-point 'eglot)))"
        assert editor.eval(f"(progn (end-of-line) (backward-char 3) {found})") == [
            "  - support: policy-was-new",
            "    against: policy-was-new",
        ]
        editor.eval("(cl-letf (((symbol-function 'y-or-n-p) #'always)) (eglot-rename \"policy-was-fresh\") (save-some-buffers t) nil)")
        editor.eval('(progn (switch-to-buffer "replies.yaml") (goto-char (point-min)) (search-forward "3\\", by: ho") nil)')
        editor.eval("(cl-letf (((symbol-function 'y-or-n-p) #'always)) (eglot-rename \"holmes\") (save-some-buffers t) nil)")
        assert check(project) == ""

        editor.eval(
            '(progn (switch-to-buffer "replies.yaml") (goto-char (point-min)) (search-forward "against: ") (insert "   ") (save-buffer) nil)'
        )
        assert (project / "claims/replies.yaml").read_text() == RENAMED
        assert "policy-was-usual" in editor.eval('(format "%S" (funcall imenu-create-index-function))')
        ends(editor, editor.kill)


def test_lsp_mode(project: Path, tmp_path: Path) -> None:
    emacs("lsp-mode")
    root = EGLOT[: EGLOT.index("(defun argmap-project")]
    with Emacs(tmp_path / "home", project, root + LSP_MODE + "(setq lsp-auto-guess-root t)") as editor:
        editor.eval('(progn (find-file "claims/replies.yaml") (lsp) nil)')
        until(lambda: editor.eval("(and lsp-mode (lsp-workspaces) t)"), "a server")
        editor.eval('(progn (goto-char (point-min)) (search-forward "against: ") (delete-char 1) nil)')
        until(lambda: "dangling-reference" in editor.eval('(format "%S" (hash-table-values (lsp-diagnostics)))'), "the fault")
        ends(editor, editor.kill)
