"""A list of parts behind a total is reported with its parts, and only where nothing in it is in doubt."""

from __future__ import annotations

import pytest
from township_reports.extraction.narrative.claims import NarrativeReading, read_claims

LISTS = {
    "全年主动公开政府信息174条，其中政策文件100条、动态50条、其他24条。": [
        "disclosed_items 174: 政策文件 100, 动态 50, 其他 24"
    ],
    "主动公开信息96条（其中防汛31条，禁捕22条，移民扶持43条）。": ["disclosed_items 96: 防汛 31, 禁捕 22, 移民扶持 43"],
    "主动公开信息4条，含工作动态1条，公开指南1条，财政信息2条。": [
        "disclosed_items 4: 工作动态 1, 公开指南 1, 财政信息 2"
    ],
    "公开信息50条，其中30条为工作动态，20条为通知公告。": ["disclosed_items 50: 工作动态 30, 通知公告 20"],
    "公开信息158条，其中：政府网站发布信息50条，公众号发布信息108条。": [
        "disclosed_items 158: 政府网站发布信息 50, 公众号发布信息 108"
    ],
    "公开信息100条，其中公文5条，占5%；动态95条。": [],
    "公开信息100条，其中公文5条（占5%）、动态95条（占95%）。": ["disclosed_items 100: 公文 5, 动态 95"],
    "公开信息85条，其中，动态60条，公告20条，文件5条，占比100%。": ["disclosed_items 85: 动态 60, 公告 20, 文件 5"],
    "公开信息100条，其中网站70条、公众号40条，比上年增加20条。": ["disclosed_items 100: 网站 70, 公众号 40"],
    "公开信息220条，包括公众号150条、宣传栏70条、组织培训2次。": ["disclosed_items 220: 公众号 150, 宣传栏 70"],
    "公开信息174条，其中文件4件、动态170条。": ["disclosed_items 174: 文件 4, 动态 170"],
    "公开信息174条，其中文件4件、动态160条。": [],
    "公开信息174条，其中文件4条、动态约170条。": [],
    "公开信息66条，其中年报1条、公告18条、行政处罚1，回复诉求9": [],
    "公开信息114条，其中网站72条，其中机构职能3条、动态36条。": [],
    "公开信息114条，其中网站72条。": [],
    "公开信息114条。其中网站72条，公众号42条。": [],
    "收到申请12件，其中自然人10件、法人或其他组织2件，网络申请8件、信函申请4件。": [
        "received 12: 自然人 10, 法人或其他组织 2",
        "received 12: 网络申请 8, 信函申请 4",
    ],
    "收到申请12件，其中自然人10件、法人或其他组织2件，网络申请8件、信函申请3件。": [
        "received 12: 自然人 10, 法人或其他组织 2, 网络申请 8, 信函申请 3"
    ],
    "收到申请12件，其中办结11件，结转下年1件。": ["received 12: 办结 11, 结转下年 1"],
    "收到申请12件，办结12件，其中予以公开8件，部分公开4件，行政复议1件。": ["handled_total 12: 予以公开 8, 部分公开 4"],
    "收到申请12件，其中办结12件，予以公开8件，部分公开4件。": [],
    "收到申请12件，其中上年结转2件，新收10件。": [],
    "全县收到申请56件，其中县政府办9件，教育局12件，各乡镇35件。": [
        "received 56 [全县]: 县政府办 9, 教育局 12, 各乡镇 35"
    ],
    "公开信息100件，其中网站70件、公众号30件，办结12件。": ["disclosed_items 100: 网站 70, 公众号 30"],
    "2019年公开信息100条，其中网站70条、公众号30条。": [],
}


@pytest.mark.parametrize("sentence", LISTS)
def test_a_list_is_told_with_its_parts(sentence: str) -> None:
    assert listed(sentence) == LISTS[sentence]


def listed(sentence: str) -> list[str]:
    told = NarrativeReading()
    read_claims([sentence], "一", 2020, told)
    return [
        f"{one.subject} {one.total}{f' [{one.scope}]' if one.scope else ''}: "
        + ", ".join(f"{name} {value}" for name, value in one.parts)
        for one in told.listings
    ]
