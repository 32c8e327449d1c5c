"""A gateway for one page, by page.route: answers in the shapes of the public API, remembers drafts, fails when told to."""
import base64
import copy
import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Route
from webroot import MEDIA

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==")
ENTITIES = [
    ("D01", "دائرة الخدمات الثقافية", "Department of Culture Services"),
    ("D02", "هيئة السلامة العامة", "Public Safety Authority"),
    ("D03", "دائرة الصحة المجتمعية", "Department of Community Health"),
    ("D04", "هيئة الموارد المستدامة", "Sustainable Resources Authority"),
    ("D05", "مجلس الخدمات الرقمية", "Digital Services Council"),
]


def bi(ar: str, en: str) -> dict:
    return {"ar": ar, "en": en}


def entity(code: str) -> dict:
    if code == "GNGC-SEC":
        return {"code": code, "name": bi("الأمانة العامة", "The Secretariat")}
    ar, en = next((ar, en) for c, ar, en in ENTITIES if c == code)
    return {"code": code, "name": bi(ar, en)}


def instant(days: float = 0) -> str:
    return (NOW + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def date(days: int) -> str:
    return (NOW + timedelta(days=days)).strftime("%Y-%m-%d")


def person(name: dict, initials: dict, code: str, roles: list, post: dict | None) -> dict:
    return {"person": {"id": "p-" + code, "name": name, "initials": initials}, "entity": entity(code), "post": post, "roles": roles, "language": "ar"}


DIRECTOR = person(
    bi("سارة نموذج", "Sara Sample"),
    bi("س ن", "SS"),
    "D01",
    [{"role": "entity-director", "scope": "D01"}],
    {"id": "po-1", "title": bi("مديرة الاتصال", "Director of communication"), "kind": "director"},
)
REVIEWER = person(
    bi("خالد نموذج", "Khalid Sample"),
    bi("خ ن", "KS"),
    "GNGC-SEC",
    [{"role": "secretariat-editor", "scope": "network"}, {"role": "reviewer", "scope": "network"}],
    None,
)
OBJECTIVES = [
    {
        "statement": bi("أن تزور كل أسرة مكتبة عامة مرة في الشهر على الأقل.", "Every family visits a public library at least once a month."),
        "type": "behaviour",
        "baseline": 12,
        "target": 30,
        "unit": bi("% من الأسر", "% of families"),
        "deadline": date(90),
    },
    {
        "statement": bi("أن يعرف سبعة من كل عشرة سكان موعد ليالي القراءة.", "Seven of ten residents know when the reading nights are."),
        "type": "awareness",
        "baseline": None,
        "target": 70,
        "unit": bi("% من السكان", "% of residents"),
        "deadline": date(45),
    },
]
KPIS = [
    ("nights", "ليالٍ أقيمت", "Nights held", "activities", 0, 24, 26),
    ("reach", "أشخاص وصلتهم الرسالة", "People reached", "outputs", 0, 900000, 1240000),
    ("recall", "من يتذكر الرسالة", "Who recall the message", "outtakes", 18, 55, 49),
    ("visits", "زيارات شهرية للمكتبات", "Monthly library visits", "outcomes", 41000, 60000, 52000),
    ("habit", "أسر تقرأ معاً كل أسبوع", "Families reading together weekly", "impact", 9, 15, None),
]


def kpi(code: str, ar: str, en: str, stage: str, base: float, target: float, actual: float | None) -> dict:
    return {"metric": code, "name": bi(ar, en), "stage": stage, "baseline": base, "target": target, "unit": None, "actual": actual, "asOf": date(-2) if actual else None}


def campaign(n: int, code: str, status: str, topic: str, ar: tuple, en: tuple, start: int, end: int, **more: object) -> dict:
    live = status in ("live", "completed")
    return {
        "id": f"c{n}",
        "ref": f"GNGC-C-2026-{n:04}",
        "version": 4,
        "status": status,
        "title": bi(ar[0], en[0]),
        "summary": bi(ar[1], en[1]),
        "leadEntity": entity(code),
        "partnerEntities": [entity("D03")] if code != "D03" else [],
        "classification": "open",
        "embargoUntil": None,
        "topic": topic,
        "objectives": copy.deepcopy(OBJECTIVES),
        "audiences": [
            {
                "segment": bi("أسر لديها أطفال دون الثانية عشرة", "Families with children under twelve"),
                "size": 180000,
                "languages": ["ar", "en"],
                "mode": "include",
                "insight": bi("يريدون نشاطاً مسائياً قريباً من البيت.", "They want an evening activity close to home."),
                "barriers": bi("لا يعرفون أن المكتبات تفتح مساءً.", "They do not know that libraries open in the evening."),
            },
            {"segment": bi("طلبة المدارس في أسبوع الاختبارات", "Pupils in exam week"), "size": None, "languages": ["ar"], "mode": "exclude", "insight": None, "barriers": None},
        ],
        "strategy": {
            "proposition": bi("ليلة واحدة تكفي ليصبح الكتاب عادة.", "One night is enough to make a book a habit."),
            "theoryOfChange": bi("التجربة الأولى المشتركة تفتح باب العودة.", "A first experience together opens the way back."),
        },
        "implementation": {
            "startsOn": date(start),
            "endsOn": date(end),
            "phases": [{"kind": "launch", "from": date(start), "to": date(start + 5)}, {"kind": "sustain", "from": date(start + 6), "to": date(end)}],
            "channels": ["social", "outdoor", "events", "direct"],
            "budgetBand": "medium",
        },
        "kpis": [kpi(*row[:6], row[6] if live else None) for row in KPIS],
        "cover": None,
        "review": {"requests": [], "submittedAt": instant(-3), "approvedAt": instant(-1) if live else None, "reviewer": None} if status != "draft" else None,
        "createdBy": {"id": "p-D01", "name": bi("سارة نموذج", "Sara Sample")},
        "createdAt": instant(-9),
        "updatedAt": instant(-0.1),
        "launchAt": None,
        "launchedAt": instant(-1) if live else None,
        "completedAt": None,
        "actions": [],
        **more,
    }


READING = (("ليالي القراءة في المكتبات العامة", "كيف تضاعف ثماني مكتبات زوارها في ستة أسابيع بمحتوى يصنعه القرّاء أنفسهم."), ("Reading nights in public libraries", "How eight libraries double their visitors in six weeks, with content readers make themselves."))
ROAD = (("طريقك أمان", "رسائل قصيرة للسائقين وسائقي التوصيل في أوقات الذروة، بالشراكة مع شركات التوصيل."), ("Your road is safe", "Short messages for drivers and couriers at peak hours, with the delivery companies."))
WINTER = (("شتاء صحي", "دعوة إلى أخذ لقاح الإنفلونزا الموسمية، بمحتوى لكبار السن وأصحاب الهمم."), ("A healthy winter", "A call to take the seasonal flu vaccine, with content for older people and people of determination."))
WATER = (("وفّر بوعي", "تحدّي الأحياء في استهلاك الكهرباء والمياه، بلوحة متابعة أسبوعية لكل حي."), ("Save with sense", "A neighbourhood challenge to use less power and water, with a weekly board for each district."))
CODE = (("لا تشارك رمزك", "توعية بالاحتيال الإلكتروني في موسم التسوق، بلغات العمالة الأكثر انتشاراً."), ("Keep your code to yourself", "Awareness of online fraud in the shopping season, in the languages most spoken."))
COUNTER = (("خدمتك من مكانك", "تعريف المتعاملين بالخدمات التي لم تعد تحتاج إلى زيارة."), ("Served where you are", "Telling people which services no longer need a visit."))


def campaigns() -> dict[str, dict]:
    request = {
        "id": "r1",
        "field": "/kpis/3",
        "note": "هدف بلا خط أساس مقيس: أضف متوسط أكتوبر من سجلات المكتبات.",
        "by": {"id": "p-sec", "name": bi("خالد نموذج", "Khalid Sample")},
        "at": instant(-0.3),
        "resolvedAt": None,
    }
    title = {**request, "id": "r2", "field": "/title/en", "note": "The English title says less than the Arabic one."}
    done = {**request, "id": "r3", "field": "/summary/ar", "note": "اذكر عدد المكتبات.", "resolvedAt": instant(-0.2)}
    rows = [
        campaign(1, "D01", "live", "heritage", *READING, -20, 20),
        campaign(2, "D02", "live", "safety", *ROAD, -6, 25),
        campaign(3, "D03", "live", "health", *WINTER, -2, 48),
        campaign(4, "D04", "live", "sustainability", *WATER, -11, 33),
        campaign(5, "D05", "completed", "digital", *CODE, -60, -5),
        campaign(6, "D05", "live", "services", *COUNTER, -1, 30),
        campaign(7, "D01", "draft", "heritage", *READING, 20, 60, actions=["edit", "submit", "withdraw"]),
        campaign(8, "D01", "changes-requested", "heritage", *READING, 20, 60, actions=["edit", "submit", "withdraw"]),
        campaign(9, "D02", "submitted", "safety", *ROAD, 15, 40, actions=["start-review"]),
        campaign(10, "D04", "in-review", "sustainability", *WATER, 15, 40, actions=["request-changes", "approve"]),
    ]
    rows[7]["review"]["requests"] = [request, title, done]
    return {c["id"]: c for c in rows}


def summary(c: dict) -> dict:
    keys = ("id", "ref", "status", "title", "summary", "leadEntity", "topic", "cover", "launchedAt", "updatedAt", "version", "actions")
    plan = c.get("implementation") or {}
    known = [k for k in c.get("kpis", []) if k["stage"] == "outputs"]
    return {**{k: c[k] for k in keys}, "startsOn": plan.get("startsOn"), "endsOn": plan.get("endsOn"), "kpiHighlight": known[0] if known else None}


def meeting() -> dict:
    def item(n: int, kind: str, minutes: int, ar: str, en: str, **more: object) -> dict:
        return {"id": f"i{n}", "order": n, "title": bi(ar, en), "kind": kind, "plannedMinutes": minutes, "presenters": [], "campaigns": [], "visibility": "all", **more}

    return {
        "id": "m4",
        "version": 3,
        "kind": "network-meeting",
        "status": "agenda-published",
        "number": 4,
        "title": bi("اجتماع الشبكة الرابع لعام 2026", "Network meeting 4 of 2026"),
        "hostEntity": entity("D02"),
        "venue": {"name": bi("المقر الرئيسي، القاعة 2", "Head office, room 2"), "joinUrl": "https://meet.invalid/4"},
        "start": "2026-12-09T06:00:00Z",
        "end": "2026-12-09T08:30:00Z",
        "agenda": [
            item(1, "carry-over", 20, "ما بقي من الاجتماع الثالث", "What remains of the third meeting"),
            item(2, "welcome", 10, "كلمة الجهة المستضيفة", "Words of the host", presenters=[{"name": bi("ليلى نموذج", "Layla Sample")}]),
            item(3, "campaign-presentation", 30, "ليالي القراءة: ماذا تغيّر؟", "Reading nights: what changed?", campaigns=[{"id": "c1", "title": bi(READING[0][0], READING[1][0]), "status": "live"}]),
            item(4, "policy", 40, "دليل الهوية: ستة أشهر للتحويل", "The identity guide: six months to convert"),
            item(5, "any-other", 10, "ما يستجد من أعمال", "Any other business", visibility="secretariat"),
        ],
        "actions": [],
    }


def people() -> list[dict]:
    names = [("سارة نموذج", "Sara Sample", "س ن", "SS"), ("راشد نموذج", "Rashid Sample", "ر ن", "RS"), ("ليلى نموذج", "Layla Sample", "ل ن", "LS"), ("هند نموذج", "Hind Sample", "ه ن", "HS"), ("عمر نموذج", "Omar Sample", "ع ن", "OS")]
    return [
        {
            "id": f"p{i}",
            "name": bi(ar, en),
            "initials": bi(iar, ien),
            "entity": entity(f"D0{i + 1}"),
            "post": {"id": f"po{i}", "kind": "director", "title": bi("مدير الاتصال", "Director of communication")} if i != 3 else None,
            "languages": ["ar", "en"],
            "confirmedAt": instant(-i * 9 - 1),
        }
        for i, (ar, en, iar, ien) in enumerate(names)
    ]


METRICS = [
    {"code": "reach", "name": bi("أشخاص وصلتهم الرسالة", "People reached"), "stage": "outputs"},
    {"code": "recall", "name": bi("من يتذكر الرسالة", "Who recall the message"), "stage": "outtakes"},
]


class Gateway:
    """`fail` maps a path's beginning to a problem's status; `seen` keeps the requests; `events` is what the stream will say."""

    def __init__(self, page: Page, me: dict | None = DIRECTOR) -> None:
        self.me, self.campaigns, self.seen = me, campaigns(), []
        self.fail: dict[str, int] = {}
        self.events: list[dict] = []
        self.photo_checks = 1
        self.photo_verdict = "ready"
        page.route("**/api/v1/**", self.answer)
        page.route(f"{MEDIA}/**", self.store)

    def answer(self, route: Route) -> None:
        request = route.request
        url = urlsplit(request.url)
        path = url.path.removeprefix("/api/v1")
        self.seen.append(request)
        for start, status in self.fail.items():
            if f"{request.method} {path}".startswith(start) or path.startswith(start):
                return self.problem(route, status) if status else route.abort("internetdisconnected")
        name = re.sub(r"[^a-z]+", "_", path.strip("/").split("/")[0])
        return getattr(self, f"on_{name}")(route, path.strip("/").split("/")[1:], parse_qs(url.query))

    def problem(self, route: Route, status: int, title: str = "تعذّر إتمام الطلب", **more: object) -> None:
        body = {"type": "/problems/sample", "title": title, "status": status, "detail": "تفصيل يشرح ما حدث وما العمل.", "requestId": "req-0190-sample", **more}
        route.fulfill(status=status, body=json.dumps(body), content_type="application/problem+json")

    def json(self, route: Route, body: object, status: int = 200) -> None:
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json")

    def on_session(self, route: Route, _: list, __: dict) -> None:
        if route.request.method == "DELETE":
            self.me = None
            return route.fulfill(status=204)
        if route.request.method == "POST":
            given = route.request.post_data_json
            if given["password"] != "right":
                return self.problem(route, 401, "البريد أو كلمة المرور غير صحيحة")
            self.me = REVIEWER if "secretariat" in given["email"] else DIRECTOR
        return self.json(route, self.me) if self.me else self.problem(route, 401, "سجّل الدخول")

    def on_screens(self, route: Route, rest: list, query: dict) -> None:
        if not self.me:
            return self.problem(route, 401, "سجّل الدخول")
        every = list(self.campaigns.values())
        live = [c for c in every if c["status"] in ("live", "completed")]
        desk = [c for c in every if c["status"] in ("submitted", "in-review", "changes-requested")]
        reviewer = self.me is REVIEWER
        match rest:
            case ["home"]:
                mine = [] if reviewer else [summary(c) for c in every if c["leadEntity"] == self.me["entity"] and c["status"] in ("draft", "changes-requested", "submitted")]
                return self.json(route, {"me": self.me, "myDrafts": mine, "deskCount": len(desk) if reviewer else None, "liveCampaigns": [summary(c) for c in live if c["status"] == "live"], "nextMeeting": meeting(), "notices": []})
            case ["forum"]:
                found = [c for c in live if all(c[k] == query[k][0] for k in ("topic", "status") if k in query) and ("entity" not in query or c["leadEntity"]["code"] == query["entity"][0])]
                found = [c for c in found if "q" not in query or query["q"][0] in json.dumps(c, ensure_ascii=False)]
                first = "cursor" not in query
                page = found[:4] if first else found[4:]
                return self.json(route, {"items": [summary(c) for c in page], "next": "more" if first and len(found) > 4 else None, "facets": {"entities": [entity(c) for c, *_ in ENTITIES], "topics": []}})
            case ["review"]:
                return self.json(route, {"items": [summary(c) for c in desk], "next": None})
            case ["campaign", id_] if id_ in self.campaigns:
                c = self.campaigns[id_]
                return self.json(route, {"campaign": c, "entity": c["leadEntity"]})
            case ["campaign-form", id_] if id_ == "new" or id_ in self.campaigns:
                return self.json(route, {"campaign": self.campaigns.get(id_), "entities": [entity(c) for c, *_ in ENTITIES], "metrics": METRICS})
            case ["members"]:
                found = [p for p in people() if "q" not in query or query["q"][0] in p["name"]["ar"]]
                return self.json(route, {"items": found, "next": None, "facets": {"entities": [entity(c) for c, *_ in ENTITIES]}})
            case ["meetings"]:
                return self.json(route, {"items": [meeting()], "next": None})
            case ["meeting", "m4"]:
                return self.json(route, {"meeting": meeting()})
        return self.problem(route, 404, "لا صفحة هنا")

    def on_campaigns(self, route: Route, rest: list, _: dict) -> None:
        request = route.request
        if not self.me:
            return self.problem(route, 401, "سجّل الدخول")
        if not rest:
            made = campaign(50, "D01", "draft", "heritage", ("", ""), ("", ""), 20, 60, actions=["edit", "submit"])
            made |= {"title": request.post_data_json["title"], "topic": None, "objectives": [], "audiences": [], "kpis": [], "implementation": None, "strategy": None, "version": 1}
            self.campaigns[made["id"]] = made
            return self.json(route, made, 201)
        c = self.campaigns[rest[0]]
        if request.method == "GET":
            return self.json(route, c)
        if request.headers.get("if-match") != f'"{c["version"]}"':
            return self.problem(route, 412, "تغيّرت الحملة منذ فتحتها")
        c["version"] += 1
        if request.method == "PATCH":
            given = request.post_data_json
            given["partnerEntities"] = [entity(x) for x in given["partnerEntities"]] if "partnerEntities" in given else c["partnerEntities"]
            c |= given
        else:
            self.verb(c, rest[1], request.post_data_json if request.post_data else {})
        return self.json(route, c)

    def verb(self, c: dict, verb: str, given: dict) -> None:
        status, actions = {
            "submit": ("submitted", []),
            "start-review": ("in-review", ["request-changes", "approve"]),
            "request-changes": ("changes-requested", []),
            "approve": ("scheduled", []),
        }[verb]
        c |= {"status": status, "actions": actions}
        c["review"] = c["review"] or {"requests": [], "submittedAt": instant(), "approvedAt": None, "reviewer": None}
        for i, r in enumerate(given.get("requests", [])):
            c["review"]["requests"].append({"id": f"n{i}", **r, "by": {"id": "p", "name": REVIEWER["person"]["name"]}, "at": instant(), "resolvedAt": None})

    def on_photos(self, route: Route, rest: list, _: dict) -> None:
        if not rest:
            return self.json(route, {"id": "ph1", "status": "pending", "upload": {"url": f"{MEDIA}/quarantine", "fields": {"key": "ph1", "policy": "signed"}, "expiresAt": instant(1)}}, 201)
        if rest[-1] == "uploaded":
            return self.json(route, {"status": "checking"}, 202)
        self.photo_checks -= 1
        ready = self.photo_checks < 0
        photo = {"id": "ph1", "status": self.photo_verdict if ready else "checking", "reason": "الملف ليس صورة." if self.photo_verdict == "rejected" else None, "width": 1600, "height": 900, "alt": None}
        return self.json(route, photo | {"renditions": [{"name": "card", "width": 800, "height": 450, "url": f"{MEDIA}/ph1-card", "type": "image/png"}]})

    def on_events(self, route: Route, _: list, __: dict) -> None:
        said = "".join(f"id: {i + 1}\nevent: {e['type']}\ndata: {json.dumps(e, ensure_ascii=False)}\n\n" for i, e in enumerate(self.events))
        route.fulfill(status=200, body=f"retry: 600000\n\n{said}", content_type="text/event-stream")

    def store(self, route: Route) -> None:
        if route.request.method == "GET":
            return route.fulfill(status=200, body=PIXEL, content_type="image/png")
        self.seen.append(route.request)
        return route.fulfill(status=204, headers={"Access-Control-Allow-Origin": "*"})


def launched(campaign_id: str = "c6") -> dict:
    return {"id": "e1", "type": "campaigns.campaign-launched.v1", "subject": campaign_id, "data": {"campaignId": campaign_id, "title": bi(COUNTER[0][0], COUNTER[1][0])}}
