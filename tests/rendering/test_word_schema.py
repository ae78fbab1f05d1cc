"""The Word document as strict programs see it: the schema's order, parts that exist, words for pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from zipfile import ZipFile

import pytest
from lxml import etree
from support.reports.sample_report import two_units, with_last_year
from township_reports.rendering.render import render_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ECMA-376 part 1, the sequences of CT_RPr, CT_PPr, CT_TblPr and CT_TcPr.
ORDER = {
    "rPr": """
        rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
        vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl
        cs em lang
    """,
    "pPr": """
        pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
        adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection
        textAlignment outlineLvl divId rPr sectPr
    """,
    "tblPr": """
        tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
    """,
    "tcPr": """
        cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
    """,
}


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = render_report(with_last_year(two_units("2021"), "2019"), tmp_path_factory.mktemp("word"))["docx"]
    return read_parts(path)


def read_parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml(parts: dict[str, bytes]) -> Iterator[etree._Element]:
    for name in ("word/document.xml", "word/styles.xml", *(name for name in parts if name.startswith("word/footer"))):
        yield etree.fromstring(parts[name])


@pytest.mark.parametrize("name", ORDER)
def test_properties_stand_in_the_schema_s_order(parts: dict[str, bytes], name: str) -> None:
    order = ORDER[name].split()
    seen = 0
    for root in xml(parts):
        for properties in root.iter(f"{W}{name}"):
            children = [child.tag.removeprefix(W) for child in properties if child.tag.startswith(W)]
            assert children == sorted(children, key=order.index), etree.tostring(properties)
            seen += 1
    assert seen


def test_every_relation_leads_to_a_part_and_every_part_has_a_type(parts: dict[str, bytes]) -> None:
    for name in (name for name in parts if name.endswith(".rels")):
        folder = normpath(join(name, "..", ".."))
        for relation in etree.fromstring(parts[name]):
            if relation.get("TargetMode") != "External":
                target = relation.get("Target") or ""
                assert normpath(join(folder, target)).lstrip("/") in parts or target.lstrip("/") in parts
    types = etree.fromstring(parts["[Content_Types].xml"])
    known = {one.get("Extension") for one in types} | {str(one.get("PartName")).lstrip("/") for one in types}
    assert all(name in known or name.rpartition(".")[2] in known for name in parts if name != "[Content_Types].xml")


def test_charts_are_drawings_with_a_picture_to_fall_back_on_and_words(parts: dict[str, bytes]) -> None:
    assert len([name for name in parts if name.endswith(".svg")]) == 2
    document = etree.fromstring(parts["word/document.xml"])
    words = [one.get("descr") for one in document.iter("{*}docPr")]
    assert [str(one)[:4] for one in words] == ["条形图，"] * 2
    assert len(list(document.iter("{*}svgBlip"))) == 2
    assert "申请、复议、诉讼两年对比（件）" in str(words[1]) and "2020年" in str(words[1])


def test_tables_have_names_and_their_heads_are_told(parts: dict[str, bytes]) -> None:
    document = etree.fromstring(parts["word/document.xml"])
    captions = [one.get(f"{W}val") for one in document.iter(f"{W}tblCaption")]
    assert captions[:2] == ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]
    assert len(captions) == len(list(document.iter(f"{W}tbl"))) == 7
