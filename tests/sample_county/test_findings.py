"""Read and checked, the sample county shows the faults its README tells of, and no others."""

from __future__ import annotations

from collections import Counter

from support.generator.sample_county import SAMPLE_COUNTY, YEARS, Submitted, submissions
from township_reports.checking.check import check_submissions
from township_reports.reading.registry import read_report
from township_reports.records.submission import Submission

EXPECTED = {
    ("白鹭洲镇", 2020, "T3-1"): 2,
    ("东汀街道", 2020, "T3-3"): 2,
    ("县自然资源和规划局", 2020, "T4-1"): 1,
    ("双溪口镇", 2020, "B-1"): 3,
}


def test_findings_are_those_the_readme_tells() -> None:
    sent = {_key(one): one for year in YEARS for one in submissions(year) if not one.entry.truncated}
    findings = check_submissions([_submission(key, one) for key, one in sent.items()])
    found = Counter((sent[finding.unit].unit.name, sent[finding.unit].year, finding.rule) for finding in findings)
    assert found == EXPECTED


def _key(sent: Submitted) -> str:
    return f"{sent.unit.code}-{sent.year}"


def _submission(key: str, sent: Submitted) -> Submission:
    return Submission(key, read_report(SAMPLE_COUNTY / sent.path), sent.unit, sent.year, sent.unit.kind)
