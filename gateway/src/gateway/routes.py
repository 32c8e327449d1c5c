"""The gateway's own door: signing in and out, accounts of systems, keys and documents."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from chassis.auth import Actor, TokenSigner
from chassis.clock import Clock
from chassis.errors import Forbidden, Language, Unauthenticated
from chassis.http import API, IdempotencyKey, ReaderLanguage, Route, reply
from chassis.idempotency import derived_id
from chassis.operations import Operations
from chassis.reading import readable
from fastapi import APIRouter, Depends, Request
from pydantic.alias_generators import to_camel
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from gateway import reference
from gateway.auth import Callers
from gateway.errors import NoSuchAccount, NoSuchResource, SignInFailed
from gateway.limits import Limits
from gateway.memory import Caller
from gateway.schemas import Credentials, Me, NewServiceAccount, ServiceAccount, ServiceAccounts, ServiceAccountWithToken
from gateway.store import Accounts, Sessions
from gateway.upstream import Answer, Relayed, Upstream
from gateway.watching import Watching

GATEWAY = Actor.system("gateway")


@dataclass(frozen=True)
class Here:
    """What the routes work with."""

    sessions: Sessions
    accounts: Accounts
    callers: Callers
    limits: Limits
    upstream: Upstream
    signer: TokenSigner
    clock: Clock
    cookie: str
    cookie_secure: bool
    longest: int
    contracts: Path
    public_url: str
    operations: Operations
    traces: str
    dashboards: str
    watching: Watching


def here_of(request: Request) -> Here:
    """The parts of the running application."""
    return request.app.state.here


def anyone(request: Request) -> Caller | None:
    """Who calls, as the door found out."""
    return getattr(request.state, "caller", None)


def somebody(request: Request) -> Caller:
    """Who calls. Raises Unauthenticated."""
    if (caller := anyone(request)) is None:
        raise Unauthenticated
    return caller


def person(caller: Annotated[Caller, Depends(somebody)]) -> Caller:
    """The person who calls. Raises Forbidden for systems, which have no screens and no session."""
    if caller.me is None:
        raise Forbidden
    return caller


Parts = Annotated[Here, Depends(here_of)]
Person = Annotated[Caller, Depends(person)]
router = APIRouter(route_class=Route, prefix=API, generate_unique_id_function=lambda route: to_camel(route.name))


@router.post("/session", response_model=Me, tags=["session"])
async def sign_in(body: Credentials, request: Request, here: Parts, language: ReaderLanguage) -> Response:
    """Begin a session; the answer sets its cookie. Every failure looks the same."""
    address, asked = request.state.address, here.clock()
    async with here.limits.sign_in(address, SignInFailed):
        found = await _checked(here, body, address, language)
    if before := here.callers.secret(request.state.headers):
        await here.sessions.end(before)
    answer = reply(found)
    agent = request.headers.get("user-agent", "")
    secret = await here.sessions.begin(found.model_dump(mode="json", by_alias=True), asked=asked, agent=agent, address=address)
    _set_cookie(answer, here, secret)
    return answer


async def _checked(here: Here, body: Credentials, address: str, language: Language) -> Me:
    """Whose e-mail address and password it is. Raises SignInFailed, or gives members-svc's own refusal."""
    sent = {"email": body.email, "password": body.password.get_secret_value(), "origin": address}
    answer: Answer = await here.upstream.json(GATEWAY, "POST", "members", "/credentials/check", body=sent, language=language)
    if answer.status in (401, 422):
        raise SignInFailed
    if answer.status != 200:
        raise Relayed(answer)
    return Me.model_validate(answer.body)


@router.get("/session", response_model=Me, tags=["session"])
async def get_session(caller: Person, request: Request, here: Parts) -> Response:
    """Who is signed in. After a change of roles the cookie is another one."""
    answer = reply(Me.model_validate(caller.me))
    if fresh := await here.sessions.rotated(here.callers.secret(request.state.headers) or "", at=here.clock()):
        _set_cookie(answer, here, fresh)
    return answer


@router.delete("/session", status_code=204, tags=["session"])
async def sign_out(request: Request, here: Parts) -> Response:
    """End the session."""
    if secret := here.callers.secret(request.state.headers):
        await here.sessions.end(secret)
    answer = Response(status_code=204)
    answer.delete_cookie(here.cookie, secure=here.cookie_secure, httponly=True, samesite="lax")
    return answer


def _set_cookie(answer: Response, here: Here, secret: str) -> None:
    answer.set_cookie(here.cookie, secret, max_age=here.longest, secure=here.cookie_secure, httponly=True, samesite="lax", path="/")


@router.post("/service-accounts", response_model=ServiceAccountWithToken, status_code=201, tags=["service-accounts"])
async def create_service_account(body: NewServiceAccount, caller: Person, here: Parts, key: IdempotencyKey) -> Response:
    """Give a system of one's entity a token; it is shown this once, and to the same request with its Idempotency-Key for a day."""
    entity, at = _entity_for(caller, body.entity), here.clock()
    wish = {"name": body.name, "entity": entity, "scopes": sorted(set(body.scopes)), "expires_at": at + timedelta(days=body.valid_days)}
    made, token = await here.accounts.create(derived_id(caller.actor.id, key), wish, by=caller.actor.id, at=at)
    return reply(ServiceAccountWithToken.of(made, token=token), status=201, location=f"{API}/service-accounts/{made['_id']}")


@router.get("/service-accounts", response_model=ServiceAccounts, tags=["service-accounts"])
async def list_service_accounts(caller: Person, here: Parts) -> Response:
    """The systems of the entities one directs."""
    found = await here.accounts.of_entities(directed_by(caller))
    return reply(ServiceAccounts(items=readable(found, ServiceAccount.of)))


@router.delete("/service-accounts/{account_id}", status_code=204, tags=["service-accounts"])
async def delete_service_account(account_id: str, caller: Person, here: Parts) -> Response:
    """Take a system's token away; it opens nothing from now on."""
    if not await here.accounts.remove(account_id, directed_by(caller)):
        raise NoSuchAccount
    return Response(status_code=204)


def directed_by(caller: Caller) -> frozenset[str]:
    """The entities somebody directs. Raises Forbidden without any."""
    found = frozenset(grant.scope for grant in caller.actor.grants if grant.role == "entity-director" and grant.scope != "network")
    if not found:
        raise Forbidden
    return found


def _entity_for(caller: Caller, named: str | None) -> str:
    directed = directed_by(caller)
    wanted = named or (caller.actor.entity if caller.actor.entity in directed else min(directed))
    if wanted not in directed:
        raise Forbidden
    return str(wanted)


outside = APIRouter(route_class=Route, include_in_schema=False)


@outside.get("/.well-known/jwks.json")
async def jwks(here: Parts) -> Response:
    """The public keys of internal tokens."""
    return JSONResponse(here.signer.jwks(), headers={"Cache-Control": "public, max-age=300"})


@outside.get("/api/openapi.json")
@outside.get(f"{API}/openapi.json")
async def openapi_document(here: Parts) -> Response:
    """The one document of the public API."""
    return _document(here.contracts / "openapi" / "shabaka.json")


@outside.get("/api/asyncapi.json")
async def asyncapi_document(here: Parts) -> Response:
    """What is announced on Kafka, by SSE and by webhooks."""
    return _document(here.contracts / "asyncapi.json")


@outside.get("/api/docs")
async def reference_page(here: Parts) -> Response:
    """The API for people."""
    path = here.contracts / "openapi" / "shabaka.json"
    if not path.is_file():
        raise NoSuchResource
    policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return HTMLResponse(reference.page(json.loads(path.read_text())), headers={"Content-Security-Policy": policy})


@outside.get("/api/docs.css")
async def reference_style() -> Response:
    """How it looks."""
    return Response(reference.STYLE, media_type="text/css", headers={"Cache-Control": "no-cache"})


def _document(path: Path) -> Response:
    if not path.is_file():
        raise NoSuchResource
    return FileResponse(path, media_type="application/json", headers={"Cache-Control": "no-cache"})
