"""What may go wrong with events and subscriptions, each with its status and its words in both languages."""

from chassis.errors import Conflict, DomainError, Forbidden, Invalid, NotFound, Text

UNKNOWN_TYPE = Text(
    "لا يُعلن نوع حدث بهذا الاسم؛ انظر قائمة أنواع الأحداث.", "No event of this type is announced: see the list of event types."
)
SINK_REFUSED = Text("لا يمكن إرسال الأحداث إلى هذا العنوان.", "Events cannot be sent to this address.")

STATUS_NAMES = {
    "active": Text("نشط", "active"),
    "paused": Text("موقوف مؤقتاً", "paused"),
    "disabled": Text("معطّل", "disabled"),
}


class SubscriptionNotFound(NotFound, ar=("الاشتراك غير موجود", "لا يوجد اشتراك بهذا المعرّف يمكنك الاطلاع عليه.")):
    """There is no subscription with this identifier that you may see."""


class DeliveryNotFound(NotFound, ar=("التسليم غير موجود", "لا يوجد تسليم لهذا الموضع في هذا الاشتراك.")):
    """This subscription has no delivery at this position."""


class NotActive(Conflict, ar=("ليس نشطاً", "لا يُوقف مؤقتاً إلا اشتراك نشط؛ هذا الاشتراك: {status}.")):
    """Only an active subscription can be paused; this one is {status}."""


class AlreadyActive(Conflict, ar=("نشط من قبل", "الاشتراك نشط من قبل، فلا شيء يُستأنف.")):
    """The subscription is active already: there is nothing to resume."""


class EntityClosed(Conflict, ar=("الجهة لم تعد قائمة", "انتهت الجهة صاحبة هذا الاشتراك، فلا يُستأنف.")):
    """The entity of this subscription is no more, so it cannot be resumed."""


class NotOfItsEntity(
    Conflict, ar=("لا صاحب للاشتراك", "غادر صاحب هذا الاشتراك أو شغر منصبه. يستأنفه مدير أو محرر من الجهة نفسها فيصبح صاحبه.")
):
    """Its owner left, or their post is vacant. A director or an editor of its entity can resume it and then owns it."""


class TooManySecrets(
    Conflict, ar=("مفاتيح كثيرة", "يوقّع {limit} مفاتيح معاً على الأكثر. انتظر حتى {until}، أو استبدل المفتاح الأخير بلا مهلة.")
):
    """At most {limit} secrets sign at once. Wait until {until}, or replace the last one with no overlap."""


class NothingToRetry(Conflict, ar=("لا شيء يُعاد", "سُلّم هذا الحدث أو تُجوّز؛ لإرساله مرة أخرى استعمل إعادة الإرسال من موضعه.")):
    """This event is delivered or was skipped; to send it again, replay from its position."""


class ReplayUnderWay(Conflict, ar=("إعادة الإرسال جارية", "تجري إعادة إرسال لهذا الاشتراك؛ انتظر حتى تنتهي.")):
    """A replay of this subscription is under way: wait until it has ended."""


class TooManySubscriptions(Conflict, ar=("اشتراكات كثيرة", "بلغت الجهة الحد الأقصى: {limit} اشتراكاً.")):
    """The entity has reached its limit of {limit} subscriptions."""


class NoEntity(Forbidden, ar=("لأي جهة؟", "الاشتراك لجهة، وحسابك لا يتبع أي جهة.")):
    """A subscription belongs to an entity, and your account belongs to none."""


class ReadsMoreThanYou(
    Forbidden,
    ar=(
        "يقرأ أكثر مما تقرأ",
        "يُرسل هذا الاشتراك كل ما يقرؤه صاحبه، ولا يغيّر عنوانه أو مفتاحه إلا من يقرأ ذلك كله. أنشئ اشتراكاً باسمك، أو اطلب ذلك من صاحبه.",
    ),
):
    """This subscription tells all that its owner may read, so only who may read all of it changes its address or its secret. Make one
    of your own, or ask its owner."""


class UnknownTypes(Invalid, ar=("نوع حدث غير معروف", "بعض أنواع الأحداث المطلوبة غير معروف.")):
    """Some of the event types asked for are unknown."""


class SinkNotAllowed(Invalid, ar=("عنوان غير مسموح", "لا يمكن الإرسال إلى هذا العنوان: {reason}.")):
    """Nothing can be sent to this address: {reason}."""


class InvalidPosition(Invalid, ar=("موضع غير صالح", "الموضع رقم، أو earliest أو latest.")):
    """A position is a number, or earliest, or latest."""


class PositionGone(
    DomainError, status=410, ar=("الموضع لم يعد محفوظاً", "الأحداث السابقة للموضع {first} لم تعد محفوظة؛ ابدأ من هذا الموضع أو من earliest.")
):
    """Events before position {first} are no longer kept: begin from that position, or from earliest."""

    readable = ("first",)


class NoticeNotFound(NotFound, ar=("الإشعار غير موجود", "لا يوجد إشعار بهذا الموضع.")):
    """There is no notice at this position."""
