"""Which service owns which resource: the first segment behind /api/v1 decides, the path goes on unchanged."""

from chassis.errors import Text
from chassis.http import API

_OWNERS = {
    "members": ("entities", "posts", "people", "rosters", "confirmations"),
    "campaigns": ("campaigns", "metrics"),
    "meetings": ("meetings", "meeting-series", "action-items", "decisions", "agenda-proposals", "attendance", "calendar-feeds"),
    "media": (
        "photos",
        "assets",
        "official-photos",
        "photo-uploads",
        "photo-occasions",
        "photo-people",
        "gallery-facets",
        "photo-terms",
        "photo-archive",
        "photo-notices",
        "photo-links",
        "documents",
        "identities",
        "kits",
    ),
    "subscriptions": ("events", "subscriptions", "event-types", "delivery-health", "notifications"),
}
ROUTES = {segment: service for service, segments in _OWNERS.items() for segment in segments}
OPEN = frozenset(("calendar-feeds",))  # read without a session: the address holds a secret
OWN = frozenset(("session", "sessions", "service-accounts", "token", "operations", "openapi.json"))
SCREENS = frozenset(
    {
        *("home", "search", "operations", "forum", "campaign", "review", "campaign-form"),
        *("meetings", "meeting", "paper", "pack-archive"),
        *("members", "entity", "roster"),
        *("studio", "official-photo", "shared-photo"),
    }
)
NAMES = {
    "members": Text("الأعضاء", "members"),
    "campaigns": Text("الحملات", "campaigns"),
    "meetings": Text("الاجتماعات", "meetings"),
    "media": Text("الصور والملفات", "media"),
    "subscriptions": Text("الاشتراكات", "subscriptions"),
}
_BEGINNING = f"{API}/"


def segment_of(path: str) -> str | None:
    """The first segment of a resource's path; None for every path that is not plainly one, so that none leads around the table."""
    if not path.startswith(_BEGINNING) or "//" in path or "\\" in path:
        return None
    segments = path.split("/")
    return None if "." in segments or ".." in segments else segments[3]


def is_open(path: str) -> bool:
    """Whether the address itself holds the secret that opens it: one record of an open resource, not the resource."""
    return segment_of(path) in OPEN and path.count("/") > _BEGINNING.count("/")


def owner_of(path: str) -> str | None:
    """The service that answers this path, if it is not the gateway's own."""
    return ROUTES.get(segment_of(path) or "")


def name_of(service: str) -> Text:
    """What readers call a service."""
    return NAMES.get(service, Text(service, service))
