"""The shapes of reports; how one is shown stands with the card."""

from typing import Annotated

from chassis.fields import Lines
from chassis.http import Body
from pydantic import StringConstraints

from members_svc.schemas import Id


class NewReport(Body):
    """What is not right, in the reader's words."""

    words: Annotated[Lines, StringConstraints(min_length=1, max_length=1_000)]


class ReportNamed(Body):
    """The report that is done with, or waits again."""

    report_id: Id
