"""What may go wrong with entities, posts, people and sign-in, each with its status and its words in both languages."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated

# ---- entities ----


class EntityNotFound(NotFound, ar=("الجهة غير موجودة", "لا توجد جهة بالرمز {code}.")):
    """There is no entity with the code {code}."""


class EntityNotActive(Conflict, ar=("الجهة غير قائمة", "دُمجت الجهة {code} أو أُلغيت، فلا يتغير شيء فيها.")):
    """The entity {code} was merged or dissolved, so nothing changes in it any more."""


class EntityActive(Conflict, ar=("الجهة قائمة", "الجهة {code} قائمة، فلا حاجة إلى إعادتها.")):
    """The entity {code} is active; there is nothing to restore."""


class EntityCodeTaken(Conflict, ar=("رمز مستخدم", "الرمز {code} مستخدم لجهة أخرى.")):
    """The code {code} is taken by another entity."""


class MergedIntoItself(Invalid, ar=("دمج غير ممكن", "لا تُدمج الجهة في نفسها.")):
    """An entity cannot be merged into itself."""


class ParentWouldCircle(Invalid, ar=("تبعية دائرية", "لا تتبع الجهة نفسها ولا جهة تابعة لها.")):
    """An entity cannot be placed under itself or under one of its own branches."""


# ---- posts ----


class PostNotFound(NotFound, ar=("المنصب غير موجود", "لا يوجد منصب بهذا المعرّف.")):
    """There is no post with this identifier."""


class PostClosed(Conflict, ar=("المنصب مغلق", "هذا المنصب مغلق، فلا يُكلَّف به أحد ولا يتغير. أعد فتحه أولاً إن كانت جهته قائمة.")):
    """This post is closed; nobody can be appointed to it and nothing changes in it. Reopen it first, if its entity is active."""


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


class TenuresOverlap(Conflict, ar=("تكليفان متداخلان", "يبدأ هذا التكليف قبل أن ينتهي تكليف سابق من النوع نفسه ({to}).")):
    """This tenure would start before an earlier one of the same kind ended ({to})."""


class NobodyActing(Conflict, ar=("لا مكلَّف مؤقتاً", "لا يقوم أحد بعمل هذا المنصب مؤقتاً الآن.")):
    """Nobody acts in this post at present."""


class PostIsHeld(Conflict, ar=("المنصب مشغول", "في هذا المنصب تكليف قائم أو مقترح. أنهِه أو اسحبه أولاً.")):
    """Somebody is in this post or asked to take it. End the tenure or withdraw the proposal first."""


class PostOpen(Conflict, ar=("المنصب قائم", "هذا المنصب قائم، فلا حاجة إلى إعادته.")):
    """This post is open; there is nothing to reopen."""


class TenureNotFound(NotFound, ar=("التكليف غير موجود", "ليس في سجل هذا المنصب تكليف بهذا الرقم.")):
    """The history of this post holds no tenure with this number."""


class TenureRuns(Conflict, ar=("التكليف قائم", "هذا التكليف قائم. حدد آخر يوم له بالتمديد أو أنهِه.")):
    """This tenure runs. Set its last day by extending it, or end it."""


# ---- appointments across entities ----


class ConsentNeeded(
    Conflict, ar=("يلزم قبول صاحب الشأن", "يعمل هذا الشخص في جهة أخرى. اقترح عليه التكليف، فيبدأ متى قبله هو أو أقرّته الأمانة العامة.")
):
    """This person works in another entity. Propose the appointment: it begins when they accept it or the secretariat does."""


class ConsentNotNeeded(Conflict, ar=("لا حاجة إلى اقتراح", "هذا الشخص من الجهة نفسها، فكلّفه مباشرة.")):
    """This person works in this entity: appoint them at once."""


class ProposalWaiting(Conflict, ar=("اقتراح قائم", "على هذا المنصب اقتراح من النوع نفسه ينتظر الرد. اسحبه أولاً.")):
    """An appointment of this kind to this post is proposed already and waits for its answer. Withdraw it first."""


class ProposalNotFound(NotFound, ar=("الاقتراح غير موجود", "لا ينتظر على هذا المنصب اقتراح بهذا المعرّف. قد يكون سُحب أو انتهت مهلته.")):
    """No proposal with this identifier waits on this post. It may have been withdrawn, or its time ran out."""


class ProposalUnsupported(
    Conflict, ar=("لم يعد الاقتراح نافذاً", "من اقترح هذا التكليف لم يعد يملك صلاحيته. اطلب من الأمانة العامة إقراره.")
):
    """Who proposed this appointment may no longer make it. Ask the secretariat to confirm it."""


# ---- the duty roster ----


class DutyTimes(Invalid, ar=("وقت المناوبة غير صحيح", "تنتهي المناوبة بعد بدايتها وبعد الآن، وتمتد 31 يوماً على الأكثر وتبدأ خلال سنة.")):
    """A turn of duty ends after it begins and after now; it lasts at most 31 days and begins within a year."""


class DutyOverlaps(Conflict, ar=("مناوبتان متداخلتان", "لشخص آخر مناوبة في هذا الوقت. أنهِها أولاً أو اختر وقتاً غيره.")):
    """Another turn of duty is set for part of this time. Release it first, or choose another time."""


class DutyNotFound(NotFound, ar=("المناوبة غير موجودة", "لا توجد مناوبة قادمة بهذا المعرّف.")):
    """There is no turn of duty with this identifier ahead."""


class RosterFull(Conflict, ar=("جدول المناوبة ممتلئ", "في جدول الجهة 200 مناوبة قادمة، وهو الحد الأعلى.")):
    """The entity has 200 turns of duty ahead, which is the most."""


class NotOnItsStaff(Conflict, ar=("ليس من الجهة", "لا يناوب عن الجهة إلا من يعمل فيها.")):
    """Only who works for an entity answers for it."""


# ---- people ----


class PersonNotFound(NotFound, ar=("الشخص غير موجود", "لا يوجد في الدليل شخص بهذا المعرّف.")):
    """There is nobody with this identifier in the directory."""


class PersonInUse(
    Conflict, ar=("لا تُحذف هذه البطاقة", "لا تُحذف إلا بطاقة سُجلت خطأً: بلا منصب ولا صلاحية ولا مناوبة ولا تكليف سابق ولا حساب دخول.")
):
    """Only a card registered by mistake is removed: one without a post, a role, a turn of duty, a former tenure or a sign-in."""


class AddressInUse(Conflict, ar=("بريد مستخدم", "هذا البريد الإلكتروني لشخص آخر في الشبكة. اكتب بريد صاحب البطاقة.")):
    """This e-mail address belongs to somebody else in the network. Give the address of this card's owner."""


class ReportWaits(Conflict, ar=("البلاغ قائم", "هذا البلاغ لم يُغلق بعد.")):
    """This report waits still; there is nothing to reopen."""


class NothingToOpen(NotFound, ar=("لا شيء لعرضه", "لا توجد في هذه البطاقة بيانات مقيدة يمكنك الاطلاع عليها.")):
    """There are no restricted fields on this card that you may see."""


class OwnCard(Conflict, ar=("بطاقتك أنت", "صحّح بطاقتك بنفسك بدلاً من الإبلاغ عنها.")):
    """This is your own card: put it right instead of reporting it."""


class ReportsWaiting(Conflict, ar=("بلاغات كثيرة", "على هذه البطاقة {most} بلاغاً لم يُنظر فيها بعد، وهو الحد الأعلى.")):
    """This card has {most} reports that nobody has looked at yet, which is the most."""


class ReportNotFound(NotFound, ar=("البلاغ غير موجود", "لا ينتظر على هذه البطاقة بلاغ بهذا المعرّف.")):
    """There is no report with this identifier waiting on the card."""


class TooManyRows(Invalid, ar=("صفوف كثيرة", "لا يتسع الملف لأكثر من {most} صف. ضيّق البحث أو صدّر بصيغة CSV.")):
    """The file holds at most {most} rows. Narrow the search, or export as CSV."""


class OwnRoles(Forbidden, ar=("صلاحياتك أنت", "لا يمنح أحد نفسه صلاحية ولا يسحبها من نفسه.")):
    """Nobody grants roles to themselves or revokes their own."""


class RoleOutOfScope(Invalid, ar=("نطاق غير صحيح", "الصلاحية {role} لا تُمنح في النطاق {scope}.")):
    """The role {role} is not granted for {scope}."""


class RoleNotYoursToGive(
    Forbidden, ar=("صلاحية لا تملك منحها", "مع هذا المنصب صلاحية لا تملك منحها ولا سحبها. اطلب ذلك من الأمانة العامة.")
):
    """A role comes or goes with this post that you may neither give nor take. Ask the secretariat."""


class AccountOutOfReach(
    Forbidden, ar=("بطاقة خارج صلاحيتك", "يحمل صاحب هذه البطاقة صلاحية لا تملك منحها، فلا يعدّلها إلا هو أو من يمنح تلك الصلاحية.")
):
    """This person holds a role that you may not give. Only they, or who gives that role, change this card."""


class OwnersField(Forbidden, ar=("حقل خاص بصاحب البطاقة", "البريد الخاص لا يراه ولا يغيّره إلا صاحب البطاقة.")):
    """The private e-mail address is seen and changed by the owner of the card only."""


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
