"""What was said at the sample meetings, what they decided, and who had to do what."""

from typing import NamedTuple


class Decided(NamedTuple):
    """A decision; in force from a day counted from planting, when it names one."""

    ar: str
    en: str
    days: int | None = None


class Assigned(NamedTuple):
    """Something an entity had to do; due days from planting. `evidence` closes it, `started` says that it is worked on."""

    entity: str
    ar: str
    en: str
    due: int
    evidence: str = ""
    started: bool = False


# by the kind of the item: Arabic, English
SAID = {
    "welcome": (
        "رحّب ممثل الجهة المستضيفة بالأعضاء، وأُقر جدول الأعمال كما نُشر.",
        "The host welcomed members; the agenda was adopted as published.",
    ),
    "carry-over": (
        "استُعرضت القرارات والإجراءات المفتوحة وحُدّثت حالة كل منها.",
        "Open decisions and actions were gone through and brought up to date.",
    ),
    "campaign-presentation": (
        "عرض فريق الحملة الأهداف وما تحقق منها، ودار نقاش حول ما يمكن نقله إلى حملات أخرى.",
        "The campaign's team showed its objectives and what came of them; members discussed what other campaigns can take over.",
    ),
    "policy": (
        "استعرض الأعضاء المقترح وأبدوا ملاحظاتهم، واتُّفق على إدراجها قبل التعميم.",
        "Members went through the proposal and gave their remarks, which will be worked in before it is circulated.",
    ),
    "guest": (
        "قدّم الضيف عرضه وأجاب عن أسئلة الأعضاء، وتُرفق الشرائح بملف الاجتماع.",
        "The guest gave the talk and answered questions; the slides are in the meeting's pack.",
    ),
    "vote": ("طُرح البند للتصويت وأُقر بأغلبية الحاضرين.", "The item was put to the vote and carried by a majority of those present."),
    "any-other": ("لم تُطرح بنود إضافية، وحُدد موعد الاجتماع المقبل.", "No other business was raised; the date of the next meeting was set."),
}
# what was corrected after the minutes had been circulated: the kind of the item, the Arabic it has since
CORRECTED = {
    "network-13": (
        "campaign-presentation",
        "عُرضت ثلاث حملات تزامنت في شهر واحد، وتقرر أن تنشر كل جهة مواعيدها قبل ستة أسابيع.",
    )
}

DECISIONS: dict[str, tuple[Decided, ...]] = {
    "network-11": (
        Decided("يُعتمد نموذج موحد لتخطيط الحملات في كل الجهات.", "One form for planning campaigns is adopted by all entities.", -600),
    ),
    "network-12": (
        Decided(
            "تُراجع مواد الحملات وفق قائمة إتاحة الوصول قبل نشرها.",
            "Campaign material is checked against the accessibility list before it goes out.",
            -420,
        ),
    ),
    "group-3": (
        Decided("تُرفع مسودة دليل المناسبات الهجرية إلى الاجتماع العام.", "The draft guide to Hijri occasions goes to the network meeting."),
    ),
    "network-13": (
        Decided("يُعتمد دليل التخطيط للمناسبات الهجرية.", "The guide to planning for Hijri occasions is adopted.", -210),
        Decided(
            "تنشر كل جهة مواعيد حملاتها قبل أربعة أسابيع من انطلاقها.", "Each entity gives the dates of its campaigns four weeks ahead.", 60
        ),
    ),
    "extraordinary-1": (
        Decided(
            "تُسمّي كل جهة نقطة اتصال مناوبة في الأحوال الجوية الاستثنائية.", "Each entity names a duty contact for exceptional weather."
        ),
    ),
}

# decisions by their English text: what they say since they were amended, and why
AMENDED: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "Each entity gives the dates of its campaigns four weeks ahead.": (
        {
            "ar": "تنشر كل جهة مواعيد حملاتها قبل ستة أسابيع من انطلاقها.",
            "en": "Each entity gives the dates of its campaigns six weeks ahead.",
        },
        {"ar": "أربعة أسابيع لا تكفي لحجز القنوات.", "en": "Four weeks are too few to book channels."},
    ),
}

ACTIONS: dict[str, tuple[Assigned, ...]] = {
    "network-11": (
        Assigned("D02", "إعداد مثال معبأ للنموذج الموحد", "Prepare a filled-in example of the form", -590, "نُشر المثال في المصادر."),
        Assigned("D03", "جمع ملاحظات الجهات على النموذج", "Gather the entities' remarks on the form", -580, "وردت ملاحظات 24 جهة ودُمجت."),
    ),
    "network-12": (
        Assigned(
            "D01", "قائمة إتاحة الوصول بصيغتها النهائية", "The accessibility list in its final form", -400, "عُممت القائمة على الأعضاء."
        ),
    ),
    "network-13": (
        Assigned("D01", "تقرير أثر حملة الصيف على الجمهور", "Report on what the summer campaign changed", -4),
        Assigned("D02", "تقويم مشترك لحملات الربع المقبل", "A shared calendar of next quarter's campaigns", 6, started=True),
        Assigned(
            "D04", "جلسة تعريفية بدليل المناسبات الهجرية", "A briefing on the guide to Hijri occasions", -150, "عُقدت الجلسة بحضور 31 عضواً."
        ),
    ),
    "extraordinary-1": (
        Assigned("D01", "قائمة نقاط الاتصال المناوبة", "The list of duty contacts", 12),
        Assigned("D03", "رسائل نموذجية للأحوال الجوية بخمس لغات", "Model messages for severe weather in five languages", 20, started=True),
    ),
}
EXCUSES = ("مهمة رسمية خارج الدولة.", "تعارض مع اجتماع مجلس الإدارة.")
