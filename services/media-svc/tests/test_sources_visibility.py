"""Who sees which documents and versions, on every surface."""

from datetime import timedelta

from .conftest import EDITOR, OTHER, SECRETARY, VIEWER, Call
from .shelf import COLLEAGUE, TODAY, Shelf


async def test_drafts_are_404_for_everybody_else_on_every_surface(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    version = await shelf.draft(id_, "1.0", TODAY, words="سر")
    file = (await shelf.seen(EDITOR, id_))["versions"][0]["files"][0]["id"]
    for who in (VIEWER, OTHER, COLLEAGUE):
        assert (await call(who, "GET", f"/documents/{id_}")).status_code == 404
        assert (await call(who, "POST", f"/documents/{id_}/versions/{version}/files/{file}/download")).status_code == 404
        assert (await call(who, "GET", "/documents")).json()["items"] == []
        assert (await call(who, "GET", "/documents?state=draft")).json()["items"] == []
        assert (await call(who, "GET", "/documents?q=الهوية")).json()["items"] == []
        for query in ("", "?state=draft", "?q=الهوية"):
            assert (await call(who, "GET", f"/documents/count{query}")).json() == {"count": 0, "more": False}
    assert (await call(EDITOR, "GET", "/documents/count?q=الهوية")).json() == {"count": 1, "more": False}


async def test_a_draft_beside_a_published_version_shows_only_to_its_authors(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document()
    await shelf.published(id_, "1.0", TODAY)
    draft = await shelf.draft(id_, "2.0", TODAY + timedelta(days=9), words="سري")
    file = (await shelf.seen(EDITOR, id_))["versions"][0]["files"][0]["id"]
    assert [one["label"] for one in (await shelf.seen(VIEWER, id_))["versions"]] == ["1.0"]
    assert (await shelf.seen(VIEWER, id_))["versionCount"] == 1
    assert (await call(VIEWER, "POST", f"/documents/{id_}/versions/{draft}/files/{file}/download")).status_code == 404
    assert (await call(VIEWER, "GET", "/documents?state=draft")).json()["items"] == []
    assert (await call(VIEWER, "GET", "/documents?q=سري")).json()["items"] == []
    for query, count in (("", 1), ("?state=draft", 0), ("?q=سري", 0)):
        assert (await call(VIEWER, "GET", f"/documents/count{query}")).json()["count"] == count
    assert [one["label"] for one in (await shelf.seen(EDITOR, id_))["versions"]] == ["2.0", "1.0"]


async def test_what_is_not_open_is_its_entitys_and_the_secretariats(shelf: Shelf, call: Call) -> None:
    id_ = await shelf.document(classification="shared-confidential")
    await shelf.published(id_, "1.0", TODAY)
    assert (await call(VIEWER, "GET", f"/documents/{id_}")).status_code == 404
    for who in (COLLEAGUE, SECRETARY):
        assert (await call(who, "GET", f"/documents/{id_}")).status_code == 200


async def test_lists_are_narrowed_and_paged(shelf: Shelf, call: Call) -> None:
    ids = [await shelf.document(kind=kind, subjects=["logo"]) for kind in ("policy", "template", "policy")]
    found = []
    cursor = ""
    while True:
        page = (await call(EDITOR, "GET", f"/documents?limit=2&subject=logo{cursor}")).json()
        found += [one["id"] for one in page["items"]]
        if not page["next"]:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(found) == sorted(ids)
    policies = (await call(EDITOR, "GET", "/documents?kind=policy&entity=D01")).json()["items"]
    assert {one["id"] for one in policies} == {ids[0], ids[2]}
    assert (await call(EDITOR, "GET", "/documents?entity=D02")).json()["items"] == []
