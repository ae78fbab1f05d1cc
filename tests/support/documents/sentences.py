"""Sentences as reports on 2020 write them, with the numbers each of them claims; all invented.

`received 5` is a number told of the reporting unit, `received 86 [全县]` one told of another scope; "" is none at all.
"""

from __future__ import annotations

RECEIVED = {
    "全年新收政府信息公开申请5件。": "received 5",
    "2020年，我单位共收到政府信息公开申请两件，均已按时答复，答复率100%。": "received 2 [我单位]",
    "本年度共收到依申请公开申请〇件。": "received 0",
    "本年度共收到政府信息公开申请三百二十一件。": "received 321",
    "全年共收到政府信息公开申请1,113件。": "received 1113",
    "全年共受理政府信息公开申请１，１１３件。": "received 1113",
    "全年收到信息公开申请 1 2 件。": "",
    "全年收到信息公开申请 12 件。": "received 12",
    "2020年我局共收到依申请公开事项3项。": "received 3 [我局]",
    "本镇收到4份政府信息公开申请，均为村民个人提出。": "received 4 [本镇]",
    "受理依申请公开办件1件，已办理完毕。": "received 1",
    "收到申请1件（次）。": "received 1",
    "全年收到公民、法人和其他组织提出的政府信息公开申请7件。": "received 7",
    "通过网络、信函等渠道共收到申请5件。": "received 5",
    "截至2020年12月31日，共收到政府信息公开申请6件。": "received 6",
    "自2020年1月1日起至2020年12月31日，共收到政府信息公开申请6件。": "received 6",
    "今年以来，街道共收到申请5件。": "received 5 [街道]",
    "二〇二〇年共收到政府信息公开申请9件。": "received 9",
}
OTHER_YEARS = {
    "2019年收到申请8件，2020年收到申请11件，增长37.5%。": "received 11",
    "2019年，我镇新收申请3件，办结3件。2020年新收申请5件，办结5件。": "received 5, handled_total 5",
    "2019年，我镇新收申请3件；办结3件。": "",
    "上年度收到申请8件，本年度收到申请11件。": "received 11",
    "与2019年相比，收到申请增加5件。": "",
    "收到申请12件，比上年减少5件，办结12件。": "received 12, handled_total 12",
    "新收政府信息公开申请5件，同比减少3件；上年结转1件，办结6件。": "received 5, carried_in 1, handled_total 6",
    "接收政府信息公开申请7件，较上年（4件）增加3件。": "received 7",
    "申请量由上年的8件增加到11件。": "",
    "新收申请从2019年的8件下降到5件。": "",
    "2020年上半年收到申请3件。": "",
    "2020年5月，收到申请3件。": "",
    "自2008年以来累计收到申请56件。": "",
    "五年来共收到申请56件。": "",
    "“十三五”期间共收到申请56件。": "",
    "统计期间共收到申请6件。": "received 6",
    "累计收到申请105件（2008年以来）。": "",
    "截至11月底，共收到政府信息公开申请9件。": "",
    "一季度收到申请2件，二季度收到申请3件，全年收到申请9件。": "received 9",
    "去年收到的3件申请今年全部办结。": "",
    "平均每年收到申请5件。": "",
    "力争2021年主动公开信息500条。": "",
    "计划明年公开信息300条。": "",
    "每月公开信息20条，全年发布信息240条。": "disclosed_items 240",
}
NO_NUMBERS = {
    "咨询电话：023-1234567，收到申请后在20个工作日内答复。": "",
    "收到申请表5份，申请人3人。": "",
    "根据国办公开办函〔2019〕60号文件要求，收到申请3件。": "received 3",
    "按照《2019年政务公开工作要点》，全年收到申请3件。": "received 3",
    "全年收取信息处理费380元，涉及申请1件。": "",
    "答复率100%，办结率98.5%。": "",
    "共收到申请3-5件。": "",
    "共收到申请20余件。": "",
    "共收到申请约20件。": "",
    "共收到申请近百件。": "",
    "主动公开各类信息1200余条，制作展板三十多块。": "",
    "主动公开信息500条以上。": "",
    "主动公开信息1.23456万条。": "",
    "全年主动公开各类信息1.2万条。": "disclosed_items 12000",
    "全年办理行政许可1.2万件。": "",
    "2020条信息在20203条范围内公开。": "",
    "高效办成一件事，收到申请后一次性告知。": "",
}
HANDLED = {
    "新收申请5件，上年结转1件，办结6件，结转下年度继续办理0件。": (
        "received 5, carried_in 1, handled_total 6, carried_out 0"
    ),
    "当年新收3件、上年结转2件、本年办结4件、结转至2021年办理1件。": (
        "received 3, carried_in 2, handled_total 4, carried_out 1"
    ),
    "2019年结转2件，新收申请3件。": "carried_in 2, received 3",
    "上年结转的2件申请均已办结。": "carried_in 2",
    "新收申请24件，结转上年1件，办结23件，结转下年度2件。": (
        "received 24, carried_in 1, handled_total 23, carried_out 2"
    ),
    "收到依申请公开85件，除2件结转下年办理外，均已答复。": "received 85, carried_out 2",
    "收到申请6件，加上年结转1件，共办结7件，没有结转到下年度。": (
        "received 6, carried_in 1, handled_total 7, carried_out 0"
    ),
    "全年收到申请12件（含上年结转2件），办结12件。": "carried_in 2, handled_total 12",
    "收到申请12件，其中新收申请10件、上年结转2件。": "carried_in 2",
    "新收、上年结转申请共6件。": "",
    "新收、上年结转申请分别为5件、1件。": "",
    "新收申请14件，办结13件，结转2件。": "received 14, handled_total 13",
    "收到群众来信12件，办结12件；收到政府信息公开申请3件，办结3件。": "received 3, handled_total 3",
    "办理人大代表建议5件、政协委员提案3件，办结8件。": "",
    "全年办理12345热线工单320件，办结318件。": "",
    "收到人大代表关于政务公开的建议1件，已当面答复。": "",
    "收到低保申请35件，办结30件。": "",
    "全年受理申请1200件，审批通过1180件。": "",
    "尚未办结3件，收到申请8件。": "received 8",
    "收到转办申请2件，直接收到申请1件。": "",
    "网上收到申请3件，当面收到申请2件。": "",
    "信息公开申请均按期答复，受理业务12000件，办结11980件。": "",
    "收到申请40件（较去年增加12件），办结38件，另有2件转入下一年度办理。": (
        "received 40, handled_total 38, carried_out 2"
    ),
    "指导各部门办理政府信息公开申请35件。": "",
}
OUTCOMES = {
    "本年度收到信息公开申请十二件，其中予以公开七件、部分公开两件、不予公开三件。": (
        "received 12, granted 7, partly_granted 2, refused 3"
    ),
    "收到申请12件，办结12件，其中予以公开8件，部分予以公开3件，不予公开1件（保护第三方合法权益）。": (
        "received 12, handled_total 12, granted 8, partly_granted 3, refused 1"
    ),
    "收到申请3件，其中，1件予以公开，1件部分公开，1件属于重复申请。": (
        "received 3, granted 1, partly_granted 1, not_processed_repeated 1"
    ),
    "依申请公开：无法提供2件（其中本机关不掌握相关政府信息1件，没有现成信息需要另行制作1件）。": (
        "unavailable 2, unavailable_not_held 1, unavailable_needs_creation 1"
    ),
    "依申请公开方面，办结6件，其中一件因本机关不掌握所需信息，已告知向档案馆查询。": (
        "handled_total 6, unavailable_not_held 1"
    ),
    "依申请公开不予处理3件，其中信访举报投诉类申请1件，重复申请2件。": (
        "not_processed 3, not_processed_petition 1, not_processed_repeated 2"
    ),
    "信息公开申请其他处理3件，其中申请人逾期不补正2件、其他1件。": "other_handling 3, other_not_corrected 2",
    "信息公开申请中，属于国家秘密1件，属于三类内部事务信息2件，属于四类过程性信息3件，属于行政执法案卷4件。": (
        "refused_state_secret 1, refused_internal_affairs 2, refused_deliberative 3, refused_enforcement_file 4"
    ),
    "信息公开申请中，同意公开或部分公开共81件。": "",
    "信息公开申请予以公开（含部分公开）5件。": "",
    "依申请公开不予公开0件，予以公开5件，其中部分公开1件。": "refused 0, partly_granted 1",
    "共收到申请5件，其中自然人4件，商业企业1件，科研机构0件。": (
        "received 5, received_natural_person 4, received_business 1, received_research 0"
    ),
    "收到申请12件，其中自然人申请10件，法人或其他组织申请2件。": (
        "received 12, received_natural_person 10, received_organisations 2"
    ),
    "自然人10件，法人或其他组织2件。": "",
    "收到申请5件，全部予以公开。": "received 5",
}
NOTHING = {
    "全年没有收到政府信息公开申请，也没有因信息公开引起的复议和诉讼。": "received 0, reconsideration 0, litigation 0",
    "无政府信息公开申请，无行政复议，无行政诉讼。": "received 0, reconsideration 0, litigation 0",
    "未收到依申请公开事项，无复议和诉讼案件。": "received 0, reconsideration 0, litigation 0",
    "未接到任何形式的信息公开申请。": "received 0",
    "全年没有公民、法人和其它组织提出依申请公开信息的申请。": "received 0",
    "未收到任何公民、法人和其他组织提出的公开政府信息的申请。": "received 0",
    "本镇未收到依申请公开请求。": "received 0 [本镇]",
    "2020年度本单位没有发生政府信息公开行政复议、行政诉讼案件。": "reconsideration 0 [本单位], litigation 0 [本单位]",
    "未发生因政府信息公开申请行政复议、提起行政诉讼的情况。": "reconsideration 0, litigation 0",
    "没有因政府信息公开工作被申请行政复议或者提起行政诉讼。": "reconsideration 0, litigation 0",
    "未发生有关信息公开工作的举报、投诉、行政复议或行政诉讼等情况。": "reconsideration 0, litigation 0",
    "2020年未产生因政府信息公开申请提请的行政复议和行政诉讼案件。": "reconsideration 0, litigation 0",
    "收到因信息公开引起的行政复议1件（已审结），未收到因政府信息公开申请引起的行政诉讼。": (
        "reconsideration 1, litigation 0"
    ),
    "依申请公开工作平稳，没有结转下年度的申请，无下年度结转。": "carried_out 0",
    "全年未收到涉及国家秘密的申请。": "",
    "没有一件申请逾期答复。": "",
    "无正当理由大量反复申请的情况有所减少。": "",
    "未收到对不予公开决定不服的行政复议申请。": "",
    "未收取信息处理费，收到表扬信两封。": "",
    "2019年没有收到政府信息公开申请。": "",
}
DISPUTES = {
    "因信息公开被申请行政复议3件，其中维持2件，纠正1件；被提起行政诉讼2件，其中维持1件，尚未审结1件。": (
        "reconsideration 3, reconsideration_upheld 2, reconsideration_corrected 1, "
        "litigation 2, litigation_upheld 1, litigation_pending 1"
    ),
    "发生行政复议5件，结果维持3件、结果纠正1件、其他结果1件。": (
        "reconsideration 5, reconsideration_upheld 3, reconsideration_corrected 1, reconsideration_other 1"
    ),
    "行政复议2件，未经复议直接起诉2件，复议后起诉1件。": (
        "reconsideration 2, litigation_direct 2, litigation_after_reconsideration 1"
    ),
    "复议后提起的行政诉讼1件，法院判决维持。": "litigation_after_reconsideration 1",
    "收到1件行政复议、1件行政诉讼。": "reconsideration 1, litigation 1",
    "行政复议案件4件，其中一件尚未审结。": "reconsideration 4, reconsideration_pending 1",
    "行政复议、行政诉讼各1件。": "reconsideration 1, litigation 1",
    "行政复议、行政诉讼均为0件。": "reconsideration 0, litigation 0",
    "行政复议和行政诉讼均为零。": "reconsideration 0, litigation 0",
    "行政复议、行政诉讼共3件。": "",
    "信息公开类行政复议1起，正在办理中。": "reconsideration 1",
    "全年办理行政复议案件35件，其中维持20件。": "",
    "受理行政复议申请12件，审结行政复议案件11件。": "",
    "收到行政复议申请56件，其中维持30件、撤销5件。": "",
    "信息公开申请均按期答复，收到行政复议申请56件，办结50件。": "",
    "因信息公开被提起行政复议3起、行政诉讼1起，上级机关维持的2起。": "reconsideration 3, litigation 1",
    "代理行政诉讼案件3件，行政应诉5件。": "",
    "行政复议1件被撤销。": "",
}
DISCLOSED = {
    "全年主动公开政府信息174条，其中政策文件100条，其他74条。": "disclosed_items 174",
    "通过镇政府网站公开信息96条。": "disclosed_items 96",
    "公开扶贫项目资金信息18条、惠农补贴信息27条。": "",
    "主动公开信息200条，依申请公开信息4条。": "disclosed_items 200",
    "主动公开政府信息总数174条：公开规范性文件4条，其他信息170条。": "disclosed_items 174, normative_disclosed 4",
    "主动公开信息22条，其中规范性文件0条，动态22条。": "disclosed_items 22, normative_disclosed 0",
    "主动公开信息100条，其中行政许可20件、行政处罚5件、其他75件。": "disclosed_items 100",
    "公开行政许可信息120条、行政处罚决定39件。": "",
    "不予公开信息5条。": "",
    "公开政府信息100条，公开政府信息90条。": "",
}
DOCUMENTS_AND_DECISIONS = {
    "制发行政规范性文件2件，废止行政规范性文件10件，现行有效件数14件。": (
        "normative_issued 2, normative_repealed 10, normative_in_force 14"
    ),
    "年内制发并公开规范性文件1件，配发图解1份。": "normative_issued 1",
    "本年清理规范性文件，废止两件，目录已更新。": "normative_repealed 2",
    "清理规范性文件，保留现行有效规范性文件35件，宣布失效8件，废止6件。": "normative_in_force 35",
    "全年公开规范性文件5件、政策解读5件。": "normative_disclosed 5",
    "作出行政许可决定1522件、行政处罚39件、行政强制0件。": "licensing 1522, penalties 39, coercion 0",
    "行政许可办件量3361件，行政处罚案件13件、行政强制案件0件。": "licensing 3361, penalties 13, coercion 0",
    "本单位行政处罚处理决定数量39件，不存在其他情况。": "penalties 39 [本单位]",
    "全年行政许可事项38项，行政处罚事项210项。": "",
    "公示行政许可120件、行政处罚30件。": "",
    "受理行政许可申请1200件，办结1180件。": "",
}
SCOPES = {
    "2020年，全县共收到政府信息公开申请86件，办结85件。": "received 86 [全县], handled_total 85 [全县]",
    "全县收到依申请公开86件。其中予以公开60件。": "received 86 [全县], granted 60 [全县]",
    "2020年，县政府办公室收到依申请公开9件；收到1件行政复议。": (
        "received 9 [县政府办公室], reconsideration 1 [县政府办公室]"
    ),
    "本级政府收到申请21件，各部门、各乡镇收到申请65件。": "received 21 [本级政府], received 65 [各乡镇]",
    "县教育局收到申请12件，办结12件。": "received 12 [县教育局], handled_total 12 [县教育局]",
    "按照县委、县政府的要求，收到申请2件。": "received 2",
    "在县政府网站公布指南，全年收到申请2件。": "received 2",
    "青萍镇共收到申请2件。": "received 2 [青萍镇]",
    "我局围绕县委、县政府中心工作，全年收到申请3件。": "received 3 [我局]",
    "全县23个乡镇共收到申请50件。": "received 50 [全县]",
}
DAMAGED = {
    "一,、全年主動(dòng)公開政府信息總數(shù)174條:公開規(guī)范性文件4條,,疫情信息170條,。": (
        "disclosed_items 174, normative_disclosed 4"
    ),
    "全年收到政府信息公開申請(qǐng)12件,,辦結(jié)11件,,結(jié)轉(zhuǎn)下年1件。": (
        "received 12, handled_total 11, carried_out 1"
    ),
    "全年收到?！毙畔⒐_申請3件,,辦結3件。": "",
    "全年制發規範性檔案3件,被申請行政復議1件。": "normative_issued 3, reconsideration 1",
}
ALL = (
    RECEIVED
    | OTHER_YEARS
    | NO_NUMBERS
    | HANDLED
    | OUTCOMES
    | NOTHING
    | DISPUTES
    | DISCLOSED
    | DOCUMENTS_AND_DECISIONS
    | SCOPES
)
