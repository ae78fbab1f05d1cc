"""Renders a report with templates of the office's in a process of its own, which can be ended.

A template can be endless in ways its sandbox does not see, as in one step of a huge power or in the typesetter.
"""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
from pathlib import Path

from township_reports.domain.consolidated.report import ConsolidatedReport
from township_reports.rendering.render import OfficeAssets, render_report
from township_reports.rendering.templating.template_errors import LEFT_ALONE, TemplateError

LONGEST = 600  # seconds of the clock for all formats, far above what a county takes
MOST_MEMORY = 4 << 30  # bytes of address space
NO_NETWORK = dict.fromkeys(
    ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "https_proxy", "http_proxy"), "http://127.0.0.1:9"
)


def render_sandboxed(
    report: ConsolidatedReport, folder: Path, assets: OfficeAssets, longest: float = LONGEST
) -> dict[str, Path]:
    """As `render_report`; with templates of the office's, in a child that ends after so many seconds at the latest.

    Raises TemplateError, also for templates that end by no other means.
    """
    own = assets.own_templates()
    if not own:
        return render_report(report, folder, assets)
    paths = os.pathsep.join(path for path in sys.path if path)
    try:
        child = subprocess.run(  # noqa: S603  # our own module
            [sys.executable, "-m", __name__],
            check=False,
            input=pickle.dumps((report, folder, assets)),
            capture_output=True,
            timeout=longest,
            env={**os.environ, **NO_NETWORK, "PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired as ended:
        names = "、".join(path.name for path in own)
        message = f"办公室的模板（{names}）运行超过{longest:g}秒，已停止。{LEFT_ALONE}请检查其中的循环和计算。"
        raise TemplateError(message) from ended
    if child.returncode:
        raise RuntimeError(child.stderr.decode(errors="replace"))
    answer = pickle.loads(child.stdout)  # noqa: S301  # written by `_child` below
    if isinstance(answer, TemplateError):
        raise answer
    return {form: Path(path) for form, path in answer.items()}


def _child() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    report, folder, assets = pickle.load(sys.stdin.buffer)  # noqa: S301  # written by the caller above
    answer: dict[str, Path] | TemplateError
    try:
        answer = render_report(report, folder, assets)
    except TemplateError as problem:
        answer = problem
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    _child()
