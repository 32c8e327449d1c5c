"""Comments, endorsements and favourites; on a real Mongo."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
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
        "campaignId": desk.body["id"], "changed": ["comments"],
        "audienceScope": {"kind": "network", "codes": [], "readers": ["*"], "remaining": []},
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


async def test_an_author_says_it_otherwise_and_only_who_is_addressed_newly_is_told(live: Made, call: Call, service: Any) -> None:
    desk = await live()
    said = (await call(OTHER, "POST", f"{desk.path}/comments", json={"text": "Well dnoe", "mentions": ["director-1"]})).json()
    path, better = f"{desk.path}/comments/{said['id']}", {"text": "Well done", "mentions": ["director-1", "editor-1"]}
    for actor, status in ((DIRECTOR, 403), (SECRETARY, 403)):
        assert (await call(actor, "PUT", path, version=said["version"], json=better)).status_code == status
    assert (await call(OTHER, "PUT", path, version=said["version"] + 1, json=better)).status_code == 412
    assert (await call(OTHER, "PUT", path, json=better)).status_code == 428
    edited = (await call(OTHER, "PUT", path, version=said["version"], json=better)).json()
    assert (edited["text"], edited["mentions"], edited["at"]) == ("Well done", ["director-1", "editor-1"], said["at"])
    assert edited["editedAt"]
    fact = (await service.database["comments"].find_one({"_id": said["id"]}))["outbox"][-1]
    assert (fact["type"], fact["content"]["mentions"]) == ("campaigns.comment-edited.v1", ["editor-1"])
    assert "Well done" not in str(fact["content"])


async def test_what_the_secretariat_removed_it_restores_and_what_its_author_removed_is_gone(live: Made, call: Call, service: Any) -> None:
    desk = await live()
    said = (await call(OTHER, "POST", f"{desk.path}/comments", json={"text": "Hm", "mentions": ["director-1"]})).json()
    path = f"{desk.path}/comments/{said['id']}"
    for _ in range(2):
        hidden = (await call(SECRETARY, "DELETE", path)).json()
        assert (hidden["text"], hidden["mentions"], hidden["removedBy"]) == ("", [], "secretariat")
    assert (await call(OTHER, "PUT", path, version=hidden["version"], json={"text": "Again"})).status_code == 409
    assert [(await call(one, "POST", f"{path}/restore")).status_code for one in (OTHER, DIRECTOR)] == [403, 403]
    [listed] = (await call(SECRETARY, "GET", f"{desk.path}/comments")).json()["items"]
    assert (listed["restorable"], listed["removable"], listed["editable"]) == (True, False, False)
    shown = (await call(SECRETARY, "POST", f"{path}/restore")).json()
    assert (shown["text"], shown["mentions"], shown["removedAt"], shown["removedBy"]) == ("Hm", ["director-1"], None, None)
    await call(SECRETARY, "DELETE", path)
    own = (await call(OTHER, "DELETE", path)).json()
    assert own["removedBy"] == "author"
    assert (await call(SECRETARY, "POST", f"{path}/restore")).status_code == 409
    assert (await service.database["comments"].find_one({"_id": said["id"]}))["text"] == ""


async def test_who_is_no_director_any_more_may_still_take_their_name_away(live: Made, call: Call) -> None:
    desk = await live()
    await call(OTHER, "PUT", f"{desk.path}/endorsement")
    former = replace(OTHER, grants=())
    assert (await call(former, "PUT", f"{desk.path}/endorsement")).status_code == 403
    assert (await call(former, "DELETE", f"{desk.path}/endorsement")).json()["endorsements"] == []


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
