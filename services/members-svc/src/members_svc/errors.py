"""What may go wrong with entities, posts, people and sign-in, each with its status and its words in both languages."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated

# ---- entities ----


class EntityNotFound(NotFound, ar=("الجهة غير موجودة", "لا توجد جهة بالرمز {code}.")):
    """There is no entity with the code {code}."""


class EntityNotActive(Conflict, ar=("الجهة غير قائمة", "دُمجت الجهة {code} أو أُلغيت، فلا يتغير شيء فيها.")):
    """The entity {code} was merged or dissolved, so nothing changes in it any more."""


class EntityCodeTaken(Conflict, ar=("رمز مستخدم", "الرمز {code} مستخدم لجهة أخرى.")):
    """The code {code} is taken by another entity."""


class MergedIntoItself(Invalid, ar=("دمج غير ممكن", "لا تُدمج الجهة في نفسها.")):
    """An entity cannot be merged into itself."""


class ParentWouldCircle(Invalid, ar=("تبعية دائرية", "لا تتبع الجهة نفسها ولا جهة تابعة لها.")):
    """An entity cannot be placed under itself or under one of its own branches."""


# ---- posts ----


class PostNotFound(NotFound, ar=("المنصب غير موجود", "لا يوجد منصب بهذا المعرّف.")):
    """There is no post with this identifier."""


class PostClosed(Conflict, ar=("المنصب مغلق", "أُغلق هذا المنصب مع جهته، فلا يُكلَّف به أحد.")):
    """This post was closed together with its entity; nobody can be appointed to it."""


class PostHeld(Conflict, ar=("المنصب مشغول", "لهذا المنصب تكليف قائم من النوع نفسه. أنهِه أولاً ثم كلّف غيره.")):
    """This post already has a present tenure of this kind. End it first, then appoint another."""


class AlreadyInPost(Conflict, ar=("مكلَّف به الآن", "هذا الشخص مكلَّف بهذا المنصب الآن.")):
    """This person holds this post already."""


class NobodyInPost(Conflict, ar=("المنصب شاغر", "لا يوجد في هذا المنصب تكليف قائم لإنهائه.")):
    """There is no present tenure in this post to end."""


class SeatTaken(Conflict, ar=("للجهة مقعد في الشبكة", "لكل جهة مقعد واحد في الشبكة، وهو لمنصب آخر فيها.")):
    """An entity has one network seat, and another of its posts holds it."""


class TenureDays(Invalid, ar=("تواريخ التكليف غير صحيحة", "يبدأ التكليف اليوم أو قبله، ولا تُحدَّد نهايته إلا إن كان مؤقتاً: اليوم أو بعده.")):
    """A tenure starts today or earlier; only an acting one has its end fixed, and that is today or later."""


# ---- people ----


class PersonNotFound(NotFound, ar=("الشخص غير موجود", "لا يوجد في الدليل شخص بهذا المعرّف.")):
    """There is nobody with this identifier in the directory."""


class OwnRoles(Forbidden, ar=("صلاحياتك أنت", "لا يمنح أحد نفسه صلاحية ولا يسحبها من نفسه.")):
    """Nobody grants roles to themselves or revokes their own."""


class RoleOutOfScope(Invalid, ar=("نطاق غير صحيح", "الصلاحية {role} لا تُمنح في النطاق {scope}.")):
    """The role {role} is not granted for {scope}."""


class NotOfThisEntity(Conflict, ar=("من جهة أخرى", "لا تمنح صلاحيات جهتك إلا لمن يعمل فيها.")):
    """You grant your entity's roles only to people who work in it."""


class RoleNotHeld(Conflict, ar=("لا يحمل هذه الصلاحية", "لا يحمل هذا الشخص الصلاحية {role} في النطاق {scope}.")):
    """This person does not hold the role {role} for {scope}."""


# ---- sign-in ----


class SignInFailed(Unauthenticated, ar=("تعذر تسجيل الدخول", "البريد الإلكتروني أو كلمة المرور غير صحيحة.")):
    """The e-mail address or the password is not right."""


class TooManySignIns(TooMany, ar=("محاولات دخول كثيرة", "محاولات دخول كثيرة بهذا البريد. أعد المحاولة بعد قليل.")):
    """Too many attempts to sign in with this address. Try again in a while."""

    def __init__(self, *, wait: int) -> None:
        super().__init__()
        self.retry_after = wait  # type: ignore[misc]  # how long is known only here


class WeakPassword(Invalid, ar=("كلمة مرور ضعيفة", "اختر كلمة مرور أخرى: {reason}")):
    """Choose another password: {reason}"""


class EmailTaken(Conflict, ar=("بريد مستخدم", "هذا البريد الإلكتروني لحساب شخص آخر.")):
    """This e-mail address signs in another person."""
