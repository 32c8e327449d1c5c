"""Agenda items as they travel: what a writer sends, what a reader gets."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any, Self

from chassis.fields import OneLine
from chassis.http import Body
from chassis.idempotency import derived_id
from pydantic import Field, StringConstraints, TypeAdapter

from meetings_svc.agenda.model import AgendaItem, Bi, Paper, PaperKind, Presenter, Visibility
from meetings_svc.published import ItemKind
from meetings_svc.seats.model import Post
from meetings_svc.told.store import CALLED_OFF, CampaignStatus, Known

Id = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Order = Annotated[int, Field(ge=1, le=100, description="Place in the agenda, from 1")]

UNSENT: Any = None
_ITEM = TypeAdapter(AgendaItem)


class Line(Body):
    """A short text in both languages; either may be empty while one writes."""

    ar: OneLine = Field(default="", max_length=300)
    en: OneLine = Field(default="", max_length=300)

    @classmethod
    def of(cls, words: Bi) -> Self:
        return cls(ar=words.ar, en=words.en)


class PresenterBody(Body):
    """Who presents: the holder of a post, or a guest by name."""

    post_id: Id | None = None
    name: Line | None = None


class PostRef(Body):
    """A post by id and title."""

    id: str
    title: Line

    @classmethod
    def of(cls, post: Post) -> Self:
        return cls(id=post.id, title=Line(ar=post.ar, en=post.en))


class EntityRef(Body):
    """An entity by code and name."""

    code: str
    name: Line


class ShownPresenter(PresenterBody):
    """Who presents, with the title and entity of the post as they were told of last."""

    post: PostRef | None
    entity: EntityRef | None

    @classmethod
    def of(cls, presenter: Presenter, known: Known) -> Self:
        post = known.posts.get(presenter.post_id or "")
        return cls(
            post_id=presenter.post_id,
            name=Line.of(presenter.name) if presenter.name else None,
            post=PostRef.of(post) if post else None,
            entity=EntityRef(code=post.entity, name=Line.of(known.name_of(post.entity))) if post else None,
        )


class _Paper(Body):
    kind: PaperKind
    ref: Id
    document: Id | None = Field(default=None, description="The document of the Sources whose version `ref` is")
    visibility: Visibility = Field(default="all", description="Narrower than the item's; `all` is whoever sees the item")
    title: Line = Line()
    file_name: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^/\\\x00-\x1f]*$")] = ""
    sha256: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")] = ""


class NewPaper(_Paper):
    """A paper by reference: the id of a version of a Sources document, or of a file that was uploaded to media. With the id
    of a paper that is there it replaces its content, which is a new version of it."""

    id: Id | None = None


class PaperBody(_Paper):
    """A paper with its version."""

    id: str
    version: int

    @classmethod
    def of(cls, paper: Paper) -> Self:
        return cls.model_validate(asdict(paper))


class NewAgendaItem(Body):
    """What puts an item on the agenda."""

    title: Line
    kind: ItemKind = "any-other"
    planned_minutes: int = Field(default=0, ge=0, le=480)
    presenters: list[PresenterBody] = Field(default=[], max_length=20)
    campaigns: list[Id] = Field(default=[], max_length=20, description="Ids of the campaigns it is about")
    visibility: Visibility = "members"
    parent: Id | None = Field(default=None, description="The item it is a part of; parts have no parts")
    papers: list[NewPaper] = Field(default=[], max_length=20)
    proposal: Id | None = Field(default=None, description="The proposal that it takes up")
    order: Order | None = Field(default=None, description="Place in the agenda, from 1; at the end when absent")

    def item(self, id_: str) -> AgendaItem:
        """The item it describes."""
        papers = versioned((), [one.model_dump() for one in self.papers], id_)
        return _ITEM.validate_python({**self.model_dump(exclude={"order"}), "papers": papers, "id": id_})


class AgendaItemPatch(Body):
    """What is to change of an item (RFC 7396)."""

    title: Line = UNSENT
    kind: ItemKind = UNSENT
    planned_minutes: int = Field(default=UNSENT, ge=0, le=480)
    presenters: list[PresenterBody] = Field(default=UNSENT, max_length=20)
    campaigns: list[Id] = Field(default=UNSENT, max_length=20)
    visibility: Visibility = UNSENT
    parent: Id | None = None
    actual_minutes: int | None = Field(default=None, ge=0, le=480)
    papers: list[NewPaper] = Field(default=UNSENT, max_length=20)
    order: Order = UNSENT

    @property
    def merge(self) -> Callable[[AgendaItem], AgendaItem]:
        """Applies it to an item."""
        sent = self.model_dump(exclude_unset=True, exclude={"order", "papers"})
        papers = [one.model_dump() for one in self.papers] if "papers" in self.model_fields_set else None

        def onto(item: AgendaItem) -> AgendaItem:
            kept = {} if papers is None else {"papers": versioned(item.papers, papers, item.id)}
            return _ITEM.validate_python(merged(_ITEM.dump_python(item), {**sent, **kept}))

        return onto


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
        return cls(id=campaign_id, title=title, status=campaign.status if campaign else None)


class AgendaItemBody(Body):
    """One item as this reader sees it; places count only what they see."""

    id: str
    order: int
    title: Line
    kind: ItemKind
    planned_minutes: int
    presenters: list[ShownPresenter]
    campaigns: list[LinkedCampaign]
    called_off: bool = Field(description="Whether a campaign it is about was cancelled or withdrawn")
    visibility: Visibility
    parent: str | None
    number: str = Field(description="What it is called by: 1, 2, 2.1")
    actual_minutes: int | None
    papers: list[PaperBody]
    proposed: bool = Field(description="Whether it takes up what an event proposed")

    @classmethod
    def of(cls, item: AgendaItem, order: int, number: str, known: Known) -> Self:
        linked = [LinkedCampaign.of(campaign, known) for campaign in item.campaigns if known.shows(campaign)]
        return cls(
            id=item.id,
            order=order,
            title=Line.of(item.title),
            kind=item.kind,
            planned_minutes=item.planned_minutes,
            presenters=[ShownPresenter.of(one, known) for one in item.presenters],
            campaigns=linked,
            called_off=any(one.status in CALLED_OFF for one in linked),
            visibility=item.visibility,
            parent=item.parent,
            number=number,
            actual_minutes=item.actual_minutes,
            papers=[PaperBody.of(one) for one in item.papers],
            proposed=item.proposal is not None,
        )


def versioned(before: Sequence[Paper], sent: Sequence[Mapping[str, Any]], item: str) -> list[dict[str, Any]]:
    """The papers as they are kept: another reference is the next version of the same paper; a paper without an id gets one that
    is the same when it is sent again."""
    known = {one.id: one for one in before}
    found = []
    for paper in sent:
        old = known.get(paper["id"] or "")
        version = 1 if old is None else old.version + (old.ref != paper["ref"])
        found.append({**paper, "id": old.id if old else derived_id(item, paper["ref"]), "version": version})
    return found


def merged(before: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """A merge patch applied: objects merge, all else is replaced; lists come whole."""
    return {**before, **{name: _member(before.get(name), value) for name, value in patch.items()}}


def _member(before: object, after: object) -> object:
    return merged(before, after) if isinstance(before, dict) and isinstance(after, dict) else after
