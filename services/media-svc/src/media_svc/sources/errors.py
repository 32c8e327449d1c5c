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


class EffectiveTooEarly(Invalid, ar=("تاريخ النفاذ مبكر", "يجب أن يكون تاريخ النفاذ اليوم أو بعده، وبعد نفاذ الإصدار الساري.")):
    """A version takes effect today or later, and after the one that is in force."""


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
