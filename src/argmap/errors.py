"""What stops a run."""


class ArgmapError(Exception):
    """The run cannot go on; the program exits with 2.

    ``message`` says what is wrong and ``help`` what to do about it; both are
    single sentences in lower case without a full stop.
    """

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help
