"""`check`: the findings about one or more files."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperCommand

from township_reports.cli.as_json import Json, format_finding, format_repair, print_json
from township_reports.cli.checked_files import print_checked
from township_reports.cli.ending import ExitCode, report_user_errors
from township_reports.cli.screen import make_wide_console, read_with_bar
from township_reports.domain.county import UnitKind
from township_reports.domain.errors import UserFacingError
from township_reports.domain.finding import Severity

if TYPE_CHECKING:
    from township_reports.standalone.check_files import CheckedFile

PREVIOUS = "--previous"


class MissingRuleFileError(UserFacingError):
    """A rule file that was named does not exist."""


class PreviousFilesCommand(TyperCommand):
    """Lets `--previous` take several files at once when it stands behind the files to check, as the contract says."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Repeats `--previous` before each of its files."""
        return super().parse_args(ctx, list(define_repeated_option(args, PREVIOUS)))


@report_user_errors
def check(  # noqa: PLR0917  # options, always given by name
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="要核对的年度报告，或放有年度报告的文件夹")],
    previous: Annotated[
        list[Path] | None, typer.Option(PREVIOUS, metavar="文件", help="上一年度的年度报告或文件夹")
    ] = None,
    unit_kind: Annotated[UnitKind | None, typer.Option(help="单位类别")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    own: Annotated[Path | None, typer.Option("--rules", metavar="文件", help="本县自己的检查规则")] = None,
    slip: Annotated[Path | None, typer.Option(metavar="文件夹", help="把有错误的文件的退回修改通知写入文件夹")] = None,
) -> None:
    """核对年度报告的勾稽关系；给出上一年度的报告时，一并核对两年的衔接。报送前自查用，不联网、不留存数据。

    退出码：0 没有错误，1 有错误，2 有文件不能读取。
    """
    from township_reports.standalone.check_files import check_files, list_files

    require_files(own)
    now, before = list_files(files), list_files(previous or [])
    read = {one.file: one for one in read_with_bar([*now, *(file for file in before if file not in now)])}
    checked = check_files([read[file] for file in now], [read[file] for file in before], unit_kind, own)
    for entry in checked.unused:
        typer.echo(f"{entry.file}：{entry.error or '不是所核对单位的上一年度报告，未使用。'}", err=True)
    if slip:
        _write_slips(checked.files, slip)
    if as_json:
        print_json([_json(entry) for entry in checked.files])
    else:
        print_checked(make_wide_console(), checked.files)
    raise typer.Exit(_exit_code((*checked.files, *checked.unused)))


def require_files(own: Path | None) -> None:
    """Raise MissingRuleFileError for a rule file that is not there: its rules would silently not hold."""
    if own and not own.is_file():
        raise MissingRuleFileError(f"没有找到检查规则文件：{own}。")


def _write_slips(files: Sequence[CheckedFile], folder: Path) -> None:
    from township_reports.standalone.file_notices import write_file_notices

    for path in write_file_notices(files, folder):
        typer.echo(str(path), err=True)


def define_repeated_option(args: Sequence[str], option: str) -> list[str]:
    """Define `a --previous b c` as `a --previous b --previous c`."""
    if option not in args[1:]:
        return list(args)
    at = args.index(option)
    values = list(takewhile(lambda word: not word.startswith("-"), args[at + 1 :]))
    if not any(not word.startswith("-") for word in args[:at]):
        values = values[:1]
    rest = args[at + 1 + len(values) :]
    return [*args[:at], *(word for value in values for word in (option, value)), *define_repeated_option(rest, option)]


def _json(entry: CheckedFile) -> Json:
    content: dict[str, Json] = {
        "file": str(entry.file),
        "unit": entry.report.unit if entry.report else None,
        "year": entry.report.year if entry.report else None,
        "findings": [format_finding(finding) for finding in entry.findings],
        "repairs": [format_repair(repair) for repair in entry.repairs],
    }
    return content if entry.error is None else {**content, "error": entry.error}


def _exit_code(files: Sequence[CheckedFile]) -> ExitCode:
    if any(entry.error for entry in files):
        return ExitCode.BROKEN
    wrong = any(finding.severity is Severity.ERROR for entry in files for finding in entry.findings)
    return ExitCode.DOUBTFUL if wrong else ExitCode.GOOD
