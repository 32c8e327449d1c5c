"""The five services in one process, people in every relation, and what a reader of the log or of a record is answered.

What was announced goes from the outboxes into the log as the relay and the consumer would take it.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
from campaigns_svc.app import build as campaigns
from campaigns_svc.settings import Settings as CampaignSettings
from chassis.auth import Actor, Grant
from chassis.errors import Text
from chassis.relay import envelope_of
from chassis.serve import Service
from chassis.testing import Tokens
from media_svc.app import build as media
from media_svc.settings import Settings as MediaSettings
from meetings_svc.agenda.model import Bi
from meetings_svc.app import build as meetings
from meetings_svc.seats.model import Post
from meetings_svc.settings import Settings as MeetingSettings
from members_svc.app import build as members
from members_svc.settings import Settings as MemberSettings
from subscriptions_svc.app import build as subscriptions
from subscriptions_svc.log.commands import append_events
from subscriptions_svc.settings import Settings as SubscriptionSettings

AGAIN = 5
OUTBOXES = {
    "campaigns": ("campaigns", "comments"),
    "meetings": ("meetings", "seats", "outcomes"),
    "members": ("entities", "posts", "people", "rosters", "openings"),
    "media": ("assets", "official_photos", "documents", "kits", "identities"),
    "subscriptions": ("subscriptions",),
}
BUILDERS = {
    "campaigns": (campaigns, CampaignSettings),
    "meetings": (meetings, MeetingSettings),
    "members": (members, MemberSettings),
    "media": (media, MediaSettings),
    "subscriptions": (subscriptions, SubscriptionSettings),
}


def person(id_: str, entity: str | None, *grants: tuple[str, str], post: str | None = None) -> Actor:
    return Actor(id_, "person", entity, post, tuple(Grant(*grant) for grant in grants), name=Text(f"ش {id_}", id_))


def system(entity: str, *roles: str) -> Actor:
    """An entity's system as the gateway speaks for it: one that may only read, or with a scope to write."""
    id_ = f"system-{entity}-{len(roles)}"
    grants = tuple(Grant(role, entity) for role in ("entity-reader", *roles))
    return Actor(id_, "service-account", entity, None, grants, ("read", "events"), Text(id_, id_))


DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
SECRETARY = person("secretary", "GNGC-SEC", ("secretariat-editor", "network"))
REVIEWER = person("reviewer", "GNGC-SEC", ("reviewer", "network"))
ADMIN = person("admin", "GNGC-SEC", ("network-admin", "network"))
RELEASER = person("releaser", "GNGC-SEC", ("studio-releaser", "network"))
PARTNER = person("director-3", "D03", ("entity-director", "D03"))
OWNER = person("0195500d-0000-7000-8000-000000000001", "D01", ("viewer", "D01"))
SEED = Actor.system("seed")
READERS = (
    DIRECTOR,
    person("editor-1", "D01", ("entity-editor", "D01")),
    person("viewer-1", "D01", ("viewer", "D01")),
    person("photographer-1", "D01", ("studio-officer", "D01")),
    OWNER,
    person("director-2", "D02", ("entity-director", "D02")),
    person("editor-2", "D02", ("entity-editor", "D02")),
    PARTNER,
    person("viewer-3", "D03", ("viewer", "D03"), post="post-3"),
    person("seconded", "D02", ("viewer", "D03")),
    SECRETARY,
    REVIEWER,
    ADMIN,
    RELEASER,
    person("studio", "GNGC-SEC", ("studio-officer", "network")),
    person("ops", "GNGC-SEC", ("ops", "network")),
    person("viewer-sec", "GNGC-SEC", ("viewer", "GNGC-SEC")),
    person("director-sec", "GNGC-SEC", ("entity-director", "GNGC-SEC")),
    person("guest", None),
    *(system(code) for code in ("D01", "D02", "D03")),
    system("D01", "entity-editor"),
)


@dataclass
class World:
    """Everything that runs. `told` holds every event that was announced, in the order of the log."""

    services: dict[str, Service]
    doors: dict[str, httpx2.AsyncClient]
    tokens: Tokens
    told: list[dict[str, Any]] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)

    def stores(self, name: str) -> Any:
        return self.services[name].app.state.stores  # type: ignore[union-attr]

    async def ask(
        self, service: str, actor: Actor, method: str, path: str, *, version: int | None = None, **options: Any
    ) -> httpx2.Response:
        headers = self.tokens.headers(actor, f"{service}-svc") | ({} if version is None else {"If-Match": f'"{version}"'})
        return await self.doors[service].request(method, f"/api/v1{path}", headers=headers, **options)

    async def do(self, service: str, actor: Actor, method: str, path: str, **options: Any) -> dict[str, Any]:
        answer = await self.ask(service, actor, method, path, **options)
        assert answer.status_code in (200, 201), f"{method} {path}: {answer.text}"
        return answer.json()

    async def announce(self) -> list[dict[str, Any]]:
        """Take into the log what was announced since, oldest first; those events."""
        new: list[dict[str, Any]] = []
        for name, collections in OUTBOXES.items():
            database = self.services[name].database
            assert database is not None
            for collection in collections:
                async for document in database[collection].find({"outbox.0": {"$exists": True}}, {"outbox": 1}):
                    new += [fact for fact in document["outbox"] if fact["id"] not in self.heard]
        new.sort(key=lambda fact: (fact["at"], fact["subject"], fact["version"]))
        await append_events(self.stores("subscriptions").log, [envelope_of(fact) for fact in new])
        self.heard |= {fact["id"] for fact in new}
        self.told += new
        return new

    async def pulled(self, actor: Actor) -> dict[str, str]:
        """All events that this reader pulls: their places by their ids."""
        found: dict[str, str] = {}
        after = 0
        while True:
            page = (await self.ask("subscriptions", actor, "GET", f"/events?after={after}&limit=500")).json()
            found |= {one["id"]: str(one["position"]) for one in page["items"]}
            if len(page["items"]) < 500:
                return found
            after = page["next"]


async def know_entities_and_posts(world: World) -> None:
    """Tell meetings-svc of the entities, and of two posts, as their events would."""
    told = world.stores("meetings").projections
    for code in ("D01", "D02", "D03", "GNGC-SEC"):
        await told.put_entity(code, version=1, name=Bi("ج", code))
    for code in ("D02", "D03"):
        await told.put_post(Post(f"post-{code[-1]}", code, "media-officer", "م", "Officer"), version=1, vacant=False)


@asynccontextmanager
async def running(base: Mapping[str, Any], minio: Any, unique: str, tokens: Tokens) -> AsyncIterator[World]:
    """The services on databases of their own, with the doors open and nothing at work behind them."""
    own: dict[str, dict[str, Any]] = {
        "media": {
            "minio_endpoint": minio.endpoint,
            "minio_access_key": minio.access_key,
            "minio_secret_key": minio.secret_key,
            "minio_public_url": f"http://{minio.endpoint}",
            "bucket_prefix": f"{unique}-",
        },
        "subscriptions": {"stream_for": 0.6, "heartbeat": 0.3, "webhook_allow_loopback": True},
    }
    services: dict[str, Service] = {}
    async with AsyncExitStack() as stack:
        doors: dict[str, httpx2.AsyncClient] = {}
        for name, (build, settings) in BUILDERS.items():
            service = build(settings(**base, mongo_database=f"{unique}-{name}", **own.get(name, {})), roles=frozenset(("api",)))  # type: ignore[operator]
            assert service.app
            assert service.open
            assert service.database is not None
            await service.open()
            services[name] = service
            await stack.enter_async_context(service.app.router.lifespan_context(service.app))
            transport = httpx2.ASGITransport(app=service.app)
            doors[name] = await stack.enter_async_context(httpx2.AsyncClient(transport=transport, base_url="http://test", timeout=60))
        try:
            yield World(services, doors, tokens)
        finally:
            for service in services.values():
                assert service.database is not None
                await service.database.client.drop_database(service.database.name)
                if service.close:
                    await service.close()
                service.database.client.close()
