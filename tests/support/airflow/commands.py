"""Runs commands of Airflow one after the other in a process of its own; each is a line of standard input."""

from __future__ import annotations

import shlex
import sys


def main() -> None:
    """Stops at the first that fails."""
    from airflow.__main__ import main as airflow

    for line in sys.stdin:
        sys.argv = shlex.split(line)
        airflow()


if __name__ == "__main__":
    main()
