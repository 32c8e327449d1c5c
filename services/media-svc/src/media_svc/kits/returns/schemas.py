"""What is sent to give a kit other times, or to put right what an open one says."""

from typing import Annotated

from chassis.fields import Instant, LastInstant
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints

from media_svc.amendments.schemas import Reason
from media_svc.kits.returns.model import Correction
from media_svc.kits.schemas import Hashtag, ItemPatch, as_kept
from media_svc.sources.schemas import Title

ItemKey = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class KitTimes(Body):
    """Both times, as they are to be."""

    embargo_until: Instant | None = Field(default=None, description="The instant from which its audience has it; null: from now on.")
    closes_at: LastInstant = Field(default=None, description="The instant from which it exists no more; null: it stays.")


class KitCorrection(Body):
    """The fields to correct of an open kit (RFC 7396), words of items by their id, and why."""

    title: Title | None = None
    summary: BiText | None = None
    hashtags: list[Hashtag] | None = Field(default=None, max_length=20)
    closes_at: LastInstant = Field(default=None, description="The instant from which it exists no more; null: it stays.")
    items: dict[ItemKey, ItemPatch] = Field(default={}, max_length=200)
    reason: Reason

    def correction(self) -> Correction:
        """What was sent, as the model takes it."""
        sent = {name: getattr(self, name) for name in self.model_fields_set if name not in ("items", "reason")}
        fields = {name: as_kept(value) for name, value in sent.items() if value is not None or name == "closes_at"}
        return Correction(fields, {id_: patch.changes() for id_, patch in self.items.items()}, self.reason)
