"""The demonstration library, entered through this service's own door."""

from typing import Any

import httpx2
from chassis.auth import Actor
from chassis.clock import dubai_day, now
from chassis.serve import Service

from deploy.seed import library
from deploy.seed.files import read
from deploy.seed.planter import Planter

from .conftest import SECRETARY, VIEWER, Call, person

TODAY, DATA = dubai_day(now()), read()
ORGANISER = person("organiser-1", "D13", ("entity-director", "D13"))


class Door:
    """This service's door as the planter sees it."""

    def __init__(self, call: Call, browser: httpx2.AsyncClient) -> None:
        self._call, self._browser = call, browser

    def of(self, service: str, actor: Actor) -> Any:
        assert service == "media"

        async def speak(method: str, path: str, json: Any = None, key: str | None = None, if_match: int | None = None) -> Any:
            headers = ({"Idempotency-Key": f"seed/{key}"} if key else {}) | ({"If-Match": f'"{if_match}"'} if if_match else {})
            answer = await self._call(actor, method, path, json=json, headers=headers)
            return answer.status_code, answer.json(), int(answer.headers.get("etag", '"0"').strip('"')) or None

        return speak

    async def put(self, upload: Any, content: bytes, name: str) -> None:
        answer = await self._browser.post(upload["url"], data=upload["fields"], files={"file": (name, content)})
        assert answer.status_code == 204, name


async def test_documents_in_every_state_are_planted_and_a_second_time_changes_nothing(
    working: Service, call: Call, browser: httpx2.AsyncClient
) -> None:
    planter = Planter(Door(call, browser), DATA, TODAY)
    ids = await library.documents(planter)
    documents = [(await call(SECRETARY, "GET", f"/documents/{id_}")).json() for id_ in ids.values()]
    assert [len(one["versions"]) for one in documents] == [len(one.editions) for one in DATA.documents]
    for key, document in zip(ids, documents, strict=True):
        in_force = [one for one in document["versions"] if one["state"] == "in-force"]
        assert len(in_force) == 1, key
        assert all(file["pages"] >= 2 for file in in_force[0]["files"])
        assert document["summary"]["en"].endswith(f"({DATA.words.mark.en})")
    states = {one["state"] for document in documents for one in document["versions"]}
    assert states == {"published", "in-force", "in-transition", "superseded", "withdrawn", "in-review"}
    assert await library.documents(planter) == ids
    again = [(await call(SECRETARY, "GET", f"/documents/{id_}")).json()["version"] for id_ in ids.values()]
    assert again == [one["version"] for one in documents]
    assert (await call(VIEWER, "GET", "/documents?q=المتعامل الخالية")).json()["items"] == []
    found = (await call(VIEWER, "GET", "/documents", params={"q": "الأمانة العامة"})).json()["items"]
    assert len(found) == sum(one.class_ == "open" for one in DATA.documents)  # by the text on their last page


async def test_identities_and_kits_are_planted_for_their_readers_and_a_second_time_changes_nothing(
    working: Service, call: Call, browser: httpx2.AsyncClient
) -> None:
    planter = Planter(Door(call, browser), DATA, TODAY)
    for _ in range(2):
        await library.identities(planter)
        await library.kits(planter)
    identity = (await call(VIEWER, "GET", "/identities/D01")).json()
    assert [(logo["ground"], len(logo["files"])) for logo in identity["logos"]] == [("light", 2), ("dark", 2), ("colour", 2)]
    assert len((await call(VIEWER, "GET", "/identities")).json()["items"]) == len(DATA.identities)

    async def titles(reader: Actor) -> set[str]:
        return {one["title"]["en"] for one in (await call(reader, "GET", "/kits")).json()["items"]}

    open_to_all = {one.title.en for one in DATA.kits if one.embargo is None}
    assert await titles(VIEWER) == await titles(ORGANISER) == open_to_all
    assert len(await titles(SECRETARY)) == len(DATA.kits)
    photos = (await call(SECRETARY, "GET", "/photos")).json()["items"]
    assert [photo["purpose"] for photo in photos] == ["media-kit"] * sum(len(one.photos) for one in DATA.kits)
    assert (await call(VIEWER, "GET", "/photos", params={"ids": ",".join(photo["id"] for photo in photos)})).json()["items"] == []
