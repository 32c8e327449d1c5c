"""The HTTP door every service has: routes that name their permission, who is asking, versions as ETags, errors as problems, health.

A route without a permission of the service's policy table does not import.
"""

import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Header, Request
from fastapi._compat import field_annotation_is_sequence  # the framework's own answer to what it reads several times
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Query
from fastapi.routing import APIRoute, APIRouter
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.datastructures import QueryParams
from starlette.responses import Response

from chassis.auth import Actor, Policy, TokenVerifier
from chassis.bodies import read_json
from chassis.clock import Clock
from chassis.errors import (
    FieldError,
    Forbidden,
    Invalid,
    Language,
    PreconditionRequired,
    Text,
    Unauthenticated,
)
from chassis.fields import Lines
from chassis.idempotency import LONGEST_KEY, Idempotency
from chassis.mongo import MOST_COUNTED
from chassis.problems import language_of

API = "/api/v1"
UNKNOWN = Text("هذا المعامل غير معروف هنا.", "This parameter is not known here.")
AGAIN = Text("أرسل هذا المعامل مرة واحدة.", "Send this parameter once.")
_ETAG = re.compile(r'(?:W/)?"(\d{1,12})(?:-gzip|-br|;gzip|--gzip)?"')  # what sends it compressed marks it

Ready = Callable[[], Awaitable[dict[str, str]]]
Item = TypeVar("Item")


class Body(BaseModel):
    """What travels as JSON: camelCase outside, nothing unknown, frozen."""

    model_config = ConfigDict(
        alias_generator=to_camel, validate_by_alias=True, validate_by_name=True, extra="forbid", frozen=True, str_strip_whitespace=True
    )


class BiText(Body):
    """One text in both languages; Arabic is the record."""

    ar: Lines = Field(max_length=5_000)
    en: Lines = Field(max_length=5_000)

    @classmethod
    def of(cls, text: Text) -> "BiText":
        return cls(ar=text.ar, en=text.en)

    @property
    def text(self) -> Text:
        return Text(self.ar, self.en)


class Page(Body, Generic[Item]):
    """One page of a list; `next` is the cursor of the page behind it, null on the last."""

    items: list[Item]
    next: str | None


class Counted(Body):
    """How many there are of what one may see, counted no further than a hundred; `more` says that there are."""

    count: int
    more: bool

    @classmethod
    def of(cls, found: int) -> "Counted":
        return cls(count=min(found, MOST_COUNTED), more=found > MOST_COUNTED)


# ---- what a route may ask for ----


def current_actor(request: Request) -> Actor:
    """Who is asking, by the internal token. Raises Unauthenticated, InvalidToken."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    verifier: TokenVerifier = request.app.state.verifier
    return verifier.verify(token)


def if_match(value: Annotated[str | None, Header(alias="If-Match", description='The version that was seen, such as "7"')] = None) -> int:
    """The version the caller saw. Raises PreconditionRequired, Invalid."""
    if value is None:
        raise PreconditionRequired
    found = {one and one[1] for one in (_ETAG.fullmatch(part.strip()) for part in value.split(","))}
    if len(found) != 1 or not (version := found.pop()):
        malformed = Text(
            'اكتب النسخة التي رأيتها وحدها بين علامتي اقتباس مثل "7"؛ لا تُقبل * ولا عدة نسخ.',
            'Write the one version that you saw in quotes, such as "7"; neither * nor several are taken.',
        )
        raise Invalid(errors=[FieldError("?If-Match", "malformed-etag", malformed)])
    return int(version)


def _clock_of(request: Request) -> Clock:
    return request.app.state.clock


def _language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language"))


def idempotency_key(
    value: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            min_length=1,
            max_length=LONGEST_KEY,
            description="Chosen by the caller for one act: with the same body again it gives the same answer, with another it is refused",
        ),
    ] = None,
) -> str | None:
    """The key under which the caller may repeat this request."""
    return value


CurrentActor = Annotated[Actor, Depends(current_actor)]
IfMatch = Annotated[int, Depends(if_match)]
Now = Annotated[Clock, Depends(_clock_of)]
ReaderLanguage = Annotated[Language, Depends(_language)]
IdempotencyKey = Annotated[str | None, Depends(idempotency_key)]


def etag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def reply(body: BaseModel, *, version: int | None = None, status: int = 200, location: str | None = None) -> Response:
    """A JSON answer encoded once by the model itself, with ETag and Location."""
    headers = {}
    if version is not None:
        headers["ETag"] = etag(version)
    if location is not None:
        headers["Location"] = location
    return Response(body.model_dump_json(by_alias=True), status, headers, "application/json")


# ---- routes ----


class Route(APIRoute):
    """Takes no parameter that it does not know, reads JSON strictly, and lets every POST carry an Idempotency-Key."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler, has_body, may_repeat = super().get_route_handler(), self.body_field is not None, "POST" in (self.methods or ())
        query = [one for one in get_flat_params(self.dependant) if isinstance(one.field_info, Query)]
        pages = {"limit": False, "cursor": False} if "GET" in (self.methods or ()) else {}  # a list on one page takes them as any
        many = pages | {one.alias: field_annotation_is_sequence(one.field_info.annotation) for one in query}

        async def strictly(request: Request) -> Response:
            if request.scope["query_string"]:
                _require_known(request.query_params, many)
            if has_body:
                await read_json(request)
            kept: Idempotency | None = getattr(request.app.state, "idempotency", None) if may_repeat else None
            if kept is None or "idempotency-key" not in request.headers:
                return await handler(request)
            return await kept.answer(request, current_actor(request).id, handler)

        return strictly


def _require_known(sent: QueryParams, many: Mapping[str, bool]) -> None:
    """What a route does not look at is not passed over. `many`: which of its parameters may come several times. Raises Invalid."""
    unknown = [FieldError(f"?{name}", "unknown-parameter", UNKNOWN) for name in sent if name not in many]
    again = [
        FieldError(f"?{name}", "repeated-parameter", AGAIN) for name in sent if not many.get(name, True) and len(sent.getlist(name)) > 1
    ]
    if unknown or again:
        raise Invalid(errors=[*unknown, *again])


class Router(APIRouter):
    """An APIRouter whose every route names a permission of the service's policy table:
    `@router.get("/things", permission="thing.read")`."""

    def __init__(self, policy: Policy, *, prefix: str = API) -> None:
        super().__init__(prefix=prefix, route_class=Route)
        self.policy = policy

    def add_api_route(self, path: str, endpoint: Callable[..., Any], *, permission: str | None = None, **options: Any) -> None:
        """Refuse, while the module is imported, what declares no permission or an unknown one."""
        if permission is None or permission not in self.policy:
            raise TypeError(f"{endpoint.__name__} ({path}) needs a permission of the policy table, not {permission!r}")
        extra = {"x-permission": permission, **(options.pop("openapi_extra", None) or {})}
        needed = [Depends(self._permitted(permission)), *(options.pop("dependencies", None) or ())]
        if "POST" in (options.get("methods") or ()):
            needed.append(Depends(idempotency_key))
        options["operation_id"] = options.get("operation_id") or to_camel(endpoint.__name__)
        super().add_api_route(path, endpoint, openapi_extra=extra, dependencies=needed, **options)

    def _permitted(self, permission: str) -> Callable[[Request], None]:
        rule = self.policy[permission]

        def permitted(request: Request) -> None:
            if not rule.anyone and not rule.permits(current_actor(request)):
                raise Forbidden

        return permitted

    def _verb(self, method: str, path: str, permission: str, options: dict[str, Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def declare(endpoint: Callable[..., Any]) -> Callable[..., Any]:
            self.add_api_route(path, endpoint, permission=permission, methods=[method], **options)
            return endpoint

        return declare

    def get(self, path: str, *, permission: str, **options: Any) -> Any:  # type: ignore[override]  # a permission is a must
        """Read."""
        return self._verb("GET", path, permission, options)

    def post(self, path: str, *, permission: str, **options: Any) -> Any:  # type: ignore[override]  # a permission is a must
        """Create, or change a state by a verb."""
        return self._verb("POST", path, permission, options)

    def patch(self, path: str, *, permission: str, **options: Any) -> Any:  # type: ignore[override]  # a permission is a must
        """Edit by a merge patch (RFC 7396)."""
        return self._verb("PATCH", path, permission, options)

    def put(self, path: str, *, permission: str, **options: Any) -> Any:  # type: ignore[override]  # a permission is a must
        """Set; the same again changes nothing."""
        return self._verb("PUT", path, permission, options)

    def delete(self, path: str, *, permission: str, **options: Any) -> Any:  # type: ignore[override]  # a permission is a must
        """Remove."""
        return self._verb("DELETE", path, permission, options)
