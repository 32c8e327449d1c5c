"""Entries from before events said exactly who may read them get their record and their readers, once; done again it changes nothing."""

import json
from collections.abc import Mapping
from typing import Any, Final

from chassis.mongo import Collection, Document, driver_errors
from pymongo import ASCENDING, UpdateOne

from subscriptions_svc.log.model import audience_of

AT_ONCE: Final = 1_000
_READ: Final = {"type": 1, "subject": 1, "body": 1}
_FORMER: Final[Document] = {"record": {"$exists": False}}
_OF_A_GROUP: Final[Document] = {"type": {"$regex": r"meetings\.meeting-"}, "body": {"$regex": '"kind":"working-group"'}}


async def name_readers(log: Collection) -> int:
    """Give every entry without a record its own and its readers; how many there were. What narrows others is left pending."""
    done, groups = 0, None
    while True:
        with driver_errors():
            found = await log.find(_FORMER, _READ).sort("_id", ASCENDING).limit(AT_ONCE).to_list(AT_ONCE)
            if not found:
                return done
            if groups is None:
                told = log.find(_OF_A_GROUP, {"subject": 1, "body": 1})
                groups = {one["subject"]: json.loads(one["body"])["data"].get("hostEntity") async for one in told}
            await log.bulk_write([UpdateOne({"_id": one["_id"]}, {"$set": _named(one, groups)}) for one in found], ordered=False)
        done += len(found)


def _named(one: Document, groups: Mapping[str, str | None]) -> Document:
    """What is to be set. What a working group left behind does not say so itself: its meeting does."""
    body = json.loads(one["body"])
    content: dict[str, Any] = body["data"]
    if isinstance(meeting := content.get("meetingId"), str) and meeting in groups:
        content = {"hostEntity": groups[meeting], **content, "kind": "working-group"}
    audience = audience_of(one["type"], body.get("dataclassification", ""), one["subject"], content)
    narrowing = {"narrows": list(audience.narrows), "pending": True} if audience.narrows else {}
    return {"readers": list(audience.readers), "record": audience.record, **narrowing}
