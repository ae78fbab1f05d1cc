"""What may stand around a figure in a report, and the word where there is none."""

COUNTERS = "件条个项宗份次"  # one of them may follow a count
MONEY_UNITS = ("亿元", "万元", "元")
NONE = "无"  # instead of a figure, where a cell does not apply
