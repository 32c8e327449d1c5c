"""Which events there are, on which topics, in both languages, with schema and example; and which of them members are told of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from chassis.errors import FieldError, Text

from subscriptions_svc.errors import UNKNOWN_TYPE, UnknownTypes

Gate = Literal["members", "forum", "meetings", "sources", "studio"]
Kind = Literal["campaign", "meeting", "document", "kit", "photo", "entity", "subscription"]


@dataclass(frozen=True, slots=True)
class Rings:
    """Where a notice rings, and which record it leads to: of this kind, named by this field of the event.
    With `spoken` people know the record by that name."""

    gate: Gate
    kind: Kind
    field: str
    spoken: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What people call a type of event, and the notice it gives, if any.

    After one that `ends` a record, the record may be hidden from who heard of it before: what was said of it earlier is no longer shown.
    One that does not lead anywhere is told to those alone who can read the record no longer.
    """

    ar: str
    en: str
    rings: Rings | None
    ends: bool = False
    leads: bool = True


CAMPAIGN: Final = Rings("forum", "campaign", "campaignId")
MEETING: Final = Rings("meetings", "meeting", "meetingId")
DOCUMENT: Final = Rings("sources", "document", "documentId")
KIT: Final = Rings("sources", "kit", "kitId")
PHOTO: Final = Rings("studio", "photo", "number", spoken=True)
UPLOAD: Final = Rings("studio", "photo", "assetId")
ENTITY: Final = Rings("members", "entity", "code")
POST: Final = Rings("members", "entity", "entity")
SUBSCRIPTION: Final = Rings("members", "subscription", "subscriptionId")
QUIET: Final = None  # for machines and overseers: in the log, in no bell

# One line for each type in contracts/, which `make contracts` checks: a type without a line, or a line without a type, is refused there.
TOLD: Final[Mapping[str, Told]] = {
    "campaigns.campaign-submitted.v1": Told("أُرسلت حملة للمراجعة", "Campaign submitted", CAMPAIGN),
    "campaigns.review-started.v1": Told("بدأت مراجعة حملة", "Review started", QUIET),
    "campaigns.changes-requested.v1": Told("طُلب تعديل حملة", "Changes requested", CAMPAIGN),
    "campaigns.campaign-approved.v1": Told("اعتُمدت حملة", "Campaign approved", CAMPAIGN),
    "campaigns.campaign-scheduled.v1": Told("جُدول إطلاق حملة", "Campaign scheduled", CAMPAIGN),
    "campaigns.campaign-unscheduled.v1": Told("أُلغي موعد إطلاق حملة", "Campaign unscheduled", CAMPAIGN),
    "campaigns.campaign-recalled.v1": Told("استرجعت جهة حملتها", "Campaign taken back", CAMPAIGN, ends=True),
    "campaigns.campaign-restored.v1": Told("عادت حملة مسودة", "Campaign restored as a draft", CAMPAIGN, ends=True),
    "campaigns.campaign-deleted.v1": Told("حُذفت مسودة حملة", "Draft of a campaign deleted", QUIET, ends=True),
    "campaigns.campaign-launched.v1": Told("انطلقت حملة", "Campaign launched", CAMPAIGN),
    "campaigns.campaign-completed.v1": Told("اكتملت حملة", "Campaign completed", CAMPAIGN),
    "campaigns.campaign-withdrawn.v1": Told("سُحبت حملة", "Campaign withdrawn", CAMPAIGN, ends=True),
    "campaigns.campaign-cancelled.v1": Told("أُلغيت حملة", "Campaign cancelled", CAMPAIGN, ends=True),
    "campaigns.kpi-reported.v1": Told("أُبلغ عن نتائج مؤشرات", "Results reported", QUIET),
    "campaigns.campaign-amended.v1": Told("عُدّلت مستهدفات حملة", "Targets amended", CAMPAIGN),
    "campaigns.campaign-corrected.v1": Told("صُححت بيانات حملة", "Campaign corrected", CAMPAIGN),
    "campaigns.campaign-reopened.v1": Told("أُعيد فتح حملة مكتملة", "Campaign reopened", CAMPAIGN),
    "campaigns.campaign-reinstated.v1": Told("أُعيدت حملة إلى ما كانت عليه", "Campaign reinstated", CAMPAIGN),
    "campaigns.evaluation-fell-due.v1": Told("استحق تقييم حملة", "Evaluation fell due", CAMPAIGN),
    "campaigns.campaign-evaluated.v1": Told("قُيّمت حملة", "Campaign evaluated", CAMPAIGN),
    "campaigns.evaluation-reopened.v1": Told("أُعيد فتح تقييم حملة", "Evaluation reopened", CAMPAIGN),
    "campaigns.exemplar-revoked.v1": Told("أُلغي إعلان حملة ممارسةً مثلى", "Exemplar revoked", CAMPAIGN),
    "campaigns.exemplar-marked.v1": Told("أُعلنت حملة ممارسةً مثلى", "Exemplar marked", CAMPAIGN),
    "campaigns.campaign-superseded.v1": Told("حلت حملة محل أخرى", "Campaign superseded", CAMPAIGN),
    "campaigns.comment-edited.v1": Told("عُدّل تعليق على حملة", "Comment edited", CAMPAIGN),
    "campaigns.comment-posted.v1": Told("نُشر تعليق على حملة", "Comment posted", CAMPAIGN),
    "media.asset-accepted.v1": Told("قُبل ملف أو صورة", "Asset accepted", QUIET),
    "media.asset-rejected.v1": Told("رُفض ملف أو صورة (الصيغة السابقة)", "File or photo rejected (former form)", QUIET),
    "media.asset-rejected.v2": Told("رُفض ملف أو صورة", "File or photo rejected", UPLOAD, ends=True),
    "media.asset-removed.v1": Told("أُزيل ملف أو صورة", "File or photo removed", QUIET),
    "media.photo-released.v1": Told("صدرت صورة رسمية", "Official photo released", PHOTO),
    "media.photo-corrected.v1": Told("صُححت بيانات صورة رسمية", "Official photo corrected", PHOTO),
    "media.occasion-amended.v1": Told("عُدّلت بيانات مناسبة", "Occasion amended", QUIET),
    "media.photo-withdrawn.v1": Told("سُحبت صورة رسمية", "Official photo withdrawn", PHOTO, ends=True),
    "media.photo-superseded.v1": Told("حلت صورة رسمية محل أخرى", "Official photo superseded", PHOTO, ends=True),
    "media.version-published.v1": Told("نُشر إصدار جديد من وثيقة", "New document version published", DOCUMENT),
    "media.version-took-effect.v1": Told("بدأ سريان إصدار وثيقة", "Document version now in force", DOCUMENT),
    "media.version-superseded.v1": Told("حل إصدار وثيقة محل آخر", "Document version superseded", QUIET),
    "media.past-version-entered.v1": Told("أُدخل إصدار سابق من وثيقة", "Past document version entered", QUIET),
    "media.document-corrected.v1": Told("صُححت بيانات وثيقة", "Document corrected", DOCUMENT),
    "media.version-withdrawn.v1": Told("سُحب إصدار وثيقة", "Document version withdrawn", DOCUMENT, ends=True),
    "media.kit-released.v1": Told("صدرت حقيبة إعلامية", "Media kit released", KIT),
    "media.kit-corrected.v1": Told("صُححت حقيبة إعلامية", "Media kit corrected", KIT),
    "media.kit-closed.v1": Told("أُغلقت حقيبة إعلامية", "Media kit closed", KIT, ends=True),
    "media.kit-revoked.v1": Told("سُحبت حقيبة إعلامية", "Media kit revoked", KIT, ends=True),
    "media.identity-published.v1": Told("نُشرت هوية جهة", "Identity published", QUIET),
    "media.identity-corrected.v1": Told("صُححت هوية جهة", "Identity corrected", QUIET),
    "media.identity-withdrawn.v1": Told("سُحبت هوية جهة", "Identity withdrawn", QUIET, ends=True),
    "meetings.meeting-announced.v1": Told("أُعلن اجتماع", "Meeting announced", MEETING),
    "meetings.meeting-amended.v1": Told("تغيّر اجتماع معلن", "Meeting amended", MEETING),
    "meetings.invitation-withdrawn.v1": Told("أُلغيت دعوة جهتك إلى اجتماع", "Invitation to a meeting withdrawn", MEETING, leads=False),
    "meetings.agenda-published.v1": Told("نُشر جدول أعمال", "Agenda published", MEETING),
    "meetings.meeting-postponed.v1": Told("أُجّل اجتماع", "Meeting postponed", MEETING),
    "meetings.meeting-rescheduled.v1": Told("حُدد موعد جديد لاجتماع", "Meeting rescheduled", MEETING),
    "meetings.meeting-cancelled.v1": Told("أُلغي اجتماع", "Meeting cancelled", MEETING),
    "meetings.session-began.v1": Told("بدأت جلسة", "Session began", QUIET),
    "meetings.session-ended.v1": Told("انتهت جلسة", "Session ended", QUIET),
    "meetings.minutes-circulated.v1": Told("عُمّم محضر", "Minutes circulated", MEETING),
    "meetings.minutes-approved.v1": Told("اعتُمد محضر", "Minutes approved", MEETING),
    "meetings.meeting-corrected.v1": Told("صُحّحت حالة اجتماع", "Meeting status corrected", MEETING),
    "meetings.meeting-details-corrected.v1": Told("صُحّح عنوان اجتماع أو رقمه", "Meeting title or number corrected", MEETING),
    "meetings.meeting-archived.v1": Told("أُرشف اجتماع", "Meeting archived", QUIET),
    "meetings.pack-published.v1": Told("صدر ملف اجتماع", "Meeting pack published", MEETING),
    "meetings.seat-responded.v1": Told("ردّت جهة على دعوة", "Seat responded", QUIET),
    "meetings.attendance-recorded.v1": Told("سُجّل حضور جهة", "Attendance recorded", QUIET),
    "meetings.decision-adopted.v1": Told("اعتُمد قرار", "Decision adopted", MEETING),
    "meetings.decision-amended.v1": Told("عُدّل قرار", "Decision amended", QUIET),
    "meetings.decision-rescinded.v1": Told("أُلغي قرار", "Decision rescinded", MEETING),
    "meetings.decision-reinstated.v1": Told("أُعيد العمل بقرار", "Decision reinstated", MEETING),
    "meetings.action-item-opened.v1": Told("فُتح إجراء", "Action item opened", MEETING),
    "meetings.action-item-started.v1": Told("بدأ تنفيذ إجراء", "Action item started", QUIET),
    "meetings.action-item-amended.v1": Told("عُدّل إجراء", "Action item amended", MEETING),
    "meetings.action-item-reassigned.v1": Told("أُسند إجراء إلى جهة أخرى", "Action item reassigned", MEETING, leads=False),
    "meetings.action-item-reopened.v1": Told("أُعيد فتح إجراء", "Action item reopened", MEETING),
    "meetings.action-item-fell-overdue.v1": Told("تأخر إجراء", "Action item fell overdue", MEETING),
    "meetings.action-item-closed.v1": Told("أُغلق إجراء", "Action item closed", QUIET),
    "members.entity-registered.v1": Told("انضمت جهة (الصيغة السابقة)", "Entity registered (former form)", QUIET),
    "members.entity-registered.v2": Told("انضمت جهة", "Entity registered", ENTITY),
    "members.entity-edited.v1": Told("تغيّرت بيانات جهة", "Entity edited", QUIET),
    "members.entity-renamed.v1": Told("تغيّر اسم جهة", "Entity renamed", ENTITY),
    "members.entity-merged.v1": Told("دُمجت جهة في أخرى", "Entity merged", ENTITY),
    "members.entity-dissolved.v1": Told("أُلغيت جهة", "Entity dissolved", ENTITY),
    "members.entity-restored.v1": Told("عادت جهة بعد دمجها أو إلغائها خطأً", "Entity restored", ENTITY),
    "members.tenure-started.v1": Told("بدأ تكليف", "Tenure started", POST),
    "members.tenure-ended.v1": Told("انتهى تكليف", "Tenure ended", POST),
    "members.tenure-corrected.v1": Told("صُححت تواريخ تكليف", "Tenure corrected", POST),
    "members.post-edited.v1": Told("تغيّرت بيانات منصب", "Post edited", POST),
    "members.post-closed.v1": Told("أُغلق منصب", "Post closed", POST),
    "members.post-reopened.v1": Told("أُعيد فتح منصب", "Post reopened", POST),
    "members.appointment-proposed.v1": Told("اقتُرح تكليف وينتظر القبول", "Appointment proposed, awaiting acceptance", POST),
    "members.appointment-dropped.v1": Told("لم يتم تكليف مقترح", "Proposed appointment not made", POST),
    "members.post-fell-vacant.v1": Told("شغر منصب", "Post fell vacant", POST),
    "members.acting-cover-set.v1": Told("كُلّف قائم بالأعمال", "Acting cover set", POST),
    "members.duty-assigned.v1": Told("أُسندت مناوبة", "Duty assigned", QUIET),
    "members.duty-released.v1": Told("أُعفي من مناوبة", "Duty released", QUIET),
    "members.card-confirmed.v1": Told("أُكدت بطاقة تواصل", "Card confirmed", QUIET),
    "members.mistake-reported.v1": Told("أُبلغ عن خطأ في بطاقة", "Mistake on a card reported", QUIET),
    "members.mistake-settled.v1": Told("أُغلق بلاغ عن خطأ في بطاقة", "Reported mistake settled", QUIET),
    "members.mistake-reopened.v1": Told("أُعيد فتح بلاغ عن خطأ في بطاقة", "Reported mistake reopened", QUIET),
    "members.person-removed.v1": Told("حُذفت بطاقة سُجلت خطأً", "Card registered by mistake removed", QUIET),
    "members.person-moved.v1": Told("انتقل عضو إلى جهة أخرى", "Member moved to another entity", QUIET),
    "members.restricted-field-opened.v1": Told("فُتح حقل مقيّد", "Restricted field opened", QUIET),
    "members.role-granted.v1": Told("مُنحت صلاحية", "Role granted", QUIET),
    "members.role-revoked.v1": Told("سُحبت صلاحية", "Role revoked", QUIET),
    "subscriptions.subscription-created.v1": Told("أُنشئ اشتراك", "Subscription created", QUIET),
    "subscriptions.subscription-changed.v1": Told("تغيّر اشتراك", "Subscription changed", QUIET),
    "subscriptions.subscription-failing.v1": Told("اشتراك يتعثر تسليمه", "Subscription failing", SUBSCRIPTION),
    "subscriptions.subscription-disabled.v1": Told("عُطّل اشتراك", "Subscription disabled", SUBSCRIPTION),
    "subscriptions.delivery-dead-lettered.v1": Told("تعذّر تسليم حدث نهائياً", "Delivery given up", SUBSCRIPTION),
    "subscriptions.subscription-deleted.v1": Told("حُذف اشتراك", "Subscription deleted", QUIET),
}


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event."""

    type: str
    topic: str
    title: Text
    description: str
    schema: Mapping[str, Any]
    example: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All types that are announced, under the names that outsiders know."""

    types: Sequence[EventType]
    prefix: str = ""

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic that something is announced on, in order."""
        return tuple(sorted({one.topic for one in self.types}))

    def named(self, wished: Sequence[str]) -> tuple[str, ...]:
        """Types as the log has them. Raises UnknownTypes, which names each that nobody announces."""
        known = {one.type for one in self.types}
        full = [name if name.startswith(self.prefix) else self.prefix + name for name in wished]
        wrong = [FieldError(f"/types/{number}", "unknown-type", UNKNOWN_TYPE) for number, name in enumerate(full) if name not in known]
        if wrong:
            raise UnknownTypes(errors=wrong)
        return tuple(dict.fromkeys(full))


def title_of(name: str) -> Text:
    """What people call a type, by its name without the prefix; one without words of ours is called by its name."""
    told = TOLD.get(name)
    return Text(told.ar, told.en) if told else Text(name, name)


def event_type(name: str, topic: str, schema: Mapping[str, Any], example: Mapping[str, Any], *, prefix: str = "") -> EventType:
    """A type from its contract."""
    return EventType(prefix + name, topic, title_of(name), schema.get("description", ""), schema, example)
