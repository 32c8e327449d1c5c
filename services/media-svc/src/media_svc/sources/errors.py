"""What may go wrong with documents and their versions, each in both languages."""

from chassis.errors import Conflict, Invalid, NotFound


class DocumentNotFound(NotFound, ar=("الوثيقة غير موجودة", "لا توجد وثيقة بهذا المعرّف يمكنك الاطلاع عليها.")):
    """There is no document with this identifier that you may see."""


class VersionNotFound(NotFound, ar=("الإصدار غير موجود", "لا يوجد في الوثيقة إصدار بهذا المعرّف يمكنك الاطلاع عليه.")):
    """The document has no version with this identifier that you may see."""


class VersionFileNotFound(NotFound, ar=("ملف الإصدار غير موجود", "لا يوجد في الإصدار ملف بهذا المعرّف.")):
    """The version has no file with this identifier."""


class NotInThatState(Conflict, ar=("لا يناسب الحالة", "لا يُتخذ هذا الإجراء والإصدار في حالته الراهنة ({state}).")):
    """This act does not fit the state the version is in ({state})."""


class VersionIncomplete(Invalid, ar=("الإصدار غير مكتمل", "أكمل ما يلزم قبل إرسال الإصدار للمراجعة.")):
    """Complete what is missing before the version is handed in."""


class EffectiveDateTaken(Conflict, ar=("تاريخ النفاذ محجوز", "يبدأ نفاذ إصدار آخر من هذه الوثيقة في اليوم نفسه.")):
    """Another version of this document takes effect on the same day."""


class EffectiveTooEarly(
    Invalid, ar=("تاريخ النفاذ مبكر", "كان إصدار آخر سارياً في هذا اليوم أو بعده. لإدخال إصدار سابق اذكر آخر يوم كان فيه سارياً.")
):
    """Another version was in force on this day or after it. To enter one of the past, say the last day on which it was in force."""


class PastNotOver(Invalid, ar=("إصدار لم ينقضِ", "آخر أيام الإصدار السابق يوم مضى، ولا يسبق يوم نفاذه.")):
    """The last day of a version of the past is a day that is over, and no earlier than the day it took effect."""


class PastOverlaps(Conflict, ar=("مدة متداخلة", "كان الإصدار {label} سارياً في بعض هذه المدة. صحح اليومين.")):
    """Version {label} was in force during some of this time. Correct the two days."""


class DocumentPublic(Conflict, ar=("وثيقة منشورة", "نُشر إصدار من هذه الوثيقة، فصحح بياناتها مع ذكر السبب.")):
    """A version of this document was published: correct what it says, and give the reason."""


class DocumentNotPublic(Conflict, ar=("وثيقة لم تُنشر", "لم يُنشر شيء من هذه الوثيقة بعد، فعدّلها مباشرة.")):
    """Nothing of this document is published yet: edit it."""


class DocumentNotDraft(Conflict, ar=("ليست مسودة", "لا تُحذف وثيقة نُشر إصدار منها أو كان قيد المراجعة. استرجع الإصدار أولاً.")):
    """A document of which a version is published or in review is not deleted: take the version back first."""


class TransitionTooShort(Invalid, ar=("الفترة الانتقالية", "تنتهي الفترة الانتقالية في يوم النفاذ أو بعده.")):
    """A transition period ends on the day of effect or later."""


class FileNotUsable(Invalid, ar=("ملف لا يصلح", "أرفق ملفاً من ملفات الجهة اجتاز الفحص وتمكن قراءته.")):
    """Attach a file of the owning entity that has passed its check and can be read."""


class OneLanguageOnly(Conflict, ar=("بلغة واحدة", "لا يحمل الإصدار نصين، عربياً وإنجليزياً، ليُقارن بينهما.")):
    """The version does not hold an Arabic and an English text to compare."""


class TooManyVersions(Conflict, ar=("إصدارات كثيرة", "بلغت الوثيقة أكبر عدد من الإصدارات.")):
    """The document has as many versions as one can have."""


class UnknownReplacement(Invalid, ar=("البديل غير معروف", "لا توجد وثيقة بديلة بهذا المعرّف.")):
    """There is no document to replace it with this identifier."""
