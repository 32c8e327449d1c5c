"""The door of series."""

from chassis.http import CurrentActor, IdempotencyKey, Now, Router, reply
from chassis.idempotency import derived_id
from starlette.responses import Response

from meetings_svc.policy import POLICY
from meetings_svc.routes import Here
from meetings_svc.series.schemas import AllSeries, NewSeries, SeriesBody
from meetings_svc.series.store import Series

router = Router(POLICY)


@router.get("/meeting-series", permission="series.read", response_model=AllSeries)
async def list_series(here: Here) -> Response:
    """Every series."""
    return reply(AllSeries(items=[SeriesBody.of(one) for one in await here.series.all()]))


@router.post("/meeting-series", permission="series.write", response_model=SeriesBody, status_code=201)
async def begin_series(body: NewSeries, by: CurrentActor, here: Here, now: Now, key: IdempotencyKey) -> Response:
    """Begin a series."""
    made = await here.series.add(Series(derived_id(f"{by.id}/series", key), body.kind, body.name.words(), now()))
    return reply(SeriesBody.of(made), status=201)
