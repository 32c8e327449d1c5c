"""What can be done with meetings: one function, one use case, one write; safe to run again."""

from collections.abc import Callable, Sequence
from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion
from chassis.idempotency import is_made
from chassis.outbox import AlreadyExists

from meetings_svc import model
from meetings_svc.agenda import model as agendas
from meetings_svc.agenda.model import AgendaItem, Bi
from meetings_svc.errors import SeriesNotFound, UnknownPresenter, UnknownSeries
from meetings_svc.model import Meeting
from meetings_svc.outcomes.commands import carried_into
from meetings_svc.outline.model import Outline
from meetings_svc.series.model import refuse_ended
from meetings_svc.store import MeetingStore, Stores
from meetings_svc.told.store import ProjectionStore, ToldCampaign, posts_in


async def create_meeting(here: Stores, id_: str, outline: Outline, *, by: Actor, at: datetime) -> Meeting:
    """Begin a draft; what earlier meetings left open is on its agenda already. The same id again gives what the first time made."""
    meeting, _ = model.draft(id_, outline, by=by, at=at)
    await _refuse_ended(here, outline.series)
    if await carried_into(here, meeting, by=by, at=at):
        meeting, _ = model.carry_over(meeting, at=at)
    try:
        return await here.meetings.add(meeting, None)
    except AlreadyExists:
        return await here.meetings.get(id_, seen_by=by)


async def edit_meeting(here: Stores, id_: str, merge: Callable[[Outline], Outline], *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Change the outline; `merge` applies the caller's patch to it. A patch that changes nothing writes nothing."""
    meeting = await _seen(here.meetings, id_, expected, by)
    outline = merge(meeting.outline)
    if outline.series != meeting.outline.series:
        await _refuse_ended(here, outline.series)
    network = await here.projections.active_entities() if outline.seats and not meeting.outline.seats else ()
    after, fact = model.edit(meeting, outline, by=by, at=at, network=network)
    return meeting if after.outline == meeting.outline else await here.meetings.save(after, fact, expected=expected)


async def announce_meeting(here: Stores, id_: str, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Let the members know of it. Raises SeriesEnded."""
    meeting = await _seen(here.meetings, id_, expected, by)
    announced = model.announce(meeting, by=by, at=at)
    await _refuse_ended(here, meeting.outline.series)
    return await here.meetings.save(*announced, expected=expected)


async def delete_draft(meetings: MeetingStore, id_: str, *, expected: int, by: Actor) -> None:
    """Delete a draft. Raises NotDeletable once members know of it."""
    meeting = await _seen(meetings, id_, expected, by)
    model.refuse_unless_draft(meeting, by=by)
    await meetings.remove(meeting)


async def publish_agenda(meetings: MeetingStore, id_: str, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Let the members see its agenda."""
    meeting = await _seen(meetings, id_, expected, by)
    return await meetings.save(*model.publish_agenda(meeting, by=by, at=at), expected=expected)


async def add_agenda_item(
    here: Stores, id_: str, item: AgendaItem, *, order: int | None, expected: int, by: Actor, at: datetime
) -> Meeting:
    """Put an item on the agenda. One with this id is not added again. Raises UnknownPresenter, IdempotencyKeyReused."""
    meeting = await here.meetings.get(id_, seen_by=by)
    if is_made(meeting.agenda, item):
        return meeting
    _refuse_stale(meeting, expected)
    changed = model.add_item(meeting, item, order=order, by=by, at=at)
    await _refuse_unknown_posts(here.projections, item)
    return await here.meetings.save(*changed, expected=expected)


async def change_agenda_item(
    here: Stores,
    id_: str,
    item_id: str,
    merge: Callable[[AgendaItem], AgendaItem],
    *,
    order: int | None,
    expected: int,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Change an item or move it. What changes nothing writes nothing. Raises UnknownPresenter."""
    meeting = await _seen(here.meetings, id_, expected, by)
    item = merge(agendas.find(meeting.agenda, item_id))
    after, fact = model.change_item(meeting, item, order=order, by=by, at=at)
    if after.agenda == meeting.agenda:
        return meeting
    await _refuse_unknown_posts(here.projections, item)
    return await here.meetings.save(after, fact, expected=expected)


async def remove_agenda_item(meetings: MeetingStore, id_: str, item_id: str, *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Take an item off the agenda."""
    meeting = await _seen(meetings, id_, expected, by)
    return await meetings.save(*model.remove_item(meeting, item_id, by=by, at=at), expected=expected)


async def reorder_agenda(meetings: MeetingStore, id_: str, ids: Sequence[str], *, expected: int, by: Actor, at: datetime) -> Meeting:
    """Put the items in another order. The order they have writes nothing."""
    meeting = await _seen(meetings, id_, expected, by)
    after, fact = model.reorder_agenda(meeting, ids, by=by, at=at)
    return meeting if after.agenda == meeting.agenda else await meetings.save(after, fact, expected=expected)


async def learn_campaign(projections: ProjectionStore, campaign: ToldCampaign, *, version: int) -> None:
    """Remember how a campaign stands; agenda items linked to it show it."""
    await projections.put_campaign(campaign, version=version)


async def learn_entity(projections: ProjectionStore, code: str, name: Bi, *, version: int) -> None:
    """Remember an entity's name."""
    await projections.put_entity(code, version=version, name=name)


async def _refuse_ended(here: Stores, series: str | None) -> None:
    """Raises UnknownSeries, SeriesEnded."""
    if not series:
        return
    try:
        refuse_ended(await here.series.get(series))
    except SeriesNotFound as error:
        raise UnknownSeries from error


async def _refuse_unknown_posts(projections: ProjectionStore, item: AgendaItem) -> None:
    posts = posts_in([item])
    if unknown := posts - (await projections.posts(posts)).keys():
        raise UnknownPresenter(post=min(unknown))


async def _seen(meetings: MeetingStore, id_: str, expected: int, by: Actor) -> Meeting:
    """The meeting as the caller saw it: a stale screen is told so before any rule is. Raises MeetingNotFound, StaleVersion."""
    meeting = await meetings.get(id_, seen_by=by)
    _refuse_stale(meeting, expected)
    return meeting


def _refuse_stale(meeting: Meeting, expected: int) -> None:
    if meeting.version != expected:
        raise StaleVersion
