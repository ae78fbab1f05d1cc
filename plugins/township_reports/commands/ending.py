"""How a command ends: exit codes, and broken input told in Chinese on stderr. Knows no command."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import typer

from township_reports.refusal import Refusal

P = ParamSpec("P")
T = TypeVar("T")


class ExitCode(IntEnum):
    """What scripts may rely on."""

    GOOD = 0
    DOUBTFUL = 1  # something is missing, unsure, wrong or waited for
    BROKEN = 2  # the input cannot be used


def tells_broken_input(command: Callable[P, T]) -> Callable[P, T]:
    """Turns the errors that a user can mend into their Chinese message on stderr and exit code 2.

    Any other error is a fault of the program and keeps its traceback.
    """

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except OSError as problem:
            return _refuse(str(problem) if _is_chinese(str(problem)) else f"文件无法访问：{problem}", problem)
        except Refusal as problem:
            return _refuse(str(problem), problem)

    return told


def _refuse(message: str, problem: Exception) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(ExitCode.BROKEN) from problem


def _is_chinese(message: str) -> bool:
    return any("一" <= character <= "鿿" for character in message)
