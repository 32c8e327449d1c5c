"""The services' doors as the planters see them: one call, with an internal token of the deployment's own key."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx2
from chassis.auth import Actor, TokenSigner

Call = Callable[..., Awaitable[tuple[int, dict[str, Any], int | None]]]
SEED = Actor.system("seed")
TRIES = 20


class Doors:
    """Speaks to each service directly; `routes` is service name to address, such as {"members": "http://127.0.0.1:8101"}."""

    def __init__(self, routes: Mapping[str, str], private_jwk: Mapping[str, Any]) -> None:
        self._routes = routes
        self._signer = TokenSigner(private_jwk)
        # A connection that cannot be made carried nothing: trying again repeats nothing.
        self._http = httpx2.AsyncClient(timeout=30, transport=httpx2.AsyncHTTPTransport(retries=5))

    def of(self, service: str, actor: Actor = SEED) -> Call:
        """`call(method, path, json=None, key=None, if_match=None) -> (status, body, version)` at one service for one actor."""

        async def call(method: str, path: str, *, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
            headers = {"Authorization": f"Bearer {self._signer.sign(actor, f'{service}-svc')}"}
            if key is not None:
                headers["Idempotency-Key"] = f"seed/{key}"
            if if_match is not None:
                headers["If-Match"] = f'"{if_match}"'
            answer = await self._send(method, f"{self._routes[service]}/api/v1{path}", headers, json)
            body = answer.json() if answer.content else {}
            return answer.status_code, body, _version(answer.headers.get("etag"), body)

        return call

    async def put(self, upload: Mapping[str, Any], content: bytes, name: str) -> None:
        """Send a file to the place a service gave for it (a presigned POST). Raises when the store refuses it."""
        answer = await self._http.post(upload["url"], data=dict(upload["fields"]), files={"file": (name, content)})
        if answer.status_code >= 300:
            raise RuntimeError(f"the object store at {urlsplit(upload['url']).netloc} refused {name}: {answer.status_code}")

    async def close(self) -> None:
        await self._http.aclose()

    async def _send(self, method: str, url: str, headers: Mapping[str, str], json_: Any) -> httpx2.Response:
        """What is not there yet is asked again."""
        content = None if json_ is None else json.dumps(json_).encode()
        typed = dict(headers) | ({"Content-Type": "application/json"} if content else {})
        for patience in range(TRIES):
            answer = await self._http.request(method, url, headers=typed, content=content)
            if answer.status_code != 503:
                return answer
            await asyncio.sleep(0.2 * (patience + 1))
        raise RuntimeError(f"{method} {url} stays unavailable")


def _version(etag: str | None, body: Any) -> int | None:
    if etag:
        return int(etag.strip('W/"'))
    return body.get("version") if isinstance(body, dict) else None
