"""What may go wrong in the Studio, in both languages."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound


class OfficialPhotoNotFound(NotFound, ar=("الصورة غير موجودة", "لا توجد صورة رسمية بهذا الرقم يمكنك الاطلاع عليها.")):
    """There is no official photo with this number that you may see."""


class OccasionNotFound(NotFound, ar=("المناسبة غير موجودة", "لا توجد مناسبة بهذا المعرّف يمكنك الاطلاع عليها.")):
    """There is no occasion with this identifier that you may see."""


class OccasionInUse(Conflict, ar=("مناسبة مستخدمة", "تذكر صور هذه المناسبة، فصحح بياناتها بدل حذفها.")):
    """Photos name this occasion: put it right instead of deleting it."""


class RegisteredPersonNotFound(NotFound, ar=("الشخصية غير موجودة", "لا توجد في سجل الاستوديو شخصية بهذا المفتاح.")):
    """There is no person with this key in the Studio's register."""


class PersonInUse(Conflict, ar=("شخصية مستخدمة", "تظهر هذه الشخصية في صور، فصحح بياناتها بدل حذفها.")):
    """Photos show this person: put the entry right instead of deleting it."""


class SharedPhotoNotFound(NotFound, ar=("الرابط غير صالح", "انتهت صلاحية هذا الرابط أو سُحبت صورته.")):
    """This link has expired, or its photo was withdrawn."""


class DetailsNotAccepted(Invalid, ar=("بيانات الصورة غير مقبولة", "صحح الحقول المذكورة ثم أعد المحاولة.")):
    """Correct the fields named, then try again."""


class CaptionIncomplete(Conflict, ar=("التعليق غير مكتمل", "أكمل الحقول المذكورة قبل الإرسال إلى المراجعة.")):
    """Complete the fields named before handing it in for review."""


class WrongState(Conflict, ar=("الحالة لا تسمح", "لا يمكن هذا الإجراء وحالة الصورة «{state}».")):
    """This cannot be done while the photo is {state}."""


class PhotoFilesDeleted(Conflict, ar=("حُذفت ملفات الصورة", "انتهت مهلة استعادة هذه الصورة وحُذفت ملفاتها. ارفعها من جديد.")):
    """The time in which this photo could be restored is over and its files are deleted: upload it anew."""


class NotProposed(Conflict, ar=("لم يُقترح الإصدار", "يقترح مسؤول الاستوديو الإصدار أولاً، ثم يوقعه شخص آخر.")):
    """A studio officer proposes the release first; then another person signs it."""


class SamePerson(Conflict, ar=("شخصان مختلفان", "لا يوقع الإصدار من اقترحه؛ يلزم شخص آخر.")):
    """Who proposed a release cannot sign it: another person must."""


class AlreadySigned(Conflict, ar=("موقّع من قبل", "وُقّع إصدار هذه الصورة وتنتظر موعدها.")):
    """The release of this photo is signed already and waits for its hour."""


class EmbargoPassed(Invalid, ar=("الموعد مضى", "اختر موعداً لم يحن بعد.")):
    """Choose an instant that is still to come."""


class NotASuccessor(Invalid, ar=("الصورة البديلة غير صالحة", "تحل محل الصورة صورة أخرى صادرة.")):
    """Only another released photo can take its place."""


class UnknownPerson(Invalid, ar=("شخصية غير معروفة", "سجّل الشخصية في الاستوديو أولاً.")):
    """Enter the person into the Studio's register first."""


class TermsNotAccepted(Forbidden, ar=("شروط الاستخدام", "اقبل شروط الاستخدام مرة واحدة قبل التنزيل.")):
    """Accept the terms of use once before you download."""


class RightsNotValid(Conflict, ar=("الحقوق غير سارية", "لا تسري حقوق استخدام الصورة {number} في هذا اليوم، فلا تُنزّل ولا تُشارك.")):
    """The rights to use photo {number} are not valid today, so it can be neither downloaded nor shared."""


class PhotoTextTooLong(Conflict, ar=("النصوص أطول من أن تُكتب في الملف", "تُعاد الصورة إلى التحرير لاختصار نصوصها.")):
    """The words do not fit into the file: send the photo back and shorten them."""


class NoSuchSize(Invalid, ar=("مقاس غير متوفر", "لا تتوفر الصورة بهذا المقاس.")):
    """The photo does not exist in this size."""
