"""Labels and headings as units print and scrapers leave them (QUIRKS 2a): other words, lost characters, lost lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from support.generator.document import Change, Section
from support.generator.form_tables import Box
from support.generator.spelling import replacing

EXPLAINED = {
    "上一年项目数量": "上一年项目数量(指2019年事项数)",
    "本年增/减": "本年增/减(指2020年增加或减少的事项数,减用负值表示,如-8)",
    "处理决定数量": "处理决定数量(指2020年办件量)",
    "本年制发件数": "本年制发件数（指2021年制发）",
    "本年处理决定数量": "本年处理决定数量（指2021年办件量）",
    "规章": "规章（设区的市、自治州人民政府应提供相关数据）",
}
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
ALIASES = {
    NOTE: NOTE.replace("勾", "钩"),
    "本年制发件数": "本年新制发数量",
    "本年废止件数": "废止数量",
    "现行有效件数": "现行有效数量",
    "本年处理决定数量": "处理决定数量",
    "行政规范性文件": "规范性文件",
    "规范性文件": "行政规范性文件",
    "本年收费金额（单位：万元）": "本年度收费金额(单位:万元)",
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
    "二、主动公开政府信息情况": "二、行政机关主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况": "三、收到和处理政府信息公开的申请情况",
    "四、政府信息公开行政复议、行政诉讼情况": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
}
OTHER_TITLES = {
    "一、总体情况": "总体工作情况",
    "二、主动公开政府信息情况": "二、政府信息主动公开情况",
    "三、收到和处理政府信息公开申请情况": "三是收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "五、存在的主要问题及改进情况": "五、重点工作推进情况",
    "六、其他需要报告的事项": "七、其他需要报告的事项",
}
FIRST_LABELS_LOST = {
    **{f"第二十条第（{numeral}）项": "第二十条第" for numeral in "一五六八九"},
    "规章": "",
    "本年收费金额（单位：万元）": "本年收费金额单位:万元",
}
LOST_CHARACTERS = {
    "本年新制作数量": "本年新制数量",
    "对外公开总数量": "对外公开总数",
    "本年增/减": "本年增/",
    "处理决定数量": "处理决定数",
    "本年制发件数": "本年发件",
    "现行有效件数": "现行有效件",
    "本年收费金额（单位：万元）": "本年收费金额单位:万元",
    "商业企业": "商业",
    "科研机构": "科研",
    "社会公益组织": "社会公益",
    "法律服务机构": "法律",
    "其他对外管理服务事项": "其他对外管理服事项",
    "行政事业性收费": "行政事业收费",
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "5.属于三类内部事务信息": "5.属于三类内部事物信息",
    "二、上年结转政府信息公开申请数量": "二、上年接转政府信息公开申请数量",
    "4.无正当理由大量反复申请": "4.无正当理由大量反申请",
}
SECOND_LINES_LOST = {
    "本年新制作数量": "本年新",
    "本年新公开数量": "本年新",
    "上一年项目数量": "上一年",
    "本年处理决定数量": "本年处理",
    "本年制发件数": "本年制",
    "商业企业": "商业",
    "科研机构": "科研",
    "社会公益组织": "社会",
    "法律服务机构": "法律",
}


def reworded(words: Mapping[str, str]) -> Change:
    """Labels and headings printed otherwise."""
    spelling = replacing(words)

    def respelled(box: Box) -> Box:
        return box if box.cell else replace(box, content=spelling(box.text))

    def changed(section: Section) -> Section:
        tables = tuple(replace(t, rows=tuple(tuple(map(respelled, row)) for row in t.rows)) for t in section.tables)
        return replace(section, heading=spelling(section.heading), tables=tables)

    return changed
