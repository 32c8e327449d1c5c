"""What can be done with series: one function, one use case, one write; safe to run again."""

from datetime import datetime

from chassis.auth import Actor
from chassis.errors import StaleVersion

from meetings_svc.agenda.model import Bi
from meetings_svc.life import model as life
from meetings_svc.outcomes.commands import SYSTEM
from meetings_svc.seats.commands import invited_to
from meetings_svc.series import model
from meetings_svc.series.model import Ended, Series
from meetings_svc.series.store import SeriesStore
from meetings_svc.store import Stores


async def rename_series(series: SeriesStore, id_: str, name: Bi, *, expected: int, by: Actor) -> Series:
    """Give a series another name. The one it has writes nothing."""
    one = await _seen(series, id_, expected)
    after = model.rename(one, name, by=by)
    return one if after == one else await series.save(after, expected=expected)


async def end_series(here: Stores, id_: str, reason: Bi, *, expected: int, by: Actor, at: datetime) -> Series:
    """End a series and cancel what members wait for; what cannot be cancelled now the calendar cancels at its next look."""
    one = await _seen(here.series, id_, expected)
    ended = await here.series.save(model.end(one, reason, by=by, at=at), expected=expected)
    await cancel_meetings_of_ended(here, at=at)
    return ended


async def resume_series(series: SeriesStore, id_: str, *, expected: int, by: Actor) -> Series:
    """Let a series go on that was ended by mistake."""
    one = await _seen(series, id_, expected)
    return await series.save(model.resume(one, by=by), expected=expected)


async def cancel_meetings_of_ended(here: Stores, *, at: datetime) -> None:
    """Cancel, for the same reason, the meetings of ended series that members wait for. Again changes nothing."""
    for series in await here.series.closing():
        if series.ended and await _cancel_meetings_of(here, series.id, series.ended, at):
            await here.series.closed(series)


async def _cancel_meetings_of(here: Stores, id_: str, ended: Ended, at: datetime) -> bool:
    """Whether all are cancelled; one that somebody changes at the same moment waits for the next look."""
    done = True
    for meeting in await here.meetings.awaited_in(id_, ended.at):
        cancelled = life.halt(meeting, "cancel", ended.reason, by=SYSTEM, at=at, invited=await invited_to(here, meeting))
        try:
            await here.meetings.save(*cancelled, expected=meeting.version)
        except StaleVersion:
            done = False
    return done


async def _seen(series: SeriesStore, id_: str, expected: int) -> Series:
    one = await series.get(id_)
    if one.version != expected:
        raise StaleVersion
    return one
