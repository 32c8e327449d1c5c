"""What may go wrong with media kits, each in both languages."""

from chassis.errors import Conflict, Invalid, NotFound


class KitNotFound(NotFound, ar=("الحقيبة غير موجودة", "لا توجد حقيبة إعلامية بهذا المعرّف يمكنك الاطلاع عليها.")):
    """There is no media kit with this identifier that you may see."""


class KitItemNotFound(NotFound, ar=("العنصر غير موجود", "لا يوجد في الحقيبة عنصر بهذا المعرّف.")):
    """The kit has no item with this identifier."""


class KitNotDraft(Conflict, ar=("ليست مسودة", "لا تتغير محتويات حقيبة أُطلقت أو سُحبت.")):
    """What a kit holds does not change once it was released or revoked."""


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
