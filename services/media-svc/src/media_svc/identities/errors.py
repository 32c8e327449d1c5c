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
