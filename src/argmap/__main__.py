"""The program: `argmap`, or `python -m argmap`."""

import gc
import os
from typing import NoReturn


def main() -> NoReturn:
    """Run the program and exit."""
    # One short run leaves no garbage worth looking for, and plugins of pydantic are not ours to run.
    gc.disable()
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    from argmap.cli import main as run

    run()


if __name__ == "__main__":
    main()
