"""A meeting's pack as one zip: what is in it, in whose name it was asked for, and what happens when a part is missing."""

import base64
import io
import json
import zipfile
from typing import Any

import pytest
from chassis.testing import Tokens

from .conftest import Behind, Gateway

pytestmark = pytest.mark.usefixtures("known")

PDF = b"%PDF-1.7 made"
PAPERS = [
    {"id": "q-1", "kind": "file", "ref": "a-1", "document": None},
    {"id": "q-2", "kind": "source", "ref": "v-2", "document": "d-1"},
    {"id": "q-3", "kind": "file", "ref": "gone", "document": None},
]
FILES = [{"id": "f-1", "language": "ar", "name": "دليل.pdf"}, {"id": "f-2", "language": "en", "name": "guide.pdf"}]
LARGE = b"x" * 3_000_000


@pytest.fixture
def packed(behind: Behind) -> Behind:
    """Services with a pack of one item, a private paper, a guide and a paper that is no more."""
    stream = {"content-type": "application/octet-stream"}
    behind.answers |= {
        "/meetings/m-1/pack-contents": (200, {}, {"version": 2, "items": [{"number": "1", "papers": json.loads(json.dumps(PAPERS))}]}),
        "/meetings/m-1/pack.pdf": (200, {"content-type": "application/pdf"}, PDF),
        "/meetings/m-1/calendar": (200, {"content-type": "text/calendar"}, b"BEGIN:VCALENDAR"),
        "/assets/a-1": (200, {}, {"status": "ready", "fileName": "slides.pdf"}),
        "/assets/a-1/stream": (200, stream, LARGE),
        "/documents/d-1": (200, {}, {"id": "d-1", "versions": [{"id": "v-2", "state": "published", "files": FILES}]}),
        "/documents/d-1/versions/v-2/files/f-1/stream": (200, stream, b"arabic"),
        "/documents/d-1/versions/v-2/files/f-2/stream": (200, stream, b"english"),
    }
    return behind


async def fetched(gateway: Gateway, query: str = "", status: int = 200) -> Any:
    answer = await gateway.client.get(f"/api/v1/screens/pack-archive/m-1{query}")
    assert answer.status_code == status, answer.text
    return zipfile.ZipFile(io.BytesIO(answer.content)) if status == 200 else answer.json()


async def test_an_archive_holds_copies_of_the_papers_and_says_what_it_lacks(gateway: Gateway, packed: Behind) -> None:
    await gateway.sign_in()
    files = await fetched(gateway)
    papers = ["papers/1-1-slides.pdf", "papers/1-2-ar-دليل.pdf", "papers/1-2-en-guide.pdf"]
    assert files.testzip() is None
    assert files.namelist() == ["pack-ar.pdf", "pack-en.pdf", "meeting.ics", "contents.json", *papers]
    assert [files.read(name) for name in papers] == [LARGE, b"arabic", b"english"]
    listed = json.loads(files.read("contents.json"))["items"][0]["papers"]
    assert [one["files"] for one in listed] == [papers[:1], papers[1:], []]


async def test_private_papers_are_asked_for_in_the_gateways_name_and_all_else_in_the_readers(
    gateway: Gateway, packed: Behind, tokens: Tokens
) -> None:
    await gateway.sign_in()
    await fetched(gateway, "?version=2")
    assert packed.last("/meetings/m-1/pack-contents")["target"].endswith("?version=2")
    assert packed.last("/meetings/m-1/pack.pdf")["target"].endswith("?lang=en&version=2")
    who = {one["path"]: actor_of(one) for one in packed.asked if "authorization" in one["headers"]}
    ours = [path for path, actor in who.items() if actor == "gateway" and not path.startswith("/credentials")]
    assert sorted(ours) == ["/assets/a-1", "/assets/a-1/stream", "/assets/gone"]
    assert {who[path] for path in who if path.startswith(("/meetings", "/documents"))} == {"p-1"}


def actor_of(asked: dict[str, Any]) -> str:
    """Whose token a request brought."""
    claims = asked["headers"]["authorization"].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(claims + "=="))["sub"]


@pytest.mark.parametrize(("path", "status"), [("/meetings/m-1/pack-contents", 404), ("/meetings/m-1/pack.pdf", 503)])
async def test_without_the_pack_there_is_no_archive(gateway: Gateway, packed: Behind, path: str, status: int) -> None:
    packed.answers[path] = (status, {}, {"type": "/problems/refused"})
    await gateway.sign_in()
    assert (await fetched(gateway, status=status))["type"] == "/problems/refused"
    assert not [one for one in packed.asked if one["path"].endswith("/stream")]


async def test_an_archive_is_for_who_is_signed_in(gateway: Gateway, packed: Behind) -> None:
    await fetched(gateway, status=401)
    assert packed.asked == []
