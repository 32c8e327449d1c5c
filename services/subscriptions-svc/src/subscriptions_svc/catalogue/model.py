"""Which events there are, in both languages, with the schema and an example of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.errors import FieldError, Text

from subscriptions_svc.errors import UNKNOWN_TYPE, UnknownTypes

TITLES: Mapping[str, Text] = {
    "campaigns.campaign-submitted.v1": Text("أُرسلت حملة للمراجعة", "Campaign submitted"),
    "campaigns.review-started.v1": Text("بدأت مراجعة حملة", "Review started"),
    "campaigns.changes-requested.v1": Text("طُلب تعديل حملة", "Changes requested"),
    "campaigns.campaign-approved.v1": Text("اعتُمدت حملة", "Campaign approved"),
    "campaigns.campaign-scheduled.v1": Text("جُدول إطلاق حملة", "Campaign scheduled"),
    "campaigns.campaign-launched.v1": Text("انطلقت حملة", "Campaign launched"),
    "campaigns.campaign-completed.v1": Text("اكتملت حملة", "Campaign completed"),
    "campaigns.campaign-withdrawn.v1": Text("سُحبت حملة", "Campaign withdrawn"),
    "campaigns.campaign-cancelled.v1": Text("أُلغيت حملة", "Campaign cancelled"),
    "campaigns.kpi-reported.v1": Text("أُبلغ عن نتائج مؤشرات", "Results reported"),
    "campaigns.campaign-amended.v1": Text("عُدّلت مستهدفات حملة", "Targets amended"),
    "campaigns.evaluation-fell-due.v1": Text("استحق تقييم حملة", "Evaluation fell due"),
    "campaigns.campaign-evaluated.v1": Text("قُيّمت حملة", "Campaign evaluated"),
    "campaigns.exemplar-marked.v1": Text("أُعلنت حملة ممارسةً مثلى", "Exemplar marked"),
    "campaigns.campaign-superseded.v1": Text("حلت حملة محل أخرى", "Campaign superseded"),
    "campaigns.comment-posted.v1": Text("نُشر تعليق على حملة", "Comment posted"),
    "media.asset-accepted.v1": Text("قُبل ملف أو صورة", "Asset accepted"),
    "media.asset-rejected.v1": Text("رُفض ملف أو صورة", "Asset rejected"),
    "media.photo-released.v1": Text("صدرت صورة رسمية", "Photo released"),
    "media.photo-withdrawn.v1": Text("سُحبت صورة رسمية", "Photo withdrawn"),
    "media.photo-superseded.v1": Text("حلت صورة محل أخرى", "Photo superseded"),
    "media.version-published.v1": Text("نُشر إصدار وثيقة", "Version published"),
    "media.version-took-effect.v1": Text("بدأ سريان إصدار", "Version took effect"),
    "media.version-superseded.v1": Text("حل إصدار محل آخر", "Version superseded"),
    "media.version-withdrawn.v1": Text("سُحب إصدار وثيقة", "Version withdrawn"),
    "media.kit-released.v1": Text("صدرت حقيبة إعلامية", "Media kit released"),
    "media.kit-revoked.v1": Text("سُحبت حقيبة إعلامية", "Media kit revoked"),
    "meetings.meeting-announced.v1": Text("أُعلن اجتماع", "Meeting announced"),
    "meetings.meeting-amended.v1": Text("تغيّر اجتماع معلن", "Meeting amended"),
    "meetings.agenda-published.v1": Text("نُشر جدول أعمال", "Agenda published"),
    "meetings.meeting-postponed.v1": Text("أُجّل اجتماع", "Meeting postponed"),
    "meetings.meeting-rescheduled.v1": Text("حُدد موعد جديد لاجتماع", "Meeting rescheduled"),
    "meetings.meeting-cancelled.v1": Text("أُلغي اجتماع", "Meeting cancelled"),
    "meetings.session-began.v1": Text("بدأت جلسة", "Session began"),
    "meetings.session-ended.v1": Text("انتهت جلسة", "Session ended"),
    "meetings.minutes-circulated.v1": Text("عُمّم محضر", "Minutes circulated"),
    "meetings.minutes-approved.v1": Text("اعتُمد محضر", "Minutes approved"),
    "meetings.meeting-archived.v1": Text("أُرشف اجتماع", "Meeting archived"),
    "meetings.pack-published.v1": Text("صدر ملف اجتماع", "Meeting pack published"),
    "meetings.seat-responded.v1": Text("ردّت جهة على دعوة", "Seat responded"),
    "meetings.attendance-recorded.v1": Text("سُجّل حضور جهة", "Attendance recorded"),
    "meetings.decision-adopted.v1": Text("اعتُمد قرار", "Decision adopted"),
    "meetings.decision-amended.v1": Text("عُدّل قرار", "Decision amended"),
    "meetings.decision-rescinded.v1": Text("أُلغي قرار", "Decision rescinded"),
    "meetings.action-item-opened.v1": Text("فُتح إجراء", "Action item opened"),
    "meetings.action-item-started.v1": Text("بدأ تنفيذ إجراء", "Action item started"),
    "meetings.action-item-fell-overdue.v1": Text("تأخر إجراء", "Action item fell overdue"),
    "meetings.action-item-closed.v1": Text("أُغلق إجراء", "Action item closed"),
    "members.entity-registered.v1": Text("انضمت جهة (الصيغة السابقة)", "Entity registered (former form)"),
    "members.entity-registered.v2": Text("انضمت جهة", "Entity registered"),
    "members.entity-edited.v1": Text("تغيّرت بيانات جهة", "Entity edited"),
    "members.entity-renamed.v1": Text("تغيّر اسم جهة", "Entity renamed"),
    "members.entity-merged.v1": Text("دُمجت جهة في أخرى", "Entity merged"),
    "members.entity-dissolved.v1": Text("أُلغيت جهة", "Entity dissolved"),
    "members.tenure-started.v1": Text("بدأ تكليف", "Tenure started"),
    "members.tenure-ended.v1": Text("انتهى تكليف", "Tenure ended"),
    "members.post-fell-vacant.v1": Text("شغر منصب", "Post fell vacant"),
    "members.acting-cover-set.v1": Text("كُلّف قائم بالأعمال", "Acting cover set"),
    "members.duty-assigned.v1": Text("أُسندت مناوبة", "Duty assigned"),
    "members.duty-released.v1": Text("أُعفي من مناوبة", "Duty released"),
    "members.card-confirmed.v1": Text("أُكدت بطاقة تواصل", "Card confirmed"),
    "members.mistake-reported.v1": Text("أُبلغ عن خطأ في بطاقة", "Mistake on a card reported"),
    "members.restricted-field-opened.v1": Text("فُتح حقل مقيّد", "Restricted field opened"),
    "members.role-granted.v1": Text("مُنحت صلاحية", "Role granted"),
    "members.role-revoked.v1": Text("سُحبت صلاحية", "Role revoked"),
    "subscriptions.subscription-created.v1": Text("أُنشئ اشتراك", "Subscription created"),
    "subscriptions.subscription-changed.v1": Text("تغيّر اشتراك", "Subscription changed"),
    "subscriptions.subscription-failing.v1": Text("اشتراك يتعثر تسليمه", "Subscription failing"),
    "subscriptions.subscription-disabled.v1": Text("عُطّل اشتراك", "Subscription disabled"),
    "subscriptions.subscription-deleted.v1": Text("حُذف اشتراك", "Subscription deleted"),
}


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event."""

    type: str
    title: Text
    description: str
    schema: Mapping[str, Any]
    example: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All types that are announced, under the names that outsiders know."""

    types: Sequence[EventType]
    prefix: str = ""

    def title_of(self, name: str) -> Text:
        """What people call a type, by its name without the prefix."""
        return TITLES.get(name, Text(name, name))

    def named(self, wished: Sequence[str]) -> tuple[str, ...]:
        """Types as the log has them. Raises UnknownTypes, which names each that nobody announces."""
        known = {one.type for one in self.types}
        full = [name if name.startswith(self.prefix) else self.prefix + name for name in wished]
        wrong = [
            FieldError(f"/types/{number}", "unknown-type", UNKNOWN_TYPE) for number, name in enumerate(full) if known and name not in known
        ]
        if wrong:
            raise UnknownTypes(errors=wrong)
        return tuple(dict.fromkeys(full))


def event_type(name: str, schema: Mapping[str, Any], example: Mapping[str, Any], *, prefix: str = "") -> EventType:
    """A type from its contract; one without words of ours is called by its name."""
    return EventType(prefix + name, TITLES.get(name, Text(name, name)), schema.get("description", ""), schema, example)
