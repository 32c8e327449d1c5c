"""B1: what the gateway costs: token check, limit, internal token and tracing, against nginx as a plain proxy of the same service."""

import asyncio
import json
import shutil
import tempfile
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx2
from chassis.auth import Actor, Grant, TokenSigner, generate_jwk
from chassis.clock import now
from chassis.mongo import connect
from chassis.settings import ServiceSettings
from gateway.store import Accounts

from .measure import Result, in_turn, report
from .running import free_port, module, running

CONNECTIONS, SECONDS = 64, 5.0
DIRECTOR = Actor("director", "person", entity="D01", grants=(Grant("entity-director", "D01"),))
NGINX = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 1024; }}
http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  upstream service {{ server 127.0.0.1:{service}; keepalive 64; }}
  server {{ listen 127.0.0.1:{port};
    location / {{ proxy_pass http://service; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Authorization "Bearer {token}"; }} }} }}
"""


async def run(mongo_url: str, kafka: str) -> Result | None:
    """Requests a second through both, in turn."""
    if shutil.which("nginx") is None:
        print("B1 needs nginx on the PATH: `apt-get install nginx-light`")
        return None
    signer, name = TokenSigner(key := generate_jwk()), f"bench{uuid4().hex[:8]}"
    service, gateway, nginx = free_port(), free_port(), free_port()
    common = {
        "SHABAKA_MONGO_URL": mongo_url, "SHABAKA_KAFKA_BOOTSTRAP": kafka, "SHABAKA_TOPIC_PREFIX": f"{name}.",
        "SHABAKA_INTERNAL_JWKS": json.dumps(signer.jwks()), "SHABAKA_LOG_LEVEL": "WARNING",
    }  # fmt: skip
    in_service = {**common, "SHABAKA_PORT": str(service), "SHABAKA_MONGO_DATABASE": f"{name}c"}
    at_gateway = {
        **common, "SHABAKA_PORT": str(gateway), "SHABAKA_MONGO_DATABASE": f"{name}g", "SHABAKA_INTERNAL_PRIVATE_JWK": json.dumps(key),
        "SHABAKA_ROUTES": json.dumps({"campaigns": f"http://127.0.0.1:{service}"}), "SHABAKA_PERSON_LIMIT": "100000000",
    }  # fmt: skip
    result = Result("B1 gateway", "≥ 0.6 × nginx as proxy to the same service now, 0.9 later", "requests/s")
    with tempfile.TemporaryDirectory() as folder:
        async with running(module("campaigns_svc", "api"), in_service, ready=f"http://127.0.0.1:{service}/readyz", core=0):
            campaign = await _campaign(service, signer)
            config = Path(folder, "nginx.conf")
            token = signer.sign(DIRECTOR, "campaigns-svc")
            config.write_text(NGINX.format(folder=folder, service=service, port=nginx, token=token))
            system = await account(mongo_url, f"{name}g")
            through_nginx = running(["nginx", "-c", str(config)], {}, ready=f"http://127.0.0.1:{nginx}/healthz", core=1)
            through_gateway = running(module("gateway", "api"), at_gateway, ready=f"http://127.0.0.1:{gateway}/readyz", core=1)
            async with through_nginx, through_gateway:
                path = f"/api/v1/campaigns/{campaign}"
                await in_turn(result, {
                    "gateway": lambda: rate(gateway, path, {"Authorization": f"Bearer {system}"}),
                    "nginx": lambda: rate(nginx, path, {}),
                    "service alone": lambda: rate(service, path, {"Authorization": f"Bearer {token}"}),
                })  # fmt: skip
    await drop(mongo_url, f"{name}c", f"{name}g")
    report(result, [("gateway", "nginx"), ("gateway", "service alone")])
    return result


async def _campaign(port: int, signer: TokenSigner) -> str:
    headers = {"Authorization": f"Bearer {signer.sign(DIRECTOR, 'campaigns-svc')}"}
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        made = await http.post("/api/v1/campaigns", json={"title": {"ar": "صيف آمن", "en": "A Safe Summer"}}, headers=headers)
        return made.json()["id"]


async def account(mongo_url: str, database: str) -> str:
    """A system's token that may read its entity's drafts."""
    connected = connect(ServiceSettings(service="gateway", mongo_url=mongo_url, mongo_database=database))
    wish = {"name": "bench", "entity": "D01", "scopes": ["read", "campaigns.write"], "expires_at": now() + timedelta(hours=1)}
    _, token = await Accounts(connected).create(uuid4().hex, wish, by="bench", at=now())
    connected.client.close()
    return token


async def rate(port: int, path: str, headers: Mapping[str, str]) -> float:
    """Answers a second over so many kept connections. Raises when one of them is not 200."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *(f"{name}: {value}" for name, value in headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    until = time.perf_counter() + SECONDS
    counts = await asyncio.gather(*(_ask(port, request, until) for _ in range(CONNECTIONS)))
    return sum(counts) / SECONDS


async def _ask(port: int, request: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode(errors="replace"))
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        count += 1
    writer.close()
    return count


async def drop(mongo_url: str, *databases: str) -> None:
    connected = connect(ServiceSettings(service="bench", mongo_url=mongo_url))
    for name in databases:
        await connected.client.drop_database(name)
    connected.client.close()
