"""How a command ends: exit codes, and broken input stated in Chinese on stderr."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import typer

from township_reports.domain.errors import UserFacingError, describe_os_error

P = ParamSpec("P")
T = TypeVar("T")


class ExitCode(IntEnum):
    """What scripts may rely on."""

    GOOD = 0
    DOUBTFUL = 1  # something is missing, unsure, wrong or waited for
    BROKEN = 2  # the input cannot be used
    FAULT = 3  # the program itself is at fault


def report_user_errors(command: Callable[P, T]) -> Callable[P, T]:
    """Turn the errors that a user can mend into their Chinese message on stderr and exit code 2.

    Any other error is a fault of the program: it keeps its traceback and ends with exit code 3.
    """

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except (typer.Exit, typer.Abort):
            raise
        except OSError as problem:
            return _refuse(describe_os_error(problem), problem)
        except UserFacingError as problem:
            return _refuse(str(problem), problem)
        except Exception:
            traceback.print_exc()
            typer.echo("程序出错，不是文件的问题。请把以上内容发给维护人员。", err=True)
            raise typer.Exit(ExitCode.FAULT) from None

    return wrapper


def _refuse(message: str, problem: Exception) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(ExitCode.BROKEN) from problem
