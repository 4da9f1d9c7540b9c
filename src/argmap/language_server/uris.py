"""Files as URIs."""

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit


def path_of(uri: str) -> str | None:
    """The absolute path that a `file:` URI stands for; None for what is no file that could be there."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    # What `urlsplit` takes for a query or a fragment is part of the name: not all editors write `%3F` and `%23`.
    written = uri[uri.index(":") + 1 :].removeprefix("//").removeprefix(parts.netloc)
    path = os.fsdecode(unquote_to_bytes(written))
    if os.name == "nt":
        path = path[1:] if path[2:3] == ":" else path
        path = f"//{parts.netloc}{path}" if parts.netloc else path
    elif parts.netloc not in ("", "localhost"):
        return None  # a file of another machine
    return path if os.path.isabs(path) and "\0" not in path else None  # noqa: PTH117 - a Path would make a text of NUL one


def uri_of(path: Path | str) -> str:
    """The URI of an absolute path."""
    return Path(path).as_uri()
