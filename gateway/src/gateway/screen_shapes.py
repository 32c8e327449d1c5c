"""The shapes of screens for the OpenAPI document. They name the services' own shapes: merged, one document holds both."""

from typing import Any

Schema = dict[str, Any]


def ref(name: str) -> Schema:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def shape(name: str) -> dict[int | str, Schema]:
    """What a route says of its answer."""
    return {200: {"description": "The screen", "content": {"application/json": {"schema": ref(name)}}}}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "null"}]}


def _object(description: str, **properties: Schema) -> Schema:
    return {"type": "object", "description": description, "properties": properties, "required": list(properties)}


def _screen(description: str, **properties: Schema) -> Schema:
    return _object(description, **properties, unavailable=ref("UnavailableParts"))


def _page(description: str, of: Schema, **more: Schema) -> Schema:
    return _screen(description, items=_list(of), next=_or_null({"type": "string"}), **more)


def _some(of: Schema) -> Schema:
    return _object("A few, and how many there are, counted no further than 100", items=_list(of), count=_COUNT, more={"type": "boolean"})


def _with_cover(name: str) -> Schema:
    return {"allOf": [ref(name), _object("With addresses for its cover", cover=_or_null(ref("ShownCover")))]}


_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer"}
_INSTANT: Schema = {"type": "string", "format": "date-time"}
_ENTITIES = _list(ref("ListedEntity"))

SHAPES: dict[str, Schema] = {
    "UnavailableParts": {
        "type": "array",
        "items": _TEXT,
        "description": "Services that did not answer in time: their part of the screen is empty, not absent.",
    },
    "ShownRendition": _object(
        "One size of a photo; the address works for less than a minute", name=_TEXT, width=_COUNT, height=_COUNT, type=_TEXT, url=_TEXT
    ),
    "ShownCover": _object(
        "A cover as it can be shown",
        assetId=_TEXT,
        alt=ref("BiText"),
        status={"type": "string", "enum": ["pending", "ready", "rejected"]},
        renditions=_list(ref("ShownRendition")),
    ),
    "ListedEntity": _object("An entity by code and name", code=_TEXT, name=ref("BiText")),
    "LeadEntity": _object("An entity with its sectors", code=_TEXT, name=ref("BiText"), sectors=_list(_TEXT)),
    "HomeForum": _object("Live campaigns, and the exemplar named last", live=ref("Counted"), exemplar=_or_null(ref("ShownSummary"))),
    "HomeMeetings": _object("What is ahead, and the next session", ahead=ref("Counted"), session=_or_null(ref("MeetingBody"))),
    "HomeSources": _object("What is in force, and what changed last", inForce=ref("Counted"), latest=_list(ref("DocumentSummary"))),
    "HomeStudio": _object("What is released, and the latest of it", released=ref("Counted"), latest=_list(ref("PhotoCard"))),
    "ShownSummary": _with_cover("CampaignSummary"),
    "ShownCampaign": _with_cover("CampaignBody"),
    "HomeScreen": _screen(
        "What is next, what waits, what is new at each gate; null is a part that is away",
        me=ref("Me"),
        nextMeeting=_or_null(ref("MeetingBody")),
        mySeat=_or_null(ref("MeetingSeatBody")),
        pack=_or_null(ref("PackBody")),
        myActions=_list(ref("ActionBody")),
        myDrafts=_list(ref("ShownSummary")),
        waiting=_object(
            "What waits for the reader; null is not theirs to do, or away",
            desk=_or_null(ref("Counted")),
            minutes=_or_null(ref("Counted")),
            photos=_or_null(_COUNT),
            evaluations=_or_null(ref("Counted")),
            confirmation={"type": "boolean"},
        ),
        liveCampaigns=_list(ref("ShownSummary")),
        notices=_list(ref("NoticeBody")),
        gates=_object(
            "A box per gate; null is away",
            members=_or_null(ref("ConfirmationBody")),
            forum=_or_null(ref("HomeForum")),
            meetings=_or_null(ref("HomeMeetings")),
            sources=_or_null(ref("HomeSources")),
            studio=_or_null(ref("HomeStudio")),
        ),
    ),
    "ForumScreen": _page(
        "Campaigns",
        ref("ShownSummary"),
        facets=_object("What they can be narrowed to", entities=_ENTITIES, topics=_list(_TEXT)),
        total=_or_null(ref("Counted")),
    ),
    "ReviewScreen": _page("What waits for the secretariat", ref("ShownSummary")),
    "CampaignScreen": _screen("One campaign", campaign=ref("ShownCampaign"), entity=ref("LeadEntity")),
    "FormScreen": _screen(
        "What the form needs", campaign=_or_null(ref("ShownCampaign")), entities=_ENTITIES, metrics=_list(ref("MetricBody"))
    ),
    "SearchScreen": _screen(
        "What was found, gate by gate",
        people=_some(ref("PersonSummary")),
        campaigns=_some(ref("CampaignSummary")),
        meetings=_some(ref("MeetingBody")),
        documents=_some(ref("DocumentSummary")),
        kits=_some(ref("KitSummary")),
        photos=_some(ref("PhotoCard")),
    ),
    "MeetingsScreen": _page("Meetings", ref("MeetingBody"), series=_list(ref("SeriesBody")), myActions=_list(ref("ActionBody"))),
    "MeetingScreen": _screen(
        "One meeting",
        meeting=ref("MeetingBody"),
        seats=ref("Seats"),
        carriedOver=ref("Outcomes"),
        minutes=ref("MinutesBody"),
        outcomes=ref("Outcomes"),
        pack=_or_null(ref("PackBody")),
    ),
    "PaperScreen": _screen("Where a paper is", url=_TEXT, expiresAt={"type": "string", "format": "date-time"}),
    "MembersScreen": _page(
        "The directory",
        ref("PersonSummary"),
        facets=_object("What it can be narrowed to", entities=_ENTITIES, sectors=_list(_TEXT)),
        confirmation=_or_null(ref("ConfirmationBody")),
        total=_or_null(ref("Counted")),
    ),
    "EntityScreen": _screen(
        "One entity and what is around it",
        entity=ref("EntityBody"),
        parent=_or_null(ref("ListedEntity")),
        mergedInto=_or_null(ref("ListedEntity")),
        children=_ENTITIES,
        duty=_or_null(ref("RosterBody")),
        confirmation=_or_null(ref("ConfirmationBody")),
        campaigns=_list(ref("CampaignSummary")),
        hasIdentity={"type": "boolean"},
    ),
    "OutboxFacts": _object("What waits in one outbox; age in seconds", collection=_TEXT, depth=_COUNT, age={"type": "number"}),
    "ConsumerLag": _object("Events of a topic that a group has not taken in", group=_TEXT, topic=_TEXT, events=_COUNT),
    "DeadLetter": _object(
        "An event a consumer could not take in, and how many wait behind it; or other work that was given up, by its kind",
        id=_TEXT,
        type=_TEXT,
        subject=_TEXT,
        traceparent=_or_null(_TEXT),
        error=_TEXT,
        at=_INSTANT,
        followers=_COUNT,
        acts=_list({"type": "string", "enum": ["release", "drop"]}),
    ),
    "DeadLetterAct": _object(
        "What was done about one",
        letter=_TEXT,
        type=_TEXT,
        subject=_TEXT,
        act={"type": "string", "enum": ["release", "drop"]},
        by=_TEXT,
        at=_INSTANT,
        error=_or_null(_TEXT),
    ),
    "ServiceFacts": _object(
        "What a service says of itself; null is what cannot be known now",
        service=_TEXT,
        version=_TEXT,
        since=_INSTANT,
        parts=_or_null({"type": "object", "additionalProperties": _TEXT}),
        outboxes=_or_null(_list(ref("OutboxFacts"))),
        lag=_or_null(_list(ref("ConsumerLag"))),
        letters=_or_null(_list(ref("DeadLetter"))),
        acts=_or_null(_list(ref("DeadLetterAct"))),
        figures=_or_null({"type": "object", "additionalProperties": {"type": "number"}}),
    ),
    "OperatedService": _object(
        "A service; no facts when it is away", name=_TEXT, ready={"type": "boolean"}, facts=_or_null(ref("ServiceFacts"))
    ),
    "WatchingProgram": _object(
        "A program that watches the platform, whether it answers and since when; null before it was asked",
        name=_TEXT,
        answers=_or_null({"type": "boolean"}),
        since=_or_null(_INSTANT),
    ),
    "FiringAlert": _object("An alert that fires now", name=_TEXT, severity=_TEXT, summary=_TEXT, advice=_TEXT, since=_INSTANT),
    "OperationsScreen": _screen(
        "The platform as operations see it",
        services=_list(ref("OperatedService")),
        receivers=_list(ref("DeliveryHealth")),
        watching=_list(ref("WatchingProgram")),
        alerts=_or_null(_list(ref("FiringAlert"))),
        traces=_TEXT,
        dashboards=_TEXT,
    ),
    "RosterScreen": _page("Who answers for each entity", ref("DutyNow")),
    "StudioScreen": _page("The gallery", ref("PhotoCard"), facets=_or_null(ref("GalleryFacets")), notices=_list(ref("OfficialPhoto"))),
    "OfficialPhotoScreen": _screen("One official photo", photo=ref("OfficialPhoto"), terms=_or_null(ref("TermsBody"))),
    "SharedPhotoScreen": _screen("What a link leads to", shared=ref("SharedPhoto")),
}
