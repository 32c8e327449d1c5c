"""The platform's own services and its gateway as programs, each with the environment it reads."""

import asyncio
import json
import sys
import time
from collections.abc import Mapping

from . import health, shell
from .failure import Failure
from .ports import HOST
from .program import Program
from .run import ROOT, Run

SERVICES = ("members", "campaigns", "meetings", "media", "subscriptions")
NAMES = (*(f"{name}-svc" for name in SERVICES), "gateway")
RECEIVER = "receiver"
_NEEDED = ("mongod", "kafka", "collector")
# What each program that watches the platform is asked, again and again: the smallest thing that operations want of it.
_QUESTIONS = {"zipkin": "/api/v2/traces?limit=1", "victoria": "/api/v1/query?query=1", "vmalert": "/api/v1/rules"}
_SEEDED = {"members-svc", "campaigns-svc", "meetings-svc", "media-svc"}


def programs(run: Run) -> list[Program]:
    """The services this run wants, then the gateway, and who is told by webhook."""
    wanted = [_service(run, name) for name in SERVICES if f"{name}-svc" in run.parts]
    around = {"gateway": _gateway, RECEIVER: _receiver}
    return [*wanted, *(make(run) for name, make in around.items() if name in run.parts)]


def _service(run: Run, name: str) -> Program:
    package = f"{name}_svc"
    store = ("minio", "clamd") if name == "media" else ()
    return Program(
        f"{name}-svc",
        (sys.executable, "-m", package, "all"),
        ready=lambda: health.http(f"{run.url(name)}/readyz"),
        env=_common(run, f"{name}-svc", run.ports[name]) | dict(_OWN.get(name, _nothing)(run)),
        after=(*_NEEDED, *store),
        ports=(run.ports[name],),
    )


def _gateway(run: Run) -> Program:
    own = {
        "SHABAKA_INTERNAL_PRIVATE_JWK_FILE": str(run.credentials.private_jwk),
        "SHABAKA_WEB_ROOT": str(ROOT / "web" / "dist"),
        "SHABAKA_ROUTES": json.dumps({name: run.url(name) for name in SERVICES}),
        "SHABAKA_PUBLIC_URL": run.web_url,
        "SHABAKA_MEDIA_ORIGIN": run.url("minio"),
        "SHABAKA_COOKIE_INSECURE": "1",
    }
    watched = {"zipkin": ("SHABAKA_TRACES_URL", "/zipkin"), "victoria": ("SHABAKA_DASHBOARDS_URL", "/vmui/#/dashboards")}
    own |= {name: run.url(part) + path for part, (name, path) in watched.items() if part in run.parts}
    own["SHABAKA_WATCHED"] = json.dumps({part: run.url(part) + asked for part, asked in _QUESTIONS.items() if part in run.parts})
    if "vmalert" in run.parts:
        own["SHABAKA_ALERTS_URL"] = f"{run.url('vmalert')}/api/v1/alerts"
    port = run.ports["web"]
    return Program(
        "gateway",
        (sys.executable, "-m", "gateway"),
        ready=lambda: health.http(f"http://{HOST}:{port}/readyz"),
        env=_common(run, "gateway", port) | own,
        after=(*_NEEDED, *(f"{name}-svc" for name in SERVICES)),
        ports=(port,),
    )


def _receiver(run: Run) -> Program:
    port = run.ports[RECEIVER]
    return Program(
        RECEIVER,
        (sys.executable, "-m", "deploy.local.receiver", str(port)),
        ready=lambda: health.http(run.url(RECEIVER)),
        ports=(port,),
        cwd=ROOT,
    )


def _common(run: Run, service: str, port: int) -> dict[str, str]:
    return {
        "SHABAKA_SERVICE": service,
        "SHABAKA_ENVIRONMENT": "local",
        "SHABAKA_PORT": str(port),
        "SHABAKA_MONGO_URL": f"mongodb://{HOST}:{run.ports['mongod']}/?replicaSet=rs0",
        "SHABAKA_KAFKA_BOOTSTRAP": f"{HOST}:{run.ports['kafka']}",
        "SHABAKA_INTERNAL_JWKS_FILE": str(run.credentials.jwks),
        "SHABAKA_CURSOR_KEY": run.credentials.cursor_key,
        "PYTHONUNBUFFERED": "1",
    } | ({"SHABAKA_OTLP_ENDPOINT": run.url("collector")} if "collector" in run.parts else {})  # fmt: skip


def _nothing(_: Run) -> Mapping[str, str]:
    return {}


def _media(run: Run) -> Mapping[str, str]:
    user, password = run.credentials.minio_app
    return {
        "SHABAKA_MINIO_ENDPOINT": f"{HOST}:{run.ports['minio']}",
        "SHABAKA_MINIO_ACCESS_KEY": user,
        "SHABAKA_MINIO_SECRET_KEY": password,
        "SHABAKA_MINIO_PUBLIC_URL": run.url("minio"),
    } | ({"SHABAKA_CLAMD": f"tcp://{HOST}:{run.ports['clamd']}"} if "clamd" in run.parts else {})


def _subscriptions(run: Run) -> Mapping[str, str]:
    """Webhooks to this machine are refused everywhere but in a local run, where subscribers are tried out."""
    return {"SHABAKA_WEBHOOK_ALLOW_LOOPBACK": "1", "SHABAKA_SECRETS_KEY": run.credentials.secrets_key}


def _meetings(_run: Run) -> Mapping[str, str]:
    """Packs are printed in the web client's faces."""
    return {"SHABAKA_WEB_ROOT": str(ROOT / "web" / "dist")}


_OWN = {"media": _media, "meetings": _meetings, "subscriptions": _subscriptions}


def seed(run: Run, *, again: bool = False) -> None:
    """Fill in the demo data through the services' doors, once per edition of it; a repeat changes nothing."""
    import httpx2

    from deploy.seed.edition import edition

    if not set(run.parts) >= _SEEDED:
        return
    planted, wanted = run.folder / "planted", edition()
    if planted.is_file() and not again:
        if planted.read_text() != wanted:
            shell.say("The demo data here is of an earlier edition and stays: `make reset` and `make up` plant today's.")
        return
    shell.say("Planting the demo data:")
    began = time.monotonic()
    try:
        asyncio.run(_sow(run))
    except Exception as error:
        asked = f" ({error.request.url})" if isinstance(error, httpx2.RequestError) else ""
        failed = f"The demo data could not be planted: {error!r}{asked}."
        raise Failure(f"{failed} `make up` tries again, `make reset` begins afresh.") from error
    planted.write_text(wanted)
    shell.say(f"  done in {time.monotonic() - began:.0f} s")


async def _sow(run: Run) -> None:
    from chassis.clock import dubai_day, now

    from deploy.seed.doors import Doors
    from deploy.seed.sow import sow

    doors = Doors({name: run.url(name) for name in SERVICES}, json.loads(run.credentials.private_jwk.read_text()))
    try:
        receiver = run.url(RECEIVER) if RECEIVER in run.parts else None
        await sow(doors, run.credentials.sign_ins(), dubai_day(now()), lambda text: shell.say(f"  {text}"), receiver=receiver)
    finally:
        await doors.close()
