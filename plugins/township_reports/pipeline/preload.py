"""Imports everything a task of the annual run needs; importing this module ahead of time is what preloads it.

Tasks are forked from a process that has done so and inherit it for nothing: Great Expectations alone costs 8 s of CPU.
What reads the file formats is not among it: a task's fork server imports that.
"""

import township_reports.checking.localisation.localise
import township_reports.checking.quiet_gx
import township_reports.pipeline.check_reports
import township_reports.pipeline.correction_slips
import township_reports.pipeline.merge_county
import township_reports.pipeline.notices
import township_reports.pipeline.open_run
import township_reports.pipeline.read_submission
import township_reports.pipeline.recheck
import township_reports.pipeline.render_report
import township_reports.pipeline.sign_off
import township_reports.pipeline.submission_result  # noqa: F401
