"""What the gateway answers itself: sign-in, pages' data, systems' accounts, the public keys and the API's document."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any

from chassis.auth import Actor, Policy, entity, public
from chassis.clock import Clock
from chassis.errors import Forbidden, Unauthenticated
from chassis.http import Body, Router
from chassis.problems import language_of
from fastapi import Depends, Path, Query, Request
from pydantic import Field, SecretStr
from starlette.responses import JSONResponse, Response

from gateway.auth import Callers
from gateway.errors import NoSuchAccount, SignInFailed
from gateway.limits import Limits
from gateway.proxy import address_of
from gateway.screens import Refused, Screens
from gateway.settings import Settings
from gateway.store import Accounts, Caller, Sessions
from gateway.upstream import Upstream

POLICY = Policy(
    {
        "session.open": public(),  # who is not signed in yet has no other way in
        "session.read": public(),  # answers 401 by itself: the client asks whether there is a session
        "screen.read": public(),  # the services behind decide what there is to see; without a session 401
        "account.manage": public() | entity("entity-director"),  # decided below: the actor is the session's, not a token's
        "keys.read": public(),
    }
)
router = Router(POLICY)
THE_GATEWAY = Actor.system("gateway")


class Parts:
    """What the routes work with; the application holds one."""

    def __init__(
        self, settings: Settings, sessions: Sessions, accounts: Accounts, callers: Callers, limits: Limits, upstream: Upstream, clock: Clock
    ) -> None:
        self.settings, self.sessions, self.accounts = settings, sessions, accounts
        self.callers, self.limits, self.upstream, self.clock = callers, limits, upstream, clock


def parts_of(request: Request) -> Parts:
    """The parts of the running application."""
    return request.app.state.parts


Here = Annotated[Parts, Depends(parts_of)]


async def signed_in(request: Request, here: Here) -> Caller:
    """The caller, counted. Raises Unauthenticated, TooMany, CrossSiteRequest."""
    caller = await here.callers.of(request.headers, request.method)
    await here.limits.count(caller.key if caller else None, _address(request, here))
    if caller is None:
        raise Unauthenticated
    return caller


SignedIn = Annotated[Caller, Depends(signed_in)]


class Credentials(Body):
    """What one signs in with."""

    email: str = Field(min_length=1, max_length=255)
    password: SecretStr = Field(min_length=1, max_length=256)


@router.post("/session", permission="session.open")
async def sign_in(body: Credentials, request: Request, here: Here) -> Response:
    """Open a session; the answer sets its cookie."""
    here.callers.refuse_other_sites(request.headers, "POST")
    address = _address(request, here)
    await here.limits.count_sign_in(address)
    wish = {"email": body.email, "password": body.password.get_secret_value(), "origin": address}
    answer = await here.upstream.json(THE_GATEWAY, "POST", "members", "/credentials/check", wish, _language(request))
    if answer.status == 401:
        raise SignInFailed
    if answer.status != 200:
        raise Refused(answer)
    if old := here.callers.secret(request.headers):
        await here.sessions.end(old)
    secret = await here.sessions.begin(answer.body, at=here.clock())
    response = JSONResponse(answer.body)
    response.set_cookie(here.settings.cookie, secret, max_age=here.settings.session_longest, **_flags(here))
    return response


@router.get("/session", permission="session.read")
async def read_session(caller: SignedIn) -> Response:
    """Who is signed in."""
    if caller.me is None:
        raise Unauthenticated
    return JSONResponse(dict(caller.me))


@router.delete("/session", permission="session.read", status_code=204)
async def sign_out(request: Request, here: Here) -> Response:
    """Close the session; there being none is fine."""
    here.callers.refuse_other_sites(request.headers, "DELETE")
    if secret := here.callers.secret(request.headers):
        await here.sessions.end(secret)
    response = Response(status_code=204)
    response.delete_cookie(here.settings.cookie, **_flags(here))
    return response


def _flags(here: Parts) -> dict[str, Any]:
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": not here.settings.cookie_insecure}


# ---- pages ----


def screens(request: Request, caller: SignedIn, here: Here) -> Screens:
    """The caller's pages."""
    return Screens(here.upstream, caller, "en" if _language(request) == "en" else "ar")


Pages = Annotated[Screens, Depends(screens)]
Id = Annotated[str, Path(pattern=r"^[\w-]{1,64}$")]
Words = Annotated[str, Query(max_length=200)]
Short = Annotated[str, Query(max_length=40)]
Cursor = Annotated[str | None, Query(max_length=500)]
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/screens/home", permission="screen.read")
async def home_screen(pages: Pages) -> Response:
    """The first page."""
    return JSONResponse(await pages.home())


def forum_filters(q: Words = "", entity: Short = "", topic: Short = "", status: Short = "", sort: Short = "") -> dict[str, str]:
    """What narrows the Forum."""
    return {"q": q, "entity": entity, "topic": topic, "status": status, "sort": sort}


@router.get("/screens/forum", permission="screen.read")
async def forum_screen(
    pages: Pages, narrowed: Annotated[dict[str, str], Depends(forum_filters)], limit: Limit = 12, cursor: Cursor = None
) -> Response:
    """The Forum."""
    return JSONResponse(await pages.forum({**narrowed, "limit": limit, "cursor": cursor}))


@router.get("/screens/campaign/{id}", permission="screen.read")
async def campaign_screen(pages: Pages, id: Id) -> Response:  # noqa: A002 the contract's word
    """One campaign."""
    return JSONResponse(await pages.campaign(id))


@router.get("/screens/campaign-form/{id}", permission="screen.read")
async def campaign_form_screen(pages: Pages, id: Id) -> Response:  # noqa: A002 the contract's word
    """The form of a campaign, or of a new one."""
    return JSONResponse(await pages.campaign_form(id))


@router.get("/screens/review", permission="screen.read")
async def review_screen(pages: Pages) -> Response:
    """The review desk."""
    return JSONResponse(await pages.review())


@router.get("/screens/meetings", permission="screen.read")
async def meetings_screen(pages: Pages) -> Response:
    """Meetings ahead and past."""
    return JSONResponse(await pages.meetings())


@router.get("/screens/meeting/{id}", permission="screen.read")
async def meeting_screen(pages: Pages, id: Id) -> Response:  # noqa: A002 the contract's word
    """One meeting."""
    return JSONResponse(await pages.meeting(id))


@router.get("/screens/members", permission="screen.read")
async def members_screen(pages: Pages, q: Words = "", entity: Short = "", limit: Limit = 24, cursor: Cursor = None) -> Response:
    """The directory."""
    return JSONResponse(await pages.members({"q": q, "entity": entity, "limit": limit, "cursor": cursor}))


# ---- systems ----


class NewAccount(Body):
    """A system that will call in the name of an entity. `entity` is yours unless you direct several."""

    name: str = Field(min_length=3, max_length=80)
    entity: str | None = Field(default=None, max_length=20)


class AccountBody(Body):
    """A system's account. `token` is shown once, when it is made."""

    id: str
    name: str
    entity: str
    created_by: str
    created_at: datetime
    token: str | None = None


class AccountList(Body):
    """The accounts of one's entities."""

    items: list[AccountBody]


@router.post("/service-accounts", permission="account.manage", status_code=201)
async def create_account(body: NewAccount, caller: SignedIn, here: Here) -> AccountBody:
    """Let a system of your entity call the API: send the token as `Authorization: Bearer …`."""
    mine = _directs(caller)
    chosen = body.entity or next(iter(sorted(mine)))
    if chosen not in mine:
        raise Forbidden
    account, token = await here.accounts.create(body.name, entity=chosen, by=caller.actor.id, at=here.clock())
    return _account(account, token)


@router.get("/service-accounts", permission="account.manage")
async def list_accounts(caller: SignedIn, here: Here) -> AccountList:
    """The accounts of your entity's systems."""
    return AccountList(items=[_account(one) for one in await here.accounts.of_entities(_directs(caller))])


@router.delete("/service-accounts/{id}", permission="account.manage", status_code=204)
async def remove_account(id: Id, caller: SignedIn, here: Here) -> Response:  # noqa: A002 the contract's word
    """Shut a system out."""
    if not await here.accounts.remove(id, _directs(caller)):
        raise NoSuchAccount
    return Response(status_code=204)


def _directs(caller: Caller) -> frozenset[str]:
    """The entities whose director calls. Raises Forbidden for everybody else."""
    mine = frozenset(grant.scope for grant in caller.actor.grants if grant.role == "entity-director" and grant.scope != "network")
    if not mine:
        raise Forbidden
    return mine


def _account(document: Mapping[str, Any], token: str | None = None) -> AccountBody:
    return AccountBody(
        id=document["_id"], name=document["name"], entity=document["entity"], created_by=document["created_by"],
        created_at=document["created_at"], token=token,
    )  # fmt: skip


def _address(request: Request, here: Parts) -> str:
    return address_of(request.scope, request.headers, here.settings.trusted_proxies)


def _language(request: Request) -> str:
    return language_of(request.headers.get("accept-language"))


def documents(keys: Mapping[str, Any], openapi: Callable[[], Any], asyncapi: Callable[[], Any]) -> Router:
    """The addresses of machines: public keys and the API's documents."""
    open_door = Router(POLICY, prefix="")

    @open_door.get("/.well-known/jwks.json", permission="keys.read", include_in_schema=False)
    async def jwks() -> Response:
        return JSONResponse(dict(keys), headers={"Cache-Control": "public, max-age=300"})

    @open_door.get("/api/openapi.json", permission="keys.read", include_in_schema=False)
    async def openapi_document() -> Response:
        return Response(json.dumps(openapi(), ensure_ascii=False), media_type="application/json")

    @open_door.get("/api/asyncapi.json", permission="keys.read", include_in_schema=False)
    async def asyncapi_document() -> Response:
        return Response(json.dumps(asyncapi(), ensure_ascii=False), media_type="application/json")

    return open_door
