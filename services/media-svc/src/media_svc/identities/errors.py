"""What may go wrong with identities, each in both languages."""

from chassis.errors import Conflict, Invalid, NotFound


class IdentityNotFound(NotFound, ar=("الهوية غير موجودة", "لا توجد لهذه الجهة هوية يمكنك الاطلاع عليها.")):
    """This entity has no identity that you may see."""


class LogoNotFound(NotFound, ar=("الشعار غير موجود", "لا يوجد في الهوية شعار بهذا المعرّف.")):
    """The identity has no logo with this identifier."""


class LogoFileNotUsable(Invalid, ar=("ملف لا يصلح", "أرفق ملفات شعار للجهة اجتازت الفحص، ملفاً واحداً من كل صيغة.")):
    """Attach logo files of the entity that have passed their check, one of each format."""


class IdentityEmpty(Conflict, ar=("هوية بلا شعار", "أضف شعاراً ولوناً قبل النشر.")):
    """Add a logo and a colour before it is published."""


class IdentityNotPublished(Conflict, ar=("هوية غير منشورة", "لا تُصحح ولا تُسحب إلا هوية منشورة. عدّل هذه مباشرة.")):
    """Only a published identity is corrected or withdrawn: edit this one."""


class IdentityPublic(Conflict, ar=("هوية منشورة", "الهوية منشورة: يصححها من يملك نشرها مع ذكر السبب، أو تُسحب ثم تُعدّل.")):
    """This identity is published: who may publish it corrects it and gives the reason, or it is withdrawn and then edited."""


class IdentityNotDraft(Conflict, ar=("ليست مسودة فارغة", "لا تُحذف إلا هوية لم تُنشر قط ولا شعار فيها. أخرج الشعارات أولاً.")):
    """Only an identity that was never published and holds no logo is deleted: take the logos out first."""
