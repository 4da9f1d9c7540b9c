"""The canonical layout of a file that is open."""

from argmap.diagnostics import Edit
from argmap.document import Document
from argmap.errors import ArgmapError
from argmap.formatter.verified import CannotFormat, formatted, is_claim_file
from argmap.language_server.answers.line_edits import edits_between


def formatting(document: Document) -> list[Edit]:
    """The edits that bring a document into the canonical layout; none for what is no claim file.

    Raises `ArgmapError` where that cannot be done.
    """
    if not is_claim_file(document):
        return []
    try:
        return edits_between(document.source.text, formatted(document))
    except CannotFormat as error:
        raise ArgmapError(f"`{document.path}` is left as it is: {error.reason}", error.help) from error
