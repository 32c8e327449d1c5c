"""Agenda items as they travel: what a writer sends, what a reader gets."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Self

from chassis.http import Body
from pydantic import Field, StringConstraints, TypeAdapter

from meetings_svc.agenda.model import AgendaItem, Bi, Presenter, Visibility
from meetings_svc.published import ItemKind
from meetings_svc.told.store import CALLED_OFF, Known

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Order = Annotated[int, Field(ge=1, le=100, description="Place in the agenda, from 1")]
CampaignStatus = Literal["live", "completed", "withdrawn", "cancelled"]

UNSENT: Any = None
_ITEM = TypeAdapter(AgendaItem)


class Line(Body):
    """A short text in both languages; either may be empty while one writes."""

    ar: str = Field(default="", max_length=300)
    en: str = Field(default="", max_length=300)

    @classmethod
    def of(cls, words: Bi) -> Self:
        return cls(ar=words.ar, en=words.en)


class PresenterBody(Body):
    """Who presents: the holder of a post, or a guest by name."""

    post_id: Id | None = None
    name: Line | None = None

    @classmethod
    def of(cls, presenter: Presenter) -> Self:
        return cls(post_id=presenter.post_id, name=Line.of(presenter.name) if presenter.name else None)


class NewAgendaItem(Body):
    """What puts an item on the agenda."""

    title: Line
    kind: ItemKind = "any-other"
    planned_minutes: int = Field(default=0, ge=0, le=480)
    presenters: list[PresenterBody] = Field(default=[], max_length=20)
    campaigns: list[Id] = Field(default=[], max_length=20, description="Ids of the campaigns it is about")
    visibility: Visibility = "members"
    order: Order | None = Field(default=None, description="Place in the agenda, from 1; at the end when absent")

    def item(self, id_: str) -> AgendaItem:
        """The item it describes."""
        return _ITEM.validate_python({**self.model_dump(exclude={"order"}), "id": id_})


class AgendaItemPatch(Body):
    """What is to change of an item (RFC 7396)."""

    title: Line = UNSENT
    kind: ItemKind = UNSENT
    planned_minutes: int = Field(default=UNSENT, ge=0, le=480)
    presenters: list[PresenterBody] = Field(default=UNSENT, max_length=20)
    campaigns: list[Id] = Field(default=UNSENT, max_length=20)
    visibility: Visibility = UNSENT
    order: Order = UNSENT

    @property
    def merge(self) -> Callable[[AgendaItem], AgendaItem]:
        """Applies it to an item."""
        sent = self.model_dump(exclude_unset=True, exclude={"order"})
        return lambda item: _ITEM.validate_python(merged(_ITEM.dump_python(item), sent))


class AgendaOrder(Body):
    """Every item of the agenda, by id, in its new order."""

    items: list[Id] = Field(max_length=100)


class LinkedCampaign(Body):
    """A campaign an item is about, as far as this reader may know of it."""

    id: str
    title: Line | None = Field(description="null when the campaign is not open, or not told of yet")
    status: CampaignStatus | None = Field(description="null when nothing was told of it yet")

    @classmethod
    def of(cls, campaign_id: str, known: Known) -> Self:
        campaign = known.campaigns.get(campaign_id)
        title = Line.of(campaign.title) if campaign and campaign.title else None
        return cls(id=campaign_id, title=title, status=campaign.status if campaign else None)  # type: ignore[arg-type]


class AgendaItemBody(Body):
    """One item as this reader sees it; places count only what they see."""

    id: str
    order: int
    title: Line
    kind: ItemKind
    planned_minutes: int
    presenters: list[PresenterBody]
    campaigns: list[LinkedCampaign]
    called_off: bool = Field(description="Whether a campaign it is about was cancelled or withdrawn")
    visibility: Visibility

    @classmethod
    def of(cls, item: AgendaItem, order: int, known: Known) -> Self:
        linked = [LinkedCampaign.of(campaign, known) for campaign in item.campaigns if known.shows(campaign)]
        return cls(
            id=item.id,
            order=order,
            title=Line.of(item.title),
            kind=item.kind,
            planned_minutes=item.planned_minutes,
            presenters=[PresenterBody.of(one) for one in item.presenters],
            campaigns=linked,
            called_off=any(one.status in CALLED_OFF for one in linked),
            visibility=item.visibility,
        )


def merged(before: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch applied: objects merge, all else is replaced; lists come whole."""
    return {**before, **{name: _member(before.get(name), value) for name, value in patch.items()}}


def _member(before: object, after: object) -> object:
    return merged(before, after) if isinstance(before, dict) and isinstance(after, dict) else after
