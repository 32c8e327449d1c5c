"""The bell: what each reader is told, what is new to them, and that it never tells of what they may not see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from chassis.audience import scope_of
from chassis.clock import now
from chassis.event import Envelope, event_id
from subscriptions_svc.bell.model import RINGING
from subscriptions_svc.log.model import LATE
from subscriptions_svc.policy import readers_of

from .conftest import DIRECTOR, LAUNCHED, NETWORK, ONLY_D01, OTHER, REVIEWER, SUBMITTED, event, person

WITHDRAWN = "campaigns.campaign-withdrawn.v1"
RELEASED = "media.photo-released.v1"
ANNOUNCED = "meetings.meeting-announced.v1"
TITLE = {"ar": "صيف", "en": "Summer"}


async def told(call, by=OTHER, **params) -> list[dict]:
    return (await call(by, "GET", "/notifications", params=params)).json()["items"]


async def state(call, by=OTHER) -> dict:
    return (await call(by, "GET", "/notifications/state")).json()


async def test_a_notice_says_in_both_languages_what_happened_and_where_it_leads(call, happen) -> None:
    await happen(event("c-1", title=TITLE, leadEntity="D01"))
    (one,) = await told(call)
    assert (one["title"], one["name"]) == ({"ar": "انطلقت حملة", "en": "Campaign launched"}, TITLE)
    assert (one["gate"], one["kind"], one["record"], one["entity"], one["read"]) == ("forum", "campaign", "c-1", "D01", False)


@pytest.mark.parametrize(
    ("type_", "content", "name", "leads"),
    [
        ("media.version-published.v1", {"documentId": "doc-1", "title": TITLE, "label": "2.1"}, ("صيف 2.1", "Summer 2.1"), "document"),
        ("media.version-took-effect.v1", {"documentId": "doc-1", "title": TITLE, "label": None}, ("صيف", "Summer"), "document"),
        ("media.version-published.v1", {"documentId": "doc-1", "title": None, "label": None}, None, "document"),
        ("media.version-withdrawn.v1", {"documentId": "doc-1", "title": TITLE}, ("صيف", "Summer"), None),
        ("meetings.invitation-withdrawn.v1", {"meetingId": "m-1"}, None, None),
        ("meetings.action-item-reassigned.v1", {"meetingId": "m-1", "actionId": "a-1", "reason": TITLE}, None, None),
        ("media.kit-released.v1", {"kitId": "kit-1", "title": TITLE, "campaignId": "c-1"}, ("صيف", "Summer"), "kit"),
        ("media.kit-revoked.v1", {"kitId": "kit-1", "title": TITLE, "campaignId": "c-1"}, ("صيف", "Summer"), None),
        ("media.kit-closed.v1", {"kitId": "kit-1", "title": TITLE, "campaignId": "c-1"}, ("صيف", "Summer"), None),
        ("media.photo-released.v1", {"number": "P-7", "headline": TITLE}, ("صيف", "Summer"), "photo"),
        ("media.photo-withdrawn.v1", {"number": "P-7", "reason": TITLE}, ("P-7", "P-7"), None),
        ("media.photo-superseded.v1", {"number": "P-7", "by": "P-8"}, ("P-7", "P-7"), None),
    ],
)  # fmt: skip
async def test_a_notice_of_a_document_a_kit_or_a_photo_names_it_and_leads_to_it_while_it_stands(
    call, happen, type_, content, name, leads
) -> None:
    told_of = Envelope(event_id("x", 1, type_), "urn:test", type_, "x", now(), 1, "journey", {"audienceScope": NETWORK, **content})
    await happen(told_of)
    (one,) = await told(call)
    assert one["name"] == (name and {"ar": name[0], "en": name[1]})
    assert (one["kind"], one["record"]) == ((leads, content[RINGING[type_].field]) if leads else (None, None))


@pytest.mark.parametrize(("ago", "new"), [(LATE - timedelta(minutes=1), 1), (LATE + timedelta(minutes=1), 0)])
async def test_what_is_caught_up_with_long_after_it_happened_is_in_the_log_and_new_to_nobody(call, happen, ago, new) -> None:
    await happen(replace(event("c-1", title=TITLE), time=now() - ago))
    assert [one["read"] for one in await told(call)] == [not new]
    assert len(await told(call, unread=True)) == (await state(call))["unread"] == new
    assert len((await call(OTHER, "GET", "/events")).json()["items"]) == 1


async def test_nobody_is_told_what_they_may_not_see_and_it_is_in_no_count(call, happen) -> None:
    await happen(event("c-1", type_=SUBMITTED, scope=ONLY_D01, title=TITLE), event("c-2", scope=None))
    assert (await told(call, OTHER), (await state(call, OTHER))["unread"]) == ([], 0)
    assert [one["record"] for one in await told(call, DIRECTOR)] == ["c-1"]
    assert (await state(call, REVIEWER))["unread"] == 1


async def test_what_ended_since_is_told_of_no_more_even_to_who_may_not_hear_of_its_end(call, happen) -> None:
    await happen(event("c-1", title=TITLE), event("c-2", title=TITLE), event("c-1", 2, WITHDRAWN, ONLY_D01, title=TITLE))
    assert [one["record"] for one in await told(call, OTHER)] == ["c-2"]
    assert (await state(call, OTHER))["unread"] == 1
    assert [(one["type"], one["record"]) for one in await told(call, DIRECTOR)] == [(WITHDRAWN, None), (LAUNCHED, "c-2")]
    await happen(event("c-1", 3))
    assert [one["record"] for one in await told(call, OTHER)] == ["c-1", "c-2"]


async def test_who_is_mentioned_is_told_so_and_nobody_is_told_of_their_own_words(call, happen) -> None:
    await happen(event("c-1", type_="campaigns.comment-posted.v1", title=TITLE, by=DIRECTOR.id, mentions=[OTHER.id]))
    assert (await told(call, DIRECTOR), (await state(call, DIRECTOR))["unread"]) == ([], 0)
    assert [one["title"]["en"] for one in await told(call, OTHER)] == ["A member mentioned you in a comment on a campaign"]
    assert [one["title"]["en"] for one in await told(call, REVIEWER)] == ["Comment posted"]


async def test_what_concerns_machines_rings_nowhere(call, happen) -> None:
    await happen(event("a-1", type_="media.asset-accepted.v1"), event("p-1", type_="members.role-granted.v1"))
    assert await told(call, REVIEWER) == []


async def test_reading_one_reading_all_and_what_comes_after_is_new_again(call, happen) -> None:
    await happen(event("c-1"), event("c-2"), event("c-3"))
    newest = await told(call)
    for _ in range(2):
        assert (await call(OTHER, "POST", f"/notifications/{newest[1]['id']}/read")).status_code == 204
    assert [one["read"] for one in await told(call)] == [False, True, False]
    assert [one["record"] for one in await told(call, unread=True)] == ["c-3", "c-1"]
    assert await state(call) == {"unread": 2, "byGate": {"forum": 2}, "muted": []}
    assert (await call(OTHER, "POST", "/notifications/read", json={"through": 99})).status_code == 204
    assert (await state(call))["unread"] == 0
    await happen(event("c-4"))
    assert (await state(call))["unread"] == 1
    assert (await call(OTHER, "POST", "/notifications/read", json={"through": 1})).status_code == 204
    assert (await state(call))["unread"] == 1
    assert (await state(call, DIRECTOR))["unread"] == 4


async def test_a_muted_gate_rings_no_more_and_can_still_be_looked_at(call, happen) -> None:
    await happen(event("c-1"), event("ph-1", type_=RELEASED, number="P-1", headline=TITLE, campaignId=None), event("m-1", type_=ANNOUNCED))
    assert (await call(OTHER, "PUT", "/notifications/muted", json={"gates": ["studio", "forum"]})).status_code == 204
    assert [one["gate"] for one in await told(call)] == ["meetings"]
    assert await state(call) == {"unread": 1, "byGate": {"meetings": 1}, "muted": ["forum", "studio"]}
    assert [one["record"] for one in await told(call, gate="studio")] == ["P-1"]
    await call(OTHER, "PUT", "/notifications/muted", json={"gates": []})
    assert len(await told(call)) == 3


async def test_notices_go_page_by_page_and_a_cursor_is_its_readers_own(call, happen) -> None:
    await happen(*(event(f"c-{n}") for n in range(5)), event("c-3", 2, WITHDRAWN))
    first = (await call(OTHER, "GET", "/notifications", params={"limit": 2})).json()
    rest = (await call(OTHER, "GET", "/notifications", params={"limit": 3, "cursor": first["next"]})).json()
    assert [one["record"] for one in first["items"] + rest["items"]] == [None, "c-4", "c-2", "c-1", "c-0"]
    assert rest["next"] is None
    assert (await call(DIRECTOR, "GET", "/notifications", params={"cursor": first["next"]})).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/notifications/read", {"through": 0}),
        ("POST", "/notifications/0/read", None),
        ("PUT", "/notifications/muted", {"gates": ["ops"]}),
        ("GET", "/notifications?gate=ops", None),
    ],
)
async def test_what_is_no_notice_and_no_gate_is_refused_and_changes_nothing(call, happen, method, path, body) -> None:
    await happen(event("c-1"))
    assert (await call(OTHER, method, path, json=body)).status_code == 422
    assert await state(call) == {"unread": 1, "byGate": {"forum": 1}, "muted": []}


async def test_no_more_than_a_hundred_are_counted(call, happen) -> None:
    await happen(*(event(f"c-{n}") for n in range(103)))
    assert (await state(call))["unread"] == 100
    assert (await state(call, person("late", "D03")))["byGate"] == {"forum": 100}


@pytest.mark.parametrize(
    ("type_", "title"),
    [
        ("subscriptions.subscription-failing.v1", "Subscription failing"),
        ("subscriptions.subscription-disabled.v1", "Subscription disabled"),
        ("subscriptions.delivery-dead-lettered.v1", "Delivery given up"),
    ],
)
async def test_who_holds_a_subscription_is_told_when_its_deliveries_fail_and_nobody_else(call, happen, type_, title) -> None:
    scope = scope_of(readers_of("D01"), home="GNGC-SEC").model_dump()
    await happen(event("s-1", 1, type_, scope=scope, subscriptionId="s-1", entity="D01", percent=50))
    (one,) = await told(call, DIRECTOR)
    assert (one["title"]["en"], one["kind"], one["record"], one["read"]) == (title, "subscription", "s-1", False)
    viewer = person("viewer-1", "D01", ("viewer", "D01"))
    assert [await told(call, by) for by in (viewer, OTHER)] == [[], []]
