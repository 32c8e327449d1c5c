"""What others' facts propose for an agenda: while it holds, until it is on one, and set aside with a reason that is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from chassis.serve import Service

from .conftest import ADMIN, DIRECTOR, GUEST, NOON, REVIEWER, SAID, SECRETARY, VIEWER, Call, Made, entry, hear

# ---- proposals ----

DUE, EVALUATED, EXEMPLAR = "campaigns.evaluation-fell-due.v1", "campaigns.campaign-evaluated.v1", "campaigns.exemplar-marked.v1"
TITLE = {"ar": "صيف آمن", "en": "A Safe Summer"}
OPEN = {"campaignId": "c-1", "audienceScope": {"kind": "network", "codes": []}, "title": TITLE}


async def proposals(call: Call, by: Any = SECRETARY) -> list[tuple[str, str]]:
    return [(one["reason"], one["subject"]) for one in (await call(by, "GET", "/agenda-proposals")).json()["items"]]


async def test_what_falls_due_and_what_is_recommended_is_proposed_once(call: Call, service: Service) -> None:
    for _ in range(2):
        await hear(service, DUE, OPEN, version=5)
        await hear(service, EXEMPLAR, {**OPEN, "campaignId": "c-2"}, version=6)
    assert await proposals(call) == [("evaluation-due", "c-1"), ("exemplar", "c-2")]
    await hear(service, EVALUATED, OPEN, version=6)
    await hear(service, DUE, OPEN, version=5)
    assert await proposals(call, ADMIN) == [("exemplar", "c-2")]
    await hear(service, "campaigns.campaign-cancelled.v1", {**OPEN, "campaignId": "c-2"}, version=9)
    assert await proposals(call) == []


async def test_what_is_taken_back_is_proposed_no_longer_and_anew_when_it_holds_again(call: Call, service: Service) -> None:
    await hear(service, EXEMPLAR, OPEN, version=6)
    await hear(service, "campaigns.exemplar-revoked.v1", OPEN, version=7)
    assert await proposals(call) == []
    await hear(service, EXEMPLAR, OPEN, version=8)
    assert await proposals(call) == [("exemplar", "c-1")]
    await hear(service, DUE, OPEN | {"campaignId": "c-2"}, version=5)
    await hear(service, "campaigns.campaign-reopened.v1", OPEN | {"campaignId": "c-2"}, version=6)
    assert await proposals(call) == [("exemplar", "c-1")]
    await hear(service, DUE, OPEN | {"campaignId": "c-2"}, version=8)
    await hear(service, EVALUATED, OPEN | {"campaignId": "c-2"}, version=9)
    await hear(service, "campaigns.evaluation-reopened.v1", OPEN | {"campaignId": "c-2"}, version=10)
    assert sorted(await proposals(call)) == [("evaluation-due", "c-2"), ("exemplar", "c-1")]


async def test_a_proposal_bears_the_newest_title_of_its_campaign(call: Call, service: Service) -> None:
    await hear(service, EXEMPLAR, OPEN, version=6)
    newest = {"ar": "صيف آمن للجميع", "en": "A Safe Summer for All"}
    await hear(service, "campaigns.campaign-corrected.v1", OPEN | {"title": newest, "changed": ["title"]}, version=7)
    [proposed] = (await call(SECRETARY, "GET", "/agenda-proposals")).json()["items"]
    assert proposed["title"] == newest


async def test_a_proposal_is_taken_up_by_one_agenda_or_set_aside(call: Call, service: Service, drafted: Made) -> None:
    await hear(service, EXEMPLAR, OPEN, version=6)
    await hear(service, DUE, OPEN, version=5)
    first, second = await drafted(), await drafted(number=13)
    taken = entry("Exemplar", proposal="exemplar.c-1", campaigns=["c-1"])
    await first.act("POST", "/agenda-items", entry("x", proposal="nothing"), status=404)
    await first.act("POST", "/agenda-items", taken, status=201)
    assert [item["proposed"] for item in first.body["agenda"]][-1] is True
    assert (await second.act("POST", "/agenda-items", taken, status=409))["type"].endswith("proposal-settled")
    assert await proposals(call) == [("evaluation-due", "c-1")]
    assert (await call(REVIEWER, "POST", "/agenda-proposals/evaluation-due.c-1/set-aside", json={"reason": SAID})).status_code == 403
    assert (await call(SECRETARY, "POST", "/agenda-proposals/evaluation-due.c-1/set-aside")).status_code == 422
    for _ in range(2):
        assert (await set_aside(call, "evaluation-due.c-1")).status_code == 204
    await hear(service, DUE, OPEN, version=5)
    assert await proposals(call) == []
    assert (await set_aside(call, "nothing")).status_code == 404
    for reader in (DIRECTOR, VIEWER, GUEST):
        assert (await call(reader, "GET", "/agenda-proposals")).status_code == 403


async def set_aside(call: Call, id_: str, reason: Any = SAID) -> Any:
    return await call(SECRETARY, "POST", f"/agenda-proposals/{id_}/set-aside", json={"reason": reason})


async def declined(call: Call) -> list[dict[str, Any]]:
    return (await call(SECRETARY, "GET", "/agenda-proposals", params={"declined": True})).json()["items"]


async def test_what_was_set_aside_says_who_when_and_why_and_is_taken_up_again(call: Call, service: Service, drafted: Made) -> None:
    await hear(service, EXEMPLAR, OPEN, version=6)
    await set_aside(call, "exemplar.c-1")
    await set_aside(call, "exemplar.c-1", {"ar": "آخر", "en": "Another"})
    [aside] = await declined(call)
    assert (aside["declined"]["by"], aside["declined"]["reason"], aside["id"]) == (SECRETARY.id, SAID, "exemplar.c-1")
    desk = await drafted()
    await desk.act("POST", "/agenda-items", entry("Exemplar", proposal="exemplar.c-1"), status=404)
    assert (await call(REVIEWER, "POST", "/agenda-proposals/exemplar.c-1/take-up")).status_code == 403
    for _ in range(2):
        assert (await call(SECRETARY, "POST", "/agenda-proposals/exemplar.c-1/take-up")).status_code == 204
    assert (await proposals(call), await declined(call)) == ([("exemplar", "c-1")], [])
    await desk.act("POST", "/agenda-items", entry("Exemplar", proposal="exemplar.c-1"), status=201)
    assert (await call(SECRETARY, "POST", "/agenda-proposals/nothing/take-up")).status_code == 404


async def test_what_holds_no_longer_is_not_taken_up_again_and_what_holds_anew_was_not_set_aside(call: Call, service: Service) -> None:
    await hear(service, EXEMPLAR, OPEN, version=6)
    await set_aside(call, "exemplar.c-1")
    await hear(service, "campaigns.exemplar-revoked.v1", OPEN, version=7)
    assert await declined(call) == []
    refused = await call(SECRETARY, "POST", "/agenda-proposals/exemplar.c-1/take-up")
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "proposal-over")
    await hear(service, EXEMPLAR, OPEN, version=8)
    assert (await proposals(call), await declined(call)) == ([("exemplar", "c-1")], [])


async def test_a_guide_that_was_set_aside_and_withdrawn_is_over(call: Call, service: Service) -> None:
    await hear(service, "media.version-published.v1", GUIDE, version=2)
    await set_aside(call, "guide.v-1")
    await hear(service, "media.version-published.v1", {**GUIDE, "versionId": "v-2"}, version=4, at=NOON + timedelta(days=1))
    await set_aside(call, "guide.v-2")
    assert [one["id"] for one in await declined(call)] == ["guide.v-2"]
    await hear(service, "media.version-withdrawn.v1", {"versionId": "v-2"}, version=5)
    assert await declined(call) == []


GUIDE = {
    "documentId": "d-1", "versionId": "v-1", "kind": "communication-guide", "title": TITLE, "effectiveFrom": "2026-04-01",
    "audienceScope": {"kind": "network", "codes": []},
}  # fmt: skip


async def test_a_guide_is_proposed_with_its_newest_version_until_it_is_withdrawn(call: Call, service: Service, drafted: Made) -> None:
    published, withdrawn = "media.version-published.v1", "media.version-withdrawn.v1"
    for _ in range(2):
        await hear(service, published, GUIDE, version=2)
    (one,) = (await call(SECRETARY, "GET", "/agenda-proposals")).json()["items"]
    assert (one["reason"], one["subject"], one["source"], one["effectiveFrom"]) == ("guide", "d-1", "v-1", "2026-04-01")
    await hear(service, published, {**GUIDE, "versionId": "v-2"}, version=4, at=NOON + timedelta(days=1))
    await hear(service, published, GUIDE, version=2)
    assert [one["source"] for one in (await call(SECRETARY, "GET", "/agenda-proposals")).json()["items"]] == ["v-2"]
    desk = await drafted()
    paper = {"kind": "source", "ref": "v-2", "document": "d-1", "title": TITLE}
    await desk.act("POST", "/agenda-items", entry("Guide", proposal="guide.v-2", papers=[paper]), status=201)
    assert await proposals(call) == []
    await hear(service, published, {**GUIDE, "documentId": "d-2", "versionId": "v-3"}, version=2)
    await hear(service, withdrawn, {"versionId": "v-9"}, version=3)
    assert await proposals(call) == [("guide", "d-2")]
    await hear(service, withdrawn, {"versionId": "v-3"}, version=3)
    assert await proposals(call) == []


@pytest.mark.parametrize(
    "changes",
    [{"kind": "media-kit"}, {"title": None}, {"audienceScope": {"kind": "entities", "codes": ["D01"]}}],
    ids=["kind", "untitled", "scope"],
)
async def test_what_is_no_guide_for_everybody_is_not_proposed(call: Call, service: Service, changes: Any) -> None:
    await hear(service, "media.version-published.v1", {**GUIDE, **changes}, version=2)
    assert await proposals(call) == []
