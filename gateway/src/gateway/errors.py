"""What may go wrong at the door, each with its status and its words in both languages."""

from chassis.errors import Conflict, DomainError, Forbidden, NotFound, TooMany, Unauthenticated, Unavailable


class SignInFailed(Unauthenticated, ar=("تعذر تسجيل الدخول", "البريد الإلكتروني أو كلمة المرور غير صحيحة.")):
    """The e-mail address or the password is not right."""


class TooManySignIns(TooMany, retry_after=300, ar=("محاولات كثيرة", "فشلت محاولات دخول كثيرة من هذا المكان. أعد المحاولة بعد دقائق.")):
    """Too many attempts to sign in from here have failed. Try again in a few minutes."""


class TooManyStreams(TooMany, retry_after=30, ar=("اتصالات كثيرة", "لديك اتصالات مفتوحة كثيرة بالأحداث. أغلق بعضها ثم أعد المحاولة.")):
    """You hold too many open streams of events. Close some and try again."""


class CrossSiteRequest(Forbidden, ar=("طلب من موقع آخر", "لا تُقبل التعديلات بجلسة شخص إلا من صفحات المنصة نفسها؛ وللأنظمة رمز خاص بها.")):
    """With a person's session, changes are accepted only from the platform's own pages. Systems use a token of their own."""


class InsufficientScope(Forbidden, ar=("خارج نطاق الرمز", "لا يشمل نطاق هذا الرمز هذا الإجراء.")):
    """This token's scopes do not cover the act."""


class ScopeNotGranted(Forbidden, ar=("نطاق غير ممنوح", "طُلب نطاق لا يملكه هذا الحساب.")):
    """A scope was asked for that the account does not have."""


class UnknownHost(DomainError, status=400, ar=("عنوان غير معروف", "لا تُخدم المنصة تحت هذا الاسم.")):
    """The platform is not served under this host name."""


class NoSuchResource(NotFound, ar=("لا شيء هنا", "لا يوجد مورد بهذا العنوان.")):
    """There is no resource at this address."""


class NoSuchAccount(NotFound, ar=("لا يوجد حساب", "لا يوجد حساب نظام بهذا المعرّف لجهتك.")):
    """Your entity has no service account with this identifier."""


class NoSuchSession(NotFound, ar=("لا توجد جلسة", "لا توجد لك جلسة قائمة بهذا المعرّف.")):
    """You have no running session with this identifier."""


class AlreadyCreated(Conflict, ar=("أُنشئ الحساب من قبل", "أُنشئ هذا الحساب من قبل وعُرض رمزه مرة واحدة. احذفه وأنشئ غيره إن ضاع الرمز.")):
    """This account was created before and its token shown once. If it is lost, delete the account and create another."""


class NotAcceptable(DomainError, status=406, ar=("صيغة غير متوفرة", "لا تتوفر الإجابة بصيغة يقبلها الطلب. الصيغة المتوفرة: {kind}.")):
    """The answer is not there in a form that the request takes. There is {kind}."""


class ServiceAway(Unavailable, ar=("الخدمة غير متاحة مؤقتاً", "تعذر الوصول إلى خدمة {service}. أعد المحاولة بعد قليل.")):
    """The {service} service cannot be reached. Try again in a moment."""


class TookTooLong(
    DomainError,
    status=504,
    retry_after=5,
    ar=("تأخر الرد", "لم تُجب خدمة {service} في الوقت المحدد. قد يكون الطلب نُفّذ؛ حدّث الصفحة قبل إعادته."),
):
    """The {service} service did not answer in time. It may have carried out the request: look before you repeat it."""
