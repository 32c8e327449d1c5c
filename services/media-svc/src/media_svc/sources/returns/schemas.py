"""What is sent to take back, to enter afterwards or to put right."""

from typing import Any

from chassis.fields import Day, OneLine
from chassis.http import BiText, Body
from pydantic import Field

from media_svc.amendments.schemas import Reason
from media_svc.sources.schemas import DocumentPatch, bi


class PastDays(Body):
    """Until when a version of the past was in force; from when, its day of effect says."""

    last_day: Day = Field(description="The last day in Dubai on which it was in force: a day that is over.")


class DocumentCorrection(DocumentPatch):
    """The fields to correct of what a public document says (RFC 7396), and why."""

    reason: Reason

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as the model takes them."""
        return {name: value for name, value in super().changes().items() if name != "reason"}


class VersionCorrection(Body):
    """The fields to correct of what a public version says, and why. Its days are corrected until they begin, or when it is one of
    the past."""

    label: OneLine | None = Field(default=None, min_length=1, max_length=40)
    notes: BiText | None = None
    issued: Day | None = None
    effective_from: Day | None = None
    transition_ends_on: Day | None = None
    last_day: Day | None = Field(default=None, description="Of a version of the past: the last day on which it was in force.")
    reason: Reason

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as the model takes them."""
        sent = {name: getattr(self, name) for name in self.model_fields_set if name != "reason"}
        kept = {name: value for name, value in sent.items() if value is not None or name in ("issued", "transition_ends_on")}
        return kept | ({"notes": bi(self.notes)} if self.notes else {})
