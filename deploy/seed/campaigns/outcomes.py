"""What came of the sample campaigns: who is recommended and why, what each taught, what builds on what."""

from typing import NamedTuple


class Words(NamedTuple):
    """A sentence in both languages."""

    ar: str
    en: str


# the place of a campaign in the sample → why the secretariat recommends it
CITATIONS = {
    4: Words(
        "قاست استهلاك البيوت قبل الحملة وبعدها بالعدّاد لا بالاستبانة، ونشرت ما لم ينجح كما نشرت ما نجح.",
        "It measured what homes use by the meter, not by a survey, and published what failed beside what worked.",
    ),
    10: Words(
        "بدأت من عائق واحد عرفته من المراجعين، وبنت عليه الرسالة والقناة والموعد، فتضاعف الإقبال على الفحص.",
        "It began with the one barrier that patients named and built message, channel and date on it; visits doubled.",
    ),
    21: Words(
        "خمس لغات برسالة واحدة، ومنقذون على الشاطئ يقولونها بأنفسهم؛ وهدف يقاس بعدد الحوادث لا بعدد المشاهدات.",
        "One message in five languages, said by the lifeguards themselves; a target counted in accidents, not in views.",
    ),
}
# ended long ago and not evaluated yet, or so short a time ago that nothing is owed
UNEVALUATED = (16, 19, 20, 22, 23)
# a campaign → those it builds on; a model always stands before what builds on it
ORIGINS = {9: (1,), 11: (4,), 14: (0,), 24: (10,), 25: (4,), 28: (7,), 31: (1, 9), 33: (11,), 36: (28, 21), 43: (14,)}
# an old campaign → the one that took its place
SUCCESSORS = {7: 28}
# a live campaign → the indicator whose target was changed, by how much, and why
AMENDMENTS = {
    27: (0, 1.4, "انضمت ثلاث جهات شريكة بعد الإطلاق، فاتسع الجمهور المستهدف."),
    31: (3, 0.9, "The museum closes two evenings a week for restoration, so fewer visits can be expected."),
}

WORKED = (
    Words(
        "رسالة واحدة قصيرة تكررت في كل القنوات بالصياغة نفسها، فتذكّرها الناس دون تلقين.",
        "One short message, in the same words through every channel: people could say it unprompted.",
    ),
    Words(
        "شركاء من الميدان نقلوا الرسالة بأصواتهم، وكانوا أصدق عند الجمهور من أي إعلان.",
        "Partners in the field carried the message in their own voices and were believed more than any advertisement.",
    ),
    Words(
        "قِسنا خط الأساس قبل شهرين من الإطلاق، فعرفنا مبكراً أي فئة لم تصلها الرسالة وعدّلنا القنوات.",
        "The baseline was taken two months ahead, so we saw early which audience we missed and changed the channels.",
    ),
    Words(
        "الرسائل المباشرة في يوم الموعد نفسه رفعت الإقبال أكثر من أسبوعين من الإعلانات.",
        "A direct message on the very day brought more people than two weeks of advertising.",
    ),
)
DID_NOT = (
    Words("المواد المطبوعة وُزعت في مواقع لا يمر بها الجمهور المستهدف.", "Printed material lay where the audience never passes."),
    Words(
        "الصياغة الإنجليزية جاءت متأخرة أسبوعاً، ففات غير الناطقين بالعربية ذروة الحملة.",
        "The English wording came a week late, and those who do not read Arabic missed the height of it.",
    ),
    Words(
        "تزامن الإطلاق مع حملة أخرى للجمهور نفسه فتقاسمنا انتباهه بدل أن نجتمع.",
        "We launched beside another campaign for the same audience and split its attention instead of joining.",
    ),
    Words("مقاطع الفيديو الطويلة لم يكملها إلا واحد من عشرين.", "Only one in twenty watched the long films to the end."),
)
WOULD_CHANGE = (
    Words("لن نطلق حملة دون خط أساس مقيس لكل مؤشر.", "Never again without a measured baseline for every indicator."),
    Words(
        "لن نشتري لوحات خارجية قبل معرفة طرق الجمهور اليومية.",
        "No outdoor space bought before we know the audience's daily routes.",
    ),
    Words(
        "لن نحدد موعد الإطلاق قبل مراجعة تقويم حملات الجهات الأخرى.",
        "No launch date fixed before looking at the calendar of other entities.",
    ),
    Words(
        "لن نترك ترجمة المواد إلى الأسبوع الأخير؛ تُكتب اللغتان معاً من اليوم الأول.",
        "Translation never left for the last week: both languages are written together from the first day.",
    ),
)
BARRIERS = (
    Words("يظنون أن الأمر لا يعنيهم.", "They think it is not about them."),
    Words("الوقت، لا القناعة، هو ما يعيقهم.", "Time holds them back, not conviction."),
    Words("لا يعرفون من أين يبدؤون.", "They do not know where to begin."),
)
THEORIES = (
    Words(
        "من يعرف الخطوة الأولى ويراها عند من يشبهه يجرّبها، ومن جرّبها مرتين اعتادها.",
        "Who knows the first step and sees somebody like them take it will try; who tried twice has a habit.",
    ),
    Words(
        "حين يُزال العائق الواحد الذي سمّاه الجمهور بنفسه لا يبقى سبب للتأجيل.",
        "Once the one barrier that people name themselves is gone, nothing is left to put it off for.",
    ),
)

# How what was reached of each stage is known, and how sure that is.
HOW = {
    "outputs": (Words("تقارير المنصات الإعلامية", "Reports of the media platforms"), "high"),
    "outtakes": (Words("استطلاع هاتفي بعد الحملة", "Telephone survey after the campaign"), "medium"),
    "outcomes": (Words("استطلاع المتعاملين", "Survey of service users"), "medium"),
    "impact": (Words("سجلات الجهة", "The entity's own records"), "high"),
}
# a topic → an indicator of its own: name, stage, baseline, target, unit; a target below its baseline is one that should fall
OWN_MEASURES = {
    "safety": (Words("البلاغات المسجلة", "Accidents recorded"), "impact", 420, 310, Words("بلاغ", "reports")),
    "sustainability": (Words("استهلاك البيت في الشهر", "Use of a home in a month"), "impact", 31, 26, Words("متر مكعب", "cubic metres")),
    "services": (Words("زمن إنجاز المعاملة", "Time a transaction takes"), "outcomes", 48, 24, Words("دقيقة", "minutes")),
    "health": (Words("الفحوص المنجزة", "Checks carried out"), "outcomes", 5_200, 9_000, Words("فحص", "checks")),
    "heritage": (Words("زوار الفعاليات", "Visitors of the events"), "outputs", None, 24_000, Words("زائر", "visitors")),
    "digital": (Words("الحسابات المحمية بخطوتين", "Accounts with two-step sign-in"), "outcomes", 18, 45, Words("٪", "%")),
    "awareness": (Words("المبادرات التي بدأها الناس", "Initiatives people began"), "outcomes", None, 150, Words("مبادرة", "initiatives")),
}
