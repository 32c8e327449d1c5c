"""B3: the Forum's first page through the gateway, from campaigns-svc's memory, against the same page read from Mongo by the service."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2
from chassis.auth import Actor, TokenSigner, generate_jwk

from .gateway import DIRECTOR, account, drop, rate
from .measure import Result, in_turn, report
from .running import free_port, module, running

CAMPAIGNS = 400
PAGE = "/api/v1/campaigns?limit=12"
SEED = Actor.system("seed")


async def run(mongo_url: str, kafka: str) -> Result:
    """Pages a second through both, in turn, to the same reader from the same database; the service asked directly keeps no page."""
    signer, name = TokenSigner(key := generate_jwk()), f"bench{uuid4().hex[:8]}"
    hot, cold, gateway = free_port(), free_port(), free_port()
    common = {
        "SHABAKA_MONGO_URL": mongo_url, "SHABAKA_KAFKA_BOOTSTRAP": kafka, "SHABAKA_TOPIC_PREFIX": f"{name}.",
        "SHABAKA_INTERNAL_JWKS": json.dumps(signer.jwks()), "SHABAKA_LOG_LEVEL": "WARNING", "SHABAKA_MONGO_DATABASE": f"{name}c",
    }  # fmt: skip
    at_gateway = {
        **common, "SHABAKA_PORT": str(gateway), "SHABAKA_MONGO_DATABASE": f"{name}g", "SHABAKA_INTERNAL_PRIVATE_JWK": json.dumps(key),
        "SHABAKA_ROUTES": json.dumps({"campaigns": f"http://127.0.0.1:{hot}"}), "SHABAKA_PERSON_LIMIT": "100000000",
    }  # fmt: skip
    result = Result("B3 hot list", "≥ 5 × the service's own read from Mongo", "pages/s")
    in_service = {"hot": {**common, "SHABAKA_PORT": str(hot)}, "cold": {**common, "SHABAKA_PORT": str(cold), "SHABAKA_HOT_PAGES": "0"}}
    async with (
        running(module("campaigns_svc", "api"), in_service["hot"], ready=f"http://127.0.0.1:{hot}/readyz", core=0),
        running(module("campaigns_svc", "api"), in_service["cold"], ready=f"http://127.0.0.1:{cold}/readyz", core=0),
        running(module("gateway", "api"), at_gateway, ready=f"http://127.0.0.1:{gateway}/readyz", core=1),
    ):
        await _fill(hot, signer)
        key_of_system = await account(mongo_url, f"{name}g")
        token = signer.sign(DIRECTOR, "campaigns-svc")
        await in_turn(result, {
            "gateway, from memory": lambda: rate(gateway, PAGE, {"Authorization": f"Bearer {key_of_system}"}),
            "service, from Mongo": lambda: rate(cold, PAGE, {"Authorization": f"Bearer {token}"}),
        })  # fmt: skip
    await drop(mongo_url, f"{name}c", f"{name}g")
    report(result, [("gateway, from memory", "service, from Mongo")])
    return result


async def _fill(port: int, signer: TokenSigner) -> None:
    """As many launched campaigns as a network has after some years, each with objectives, indicators and results."""
    headers = {"Authorization": f"Bearer {signer.sign(SEED, 'campaigns-svc')}"}
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers) as http:
        for number in range(CAMPAIGNS):
            made = await http.post("/api/v1/campaigns/take-over", json=_campaign(number), headers={"Idempotency-Key": f"bench-{number}"})
            if made.status_code != 201:
                raise RuntimeError(made.text)


def _campaign(number: int) -> dict:
    launched = datetime(2024, 1, 1, 5, tzinfo=UTC) + timedelta(days=number)
    words = {"ar": f"حملة رقم {number}", "en": f"Campaign No. {number}"}
    kpi = {"name": words, "stage": "outcomes", "baseline": 20, "target": 60, "actual": 40, "asOf": launched.date().isoformat()}
    plan = {
        "title": words, "summary": words, "topic": "safety", "strategy": {"proposition": words},
        "objectives": [{"statement": words, "target": 60, "baseline": 20, "deadline": launched.date().isoformat()}] * 2,
        "audiences": [{"segment": words, "languages": ["ar", "en"], "insight": words}], "kpis": [kpi] * 4,
        "implementation": {"startsOn": launched.date().isoformat(), "endsOn": (launched.date() + timedelta(40)).isoformat()},
    }  # fmt: skip
    instants = {"createdAt": launched.isoformat(), "launchedAt": launched.isoformat(), "completedAt": launched.isoformat()}
    return {"leadEntity": f"D{number % 35 + 1:02d}", "status": "completed", "plan": plan, **instants}
