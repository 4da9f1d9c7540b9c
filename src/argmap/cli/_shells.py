"""How shells ask for completion and are answered.

A script, which `argmap completion` prints, calls `argmap _complete SHELL LINE`
with the line up to the cursor.  The first line of the answer says what it is
(`values`, `open`: values behind which no space comes, or `file`), and each
other one is a value.  Nothing of it is run or expanded by the scripts: they take
lines as they are, and the values hold no white space and nothing that a shell
acts on unless it is quoted here.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from argmap.cli._completed import Offer, offer
from argmap.cli._line import Line, split
from argmap.cli._takes import Candidate

_BASH = r"""# Completion of argmap for bash; `argmap completion bash` printed it.
_argmap() {
    local line kind= program=${1/#\~\//$HOME/}
    COMPREPLY=()
    program=$(type -P -- "$program") || return 0
    while IFS= read -r line; do
        if [[ -z $kind ]]; then kind=$line; else COMPREPLY+=("$line"); fi
    done < <(COLUMNS=${COLUMNS:-80} "$program" _complete bash "${COMP_LINE:0:COMP_POINT}" "$2" "$COMP_TYPE" </dev/null 2>/dev/null)
    case $kind in
        file) compopt -o default ;;
        open) compopt -o nospace ;;
    esac 2>/dev/null
    return 0
}
complete -o nosort -F _argmap argmap 2>/dev/null || complete -o default -F _argmap argmap
"""

_ZSH = r"""#compdef argmap
# Completion of argmap for zsh; `argmap completion zsh` printed it.
_argmap() {
    local program=${(Q)words[1]} typed="${IPREFIX}${QIPREFIX}${PREFIX}"
    local -a answer whole open
    program=$(whence -p -- "${program/#\~\//$HOME/}") || return 1
    answer=("${(@f)$("$program" _complete zsh "${(j: :)words[1,CURRENT-1]} $typed" </dev/null 2>/dev/null)}")
    local kind=${answer[1]%% *} length=${answer[1]##* }
    [[ $length = <-> ]] || return 1
    (( length <= ${#PREFIX} )) && compset -p $(( ${#PREFIX} - length ))
    if [[ $kind = file ]]; then
        _files
    else
        whole=("${(@)${(@M)answer[2,-1]:#-*}#-}") open=("${(@)${(@M)answer[2,-1]:#+*}#+}")
        _describe -V argmap whole -- open -S ''
    fi
}
if [[ ${funcstack[1]} = _argmap ]]; then _argmap "$@"; else compdef _argmap argmap; fi
"""

_FISH = r"""# Completion of argmap for fish; `argmap completion fish` printed it.
function __argmap_complete
    set -l program (string replace -r '^~/' "$HOME/" -- (commandline -opc)[1])
    command -sq -- $program; or return
    set -l answer (command $program _complete fish (commandline -cp | string collect) </dev/null 2>/dev/null)
    set -q answer[1]; or return
    if string match -q 'file*' -- $answer[1]
        set -l typed (commandline -ct)
        set -l flag (string match -r '^--[a-z-]*=' -- $typed; or echo)
        printf '%s\n' $flag(__fish_complete_path (string replace -r '^--[a-z-]*=' '' -- $typed))
    else
        printf '%s\n' $answer[2..-1]
    end
end
complete -c argmap -f -a '(__argmap_complete)'
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH}

_MENU = ("37", "42")
"""The types of completion of bash in which it puts the candidates into the line one by one."""
_MOST_WORDS = 200
_LEAST_WORDS = 12
"""The fewest columns in which words on a candidate are worth being shown."""


class Asked(NamedTuple):
    """What a shell wants to know, and what it gives with it."""

    line: Line
    more: Sequence[str]


def answer(arguments: list[str]) -> int:
    """Print what may come next on a line; nothing at all if that cannot be said.  The exit status is 0 whatever comes."""
    from argmap.cli._output import write

    try:
        shell, text, *more = arguments
        asked = Asked(split(text), more)
        write(f"{line}\n" for line in _ANSWERS[shell](asked, offer(asked.line, is_anywhere=shell == "fish")))
    except (Exception, KeyboardInterrupt):  # somebody is typing: whatever is wrong, this is not the moment to say it
        return 0
    return 0


def _kind(offered: Offer) -> str:
    if offered.is_file:
        return "file"
    return "open" if offered.candidates and all(map(_is_open, offered.candidates)) else "values"


def _is_open(candidate: Candidate) -> bool:
    """Whether something must follow at once, without a space."""
    return candidate.value.endswith((":", "("))


def _words(candidate: Candidate, columns: int = _MOST_WORDS) -> str:
    """What is said of a candidate, on one line of at most so many columns, and nothing in it that a terminal acts on."""
    from argmap.display import shortened, visible

    return shortened(visible(candidate.words[: 2 * columns]), columns)


def _for_bash(asked: Asked, offered: Offer) -> Iterator[str]:
    """Values as they are to stand in the line, with words behind them where bash will show several and insert none.

    Bash replaces its idea of the current word, which begins at the last of its
    COMP_WORDBREAKS and behind a quote; it gives that as typed, and it is given
    back with what is missing.
    """
    from argmap.display import width

    yield _kind(offered)
    word, type = (*asked.more, "", "")[:2]
    values = [word + _escaped(each.value[len(offered.typed) :], asked.line.quote) for each in offered.candidates]
    widest = max(map(width, values), default=0)
    room = _columns() - widest - 5
    if asked.line.quote and len(values) == 1 and _is_open(offered.candidates[0]) and type not in _MENU:
        values.append(f"{values[0]} ")  # for bash closes a quote behind the only candidate, but not behind what two begin with
        yield from values
        return
    if len(values) < 2 or type in _MENU or room < _LEAST_WORDS:
        yield from values
        return
    for value, each in zip(values, offered.candidates, strict=True):
        words = _words(each, room)
        yield f"{value}{' ' * (widest - width(value))}  -- {words}" if words else value


def _escaped(text: str, quote: str) -> str:
    """Text as it is written behind an open quote, or without one."""
    if quote == "'":
        return text
    return re.sub(r'(["$`\\])' if quote else r"([^\w.+@:/,=%-])", r"\\\1", text)


def _columns() -> int:
    from argmap.cli._output import columns

    return columns()


def _for_zsh(asked: Asked, offered: Offer) -> Iterator[str]:
    """How long the end of the word is that is replaced; then values and words as `_describe` takes them, behind `+` if no space follows."""
    yield f"{_kind(offered)} {len(offered.typed)}"
    for each in offered.candidates:
        value, words = each.value.replace(":", "\\:"), _words(each).replace("\\", "\\\\")
        sign = "+" if _is_open(each) else "-"
        yield f"{sign}{value}:{words}" if words else f"{sign}{value}"


def _for_fish(asked: Asked, offered: Offer) -> Iterator[str]:
    """Whole words, each with a tab and what is said of it; fish quotes what it inserts."""
    yield _kind(offered)
    before = asked.line.current.removesuffix(offered.typed)
    if before.isprintable():
        for each in offered.candidates:
            yield f"{before}{each.value}\t{_words(each)}"


_ANSWERS: dict[str, Callable[[Asked, Offer], Iterator[str]]] = {"bash": _for_bash, "zsh": _for_zsh, "fish": _for_fish}
