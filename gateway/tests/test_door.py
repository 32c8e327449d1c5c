"""What every answer carries, whom the door lets ask, the site's files, the public documents."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from chassis.testing import Tokens
from gateway.app import own_openapi
from gateway.openapi import merge
from gateway.settings import Settings

from .conftest import Behind, Gateway, running

EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


@pytest.mark.parametrize("path", ["/", "/api/v1/campaigns", "/api/v1/session", "/api/v1/nothing", "/assets/none.js", "/healthz"])
async def test_every_answer_carries_the_security_headers_once(gateway: Gateway, path: str) -> None:
    answer = await gateway.client.get(path)
    for name, value in EVERYWHERE.items():
        assert answer.headers.get_list(name) == [value], name
    assert "server" not in answer.headers
    assert "x-request-id" in answer.headers
    assert "strict-transport-security" not in answer.headers, "plain http must not promise TLS"


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {}), ("HEAD", "/", {}), ("POST", "/", {}), ("TRACE", "/", {}), ("GET", "/assets/app-1a2b.js", {}),
        ("GET", "/assets/none.js", {}), ("GET", "/", {"Host": "evil.example"}), ("GET", "/healthz", {}), ("GET", "/readyz", {}),
        ("GET", "/.well-known/jwks.json", {}), ("GET", "/.well-known/none", {}), ("GET", "/api/docs.css", {}), ("GET", "/api/v1/none", {}),
        ("GET", "/api/v1/campaigns", {}), ("OPTIONS", "/api/v1/campaigns", {}),
        ("POST", "/api/v1/session", {"Sec-Fetch-Site": "cross-site"}),
        ("POST", "/api/v1/session", {"Content-Length": "0"}), ("DELETE", "/api/v1/session", {}), ("GET", "/api/v1/broken", {}),
    ],
)  # fmt: skip
async def test_every_answer_has_one_policy_of_content(gateway: Gateway, method: str, path: str, headers: dict[str, str]) -> None:
    answer = await gateway.client.request(method, path, headers={"Accept-Encoding": "identity", **headers})
    (policy,) = answer.headers.get_list("content-security-policy")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    for name, value in EVERYWHERE.items():
        assert answer.headers.get_list(name) == [value], name


async def test_what_nobody_foresaw_has_the_headers_too(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.door.segment_of", None)
    answer = await gateway.client.get("/api/v1/campaigns")
    assert answer.status_code == 500
    assert len(answer.headers.get_list("content-security-policy")) == 1
    for name, value in EVERYWHERE.items():
        assert answer.headers.get_list(name) == [value], name


async def test_a_page_that_is_known_keeps_its_policy(gateway: Gateway) -> None:
    page = await gateway.client.get("/", headers={"Accept-Encoding": "identity"})
    known = await gateway.client.get("/", headers={"If-None-Match": page.headers["etag"]})
    assert known.status_code == 304
    assert known.headers["content-security-policy"] == page.headers["content-security-policy"]


async def test_what_comes_from_services_carries_them_once_too(gateway: Gateway, behind: Behind) -> None:
    behind.answers["/campaigns"] = (200, {"cache-control": "no-store"}, {})
    await gateway.sign_in()
    answer = await gateway.client.get("/api/v1/campaigns")
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
    assert answer.headers.get_list("cache-control") == ["no-store"]
    assert answer.headers["vary"] == "Cookie, Authorization, Accept-Language"
    assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


async def test_with_tls_browsers_are_told_to_stay_with_it(settings: Settings) -> None:
    async with running(settings.model_copy(update={"public_url": "https://127.0.0.1"})) as gateway:
        answer = await gateway.client.get("/")
    assert answer.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


async def test_the_page_lets_in_only_our_files_and_the_object_store(gateway: Gateway) -> None:
    policy = (await gateway.client.get("/ar/forum")).headers["content-security-policy"].split("; ")
    assert set(policy) == {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'sha256-abc='",
        "img-src 'self' http://media.example",
        "font-src 'self'",
        "connect-src 'self' http://media.example",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }


async def test_files_come_compressed_and_those_with_a_hash_for_ever(gateway: Gateway) -> None:
    page = await gateway.client.get("/ar/forum/new?x=1", headers={"Accept-Encoding": "identity"})
    assert (page.text, page.headers["cache-control"]) == ("<!doctype html><title>page</title>", "no-cache")
    script = await gateway.client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "identity"})
    assert script.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    head = await gateway.client.head("/", headers={"Accept-Encoding": "gzip, br"})
    assert (head.headers["content-encoding"], head.headers["content-length"]) == ("br", str(len(b"page in brotli")))
    head = await gateway.client.head("/assets/app-1a2b.js", headers={"Accept-Encoding": "br;q=0, gzip"})
    assert head.headers["content-encoding"] == "gzip"
    head = await gateway.client.head("/assets/app-1a2b.js", headers={"Accept-Encoding": "br, gzip;q=0"})
    assert "content-encoding" not in head.headers


async def test_a_page_that_is_known_is_not_sent_again(gateway: Gateway) -> None:
    tag = (await gateway.client.get("/", headers={"Accept-Encoding": "identity"})).headers["etag"]
    again = await gateway.client.get("/", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


async def test_a_new_build_is_served_without_a_restart(gateway: Gateway, web: Path) -> None:
    await gateway.client.get("/")
    (web / "assets" / "app-9z.js").write_text("new")
    (web / "index.html.br").unlink()
    (web / "index.html").write_text("newer page")
    assert (await gateway.client.get("/")).text == "newer page"
    assert (await gateway.client.get("/assets/app-9z.js")).text == "new"


@pytest.mark.parametrize(
    "path", ["/assets/none.js", "/csp.json", "/.built-from", "/index.html.br", "/..%2f..%2fetc/passwd.txt", "/none.png"]
)
async def test_what_is_no_file_of_the_client_is_missing(gateway: Gateway, path: str) -> None:
    assert (await gateway.client.get(path)).status_code == 404


async def test_a_name_the_platform_is_not_served_under_is_refused(gateway: Gateway) -> None:
    for path in ("/", "/api/v1/session", "/api/v1/campaigns"):
        answer = await gateway.client.get(path, headers={"Host": "evil.example"})
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/unknown-host")
    assert (await gateway.client.get("/healthz", headers={"Host": "10.0.0.7"})).status_code == 200


async def test_methods_nobody_serves_are_refused_with_those_that_are(gateway: Gateway) -> None:
    for method, path in (("TRACE", "/api/v1/campaigns"), ("TRACE", "/"), ("POST", "/")):
        answer = await gateway.client.request(method, path)
        assert answer.status_code == 405
        assert "GET" in answer.headers["allow"]


async def test_no_other_site_may_read_an_answer(gateway: Gateway) -> None:
    answer = await gateway.client.get("/api/v1/session", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_an_unknown_address_of_the_api_is_a_problem_not_a_page(gateway: Gateway) -> None:
    answer = await gateway.client.get("/api/v1/nothing", headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["requestId"] == answer.headers["x-request-id"]


async def test_the_public_keys_verify_what_the_gateway_signs(gateway: Gateway, tokens: Tokens) -> None:
    keys = (await gateway.client.get("/.well-known/jwks.json")).json()["keys"]
    assert keys == tokens.signer.jwks()["keys"]
    assert not [key for key in keys if "d" in key]


async def test_readiness_asks_the_database(gateway: Gateway) -> None:
    assert (await gateway.client.get("/readyz")).json() == {"status": "ok", "parts": {"mongo": "ok"}}


async def test_the_api_document_is_the_committed_one(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "openapi").mkdir()
    (tmp_path / "openapi" / "shabaka.json").write_text('{"openapi": "3.1.0"}')
    async with running(settings.model_copy(update={"contracts_root": tmp_path})) as gateway:
        assert (await gateway.client.get("/api/v1/openapi.json")).json() == {"openapi": "3.1.0"}
        assert (await gateway.client.get("/api/asyncapi.json")).status_code == 404


async def test_the_api_has_a_page_for_people_without_any_script(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "openapi").mkdir()
    document = merge([own_openapi()])
    document["paths"]["/api/v1/session"]["post"]["description"] = "<script>alert(1)</script>"
    (tmp_path / "openapi" / "shabaka.json").write_text(json.dumps(document))
    async with running(settings.model_copy(update={"contracts_root": tmp_path})) as gateway:
        page = await gateway.client.get("/api/docs")
        style = await gateway.client.get("/api/docs.css")
    assert "<code>/api/v1/screens/forum</code>" in page.text
    assert "<script" not in page.text
    assert len(page.headers.get_list("content-security-policy")) == 1
    assert style.headers["content-type"].startswith("text/css")


def document(title: str, path: str, operation: str, **shapes: object) -> dict:
    answer = {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}}, "422": {"description": "x"}}
    return {"info": {"title": title}, "paths": {path: {"get": {"operationId": operation, "responses": answer}}},
            "components": {"schemas": shapes}}  # fmt: skip


def test_shapes_that_differ_under_one_name_are_told_apart_and_equal_ones_shared() -> None:
    inner, other = {"type": "string"}, {"type": "integer"}
    item = {"properties": {"x": {"$ref": "#/components/schemas/Inner"}}}
    same = document("Third", "/c", "getC", Item=item, Inner=inner)
    merged = merge(
        [document("First", "/a", "getA", Item=item, Inner=inner), document("Second", "/b", "getB", Item=item, Inner=other), same]
    )
    shapes = merged["components"]["schemas"]
    assert {"Item", "Inner", "SecondItem", "SecondInner"} <= shapes.keys()
    assert "ThirdItem" not in shapes
    assert shapes["SecondItem"]["properties"]["x"] == {"$ref": "#/components/schemas/SecondInner"}
    told = merged["paths"]["/b"]["get"]["responses"]
    assert told["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/SecondItem"}
    assert "422" not in told
    assert "default" in told


def plain(title: str, **shapes: object) -> dict:
    """A document whose one operation answers with the first of its shapes."""
    found = document(title, f"/{title.lower()}", f"get{title}", **shapes)
    content = found["paths"][f"/{title.lower()}"]["get"]["responses"]["200"]["content"]["application/json"]
    content["schema"] = {"$ref": f"#/components/schemas/{next(iter(shapes))}"}
    return found


def test_whatever_the_order_no_operation_gets_the_shape_of_another_service() -> None:
    kinds = ({"type": "string"}, {"type": "integer"}, {"type": "string"})
    documents = [plain(title, Item=kind) for title, kind in zip(("First", "Second", "Third"), kinds, strict=True)]
    for order in permutations(documents):
        merged = merge(order)
        for title, kind in zip(("First", "Second", "Third"), kinds, strict=True):
            told = merged["paths"][f"/{title.lower()}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            assert merged["components"]["schemas"][told["$ref"].rpartition("/")[2]] == kind, title


def test_a_name_that_would_stand_for_two_shapes_is_refused() -> None:
    text, number, flag = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
    with pytest.raises(ValueError, match="SecondItem"):
        merge([plain("First", Item=text), plain("Second", Item=number, SecondItem=flag)])
    with pytest.raises(ValueError, match="SecondItem"):
        merge([plain("First", Item=text, SecondItem=flag), plain("Second", Item=number)])


def test_a_shape_that_is_called_as_the_problems_are_does_not_become_one() -> None:
    merged = merge([plain("First", Problem={"type": "string"})])
    told = merged["paths"]["/first"]["get"]["responses"]
    assert told["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/FirstProblem"}
    assert merged["components"]["schemas"]["Problem"]["description"].startswith("RFC 9457")


def test_two_services_cannot_claim_one_path_or_one_operation() -> None:
    with pytest.raises(ValueError, match="GET /a"):
        merge([document("First", "/a", "getA"), document("Second", "/a", "getB")])
    with pytest.raises(ValueError, match="getA"):
        merge([document("First", "/a", "getA"), document("Second", "/b", "getA")])


def test_our_own_document_names_every_route_readably() -> None:
    operations = {operation["operationId"] for item in own_openapi()["paths"].values() for operation in item.values()}
    assert {"signIn", "signOut", "getSession", "screenHome", "screenCampaignForm", "createServiceAccount"} <= operations
