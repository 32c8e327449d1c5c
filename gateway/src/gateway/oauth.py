"""Client credentials (RFC 6749 §4.4): a system's lasting token exchanged for one of an hour, as OAuth libraries ask for it.

Its refusals are RFC 6749 §5.2's JSON and not problems: that is what those libraries read, and its words are English by that standard.
"""

import base64
import binascii
from typing import Annotated, Literal
from urllib.parse import parse_qs, unquote_plus

from chassis.http import API, Route
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from pydantic.alias_generators import to_camel
from starlette.responses import JSONResponse, Response

from gateway.errors import ScopeNotGranted, SignInFailed
from gateway.openapi import SCOPES
from gateway.routes import Here, here_of
from gateway.store import GRANTED_FOR

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
Parts = Annotated[Here, Depends(here_of)]
router = APIRouter(route_class=Route, prefix=API, generate_unique_id_function=lambda route: to_camel(route.name))
outside = APIRouter(route_class=Route, include_in_schema=False)


class AccessToken(BaseModel):
    """RFC 6749 §5.1."""

    access_token: str = Field(description="Goes into `Authorization: Bearer …`")
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 the standard's word
    expires_in: int = Field(description="Seconds")
    scope: str = Field(description="What it opens, parted by spaces")


_FIELDS = {
    "grant_type": {"const": "client_credentials"},
    "scope": {"type": "string", "description": "Parted by spaces; all of the account unless named"},
    "client_id": {"type": "string"},
    "client_secret": {"type": "string", "format": "password"},
}
_FORM = {"type": "object", "properties": _FIELDS, "required": ["grant_type"]}
_BODY = {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": _FORM}}}, "security": []}


@router.post("/token", response_model=AccessToken, tags=["service-accounts"], openapi_extra=_BODY)
async def get_access_token(request: Request, here: Parts) -> Response:
    """Exchange a system's account for an access token of an hour: form fields `grant_type=client_credentials` and, to have less than the
    account has, `scope`. The client is the account's id with its token as the secret, in HTTP Basic or as `client_id` and `client_secret`.
    """
    form = _form(await request.body())
    if form is None or "grant_type" not in form:
        return _refused("invalid_request", "Send a form with grant_type, each field once.")
    if form["grant_type"] != "client_credentials":
        return _refused("unsupported_grant_type", "Only client_credentials is served.")
    client, secret = _basic(request.headers.get("authorization", "")) or (form.get("client_id", ""), form.get("client_secret", ""))
    try:
        async with here.limits.sign_in(request.state.address, SignInFailed):
            token, scopes = await here.accounts.grant(client, secret, frozenset(form.get("scope", "").split()), at=here.clock())
    except ScopeNotGranted:
        return _refused("invalid_scope", "The account does not have that scope.")
    except SignInFailed:
        return _refused("invalid_client", "There is no such account, or its token is another one.", status=401)
    answer = AccessToken(access_token=token, expires_in=int(GRANTED_FOR.total_seconds()), scope=" ".join(scopes))
    return JSONResponse(answer.model_dump(), headers=NO_STORE)


@outside.get("/.well-known/oauth-authorization-server")
async def about_authorization(here: Parts) -> Response:
    """RFC 8414: where OAuth clients find what they need, by the address in the settings and not by the one that was asked."""
    base = here.public_url
    return JSONResponse(
        {
            "issuer": base,
            "token_endpoint": f"{base}{API}/token",
            "grant_types_supported": ["client_credentials"],
            "response_types_supported": [],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "scopes_supported": list(SCOPES),
            "service_documentation": f"{base}/api/docs",
        },
        headers={"Cache-Control": "public, max-age=300"},
    )


def _form(body: bytes) -> dict[str, str] | None:
    """The fields; None when one comes twice (RFC 6749 §3.2) or the body is no form."""
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, strict_parsing=True, max_num_fields=20)
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()} if all(len(values) == 1 for values in fields.values()) else None


def _basic(header: str) -> tuple[str, str] | None:
    """The client in HTTP Basic, both parts form-encoded (RFC 6749 §2.3.1)."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return unquote_plus(client), unquote_plus(secret)


def _refused(error: str, description: str, *, status: int = 400) -> Response:
    headers = {**NO_STORE, "WWW-Authenticate": 'Basic realm="Shabaka"'} if status == 401 else NO_STORE
    return JSONResponse({"error": error, "error_description": description}, status_code=status, headers=headers)
