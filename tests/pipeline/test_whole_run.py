import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from support.folders import enterable_folder
from support.office import RUN, UNITS, Office, set_up
from township_reports.county.merge import merge_county_cells
from township_reports.domain.consolidated.report import ConsolidatedReport, KindSum
from township_reports.domain.form.form import load_form
from township_reports.domain.report import Value
from township_reports.domain.submission import Outcome
from township_reports.embedded.postgres import PostgresServer
from township_reports.pipeline import merge_county, read_submission, render_report
from township_reports.pipeline.release.verification import VerificationError
from township_reports.queries import board, county_page, overview
from township_reports.rendering.render import OfficeAssets
from township_reports.rendering.templating.template_errors import TemplateError
from township_reports.runs.dependencies import PreconditionFailedError, get_dataset, get_reports_folder

CELL = "requests.received.total"
CELLS = len(load_form("2021").required_cells())
NAME = "青山县2021年政府信息公开工作年度报告"


def test_all_units_lead_to_the_report_and_a_second_run_changes_no_byte(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send_all()
    first = office.run()
    assert set(first) == {"html", "docx", "pdf", "xlsx", "zip", "json"}
    monkeypatch.setattr(read_submission, "read_report", None)  # a file read again would fail
    assert office.run() == first
    assert office.run("run 2") == first


@pytest.fixture(scope="module")
def released(postgres: PostgresServer) -> Iterator[Office]:
    """An office whose report is released, for tests that leave its units and figures alone."""
    postgres.ensure_database("released")
    with (
        enterable_folder() as folder,
        set_up(Office(folder / "county", folder / "home"), postgres.url("released")) as office,
    ):
        office.send_all()
        (office.source / "2021" / "通知.docx").write_bytes(b"")
        office.run()
        yield office
    postgres.drop_database("released")


def released_files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in get_reports_folder("青山县", 2021).iterdir()}


def test_the_run_is_told_to_the_pages(released: Office) -> None:
    (line,) = overview.list_runs()
    assert (line.run.key, list(line.run.unclaimed), sum(line.outcomes.values())) == (RUN, ["通知.docx"], 3)
    assert set(line.files) == {
        *(f"{NAME}.{form}" for form in ("html", "docx", "pdf", "xlsx")),
        f"{NAME}（数据包）.zip",
        f"{NAME}（核验）.json",
    }
    told = board.get_run_overview(RUN)
    assert [unit.state.unit.name for unit in told.units] == list(UNITS.values())
    assert all(unit.state.is_valid and unit.selected_file in unit.files for unit in told.units)
    assert overview.read_report_file(RUN, f"{NAME}.html") == released_files()[f"{NAME}.html"]


def test_a_county_cell_is_traced_to_the_place_in_each_file(released: Office) -> None:
    traces = county_page.get_cell_page(RUN, CELL).contributions
    assert [(trace.unit_name, trace.source.value) for trace in traces] == [
        (UNITS[code], released.received_figure(code, CELL)) for code in UNITS
    ]
    assert all(trace.cell.raw == str(trace.source.value) and str(trace.cell.place) for trace in traces)
    assert [trace.file.file_name for trace in traces] == ["城关镇.txt", "河口乡.html", "东门街道.docx"]


def test_merging_again_replaces(office: Office) -> None:
    office.send_all()
    office.merge()
    with get_dataset().transaction() as work:
        before = work.figures.get(RUN)
    merge_county.merge_county(RUN)
    with get_dataset().transaction() as work:
        assert work.figures.get(RUN) == before
    assert before
    assert before.cells[CELL] == sum(office.received_figure(code, CELL) for code in UNITS)


def test_a_rendered_file_that_says_something_else_is_not_released(
    released: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = released_files()
    render = render_report.render_files

    def tampering(report: ConsolidatedReport, folder: Path, assets: OfficeAssets) -> dict[str, Path]:
        files = render(report, folder, assets)
        page = files["html"].read_text(encoding="utf-8")
        figure = str(sum(released.received_figure(code, "proactive.licensing.decisions") for code in UNITS))
        assert figure in page
        files["html"].write_text(page.replace(figure, "1"), encoding="utf-8")
        return files

    monkeypatch.setattr(render_report, "render_files", tampering)
    with pytest.raises(
        VerificationError, match=r"复读与数据库不一致，共1处，未发布：表二“行政许可”·本年处理决定数量应为"
    ):
        render_report.render_report(RUN)
    assert released_files() == good


def test_a_rendered_file_that_cannot_be_read_again_is_not_released(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send_all()
    render = render_report.render_files

    def breaking(report: ConsolidatedReport, folder: Path, assets: OfficeAssets) -> dict[str, Path]:
        files = render(report, folder, assets)
        files["xlsx"].write_bytes(files["xlsx"].read_bytes()[:100])
        return files

    monkeypatch.setattr(render_report, "render_files", breaking)
    with pytest.raises(VerificationError, match="复读失败，未发布"):
        office.run()
    assert not get_reports_folder("青山县", 2021).exists()
    assert board.get_run_overview(RUN).files == ()


def test_wrong_county_figures_are_not_kept(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.send_all()
    office.merge()

    def miscount(sums: Iterable[KindSum], edition: str) -> dict[str, Value]:
        cells = merge_county_cells(sums, edition)
        return {**cells, CELL: cells[CELL] + 1}

    monkeypatch.setattr(merge_county, "merge_county_cells", miscount)
    with pytest.raises(PreconditionFailedError, match="全县汇总数据没有通过核对，未予保存：全县表三"):
        merge_county.merge_county(RUN)
    told = board.get_run_overview(RUN)
    assert {finding.rule for finding in told.county_findings} == {"C-4", "T3-1", "T3-3"}
    assert told.figures
    assert told.figures.cells[CELL] == sum(office.received_figure(code, CELL) for code in UNITS)


def test_a_report_on_the_old_form_is_carried_over_and_told(office: Office) -> None:
    office.send_all()
    office.send("02", form="html", edition="2019")
    office.check()
    merge_county.merge_county(RUN)
    figures = board.get_run_overview(RUN).figures
    assert figures
    assert "requests.other.total" in figures.cells
    assert [note.partition("，")[0] for note in figures.notes] == ["河口乡：按2019年版格式报送"]


def test_a_county_with_a_report_on_the_old_form_is_released(office: Office) -> None:
    office.send_all()
    office.send("02", form="html", edition="2019")
    assert "河口乡：按2019年版格式报送" in office.run()["html"].decode()


def test_last_years_released_report_is_the_previous_one(office: Office) -> None:
    office.send_all(2021)
    office.run("run 2021", 2021)
    office.send_all(2022)
    office.check("run 2022", 2022)
    told = board.get_run_overview("run 2022")
    assert told.run.previous_run == "run 2021"
    rules = {finding.rule for unit in told.units for finding in unit.findings}
    assert "Y-1" in rules


def test_figures_of_other_submissions_are_not_rendered(office: Office) -> None:
    office.send_all()
    office.merge()
    office.send("01", {"proactive.licensing.decisions": 5})
    assert office.check() == {Outcome.ACCEPTED: 3}
    with pytest.raises(PreconditionFailedError, match="请重新运行“汇总全县数据”"):
        render_report.render_report(RUN)


def test_a_broken_template_of_the_office_leaves_the_last_good_report_alone(released: Office) -> None:
    good = released_files()
    folder = released.source / "report" / "templates"
    folder.mkdir(parents=True)
    (folder / "other_matters.txt.j2").write_text("好\n{{ figure('requests.nothing.total') }}\n", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"other_matters\.txt\.j2 第2行：没有这一格"):
        render_report.render_report(RUN)
    assert released_files() == good
    (folder / "other_matters.txt.j2").write_text(
        "本年收费{{ figure('proactive.fees.amount') }}万元。\n", encoding="utf-8"
    )
    again = render_report.render_report(RUN)
    fees = sum(released.received_figure(code, "proactive.fees.amount") for code in UNITS)
    assert f"本年收费{fees}万元。" in re.sub("<[^>]*>", "", Path(again["html"]).read_text(encoding="utf-8"))
    assert json.loads(Path(again["json"]).read_text(encoding="utf-8"))["house"].keys() == {
        "report/templates/other_matters.txt.j2"
    }
    (folder / "other_matters.txt.j2").unlink()


def test_a_broken_layout_of_the_office_leaves_the_last_good_report_alone(released: Office) -> None:
    good = released_files()
    folder = released.source / "report" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content, told in (
        ("report.typ", b"#let a = 1\n#nobody()\n", r"report\.typ 第2行：排版不成"),
        ("report.docx", b"no document", r"report\.docx：不是能打开的Word文档"),
        ("report.html.j2", b"<p>\n{{ nobody }}", r"report\.html\.j2 第2行：用了没有的名称"),
    ):
        (folder / name).write_bytes(content)
        with pytest.raises(TemplateError, match=f"{re.escape(str(folder))}/{told}.*已发布的报告保持不变"):
            render_report.render_report(RUN)
        assert released_files() == good
        (folder / name).unlink()


def test_the_proof_tells_what_was_compared_of_the_very_files_released(released: Office) -> None:
    files = {form: content for name, content in released_files().items() for form in [name.rpartition(".")[2]]}
    told = json.loads(files["json"])
    assert {one["sha256"]: one["cells"] for one in told["files"]} == {
        hashlib.sha256(files[form]).hexdigest(): cells
        for form, cells in (("html", CELLS), ("docx", CELLS), ("pdf", CELLS), ("xlsx", CELLS), ("zip", 2 * CELLS))
    }
    assert all(one["rules"] > 20 for one in told["files"][:4])
    assert [one["remarks"] for one in told["files"]] == [[]] * 5
    assert {one["file"] for one in told["inputs"]} == {"城关镇.txt", "河口乡.html", "东门街道.docx"}
    assert all(re.fullmatch("[0-9a-f]{64}", told["made_with"][what]) for what in ("suites", "code"))
