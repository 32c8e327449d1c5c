"""Comments, endorsements and favourites; on a real Mongo."""

from collections.abc import Awaitable, Callable
from typing import Any

from .conftest import DIRECTOR, EDITOR, OTHER, PARTNER, SECRETARY, Call, Desk

Made = Callable[..., Awaitable[Desk]]


async def test_a_comment_is_read_by_all_and_announced_to_whom_it_addresses_without_its_words(live: Made, call: Call, service: Any) -> None:
    desk = await live()
    said = await call(OTHER, "POST", f"{desk.path}/comments", json={"text": " أحسنتم ", "mentions": ["director-1", "director-1"]})
    assert said.status_code == 201, said.text
    [comment] = (await call(PARTNER, "GET", f"{desk.path}/comments")).json()["items"]
    assert (comment["text"], comment["by"]["id"], comment["entity"]["code"], comment["removable"]) == ("أحسنتم", "director-2", "D02", False)
    stored = await service.database["comments"].find_one({"_id": comment["id"]})
    [fact] = stored["outbox"]
    assert fact["type"] == "campaigns.comment-posted.v1"
    assert fact["content"] == {
        "campaignId": desk.body["id"], "changed": ["comments"], "audienceScope": {"kind": "network", "codes": []},
        "ref": desk.body["ref"], "title": desk.body["title"], "commentId": comment["id"], "by": "director-2", "mentions": ["director-1"],
    }  # fmt: skip


async def test_the_same_key_says_it_once(live: Made, call: Call) -> None:
    desk = await live()
    for _ in range(2):
        await call(OTHER, "POST", f"{desk.path}/comments", json={"text": "Well done"}, headers={"Idempotency-Key": "once-only-1"})
    assert (await call(OTHER, "GET", f"{desk.path}/voices")).json()["comments"] == 1


async def test_comments_go_page_by_page_in_the_order_they_were_said(live: Made, call: Call) -> None:
    desk = await live()
    for number in range(5):
        await call(OTHER, "POST", f"{desk.path}/comments", json={"text": f"No. {number}"})
    seen, cursor = [], None
    while True:
        page = (await call(OTHER, "GET", f"{desk.path}/comments", params={"limit": 2, **({"cursor": cursor} if cursor else {})})).json()
        seen += [one["text"] for one in page["items"]]
        cursor = page["next"]
        if not cursor:
            break
    assert seen == [f"No. {number}" for number in range(5)]


async def test_only_its_author_or_the_secretariat_takes_the_words_away(live: Made, call: Call) -> None:
    desk = await live()
    for remover, status in ((DIRECTOR, 403), (OTHER, 200), (SECRETARY, 200)):
        comment = (await call(OTHER, "POST", f"{desk.path}/comments", json={"text": "Hm"})).json()
        gone = await call(remover, "DELETE", f"{desk.path}/comments/{comment['id']}")
        assert gone.status_code == status
        assert status == 403 or (gone.json()["text"] == "" and gone.json()["removedAt"])


async def test_what_is_not_launched_or_not_seen_has_no_voices(drafted: Made, call: Call) -> None:
    desk = await drafted()
    assert (await call(EDITOR, "POST", f"{desk.path}/comments", json={"text": "Soon"})).status_code == 409
    for method, path in (("GET", "comments"), ("GET", "voices"), ("GET", "lineage"), ("PUT", "favourite"), ("PUT", "endorsement")):
        assert (await call(OTHER, method, f"{desk.path}/{path}")).status_code == 404
    assert (await call(OTHER, "POST", f"{desk.path}/comments", json={"text": "Leaked?"})).status_code == 404


async def test_a_director_endorses_once_and_may_take_it_back_and_others_do_not(live: Made, call: Call) -> None:
    desk = await live()
    for _ in range(2):
        voices = (await call(OTHER, "PUT", f"{desk.path}/endorsement")).json()
    assert [(one["by"]["id"], one["entity"]["code"]) for one in voices["endorsements"]] == [("director-2", "D02")]
    assert (voices["endorsed"], voices["mayEndorse"]) == (True, True)
    assert (await call(PARTNER, "PUT", f"{desk.path}/endorsement")).status_code == 403
    assert (await call(OTHER, "DELETE", f"{desk.path}/endorsement")).json()["endorsements"] == []


async def test_favourites_are_ones_own_and_narrow_the_list(live: Made, call: Call) -> None:
    desk, _ = await live(), await live()
    assert (await call(OTHER, "PUT", f"{desk.path}/favourite")).json()["kept"] is True
    assert [one["id"] for one in (await call(OTHER, "GET", "/campaigns?favourite=true")).json()["items"]] == [desk.body["id"]]
    assert (await call(PARTNER, "GET", "/campaigns?favourite=true")).json()["items"] == []
    assert (await call(OTHER, "DELETE", f"{desk.path}/favourite")).json()["kept"] is False
    assert (await call(OTHER, "GET", "/campaigns?favourite=true")).json()["items"] == []


async def test_lists_are_narrowed_by_channel_and_by_the_year_of_the_launch(live: Made, call: Call) -> None:
    radio, tv = await live(), await live(implementation={"startsOn": "2026-06-01", "endsOn": "2026-08-31", "channels": ["tv"]})
    found = (await call(OTHER, "GET", "/campaigns?channel=tv")).json()["items"]
    assert [one["id"] for one in found] == [tv.body["id"]]
    year = int(radio.body["launchedAt"][:4])
    assert len((await call(OTHER, "GET", f"/campaigns?year={year}")).json()["items"]) == 2
    assert (await call(OTHER, "GET", f"/campaigns?year={year - 1}")).json()["items"] == []
