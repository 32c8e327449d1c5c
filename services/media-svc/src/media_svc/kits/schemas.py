"""Media kits as they travel."""

from datetime import datetime
from typing import Annotated, Any, Self

from chassis.auth import Actor
from chassis.fields import Instant, LastInstant, not_removable
from chassis.http import BiText, Body
from pydantic import Field, StringConstraints, field_validator

from media_svc.amendments.schemas import AmendmentBody, amendments_of
from media_svc.kits.model import Item, ItemKind, Kit, KitState, is_open
from media_svc.kits.returns.model import KitAct, acts_on_kit
from media_svc.kits.store import makes
from media_svc.model import Bi
from media_svc.policy import POLICY
from media_svc.repeats.model import digest_of
from media_svc.sources.schemas import Code, Title, bi, both

Hashtag = Annotated[str, StringConstraints(pattern=r"^#[^\s#]{1,60}$")]


class _KitWords(Body):
    title: Title
    summary: BiText = BiText(ar="", en="")
    hashtags: list[Hashtag] = Field(default=[], max_length=20)
    campaign_id: str | None = Field(default=None, max_length=64)
    audience: list[Code] = Field(default=[], max_length=100, description="Entities that have it; none = all.")
    embargo_until: Instant | None = Field(default=None, description="The instant from which it exists for its audience.")
    closes_at: LastInstant = Field(default=None, description="The instant from which it exists no more; null: it stays.")

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as the model takes them."""
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: as_kept(value) for name, value in sent.items()}


def as_kept(value: Any) -> Any:
    """A value that was sent, as the model takes it."""
    if isinstance(value, BiText):
        return bi(value)
    return tuple(value) if isinstance(value, list) else value


class NewKit(_KitWords):
    """What begins a kit."""

    owner_entity: Code | None = Field(default=None, description="Yours unless you write for several.")


class KitPatch(_KitWords):
    """What is to change of a draft."""

    title: Title = Title(ar="-", en="-")


class NewItem(Body):
    """An item to add: words, or a checked upload with what it shows."""

    kind: ItemKind
    title: Title
    text: BiText = BiText(ar="", en="")
    asset_id: str | None = Field(default=None, max_length=64)


class ItemPatch(Body):
    """What is to change of an item's words."""

    title: Title | None = None
    text: BiText | None = None

    _kept = field_validator("title", "text", mode="before")(not_removable)

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as the model takes them."""
        sent = {"title": self.title, "text": self.text}
        return {name: bi(value) for name, value in sent.items() if value is not None}


class Revocation(Body):
    """Why it is taken back."""

    reason: Title


class KitFileBody(Body):
    """The file of an item. The address of a picture works for less than a minute."""

    name: str
    content_type: str
    sha256: str
    bytes: int
    preview: str | None


class ItemBody(Body):
    """An item of a kit."""

    id: str
    kind: ItemKind
    title: BiText
    text: BiText
    file: KitFileBody | None


class KitSummary(Body):
    """A kit in a list."""

    id: str
    version: int
    title: BiText
    summary: BiText
    owner_entity: str
    campaign_id: str | None
    state: KitState
    open: bool
    embargo_until: datetime | None
    opens_at: datetime | None
    closes_at: datetime | None
    counts: dict[str, int] = Field(description="How many items of each kind.")
    cover: str | None = Field(description="A picture of the kit; the address works for less than a minute.")

    @classmethod
    def of(cls, kit: Kit, address_of: Any, at: datetime) -> Self:
        return cls(**_summary(kit, address_of, at))


class KitBody(KitSummary):
    """A kit with what it holds."""

    hashtags: list[str]
    audience: list[str]
    items: list[ItemBody]
    reason: BiText | None
    revoked_at: datetime | None
    may_write: bool
    may_release: bool
    may_see_downloads: bool
    actions: list[KitAct] = Field(description="What this reader may do with it now.")
    amendments: list[AmendmentBody] = Field(description="What was corrected while it was open, oldest first.")

    @classmethod
    def shown(cls, kit: Kit, address_of: Any, at: datetime, by: Actor) -> Self:
        """As this reader sees it."""
        return cls(
            **_summary(kit, address_of, at),
            hashtags=list(kit.hashtags),
            audience=list(kit.audience) if makes(by, kit) else [],
            items=[_item(kit, one, address_of) for one in kit.items],
            reason=both(kit.reason) if kit.reason else None,
            revoked_at=kit.revoked_at,
            may_write=POLICY.allows(by, "kit.write", kit.owner),
            may_release=POLICY.allows(by, "kit.release", kit.owner),
            may_see_downloads=makes(by, kit),
            actions=acts_on_kit(kit, by, at),
            amendments=amendments_of(kit.amendments),
        )


def item_of(id_: str, body: NewItem) -> Item:
    """As the model takes it, still without its file."""
    return Item(id_, body.kind, Bi(body.title.ar, body.title.en), bi(body.text), asked=digest_of(body.model_dump_json()))


def _summary(kit: Kit, address_of: Any, at: datetime) -> dict[str, Any]:
    plain = ("id", "version", "campaign_id", "state", "embargo_until", "opens_at", "closes_at")
    kinds = [one.kind for one in kit.items]
    pictures = (address_of(kit, one) for one in kit.files)
    return {
        **{name: getattr(kit, name) for name in plain},
        "title": both(kit.title),
        "summary": both(kit.summary),
        "owner_entity": kit.owner,
        "open": is_open(kit, at),
        "counts": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "cover": next((one for one in pictures if one), None),
    }


def _item(kit: Kit, one: Item, address_of: Any) -> ItemBody:
    file = None
    if one.file and not kit.files_deleted:
        plain = {name: getattr(one.file, name) for name in ("name", "content_type", "sha256", "bytes")}
        file = KitFileBody(**plain, preview=address_of(kit, one))
    return ItemBody(id=one.id, kind=one.kind, title=both(one.title), text=both(one.text), file=file)
