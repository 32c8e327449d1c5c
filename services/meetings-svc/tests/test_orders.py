"""Facts in whatever order they come end in the same: every two of a campaign's, and its whole life shuffled; posts, entities and guides."""

from collections.abc import Mapping
from itertools import combinations, permutations
from random import Random
from typing import Any

import pytest
from chassis.serve import Service
from meetings_svc import consumed
from meetings_svc.errors import ProposalNotFound
from meetings_svc.handlers import HANDLERS

from .conftest import DIRECTOR, NOON, SECRETARY, VIEWER, Call, Made, entry, hear
from .test_handlers import NETWORK, ONLY_D01, TITLE

READERS = (SECRETARY, DIRECTOR, VIEWER)
NEWEST = {"ar": "صيف آمن للجميع", "en": "A Safe Summer for All"}
OPEN = {"audienceScope": NETWORK, "title": TITLE}
CLOSED = {"audienceScope": ONLY_D01, "changed": ["classification"]}
CALLED_OFF = {"audienceScope": {**NETWORK, "remaining": ONLY_D01["readers"]}}
LIFE: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("campaign-launched", OPEN),
    ("campaign-corrected", {**OPEN, "title": NEWEST, "changed": ["title"]}),
    ("campaign-completed", {**OPEN, "title": NEWEST}),
    ("campaign-reopened", {**OPEN, "title": NEWEST}),
    ("campaign-completed", CLOSED),
    ("evaluation-fell-due", CLOSED),
    ("campaign-corrected", {**OPEN, "changed": ["classification"]}),
    ("campaign-evaluated", OPEN),
    ("evaluation-reopened", OPEN),
    ("campaign-evaluated", OPEN),
    ("exemplar-marked", OPEN),
    ("exemplar-revoked", OPEN),
    ("exemplar-marked", OPEN),
    ("campaign-superseded", OPEN),
    ("campaign-reinstated", {**OPEN, "status": "exemplar"}),
    ("campaign-superseded", OPEN),
    ("campaign-reinstated", {**OPEN, "status": "evaluation-due"}),
    ("campaign-corrected", {**OPEN, "changed": ["status", "tier"]}),
    ("campaign-cancelled", CALLED_OFF),
    ("campaign-withdrawn", CALLED_OFF),
)


async def told(service: Service, id_: str, facts: Any) -> None:
    for version, (name, content) in facts:
        await hear(service, f"campaigns.{name}.v1", {"campaignId": id_, **content}, version=version)


async def shown(service: Service, id_: str) -> list[Any]:
    """All that anybody is shown of a campaign here: how it stands, to whom, and what is proposed of it."""
    assert service.app
    stores = service.app.state.stores
    seen = [(await stores.projections._told({id_}, reader)).get(id_) for reader in READERS]
    proposed = [reason for reason in ("evaluation-due", "exemplar") if await is_proposed(stores, f"{reason}.{id_}")]
    return [*((one.status, one.title, one.readers) if one else None for one in seen), proposed]


async def is_proposed(stores: Any, id_: str) -> bool:
    try:
        await stores.proposals.get(id_)
    except ProposalNotFound:
        return False
    return True


def test_the_life_has_every_fact_of_a_campaign_that_is_consumed() -> None:
    names = {f"campaigns.{name}.v1" for name, _ in LIFE}
    assert names == {type_ for type_, (reader, _) in HANDLERS.items() if reader.topic == consumed.CAMPAIGN}


async def test_any_two_facts_of_a_campaign_end_in_the_same_in_either_order(service: Service) -> None:
    numbered = list(enumerate(LIFE, start=1))
    for place, (first, second) in enumerate(combinations(numbered, 2)):
        await told(service, f"a-{place}", (first, second))
        await told(service, f"b-{place}", (second, first))
        one, other = await shown(service, f"a-{place}"), await shown(service, f"b-{place}")
        assert one == other, (first, second)


async def test_a_life_in_any_order_and_told_twice_ends_as_it_was(service: Service) -> None:
    numbered, random = list(enumerate(LIFE, start=1)), Random(14)
    for length in range(1, len(LIFE) + 1):
        life = numbered[:length]
        await told(service, f"in-order-{length}", life)
        expected = await shown(service, f"in-order-{length}")
        shuffled = random.sample([*life, *life], 2 * length)
        await told(service, f"shuffled-{length}", shuffled)
        assert (await shown(service, f"shuffled-{length}")) == expected, shuffled


async def test_a_correction_that_is_heard_first_is_kept(published: Made, service: Service) -> None:
    desk = await published(agenda=[entry("Campaign", kind="campaign-presentation", campaigns=["c-1"])])
    await told(service, "c-1", [(4, ("campaign-corrected", {**OPEN, "title": NEWEST, "changed": ["title"]}))])
    [linked] = (await desk.seen(VIEWER))["agenda"][0]["campaigns"]
    assert linked == {"id": "c-1", "title": NEWEST, "status": None}
    await told(service, "c-1", [(3, ("campaign-launched", OPEN))])
    [linked] = (await desk.seen(VIEWER))["agenda"][0]["campaigns"]
    assert linked == {"id": "c-1", "title": NEWEST, "status": "live"}


POST = {"postId": "p-1", "entity": "D01", "postKind": "deputy", "postTitle": {"ar": "نائب", "en": "Deputy"}}
EDITED = {**POST, "postTitle": {"ar": "نائب المدير", "en": "Deputy Director"}}
OF_A_POST = (
    ("members.tenure-started.v1", POST),
    ("members.post-edited.v1", EDITED),
    ("members.post-fell-vacant.v1", EDITED),
    ("members.post-closed.v1", EDITED),
    ("members.post-reopened.v1", EDITED),
)
NAMED = {"code": "D07", "name": {"ar": "جهة", "en": "Entity"}}
OF_AN_ENTITY = (
    ("members.entity-registered.v2", NAMED),
    ("members.entity-edited.v1", {**NAMED, "name": {"ar": "هيئة", "en": "Authority"}}),
    ("members.entity-merged.v1", {**NAMED, "mergedInto": "D01"}),
    ("members.entity-restored.v1", {**NAMED, "name": {"ar": "هيئة", "en": "Authority"}}),
    ("members.entity-dissolved.v1", NAMED),
)


@pytest.mark.parametrize("length", range(1, 6))
async def test_what_is_known_of_a_post_is_the_same_in_every_order_of_its_facts(service: Service, length: int) -> None:
    assert service.app
    projections, found = service.app.state.stores.projections, set()
    for order in permutations(range(length)):
        id_ = "-".join(map(str, order))
        for place in order:
            type_, content = OF_A_POST[place]
            await hear(service, type_, {**content, "postId": id_, "entity": f"E{id_}"}, version=place + 1)
        post = (await projections.posts([id_]))[id_]
        found.add((post.en, post.vacant, post.closed, bool(await projections.posts_of(f"E{id_}"))))
    assert len(found) == 1


@pytest.mark.parametrize("length", range(1, 6))
async def test_what_is_known_of_an_entity_is_the_same_in_every_order_of_its_facts(service: Service, length: int) -> None:
    assert service.app
    projections, found = service.app.state.stores.projections, set()
    for order in permutations(range(length)):
        code = "E" + "".join(map(str, order))
        for place in order:
            type_, content = OF_AN_ENTITY[place]
            await hear(service, type_, {**content, "code": code}, version=place + 1)
        known = await projections.names([code])
        found.add((known.name_of(code).en, code in await projections.active_entities()))
    assert len(found) == 1


GUIDE = {"documentId": "d-1", "kind": "policy", "title": TITLE, "audienceScope": NETWORK}
OF_A_DOCUMENT = (
    ("media.version-published.v1", {**GUIDE, "versionId": "v-1"}, 1),
    ("media.version-withdrawn.v1", {"versionId": "v-1"}, 2),
    ("media.version-published.v1", {**GUIDE, "versionId": "v-2"}, 3),
    ("media.version-published.v1", {**GUIDE, "versionId": "v-3"}, 4),
)


@pytest.mark.parametrize("life", [(0, 1), (0, 2), (0, 1, 2), (0, 2, 3), (0, 1, 2, 3)], ids=str)
async def test_what_is_proposed_of_a_guide_is_the_same_in_every_order_of_its_facts(service: Service, call: Call, life: Any) -> None:
    found = set()
    for order in permutations(life):
        id_ = "-".join(map(str, order))
        for place in order:
            type_, content, version = OF_A_DOCUMENT[place]
            named = {**content, "documentId": id_, "versionId": f"{content['versionId']}-{id_}"}
            await hear(service, type_, named, version=version, at=NOON.replace(day=version))
        waiting = (await call(SECRETARY, "GET", "/agenda-proposals")).json()["items"]
        found.add(tuple(one["source"].removesuffix(f"-{id_}") for one in waiting if one["subject"] == id_))
    assert len(found) == 1


async def test_a_guide_is_proposed_by_its_newest_title_in_either_order(service: Service, call: Call) -> None:
    published = ("media.version-published.v1", {**GUIDE, "versionId": "v-1"}, 1)
    corrected = ("media.document-corrected.v1", {"documentId": "d-1", "title": NEWEST}, 2)
    for number, order in enumerate(((published, corrected), (corrected, published))):
        for type_, content, version in order:
            named = {**content, "documentId": f"d-{number}", "versionId": f"v-{number}"}
            await hear(service, type_, named, version=version)
    waiting = (await call(SECRETARY, "GET", "/agenda-proposals")).json()["items"]
    assert [one["title"] for one in waiting] == [NEWEST, NEWEST]
