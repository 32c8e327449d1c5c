"""Identities through their door: logos by background and format, what an SVG may hold, one pack."""

import hashlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx2
import pytest
from chassis.auth import Actor
from chassis.clock import now
from media_svc.checks.commands import Limits, check_next
from media_svc.store import Stores
from minio import Minio
from PIL import Image

from .conftest import EDITOR, OTHER, SECRETARY, VIEWER, Call, Desk, person

LIMITS = Limits(50_000_000, 1024**3, 20)
DIRECTOR = person("director-1", "D01", ("entity-director", "D01"))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#006A67"/></svg>'
TEAL = {"name": {"ar": "أخضر مائي", "en": "Teal"}, "hex": "#006A67", "role": "primary", "cmyk": "100 0 45 40", "pantone": None}
NEW = {"entity": "D01", "name": {"ar": "هوية الدائرة", "en": "The department's identity"}}


def png() -> bytes:
    file = BytesIO()
    Image.new("RGBA", (256, 128), (0, 106, 103, 128)).save(file, "PNG")
    return file.getvalue()


async def act(call: Call, by: Actor, path: str, body: Any = None, *, method: str = "POST") -> httpx2.Response:
    seen = await call(by, "GET", "/identities/D01")
    return await call(by, method, f"/identities/D01{path}", json=body, headers={"If-Match": seen.headers["etag"]})


async def file(desk: Desk, stores: Stores, content: bytes, type_: str, *, by: Actor = EDITOR) -> str:
    name = f"logo.{'svg' if 'svg' in type_ else 'png'}"
    id_ = await desk.upload(content, type_, place="assets", purpose="media-kit", fileName=name, by=by)
    assert await check_next(stores, LIMITS, clock=now)
    return id_


async def with_logo(call: Call, desk: Desk, stores: Stores) -> dict[str, Any]:
    assert (await call(EDITOR, "POST", "/identities", json=NEW)).status_code == 201
    files = [await file(desk, stores, SVG, "image/svg+xml"), await file(desk, stores, png(), "image/png")]
    logo = {"name": {"ar": "الشعار", "en": "Logo"}, "variant": "full", "ground": "light", "assetIds": files}
    assert (await act(call, EDITOR, "/logos", logo)).status_code == 201
    answer = await act(call, EDITOR, "", {"colours": [TEAL], "dos": [{"ar": "افعل", "en": "Do"}]}, method="PATCH")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_identity_is_its_makers_until_it_is_published_and_then_everybodys(
    call: Call, desk: Desk, stores: Stores, browser: httpx2.AsyncClient
) -> None:
    made = await with_logo(call, desk, stores)
    assert [one["contentType"] for one in made["logos"][0]["files"]] == ["image/svg+xml", "image/png"]
    for path in ("", "/stream"):
        assert (await call(VIEWER, "GET", f"/identities/D01{path}")).status_code == 404
    assert (await call(VIEWER, "GET", "/identities")).json()["items"] == []
    assert (await act(call, EDITOR, "/publish")).status_code == 403
    assert (await act(call, DIRECTOR, "/publish")).status_code == 200
    seen = (await call(VIEWER, "GET", "/identities/D01")).json()
    assert (seen["colours"][0]["hex"], seen["mayWrite"]) == ("#006A67", False)
    shown = await browser.get(seen["logos"][0]["picture"])
    assert (shown.headers["content-type"], shown.content) == ("image/svg+xml", SVG)
    assert [one["entity"] for one in (await call(VIEWER, "GET", "/identities")).json()["items"]] == ["D01"]


async def test_the_pack_holds_every_logo_in_every_format_and_the_rules(call: Call, desk: Desk, stores: Stores) -> None:
    await with_logo(call, desk, stores)
    await act(call, DIRECTOR, "/publish")
    answer = await call(VIEWER, "GET", "/identities/D01/stream")
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["identity.txt", "light/full-logo.svg", "light/full-logo.png"]
        assert archive.read("light/full-logo.svg") == SVG
        assert "#006A67 Teal" in archive.read("identity.txt").decode()
    rows = (await call(EDITOR, "GET", "/identities/D01/downloads")).json()["items"]
    assert [(row["entity"], row["fileId"]) for row in rows] == [("D03", None)]
    sees = {DIRECTOR: 200, SECRETARY: 200, VIEWER: 404, OTHER: 404}
    assert {who: (await call(who, "GET", "/identities/D01/downloads")).status_code for who in sees} == sees


async def test_a_logo_of_the_same_kind_takes_the_place_of_the_old(call: Call, desk: Desk, stores: Stores) -> None:
    old = (await with_logo(call, desk, stores))["logos"][0]["id"]
    again = {"name": {"ar": "جديد", "en": "New"}, "variant": "full", "ground": "light"}
    ids = [await file(desk, stores, SVG, "image/svg+xml")]
    logos = (await act(call, EDITOR, "/logos", again | {"assetIds": ids})).json()["logos"]
    assert [one["name"]["en"] for one in logos] == ["New"]
    assert (await act(call, EDITOR, f"/logos/{old}", method="DELETE")).status_code == 404
    assert (await act(call, EDITOR, f"/logos/{logos[0]['id']}", method="DELETE")).json()["logos"] == []


async def test_what_is_wrong_is_refused_and_changes_nothing(call: Call, desk: Desk, stores: Stores) -> None:
    assert (await call(OTHER, "POST", "/identities", json=NEW)).status_code == 403
    await with_logo(call, desk, stores)
    before = await stores.identities.get("D01", seen_by=SECRETARY)
    same, foreign = await file(desk, stores, SVG, "image/svg+xml"), await file(desk, stores, SVG, "image/svg+xml", by=OTHER)
    logo = {"name": {"ar": "ش", "en": "L"}, "variant": "mark", "ground": "dark"}
    refusals = [
        (EDITOR, "/logos", logo | {"assetIds": [same, same]}, "POST", 422),
        (SECRETARY, "/logos", logo | {"assetIds": [foreign]}, "POST", 422),
        (EDITOR, "/logos", logo | {"assetIds": []}, "POST", 422),
        (EDITOR, "", {"colours": [TEAL | {"hex": "teal"}]}, "PATCH", 422),
        (EDITOR, "", {"owner": "D02"}, "PATCH", 422),
    ]
    for who, path, body, method, status in refusals:
        answer = await act(call, who, path, body, method=method)
        assert answer.status_code == status, answer.text
    assert await stores.identities.get("D01", seen_by=SECRETARY) == before


async def test_a_published_identity_is_changed_only_by_a_correction_of_who_may_publish_it(call: Call, desk: Desk, stores: Stores) -> None:
    logo = (await with_logo(call, desk, stores))["logos"][0]["id"]
    assert (await act(call, DIRECTOR, "/publish")).status_code == 200
    ids = [await file(desk, stores, SVG, "image/svg+xml")]
    new = {"name": {"ar": "جديد", "en": "New"}, "variant": "mark", "ground": "dark", "assetIds": ids}
    before = await stores.identities.get("D01", seen_by=SECRETARY)
    for who in (EDITOR, DIRECTOR, SECRETARY):
        for path, body, method in (("", {"dos": []}, "PATCH"), ("/logos", new, "POST"), (f"/logos/{logo}", None, "DELETE")):
            refused = await act(call, who, path, body, method=method)
            assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "identity-public"), refused.text
    correction = {"colours": [TEAL | {"hex": "#006A68"}], "addLogos": [new], "dropLogos": [logo], "reason": "The teal was mixed wrongly"}
    director_elsewhere = person("both", "D01", ("entity-editor", "D01"), ("entity-director", "D02"))
    for who in (EDITOR, director_elsewhere):
        assert (await act(call, who, "/correct", correction)).status_code == 403
    for wrong, status in (({**correction, "reason": ""}, 422), ({"reason": "Nothing"}, 422), ({"colours": [], "reason": "None"}, 409)):
        assert (await act(call, DIRECTOR, "/correct", wrong)).status_code == status
    assert (await act(call, DIRECTOR, "/correct", {"dropLogos": [logo], "reason": "None left"})).status_code == 409
    assert await stores.identities.get("D01", seen_by=SECRETARY) == before
    answer = await act(call, DIRECTOR, "/correct", correction)
    assert answer.status_code == 200, answer.text
    seen = (await call(VIEWER, "GET", "/identities/D01")).json()
    assert ([one["name"]["en"] for one in seen["logos"]], seen["colours"][0]["hex"]) == (["New"], "#006A68")
    (amendment,) = seen["amendments"]
    added = seen["logos"][0]["id"]
    assert (amendment["by"], amendment["reason"]) == (DIRECTOR.id, "The teal was mixed wrongly")
    changes = {one["field"]: (one["before"], one["after"]) for one in amendment["changes"]}
    assert changes.keys() == {"/colours", f"/logos/{logo}", f"/logos/{added}"}
    assert (changes["/colours"][0][0]["hex"], changes["/colours"][1][0]["hex"]) == ("#006A67", "#006A68")
    assert changes[f"/logos/{logo}"][1] is changes[f"/logos/{added}"][0] is None


async def test_what_was_told_of_an_identity_is_left_to_its_makers_while_it_is_withdrawn(call: Call, desk: Desk, stores: Stores) -> None:
    await with_logo(call, desk, stores)
    assert (await act(call, EDITOR, "", {"dos": []}, method="PATCH")).status_code == 200
    assert await told(stores) == []
    for path, body in (
        ("/publish", None),
        ("/publish", None),
        ("/correct", {"dos": [{"ar": "افعل", "en": "Do"}], "reason": "A rule was missing"}),
        ("/withdraw", {"reason": {"ar": "خطأ", "en": "A mistake"}}),
        ("/publish", None),
    ):
        assert (await act(call, DIRECTOR, path, body)).status_code == 200
    facts = await told(stores)
    names = [one["type"].removeprefix("media.identity-") for one in facts]
    assert names == ["published.v1", "corrected.v1", "withdrawn.v1", "published.v1"]
    assert [one["content"]["identityId"] for one in facts] == ["identity-D01"] * 4
    scopes = [one["content"]["audienceScope"] for one in facts]
    assert [one["readers"] for one in scopes] == [["*"]] * 4
    makers = ["entity-director@D01", "entity-editor@D01", "entity-reader@D01"]
    makers += [f"{one}@network" for one in ("network-admin", "reviewer", "secretariat-editor")]
    assert [one["remaining"] for one in scopes] == [[], [], [f"role:{one}" for one in makers], ["*"]]
    assert "title" not in facts[2]["content"]


async def told(stores: Stores) -> list[dict[str, Any]]:
    found = await stores.identities._identities.find_one({"_id": "D01"})
    assert found
    return found["outbox"]


@pytest.mark.parametrize(("content", "type_"), [(b"<svg><path</svg>", "image/svg+xml"), (png()[:60], "image/png")])
async def test_a_broken_logo_is_rejected(desk: Desk, stores: Stores, content: bytes, type_: str) -> None:
    id_ = await file(desk, stores, content, type_)
    assert (await desk.settled(id_, place="assets"))["status"] == "rejected"


async def test_what_is_served_of_a_logo_is_its_cleaned_form_with_the_digest_of_that(
    call: Call, desk: Desk, stores: Stores, bucket: Minio
) -> None:
    assert (await call(EDITOR, "POST", "/identities", json=NEW)).status_code == 201
    head, tail = SVG[:-6], b"</svg>"
    uploaded = head + b"<script>alert(1)</script><metadata>An author</metadata>" + tail
    id_ = await file(desk, stores, uploaded, "image/svg+xml")
    assert bucket.get_object(stores.objects.accepted, f"files/{id_}").read() == SVG
    logo = {"name": {"ar": "الشعار", "en": "Logo"}, "variant": "full", "ground": "light", "assetIds": [id_]}
    made = (await act(call, EDITOR, "/logos", logo)).json()["logos"][0]["files"][0]
    assert (made["sha256"], made["bytes"]) == (hashlib.sha256(SVG).hexdigest(), len(SVG))
    told = (await call(EDITOR, "GET", f"/assets/{id_}")).json()
    assert told["sha256"] == hashlib.sha256(uploaded).hexdigest()


async def test_a_drawing_is_no_document(call: Call) -> None:
    body = {"fileName": "a.svg", "contentType": "image/svg+xml", "size": 10, "purpose": "document"}
    assert (await call(EDITOR, "POST", "/assets", json=body)).status_code == 422
