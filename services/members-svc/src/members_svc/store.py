"""Everything this service keeps, in one hand."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from chassis.exports import ExportLimit
from chassis.mongo import Collection, Database
from chassis.outbox import Hand, Outbox
from chassis.settings import ServiceSettings

from members_svc.credentials.store import CredentialStore
from members_svc.entities.store import EntityStore
from members_svc.openings.store import OpeningStore
from members_svc.people.store import PeopleStore
from members_svc.posts.store import PostStore
from members_svc.roster.store import RosterStore

AGGREGATES: Final = ("entities", "posts", "people", "rosters", "openings")


@dataclass(frozen=True)
class Stores:
    """One store per noun."""

    entities: EntityStore
    posts: PostStore
    people: PeopleStore
    rosters: RosterStore
    openings: OpeningStore
    credentials: CredentialStore
    exports: ExportLimit

    @classmethod
    def of(cls, database: Database, settings: ServiceSettings, relay: Hand | None = None) -> Self:
        """The stores of a database, handing their facts to this relay."""
        entities, posts, people, rosters, openings = (
            Outbox(database[name], source=settings.source, relay=relay, cap=settings.outbox_cap) for name in AGGREGATES
        )
        return cls(
            EntityStore(entities),
            PostStore(posts),
            PeopleStore(people, database["people_words"]),
            RosterStore(rosters),
            OpeningStore(openings),
            CredentialStore(database),
            ExportLimit(database),
        )

    async def open(self) -> None:
        """Make all indexes."""
        stores = (self.entities, self.posts, self.people, self.rosters, self.openings, self.credentials, self.exports)
        await asyncio.gather(*(store.open() for store in stores))


def aggregates(database: Database) -> Sequence[Collection]:
    """The collections that a relay looks after."""
    return [database[name] for name in AGGREGATES]
