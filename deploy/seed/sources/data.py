"""The sample library: twelve documents with thirty versions. Names are generic and nothing here is a real guide."""

from dataclasses import dataclass
from datetime import date, timedelta

SECRETARIAT = "GNGC-SEC"
Bi = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edition:
    """A version: days from today to its effect, the days its predecessor may be used beside it, what is new, whether English is there."""

    label: str
    starts: int
    transition: int | None = None
    notes: Bi = ("تحديث عام للصياغة والأمثلة.", "General update of wording and examples.")
    english: bool = True
    stays: str = "published"


@dataclass(frozen=True, slots=True)
class Book:
    """A document with its editions, the oldest first."""

    key: str
    owner: str
    kind: str
    title: Bi
    summary: Bi
    subjects: tuple[str, ...]
    editions: tuple[Edition, ...]
    classification: str = "open"
    basis: Bi | None = None


_FIRST: Bi = ("الإصدار الأول.", "The first edition.")
_ROOM: Bi = ("قواعد أوضح للمساحة الخالية حول الشعار.", "Clearer rules for the free space around the logo.")

BOOKS = (
    Book(
        "government-identity", SECRETARIAT, "identity-guide",
        ("دليل الهوية الحكومية", "Government identity guide"),
        ("كيف تظهر الهوية الحكومية الموحدة إلى جانب هوية كل جهة.", "How the one government identity stands beside that of each entity."),
        ("identity", "logo"),
        (
            Edition("1.0", -1500, notes=_FIRST),
            Edition("2.0", -700, 180, _ROOM),
            Edition("3.0", -60, 180, ("ألوان جديدة وفترة انتقالية من ستة أشهر.", "New colours and a transition of six months.")),
        ),
        basis=("قرار تنظيمي للشبكة", "A regulating decision of the network"),
    ),
    Book(
        "communication-guide", SECRETARIAT, "communication-guide",
        ("الدليل الموحد للاتصال الحكومي", "Unified guide to government communication"),
        ("من التخطيط إلى القياس: كيف تُعد الجهات اتصالها.", "From planning to measuring: how entities prepare their communication."),
        ("planning", "measurement"),
        (Edition("1.0", -1200, notes=_FIRST), Edition("1.1", -500), Edition("2.0", -200, 90), Edition("2.1", 45, 60)),
    ),
    Book(
        "crisis-guide", SECRETARIAT, "communication-guide",
        ("دليل الاتصال في الأزمات", "Guide to communication in a crisis"),
        ("أول ساعة، ومن يتحدث، وما لا يقال.", "The first hour, who speaks, and what is not said."),
        ("crisis",),
        (Edition("1.0", -800, notes=_FIRST), Edition("2.0", -150, 30)),
        classification="shared-confidential",
    ),
    Book(
        "social-media", SECRETARIAT, "policy",
        ("سياسة حسابات التواصل الاجتماعي", "Policy on social media accounts"),
        ("فتح الحسابات وإدارتها وإغلاقها، والرد على الجمهور.", "Opening, running and closing accounts, and answering the public."),
        ("social media",),
        (Edition("1.0", -900, notes=_FIRST), Edition("2.0", -300, 60), Edition("3.0", 20, 90)),
    ),
    Book(
        "photo-policy", SECRETARIAT, "policy",
        ("سياسة استخدام الصور الرسمية", "Policy on the use of official photos"),
        ("من يستخدم الصور الرسمية، ولأي غرض، وكيف تُنسب.", "Who uses official photos, for what, and how they are credited."),
        ("photos",),
        (Edition("1.0", -400, notes=_FIRST), Edition("1.1", -30)),
    ),
    Book(
        "plain-language", SECRETARIAT, "communication-guide",
        ("دليل الكتابة الواضحة بالعربية", "Guide to plain Arabic"),
        ("جُمل قصيرة، وكلمات يعرفها الجميع، وأمثلة قبل وبعد.", "Short sentences, words that everybody knows, examples before and after."),
        ("writing",),
        (Edition("1.0", -600, notes=_FIRST, english=False), Edition("2.0", -90, english=False)),
    ),
    Book(
        "press-release", SECRETARIAT, "template",
        ("نموذج الخبر الصحفي", "Press release template"),
        ("العنوان والمقدمة والاقتباس وبيانات التواصل.", "Headline, lead, quotation and contact details."),
        ("press", "writing"),
        (Edition("1", -700, notes=_FIRST), Edition("2", -250), Edition("3", -10)),
    ),
    Book(
        "campaign-plan", SECRETARIAT, "template",
        ("نموذج خطة الحملة", "Campaign plan template"),
        ("الأهداف والجمهور والمقاييس في أربع صفحات.", "Objectives, audience and measures on four pages."),
        ("planning",),
        (Edition("1", -365, notes=_FIRST), Edition("2", -20, stays="withdrawn"), Edition("2.1", 0)),
    ),
    Book(
        "accessibility", SECRETARIAT, "policy",
        ("سياسة إتاحة المحتوى للجميع", "Policy on accessible content"),
        ("التباين والنص البديل والترجمة والصفحات المقروءة آلياً.", "Contrast, alternative text, captions and pages a machine can read."),
        ("accessibility",),
        (Edition("1.0", -450, notes=_FIRST), Edition("1.1", 10, 30)),
    ),
    Book(
        "network-charter", SECRETARIAT, "legal-instrument",
        ("ميثاق الشبكة", "Charter of the network"),
        ("عضوية الشبكة واجتماعاتها وقراراتها.", "Membership of the network, its meetings and its decisions."),
        ("network",),
        (Edition("2019", -2400, notes=_FIRST), Edition("2023", -800)),
    ),
    Book(
        "dept-identity", "D01", "entity-identity",
        ("دليل هوية الدائرة", "Identity guide of the department"),
        ("الشعار والألوان والخطوط وأمثلة التطبيق.", "Logo, colours, fonts and examples of use."),
        ("identity",),
        (Edition("1.0", -520, notes=_FIRST), Edition("1.1", -40, 60, _ROOM)),
    ),
    Book(
        "dept-voice", "D02", "communication-guide",
        ("دليل نبرة الصوت", "Guide to tone of voice"),
        ("كيف تتحدث الدائرة مع جمهورها.", "How the department speaks to its audience."),
        ("writing",),
        (Edition("1.0", -330, notes=_FIRST), Edition("2.0", 15, 30, stays="in-review")),
    ),
)  # fmt: skip

KINDS = {
    "identity-guide": ("دليل هوية", "Identity guide"),
    "communication-guide": ("دليل اتصال", "Communication guide"),
    "policy": ("سياسة", "Policy"),
    "template": ("نموذج", "Template"),
    "legal-instrument": ("أداة تشريعية", "Legal instrument"),
    "entity-identity": ("هوية جهة", "Entity identity"),
}
PAINTS = {
    "identity-guide": "#00504e",
    "communication-guide": "#00201f",
    "policy": "#123c5a",
    "template": "#5a4012",
    "legal-instrument": "#40202c",
    "entity-identity": "#0f4f3f",
}
MONTHS = (
    ("يناير", "January"), ("فبراير", "February"), ("مارس", "March"), ("أبريل", "April"), ("مايو", "May"), ("يونيو", "June"),
    ("يوليو", "July"), ("أغسطس", "August"), ("سبتمبر", "September"), ("أكتوبر", "October"), ("نوفمبر", "November"), ("ديسمبر", "December"),
)  # fmt: skip
SECTIONS: tuple[tuple[Bi, Bi], ...] = (
    (
        ("الغرض والنطاق", "Purpose and scope"),
        (
            "تسري هذه الوثيقة على كل جهة من جهات الشبكة. لا يُستخدم إلا الإصدار الساري، ويُرجع عند الاختلاف إلى النص العربي.",
            "This document binds every entity of the network. Only the version in force is used; where texts differ the Arabic decides.",
        ),
    ),
    (
        ("المبادئ", "Principles"),
        (
            "الوضوح قبل الزخرفة، والجمهور قبل الجهة، والدليل قبل الرأي. كل رسالة لها هدف يُقاس وجمهور محدد وموعد.",
            "Clarity before ornament, the audience before the entity, evidence before opinion. Every message has an aim and a date.",
        ),
    ),
    (
        ("التطبيق", "Application"),
        (
            "تُعيّن كل جهة مسؤولاً عن التطبيق، وتراجع موادها خلال الفترة الانتقالية، وترفع ما يثبت ذلك إلى الأمانة العامة.",
            "Each entity names a person in charge, reviews its material within the transition and gives evidence to the secretariat.",
        ),
    ),
    (
        ("أسئلة متكررة", "Frequent questions"),
        (
            "ماذا لو نفدت المطبوعات القديمة بعد الفترة الانتقالية؟ لا تُوزع. هل يجوز تعديل الألوان؟ لا، إلا بموافقة مكتوبة.",
            "What of old prints after the transition? They are not handed out. May colours be changed? Only with written consent.",
        ),
    ),
)


def day_of(edition: Edition, today: date) -> date:
    """The day an edition takes effect."""
    return today + timedelta(days=edition.starts)
