"""What may go wrong at the door, each with its status and its words in both languages."""

from chassis.errors import DomainError, Forbidden, NotFound, TooMany, Unauthenticated, Unavailable


class SignInFailed(Unauthenticated, ar=("تعذر تسجيل الدخول", "البريد الإلكتروني أو كلمة المرور غير صحيحة.")):
    """The e-mail address or the password is not right."""


class TooManySignIns(TooMany, retry_after=300, ar=("محاولات كثيرة", "محاولات دخول كثيرة من هذا المكان. أعد المحاولة بعد دقائق.")):
    """Too many attempts to sign in from here. Try again in a few minutes."""


class CrossSiteRequest(Forbidden, ar=("طلب من موقع آخر", "لا تُقبل التعديلات إلا من صفحات المنصة نفسها.")):
    """Changes are accepted only from the platform's own pages."""


class NoSuchResource(NotFound, ar=("لا شيء هنا", "لا يوجد مورد بهذا العنوان.")):
    """There is no resource at this address."""


class NoSuchAccount(NotFound, ar=("لا يوجد حساب", "لا يوجد حساب نظام بهذا المعرّف لجهتك.")):
    """Your entity has no service account with this identifier."""


class ServiceAway(Unavailable, ar=("الخدمة غير متاحة مؤقتاً", "تعذر الوصول إلى خدمة {service}. أعد المحاولة بعد قليل.")):
    """The {service} service cannot be reached. Try again in a moment."""


class TookTooLong(
    DomainError,
    status=504,
    retry_after=5,
    ar=("تأخر الرد", "لم تُجب خدمة {service} في الوقت المحدد. قد يكون الطلب نُفّذ؛ حدّث الصفحة قبل إعادته."),
):
    """The {service} service did not answer in time. It may have carried out the request: look before you repeat it."""
