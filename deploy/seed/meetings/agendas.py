"""What the sample meetings are about, item by item."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from deploy.seed.campaigns.themes import THEMES


class Line(NamedTuple):
    """One item; `campaigns` are places in the list of sample campaigns, `papers` keys of the sample papers; a `part` belongs to the
    item before it."""

    kind: str
    minutes: int
    ar: str
    en: str
    by: str = "secretariat"
    campaigns: tuple[int, ...] = ()
    visibility: str = "members"
    papers: tuple[str, ...] = ()
    part: bool = False


class Given(NamedTuple):
    """What the other gates have by now: campaigns in their order, posts by place, papers by key. What is not there yet is left out."""

    campaigns: list[str]
    posts: Mapping[str, str]
    papers: Mapping[str, dict[str, Any]]


# who presents by post, as far as it is the same at every meeting; the host and a campaign's team are found by entity
POSTS = {"secretariat": "GNGC-SEC/head", "studio": "GNGC-SEC/studio", "group": "D04/director"}
NAMES = {
    "secretariat": ("الأمانة العامة", "The secretariat"),
    "host": ("مدير الاتصال في الجهة المستضيفة", "Director of Communication of the host entity"),
    "lead": ("فريق الحملة", "The campaign's team"),
    "studio": ("فريق الاستوديو", "The Studio's team"),
    "guest": ("ضيف من جهة أكاديمية", "A guest from a university"),
    "group": ("مقرر فريق العمل", "Rapporteur of the working group"),
}

WELCOME = Line("welcome", 10, "الافتتاح والترحيب", "Opening and welcome", "host", visibility="all")
CLOSING = Line("any-other", 10, "ما يستجد من أعمال", "Any other business", visibility="all")
SEATING = Line(
    "any-other",
    5,
    "ترتيب المتحدثين والبدائل عند الاعتذار",
    "Order of speakers and their stand-ins",
    visibility="secretariat",
    papers=("speakers",),
)


def opening(*lines: Line) -> tuple[Line, ...]:
    """A network meeting's agenda: what every one has, around its own items. What is left open comes first by itself."""
    return (WELCOME, *lines, SEATING, CLOSING)


AGENDAS: dict[str, tuple[Line, ...]] = {
    "network-11": opening(
        Line(
            "campaign-presentation",
            25,
            "حملتان مكتملتان: ما نجح وما لم ينجح",
            "Two completed campaigns: what worked and what did not",
            "lead",
            (1, 2),
        ),
        Line("policy", 20, "نموذج موحد لتخطيط الحملات", "One form for planning campaigns", papers=("planning",)),
        Line("vote", 10, "اعتماد مواعيد اجتماعات العام", "Adopting the year's meeting dates"),
    ),
    "session-5": (
        WELCOME,
        Line(
            "guest",
            40,
            "من المخرجات إلى الأثر: قياس تغيّر السلوك",
            "From outputs to outcomes: measuring behaviour change",
            "guest",
            visibility="all",
        ),
        Line(
            "campaign-presentation",
            25,
            "كيف وضعت حملة خط أساس قبل إطلاقها",
            "How one campaign set its baseline before launch",
            "lead",
            (5,),
        ),
        Line("any-other", 15, "أسئلة وأجوبة", "Questions and answers", "host", visibility="all"),
    ),
    "network-12": opening(
        Line("policy", 20, "مراعاة أصحاب الهمم في مواد الحملات", "Accessible campaign material", papers=("accessibility",)),
        Line(
            "campaign-presentation",
            25,
            "حملات الصيف: تنسيق المواعيد والقنوات",
            "Summer campaigns: dates and channels together",
            "lead",
            (8, 9),
        ),
        Line("guest", 20, "لغات جمهورنا: ما الذي تقوله الأرقام", "The languages of our audience: what figures say", "guest"),
    ),
    "group-3": (
        WELCOME,
        Line(
            "policy", 35, "مسودة دليل التخطيط للمناسبات الهجرية", "Draft guide to planning for Hijri occasions", "group", papers=("hijri",)
        ),
        Line("vote", 15, "رفع المسودة إلى الاجتماع العام", "Passing the draft to the network meeting", "group"),
        Line("any-other", 10, "ملاحظات الأمانة العامة على المسودة", "The secretariat's remarks on the draft", visibility="secretariat"),
    ),
    "network-13": opening(
        Line(
            "vote",
            15,
            "اعتماد دليل التخطيط للمناسبات الهجرية",
            "Adopting the guide to planning for Hijri occasions",
            "group",
            papers=("hijri",),
        ),
        Line(
            "campaign-presentation",
            30,
            "ثلاث حملات في شهر واحد: دروس في التنسيق",
            "Three campaigns in one month: lessons in coordination",
            "lead",
            (15, 16, 17),
        ),
        Line("policy", 20, "أرشيف الصور وحقوق الاستخدام", "The photo archive and rights of use", "studio", papers=("photos",)),
    ),
    "extraordinary-1": (
        WELCOME,
        Line("policy", 30, "تنسيق الرسائل في الأحوال الجوية الاستثنائية", "One message in exceptional weather"),
        Line("vote", 10, "نقطة اتصال مناوبة في كل جهة", "A duty contact in every entity"),
        SEATING,
    ),
    "session-6": (
        WELCOME,
        Line(
            "guest",
            35,
            "كتابة عربية واضحة للخدمات الرقمية",
            "Plain Arabic for digital services",
            "guest",
            visibility="all",
            papers=("writing",),
        ),
        Line(
            "campaign-presentation",
            25,
            "حملة جارية: رسالة واحدة بخمس لغات",
            "A live campaign: one message in five languages",
            "lead",
            (24, 26),
        ),
        Line(
            "campaign-presentation", 20, "مؤشرات منتصف المدة: متى نعدّل المسار", "Mid-term indicators: when to change course", "lead", (28,)
        ),
        Line("any-other", 15, "تمرين جماعي: أعد كتابة هذه الرسالة", "Exercise: rewrite this message", "host", papers=("exercise",)),
        Line("any-other", 5, "متابعة تأكيدات الحضور", "Confirmations still missing", visibility="secretariat"),
        Line("any-other", 10, "أسئلة وأجوبة", "Questions and answers", "host", visibility="all"),
    ),
    "network-14": opening(
        Line("campaign-presentation", 25, "حملات جارية تتقاطع جماهيرها", "Live campaigns whose audiences overlap", "lead", (25, 27, 29)),
        Line("policy", 5, "مكتبة المؤشرات", "The library of indicators", papers=("coming",)),
        Line("policy", 10, "تعريفات موحدة لمؤشرات الوصول", "Shared definitions of reach", part=True),
        Line("policy", 5, "خط الأساس لتغيّر السلوك", "A baseline for a change of behaviour", "group", part=True),
        Line("campaign-presentation", 20, "نموذج يحتذى من العام الماضي", "An exemplar of last year", "lead", (21,)),
        Line(
            "guest", 20, "ما الذي يثق به الجمهور: نتائج استطلاع", "What the public trusts: results of a survey", "guest", papers=("survey",)
        ),
        Line("vote", 15, "أولويات الشبكة للعام المقبل", "The network's priorities for next year"),
    ),
}


def item(line: Line, host: str, given: Given) -> dict[str, Any]:
    """The item as the service takes it."""
    return {
        "title": {"ar": line.ar, "en": line.en},
        "kind": line.kind,
        "plannedMinutes": line.minutes,
        "presenters": [_presenter(line, host, given)],
        "campaigns": [given.campaigns[place] for place in line.campaigns if place < len(given.campaigns)],
        "visibility": line.visibility,
        "papers": [given.papers[key] for key in line.papers if key in given.papers],
    }


def _presenter(line: Line, host: str, given: Given) -> dict[str, Any]:
    places = {**POSTS, "host": f"{host}/director"}
    if line.campaigns:
        places["lead"] = f"D{THEMES[line.campaigns[0]][1]:02d}/media-officer"
    post = given.posts.get(places.get(line.by, ""))
    ar, en = NAMES[line.by]
    return {"postId": post} if post else {"name": {"ar": ar, "en": en}}
