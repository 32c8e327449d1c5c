"""What may go wrong with media kits, each in both languages."""

from chassis.errors import Conflict, Invalid, NotFound


class KitNotFound(NotFound, ar=("الحقيبة غير موجودة", "لا توجد حقيبة إعلامية بهذا المعرّف يمكنك الاطلاع عليها.")):
    """There is no media kit with this identifier that you may see."""


class KitItemNotFound(NotFound, ar=("العنصر غير موجود", "لا يوجد في الحقيبة عنصر بهذا المعرّف.")):
    """The kit has no item with this identifier."""


class KitNotDraft(Conflict, ar=("ليست مسودة", "لا تتغير محتويات حقيبة أُطلقت أو سُحبت. أعدها إلى مسودة أولاً.")):
    """What a kit holds does not change once it was released or revoked: make it a draft again first."""


class KitEmpty(Invalid, ar=("حقيبة فارغة", "أضف عنصراً واحداً على الأقل قبل الإطلاق.")):
    """A kit holds at least one item when it is released."""


class KitNotReleased(Conflict, ar=("لم تُطلق", "لا تُسحب إلا حقيبة أُطلقت.")):
    """Only a kit that was released can be revoked."""


class KitFull(Conflict, ar=("الحقيبة ممتلئة", "بلغت الحقيبة أكبر عدد من العناصر.")):
    """The kit holds as many items as one can."""


class KitFileNotUsable(Invalid, ar=("ملف لا يصلح", "أرفق ملفاً من ملفات الجهة اجتاز الفحص.")):
    """Attach a file of the owning entity that has passed its check."""


class KitTimesCross(Invalid, ar=("المواعيد متعارضة", "تنتهي إتاحة الحقيبة بعد رفع الحظر عنها.")):
    """A kit closes after its embargo has ended."""


class KitFilesDeleted(Conflict, ar=("حُذفت ملفات الحقيبة", "انتهت مهلة استعادة هذه الحقيبة وحُذفت ملفاتها. أنشئ حقيبة جديدة.")):
    """The time in which this kit could be restored is over and its files are deleted: begin another one."""


class KitNotRevoked(Conflict, ar=("لم تُسحب", "لا تعود إلى مسودة إلا حقيبة سُحبت.")):
    """Only a kit that was revoked is restored as a draft."""


class KitOpened(Conflict, ar=("أُعلن عنها", "عرف القراء بهذه الحقيبة. اسحبها مع ذكر السبب، أو صحح ما فيها.")):
    """Its readers have heard of this kit: revoke it and give the reason, or correct what it says."""


class KitNotOpened(Conflict, ar=("لم يُعلن عنها", "لم يعرف أحد بهذه الحقيبة بعد، فأعدها إلى مسودة وعدّلها.")):
    """Nobody has heard of this kit yet: make it a draft again, and edit it."""


class KitTimesPassed(Invalid, ar=("موعد مضى", "اختر لإغلاق الحقيبة موعداً لم يحن بعد.")):
    """Choose an instant that is still to come for the kit to close."""
