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
FIXED_AT_LAUNCH = Text("ثُبّت هذا الحقل عند الإطلاق.", "This field was fixed at the launch.")
CORRECTABLE = Text("صحّح هذا الحقل مع ذكر السبب.", "Correct this field with a reason.")
MISSING = Text("هذا الحقل مطلوب قبل الإرسال للمراجعة.", "This field is needed before review.")


class CampaignNotFound(NotFound, ar=("الحملة غير موجودة", "لا توجد حملة بهذا المعرّف يمكنك الاطلاع عليها.")):
    """There is no campaign with this identifier that you may see."""


class NotDeletable(Conflict, ar=("لا تُحذف إلا مسودة", "حالة الحملة الآن: {status}. استرجعها أو اسحبها أولاً.")):
    """Only a draft can be deleted; this campaign is {status}. Take it back or withdraw it first."""


class NotADraft(Conflict, ar=("ليست مسودة", "لا تُرسل للمراجعة إلا مسودة أو حملة طُلب تعديلها؛ هذه الحملة: {status}.")):
    """Only a draft, or a campaign with changes requested, can be submitted; this one is {status}."""


class NotSubmitted(Conflict, ar=("لم تُرسل للمراجعة", "لا تبدأ المراجعة إلا لحملة أُرسلت؛ هذه الحملة: {status}.")):
    """Only a submitted campaign can be taken into review; this one is {status}."""


class NotInReview(Conflict, ar=("ليست قيد المراجعة", "لا تُعتمد إلا حملة قيد المراجعة؛ هذه الحملة: {status}.")):
    """Only a campaign in review can be approved; this one is {status}."""


class NotReturnable(Conflict, ar=("لا تُعاد إلى جهتها", "لا يُطلب تعديل إلا حملة قيد المراجعة أو معتمدة لم تُطلق؛ هذه الحملة: {status}.")):
    """Changes are requested only of a campaign in review, or approved and not yet live; this one is {status}."""


class NotApproved(Conflict, ar=("لم تُعتمد", "لا تُجدول ولا تُطلق إلا حملة معتمدة؛ هذه الحملة: {status}.")):
    """Only an approved campaign can be scheduled or launched; this one is {status}."""


class NotLive(Conflict, ar=("ليست جارية", "لا تكتمل إلا حملة جارية؛ هذه الحملة: {status}.")):
    """Only a live campaign can be completed; this one is {status}."""


class PastWithdrawal(Conflict, ar=("فات وقت السحب", "لا تُسحب الحملة بعد إطلاقها أو إنهائها؛ هذه الحملة: {status}.")):
    """A campaign can be withdrawn only before it goes live; this one is {status}."""


class NothingToCancel(Conflict, ar=("لا شيء يُلغى", "لا تُلغى إلا حملة معتمدة أو مجدولة أو جارية؛ هذه الحملة: {status}.")):
    """Only an approved, scheduled or live campaign can be cancelled; this one is {status}."""


class NotEditable(Conflict, ar=("غير قابلة للتعديل", "لا تُحرّر حملة في هذه الحالة: {status}.")):
    """A campaign cannot be edited while it is {status}."""


class WithTheSecretariat(NotEditable, ar=("الحملة لدى الأمانة العامة", "هذه الحملة: {status}. استرجعها أولاً لتعود مسودة، ثم عدّلها.")):
    """This campaign is {status}: take it back first, so that it is a draft again, then edit it."""


class AlreadyEvaluated(NotEditable, ar=("قُيّمت الحملة", "هذه الحملة: {status}. أعد فتح التقييم لتعديل النتائج، أو صحّح بياناتها بسبب.")):
    """This campaign is {status}: reopen its evaluation to change results, or correct the other fields with a reason."""


class AlreadyEnded(NotEditable, ar=("انتهت الحملة", "هذه الحملة: {status}. أعد الحملة أولاً، ثم عدّلها.")):
    """This campaign is {status}: bring it back first, then edit it."""


class TargetsFrozen(
    Conflict, ar=("المستهدفات مثبتة", "ثُبتت مؤشرات الأداء ومستهدفاتها عند الإطلاق. عدّل المستهدفات مع ذكر السبب، أو سجّل المتحقق وتاريخه.")
):
    """Indicators and targets froze at the launch. Amend the targets with a reason, or report actual figures and their dates."""


class CorrectInstead(Conflict, ar=("تُصحَّح مع ذكر السبب", "أُطلقت الحملة ورآها الأعضاء. صحّح الحقول المذكورة مع ذكر السبب بدلاً من تحريرها.")):
    """The campaign was launched and members have seen it. Correct the fields named here with a reason instead of editing them."""


class FixedAtLaunch(
    Conflict,
    ar=("ثُبّت عند الإطلاق", "لا تُغيَّر الحقول المذكورة بعد الإطلاق. تُعدّل المستهدفات في موضعها مع ذكر السبب، وتُصحَّح لحظة الإطلاق الفعلية."),
):
    """The fields named here do not change after the launch. Targets are amended in their own place and with a reason; of the launch,
    the instant when it happened is corrected."""


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


class NotCorrectable(
    Conflict, ar=("لا تُصحَّح الآن", "لا تُصحَّح بيانات حملة إلا بعد إطلاقها، ما لم تُلغَ أو تحل محلها أخرى؛ هذه الحملة: {status}.")
):
    """A campaign is corrected only after its launch, unless it was cancelled or superseded; this one is {status}."""


class NothingCorrected(Invalid, ar=("لا تصحيح", "لا يختلف شيء عمّا هو منشور.")):
    """Nothing differs from what is published."""


class Emptied(Invalid, ar=("حقل فارغ", "ما نُشر لا يُترك فارغاً. أكمل الحقول المذكورة.")):
    """What is published cannot be left empty. Complete the fields named here."""


class TooManyAmendments(
    Conflict, ar=("تعديلات كثيرة", "بلغ سجل تعديلات هذه الحملة حدّه. ابدأ حملة جديدة على مثالها، وتُحِلّها الأمانة العامة محلها.")
):
    """This campaign's list of amendments is full. Begin a new campaign from it and let the secretariat mark this one as superseded."""


class NotRecallable(Conflict, ar=("لا تُسترجع", "لا تُسترجع إلا حملة لدى الأمانة العامة لم تُطلق بعد؛ هذه الحملة: {status}.")):
    """Only a campaign that is with the secretariat and not yet live can be taken back; this one is {status}."""


class NotScheduled(Conflict, ar=("غير مجدولة", "لا يُلغى موعد الانطلاق إلا لحملة مجدولة؛ هذه الحملة: {status}.")):
    """Only a scheduled campaign has a launch time to give up; this one is {status}."""


class NotRestorable(
    Conflict,
    ar=(
        "لا تعود مسودة",
        "لا تعود مسودةً إلا حملة مسحوبة، أو ملغاة قبل إطلاقها؛ هذه الحملة: {status}. ما أُلغي بعد إطلاقه تعيده الأمانة العامة.",
    ),
):
    """Only a withdrawn campaign, or one cancelled before its launch, becomes a draft again; this one is {status}. The secretariat
    reinstates what was cancelled after its launch."""


class NotReopenable(Conflict, ar=("لا يُعاد فتحها", "لا يُعاد فتح حملة إلا إذا اكتملت ولم تُقيّم؛ هذه الحملة: {status}.")):
    """Only a completed campaign that is not yet evaluated can be reopened; this one is {status}."""


class NoClosedEvaluation(
    Conflict, ar=("لا تقييم مغلقاً", "لا يُعاد فتح التقييم إلا لحملة مقيّمة؛ هذه الحملة: {status}. إعلانها ممارسةً مثلى يُلغى أولاً.")
):
    """Only the evaluation of an evaluated campaign can be reopened; this one is {status}. A mark of exemplar is revoked first."""


class NotAnExemplar(Conflict, ar=("ليست ممارسة مثلى", "لا يُلغى الإعلان إلا عن حملة أُعلنت ممارسةً مثلى؛ هذه الحملة: {status}.")):
    """Only an exemplar can lose its mark; this campaign is {status}."""


class NotReinstatable(
    Conflict,
    ar=(
        "لا تُعاد",
        "لا تُعاد إلى ما كانت عليه إلا حملة حلت محلها أخرى أو أُلغيت بعد إطلاقها؛ هذه الحملة: {status}. ما قبل الإطلاق تعيده جهته مسودة.",
    ),
):
    """Only a campaign that was superseded, or cancelled after its launch, is reinstated; this one is {status}. Before the launch its
    entity restores it as a draft."""


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


class NotYourComment(Forbidden, ar=("ليس تعليقك", "لا يعدّل التعليق إلا كاتبه، ولا يحذفه إلا كاتبه أو الأمانة العامة.")):
    """Only its author edits a comment, and only its author or the secretariat removes it."""


class CommentRemoved(Conflict, ar=("حُذف التعليق", "حُذف هذا التعليق؛ لا يُعدّل ما حُذف. ما حذفته الأمانة العامة تعيده الأمانة العامة.")):
    """This comment was removed and cannot be edited. What the secretariat removed, the secretariat restores."""


class NothingToRestore(Conflict, ar=("لا نص يُعاد", "لا يُعاد إلا تعليق حذفته الأمانة العامة؛ ما حذفه كاتبه لم يبقَ نصه.")):
    """Only a comment that the secretariat removed is restored; the words of one that its author removed are gone."""


class NotOpenToVoices(Conflict, ar=("ليست منشورة", "لا يُعلّق على حملة ولا تُزكّى إلا بعد إطلاقها.")):
    """A campaign is commented on and endorsed only after its launch."""
