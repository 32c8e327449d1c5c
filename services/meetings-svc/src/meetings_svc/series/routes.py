"""The door of series."""

from typing import Annotated

from chassis.auth import Actor
from chassis.http import CurrentActor, IdempotencyKey, IfMatch, Now, Router, reply
from chassis.idempotency import derived_id
from chassis.reading import readable
from fastapi import Path
from starlette.responses import Response

from meetings_svc.policy import POLICY
from meetings_svc.routes import Here
from meetings_svc.schemas import Reason
from meetings_svc.series import commands
from meetings_svc.series.model import Series
from meetings_svc.series.schemas import AllSeries, NewSeries, SeriesBody, SeriesPatch

router = Router(POLICY)
SeriesId = Annotated[str, Path(min_length=1, max_length=64)]


@router.get("/meeting-series", permission="series.read", response_model=AllSeries)
async def list_series(by: CurrentActor, here: Here) -> Response:
    """Every series."""
    return reply(AllSeries(items=readable(await here.series.all(), lambda one: SeriesBody.of(one, by))))


@router.get("/meeting-series/{series_id}", permission="series.read", response_model=SeriesBody)
async def get_series(series_id: SeriesId, by: CurrentActor, here: Here) -> Response:
    """One series."""
    return _shown(await here.series.get(series_id), by)


@router.post("/meeting-series", permission="series.write", response_model=SeriesBody, status_code=201)
async def begin_series(body: NewSeries, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Begin a series."""
    made = await here.series.add(Series(derived_id(f"{by.id}/series", key), body.kind, body.name.words(), now()))
    return reply(SeriesBody.of(made, by), version=made.version, status=201)


@router.patch("/meeting-series/{series_id}", permission="series.write", response_model=SeriesBody)
async def rename_series(series_id: SeriesId, body: SeriesPatch, expected: IfMatch, by: CurrentActor, here: Here) -> Response:
    """Give it another name, which its meetings follow; its kind is that of its meetings and stays."""
    return _shown(await commands.rename_series(here.series, series_id, body.name.words(), expected=expected, by=by), by)


@router.post("/meeting-series/{series_id}/end", permission="series.write", response_model=SeriesBody)
async def end_series(series_id: SeriesId, body: Reason, expected: IfMatch, by: CurrentActor, here: Here, now: Now) -> Response:
    """End it. Meetings that were held stay; those that members wait for are cancelled with this reason; drafts stay drafts and can be
    announced outside of the series."""
    why = body.reason.words()
    return _shown(await commands.end_series(here, series_id, why, expected=expected, by=by, at=now()), by)


@router.post("/meeting-series/{series_id}/resume", permission="series.write", response_model=SeriesBody)
async def resume_series(series_id: SeriesId, expected: IfMatch, by: CurrentActor, here: Here) -> Response:
    """Let it go on that was ended by mistake. Meetings that were cancelled are reinstated one by one."""
    return _shown(await commands.resume_series(here.series, series_id, expected=expected, by=by), by)


def _shown(series: Series, by: Actor) -> Response:
    return reply(SeriesBody.of(series, by), version=series.version)
