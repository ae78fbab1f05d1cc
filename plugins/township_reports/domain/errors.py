"""How the software says no to a person, and what the machine refused: in Chinese, saying where and what to do."""

from __future__ import annotations

import errno

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
NOTHING_CHANGED = "这一步没有完成，此前的数据和报告没有改动"


class UserFacingError(Exception):
    """Something a person must mend before it is of any use to try again; the message is for that person.

    Faults of the machine and of the program are other exceptions and keep their stack trace.
    """


class RetryableError(Exception):
    """Not at this moment: something else is going on. Airflow tries again by itself; the message says why."""


def describe_os_error(fault: OSError) -> str:
    """Describe what disk, folder or connection refused, in a sentence for the office.

    One that speaks Chinese already stays.
    """
    if any("一" <= character <= "鿿" for character in str(fault.args[0] if fault.args else "")):
        return str(fault)
    where = f"（{fault.filename}）" if fault.filename else ""
    if fault.errno in FULL:
        return f"磁盘已满，不能写入{where}。{NOTHING_CHANGED}。请清理磁盘或扩大空间，再重试。"
    if fault.errno in FORBIDDEN:
        return f"没有权限读写{where}。{NOTHING_CHANGED}。请核对文件夹的权限，再重试。"
    return f"文件或连接无法访问{where}：{fault.strerror or fault}。{NOTHING_CHANGED}。请核对后重试。"
