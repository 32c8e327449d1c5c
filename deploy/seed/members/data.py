"""The sample posts, people and sign-ins. People are called by their posts: nobody here has a name, real or invented."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from .entities import SECRETARIAT, entities


class Place(NamedTuple):
    """A post and, unless it is vacant, the person in it. `key` never changes."""

    key: str
    post: dict[str, Any]
    person: dict[str, Any] | None
    tenure: dict[str, Any]
    confirmed: bool


# kind: title in Arabic (before "b" + entity), in English, initials
_TITLES = {
    "director": ("مدير الاتصال", "Director of Communication", ("م ا", "DC")),
    "media-officer": ("مسؤول الإعلام", "Media Officer", ("م إ", "MO")),
    "brand-officer": ("مسؤول الهوية", "Brand Officer", ("م هـ", "BO")),
}
_VACANT = {("D09", "director"), ("D21", "director"), ("D18", "brand-officer"), ("D30", "brand-officer")}
_SHORT_CARDS = {"D07", "D15", "D23", "D31"}
_EXPERTISE = {
    "director": (["crisis", "spokesperson"], ["behaviour", "evaluation"], ["media-relations", "protocol"], ["digital", "brand"]),
    "media-officer": (["media-relations", "content"], ["digital", "photography"], ["translation", "content"], ["events", "internal"]),
    "brand-officer": (["brand", "accessibility"], ["brand", "content"], ["brand", "photography"], ["brand", "digital"]),
}
_LANGUAGES = (["ar", "en"], ["ar", "en", "ur"], ["ar", "en", "fr"], ["ar", "en", "hi"])

# place, kind, title, initials, language first, network roles
_SECRETARIAT = (
    ("head", "director", ("رئيس الأمانة العامة", "Head of the Secretariat"), ("ر أ", "HS"), []),
    ("editor", "media-officer", ("محرر الأمانة العامة", "Editor of the Secretariat"), ("م أ", "ES"), ["secretariat-editor"]),
    ("reviewer", "duty-contact", ("مراجع الحملات", "Campaign Reviewer"), ("م ح", "CR"), ["reviewer"]),
    ("admin", "duty-contact", ("مسؤول المنصة", "Platform Administrator"), ("م م", "PA"), ["network-admin"]),
    ("ops", "duty-contact", ("مسؤول التشغيل", "Operations Officer"), ("م ت", "OO"), ["ops"]),
    ("studio", "studio-officer", ("مسؤول الاستوديو", "Studio Officer"), ("م س", "SO"), ["studio-officer"]),
    ("releaser", "studio-officer", ("مُصدر صور الاستوديو", "Studio Releaser"), ("م ص", "SR"), ["studio-releaser"]),
)  # fmt: skip

# e-mail → place
SIGN_INS = {
    "director@dept-01.example": "D01/director",
    "editor@dept-01.example": "D01/media-officer",
    "director@dept-02.example": "D02/director",
    "reviewer@secretariat.example": f"{SECRETARIAT}/reviewer",
    "editor@secretariat.example": f"{SECRETARIAT}/editor",
    "admin@secretariat.example": f"{SECRETARIAT}/admin",
    "ops@secretariat.example": f"{SECRETARIAT}/ops",
    "studio@secretariat.example": f"{SECRETARIAT}/studio",
    "releaser@secretariat.example": f"{SECRETARIAT}/releaser",
}
ROLES = {f"{SECRETARIAT}/{place}": roles for place, _, _, _, roles in _SECRETARIAT if roles}
# Who covers for a vacant director: place of the person → place of the post.
COVERS = {"D09/media-officer": "D09/director"}
# Who has the first turns of duty: place of the person, days from today, and what callers should know.
TURNS = (
    ("D01/media-officer", 0, 3, "على رأس العمل حتى الصباح"),
    ("D01/director", 3, 7, None),
    ("D02/media-officer", 0, 2, None),
    ("D12/media-officer", 0, 7, "In the joint operations room"),
    ("GNGC-SEC/editor", 0, 5, None),
)


def places() -> list[Place]:
    """Every post of the sample network with who is in it."""
    departments = [entity for entity in entities() if entity["code"] != SECRETARIAT]
    ordinary = [place for number, entity in enumerate(departments, 1) for place in _department(number, entity)]
    return [*(_office(index, *row) for index, row in enumerate(_SECRETARIAT)), *ordinary]


def _department(number: int, entity: dict[str, Any]) -> list[Place]:
    kinds = ["director", "media-officer", *(["brand-officer"] if number % 3 == 0 else [])]
    return [_place(number, kind, entity) for kind in kinds]


def _place(number: int, kind: str, entity: dict[str, Any]) -> Place:
    ar, en, initials = _TITLES[kind]
    code, short = entity["code"], _short(entity["name"]["en"])
    title = {"ar": f"{ar} ب{entity['name']['ar']}", "en": f"{en}, {short}"}
    mailbox = {"director": "director", "media-officer": "editor"}.get(kind, "brand")
    contact = {
        "email": f"{mailbox}@dept-{number:02d}.example",
        "officePhone": f"+9714000{number:02d}{len(kind):02d}",
        "mobile": f"+97150000{number:02d}{len(kind):02d}",
        "dutyPhone": f"+9714001{number:02d}{len(kind):02d}",
    }
    expertise = _EXPERTISE[kind][number % 4]
    post = {"entity": code, "kind": kind, "title": {"ar": ar, "en": en}, "isNetworkSeat": kind == "director"}
    languages = _LANGUAGES[(number + len(kind)) % len(_LANGUAGES)]
    person = {
        "entity": code, "name": title, "initials": _bi(initials), "languages": languages, "contact": contact, "expertise": expertise,
    }  # fmt: skip
    held = None if (code, kind) in _VACANT else person
    return Place(f"{code}/{kind}", post, held, _since(number * 3 + len(kind)), code not in _SHORT_CARDS)


def _office(index: int, place: str, kind: str, title: tuple[str, str], initials: tuple[str, str], _roles: list[str]) -> Place:
    contact = {
        "email": f"{place}@secretariat.example",
        "officePhone": f"+97140009{index:02d}",
        "mobile": f"+971500009{index:02d}",
    }
    post = {"entity": SECRETARIAT, "kind": kind, "title": _bi(title), "isNetworkSeat": kind == "director"}
    person = {"entity": SECRETARIAT, "name": _bi(title), "initials": _bi(initials), "languages": ["ar", "en"], "contact": contact}
    return Place(f"{SECRETARIAT}/{place}", post, person, _since(index), confirmed=True)


def _since(step: int) -> dict[str, Any]:
    return {"kind": "permanent", "from": (date(2023, 9, 3) + timedelta(days=step * 7)).isoformat()}


def _short(name: str) -> str:
    """What an entity works on, without the kind of entity it is."""
    return name.removeprefix("Department of ").removesuffix(" Authority").removesuffix(" Corporation").removesuffix(" Office")


def _bi(pair: tuple[str, str]) -> dict[str, str]:
    return {"ar": pair[0], "en": pair[1]}
