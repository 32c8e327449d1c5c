"""What may go wrong with a campaign, each with its status and its words in both languages."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound, Text

STATUS_NAMES = {
    "draft": Text("مسودة", "a draft"),
    "submitted": Text("مرسلة للمراجعة", "submitted"),
    "in-review": Text("قيد المراجعة", "in review"),
    "changes-requested": Text("مطلوب تعديلها", "waiting for changes"),
    "approved": Text("معتمدة", "approved"),
    "scheduled": Text("مجدولة", "scheduled"),
    "live": Text("جارية", "live"),
    "completed": Text("مكتملة", "completed"),
    "evaluation-due": Text("مستحقة التقييم", "due for evaluation"),
    "evaluated": Text("مقيّمة", "evaluated"),
    "exemplar": Text("ممارسة مثلى", "an exemplar"),
    "superseded": Text("حلت محلها حملة أخرى", "superseded"),
    "withdrawn": Text("مسحوبة", "withdrawn"),
    "cancelled": Text("ملغاة", "cancelled"),
}

UNANSWERED = Text(
    "طلب المراجع تعديل هذا الحقل؛ عدّله أو أجب عن الطلب.", "The reviewer asked about this field: change it or answer the request."
)
COVER_REJECTED = Text("لم تجتز صورة الغلاف الفحص؛ اختر صورة أخرى.", "The cover photo did not pass its check: choose another.")
NO_SUCH_CAMPAIGN = Text("لا توجد حملة بهذا المعرّف يمكنك الاطلاع عليها.", "There is no such campaign that you may see.")
MISSING = Text("هذا الحقل مطلوب قبل الإرسال للمراجعة.", "This field is needed before review.")


class CampaignNotFound(NotFound, ar=("الحملة غير موجودة", "لا توجد حملة بهذا المعرّف يمكنك الاطلاع عليها.")):
    """There is no campaign with this identifier that you may see."""


class NotADraft(Conflict, ar=("ليست مسودة", "لا تُرسل للمراجعة إلا مسودة أو حملة طُلب تعديلها؛ هذه الحملة: {status}.")):
    """Only a draft, or a campaign with changes requested, can be submitted; this one is {status}."""


class NotSubmitted(Conflict, ar=("لم تُرسل للمراجعة", "لا تبدأ المراجعة إلا لحملة أُرسلت؛ هذه الحملة: {status}.")):
    """Only a submitted campaign can be taken into review; this one is {status}."""


class NotInReview(Conflict, ar=("ليست قيد المراجعة", "لا يصدر هذا القرار إلا أثناء المراجعة؛ هذه الحملة: {status}.")):
    """Only a campaign in review can be decided on; this one is {status}."""


class NotApproved(Conflict, ar=("لم تُعتمد", "لا تُجدول ولا تُطلق إلا حملة معتمدة؛ هذه الحملة: {status}.")):
    """Only an approved campaign can be scheduled or launched; this one is {status}."""


class NotLive(Conflict, ar=("ليست جارية", "لا تكتمل إلا حملة جارية؛ هذه الحملة: {status}.")):
    """Only a live campaign can be completed; this one is {status}."""


class PastWithdrawal(Conflict, ar=("فات وقت السحب", "لا تُسحب الحملة بعد إطلاقها أو إنهائها؛ هذه الحملة: {status}.")):
    """A campaign can be withdrawn only before it goes live; this one is {status}."""


class NothingToCancel(Conflict, ar=("لا شيء يُلغى", "لا تُلغى إلا حملة معتمدة أو مجدولة أو جارية؛ هذه الحملة: {status}.")):
    """Only an approved, scheduled or live campaign can be cancelled; this one is {status}."""


class NotEditable(Conflict, ar=("غير قابلة للتعديل", "لا تُعدّل هذه الحقول والحملة في هذه الحالة: {status}.")):
    """These fields cannot be edited while the campaign is {status}."""


class TargetsFrozen(Conflict, ar=("المستهدفات مثبتة", "ثُبتت مؤشرات الأداء ومستهدفاتها عند الإطلاق؛ لا يُعدّل بعده إلا المتحقق وتاريخه.")):
    """Indicators and targets froze at launch; only the actual figures and their dates change after it."""


class UnderEmbargo(Conflict, ar=("تحت الحظر", "لا تُطلق الحملة قبل انتهاء حظر النشر.")):
    """The campaign cannot go live before its embargo ends."""


class OwnCampaign(Forbidden, ar=("حملة كتبتها", "لا يراجع أحد حملة كتبها بنفسه ولا يعتمدها.")):
    """Nobody reviews or approves a campaign they wrote themselves."""


class Incomplete(Invalid, ar=("الحملة غير مكتملة", "أكمل الحقول المذكورة ثم أرسل الحملة للمراجعة.")):
    """Complete the fields named here, then submit the campaign."""


class Contradictory(Invalid, ar=("بيانات متعارضة", "بعض الحقول يناقض بعضها.")):
    """Some fields contradict each other."""


class UnknownField(Invalid, ar=("حقل غير معروف", "لا تحتوي الحملة على حقل من الحقول المذكورة.")):
    """The campaign has no such field."""


class UnknownRequest(Invalid, ar=("طلب تعديل غير معروف", "لا يوجد طلب تعديل مفتوح بهذا المعرّف.")):
    """There is no open change request with this identifier."""


class NoEntity(Invalid, ar=("لأي جهة؟", "أنت تكتب لأكثر من جهة؛ اذكر الجهة القائدة.")):
    """You write for several entities: name the lead entity."""


class NotAmendable(Conflict, ar=("لا تُعدّل مستهدفاتها", "لا تُعدّل المستهدفات إلا بعد الإطلاق وقبل التقييم؛ هذه الحملة: {status}.")):
    """Targets are amended only after the launch and before the evaluation; this campaign is {status}."""


class NothingAmended(Invalid, ar=("لا تعديل", "لا يختلف شيء عن المستهدفات المثبتة.")):
    """Nothing differs from the frozen targets."""


class NotCompleted(Conflict, ar=("لم تكتمل", "لا تُقيّم إلا حملة مكتملة؛ هذه الحملة: {status}.")):
    """Only a completed campaign is evaluated; this one is {status}."""


class Unevaluable(Invalid, ar=("التقييم غير مكتمل", "أكمل الحقول المذكورة ثم أغلق التقييم.")):
    """Complete the fields named here, then close the evaluation."""


class NotEvaluated(Conflict, ar=("لم تُقيّم", "لا تُعلن ممارسةً مثلى إلا حملة مقيّمة؛ هذه الحملة: {status}.")):
    """Only an evaluated campaign becomes an exemplar; this one is {status}."""


class NotSupersedable(Conflict, ar=("لا تحل محلها حملة", "لا تحل حملة إلا محل حملة أُطلقت؛ هذه الحملة: {status}.")):
    """Only a campaign that went live is superseded; this one is {status}."""


class UnknownCampaign(Invalid, ar=("حملة غير معروفة", "لا توجد حملة بالمعرّف المذكور يمكن استخدامها هنا.")):
    """There is no campaign with the identifier named here that can be used."""


class UntoldHistory(Invalid, ar=("تاريخ ناقص", "أكمل ما تحتاج إليه حالة الحملة.")):
    """Tell what a campaign in this state has."""


class CommentNotFound(NotFound, ar=("التعليق غير موجود", "لا يوجد تعليق بهذا المعرّف يمكنك الاطلاع عليه.")):
    """There is no comment with this identifier that you may see."""


class NotYourComment(Forbidden, ar=("ليس تعليقك", "لا يحذف التعليق إلا كاتبه أو الأمانة العامة.")):
    """Only its author or the secretariat removes a comment."""


class NotOpenToVoices(Conflict, ar=("ليست منشورة", "لا يُعلّق على حملة ولا تُزكّى إلا بعد إطلاقها.")):
    """A campaign is commented on and endorsed only after its launch."""
