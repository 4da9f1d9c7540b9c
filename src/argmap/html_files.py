"""HTML files that stand alone: a browser that opens one runs nothing but what argmap wrote, and asks nobody for anything."""

import base64
import hashlib
from collections.abc import Iterable
from html import escape


def html_file(title: str, style: str, body: Iterable[str]) -> str:
    """A file without scripts; ``body`` is markup, line by line, and ``title`` is text."""
    policy = f"default-src 'none'; style-src '{policy_hash(style)}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">',
            f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>",
            *body,
            "</body>\n</html>\n",
        )
    )


def policy_hash(text: str) -> str:
    """What a content security policy calls a style sheet or script that stands in the file itself."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
