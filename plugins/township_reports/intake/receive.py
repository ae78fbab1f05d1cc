"""Takes in what people drop on the office's page: whose each file is, then into the county's folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from township_reports.config.run_folders import get_year_folder
from township_reports.domain.county import Unit
from township_reports.domain.report import UnreadableReportError
from township_reports.domain.run import Arrival, Run
from township_reports.intake.arrivals import BEIJING
from township_reports.intake.current_roster import CurrentRoster, get_current_roster
from township_reports.intake.dropped_files import DroppedFile, Upload, unpack_uploads
from township_reports.intake.incoming_bytes import read_incoming_bytes
from township_reports.intake.unit_folder import UnitFolder
from township_reports.intake.unit_matching import match_unit
from township_reports.runs.dependencies import get_dataset, get_file_store
from township_reports.storage.inbox import readable


@dataclass(frozen=True)
class Receipt:
    """What became of one dropped file: whose it is and under which name it stands in the folder, or why it is refused.

    `already_there` tells that the same content stood there before, and nothing changed.
    """

    file_name: str
    sha256: str
    unit: Unit | None = None
    refused: str = ""
    stored_as: str = ""
    already_there: bool = False


def receive(run_key: str, uploads: Sequence[Upload], by: str) -> list[Receipt]:
    """Put dropped files into the folder of a run's year and keep who sent them; a receipt for each, in their order.

    Files of one unit dropped together all count, in place of its earlier ones; these are moved aside, never deleted.

    Raises:
        UnknownRunError: there is no such run.
        RosterError: the county's folder cannot be used.
        PreconditionFailedError: it is another county's by now.
        StorageUnavailableError: it cannot be reached.
    """
    with get_dataset().transaction() as work:
        run = work.runs.get(run_key)
        roster = get_current_roster(work, run)
    dropped = list(unpack_uploads(uploads))
    owners: dict[int, Unit] = {}
    refused = {number: file.refused for number, file in enumerate(dropped) if file.refused}
    for number in range(len(dropped)):
        if number not in refused:
            try:
                owners[number] = match_unit(dropped[number].path, dropped[number].content, roster, run.year)
            except UnreadableReportError as why:
                refused[number] = str(why)
    receipts = {number: replace(_receipt(dropped[number]), refused=why) for number, why in refused.items()}
    for unit in dict.fromkeys(owners.values()):
        own = {number: dropped[number] for number, owner in owners.items() if owner == unit}
        receipts |= _take_in(run, unit, roster, own, by)
    return [receipts[number] for number in range(len(dropped))]


def _receipt(file: DroppedFile) -> Receipt:
    return Receipt(readable(file.path.name), sha256(file.content).hexdigest())


def _take_in(
    run: Run, unit: Unit, roster: CurrentRoster, files: Mapping[int, DroppedFile], by: str
) -> dict[int, Receipt]:
    """Store what one unit sent at once; whoever else brings something of the same unit waits until it is done."""
    receipts = {number: replace(_receipt(file), unit=unit) for number, file in files.items()}
    contents = {receipts[number].sha256: file for number, file in files.items()}
    folder = UnitFolder(get_year_folder(run), unit, roster, run.recognised)
    with get_dataset().transaction() as work:
        work.arrivals.lock_unit(str(folder.path), unit.code)
        at = datetime.now(BEIJING)
        try:
            before = [(sha256(read_incoming_bytes(file.path)).hexdigest(), file) for file in folder.list_files()]
            there = {digest: file.name for digest, file in before}
            new = {digest: file for digest, file in contents.items() if digest not in there}
            earlier = [file for digest, file in before if digest not in contents]
            for file in new.values():
                get_file_store().add(file.content)
            names = folder.replace(earlier, list(new.values()), f"{at:%Y%m%d-%H%M%S}")
        except OSError as problem:
            why = f"不能写入文件夹 {folder.path}（{problem.strerror or problem}）。请核对文件夹的权限和磁盘空间"
            return {number: replace(receipt, refused=why) for number, receipt in receipts.items()}
        stored = dict(zip(new, names, strict=True))
        for digest, name in stored.items():
            work.arrivals.add(run.key, unit.code, Arrival(name, digest, at, by, f"{at:%Y%m%d-%H%M%S-%f}"))
    return {
        number: replace(receipt, stored_as=(stored | there)[receipt.sha256], already_there=receipt.sha256 not in stored)
        for number, receipt in receipts.items()
    }
