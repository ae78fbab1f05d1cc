"""What scraping does to characters is undone, and nothing else."""

from __future__ import annotations

from township_reports.extraction.form_mapping.normalization import TextNormalizer, fold_characters

SCRAPED = "墊江縣周嘉鎮(zhèn)人民政府2020年政府信息公開工作年度報(bào)告，國務(wù)院辦公廳，數(shù)據(jù)統(tǒng)計(jì)"


def test_traditional_script_and_pinyin() -> None:
    wording = TextNormalizer(SCRAPED)
    assert wording.clean("周嘉鎮(zhèn)行政處罰") == "周嘉镇行政处罚"
    assert wording.clean("規範性檔案") == "规范性文件"
    assert wording.notes == ("原文为繁体字，已转为简体字核对", "原文在汉字后夹有拼音，已略去")


def test_wording_of_taiwan() -> None:
    wording = TextNormalizer("政府資訊公開工作年度報告，上一年專案數量")
    assert wording.clean("過程性資訊，採購專案數量") == "过程性信息,采购项目数量"


def test_pinyin_without_tones_repeated_and_in_brackets() -> None:
    wording = TextNormalizer("文(wen)章(zhang)，共和(he)(he)国(guo)")
    assert wording.clean("文(wen)章(zhang)(室(shi))共和(he)(he)国") == "文章(室)共和国"


def test_a_bracket_that_is_no_reading_stays() -> None:
    wording = TextNormalizer("数(shù)据(jù)")
    assert wording.clean("（一）予以公开 系统(app) 数(ABC)") == "(一)予以公开 系统(app) 数(ABC)"


def test_simplified_text_is_left_alone() -> None:
    wording = TextNormalizer("根据有关规定编制本报告，藉口，30號，平臺")
    assert wording.clean("藉口") == "藉口"
    assert wording.notes == ()


def test_doubled_marks() -> None:
    assert TextNormalizer("").clean("一,、总体情况，，及时,。") == "一、总体情况,及时。"


def test_radicals_that_look_like_characters() -> None:
    assert fold_characters("⼈⺠政府，⾏政⻅证⻓⻔⻚") == "人民政府,行政见证长门页"


def test_forms_of_characters() -> None:
    assert fold_characters("第⼆⼗条【2019】﹝60﹞ １２，３") == "第二十条(2019)(60) 12,3"
    assert fold_characters("5①1²") == "5①1²"
