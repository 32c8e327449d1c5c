"""What may go wrong with a meeting, each with its status and its words in both languages."""

from chassis.errors import Conflict, Invalid, NotFound, Text, Unavailable

STATUS_NAMES = {
    "draft": Text("مسودة", "a draft"),
    "announced": Text("معلن عنه", "announced"),
    "agenda-published": Text("نُشر جدول أعماله", "announced with its agenda published"),
    "in-session": Text("منعقد الآن", "in session"),
    "minutes-draft": Text("محضره قيد الإعداد", "over, its minutes being written"),
    "circulated": Text("عُمّم محضره", "over, its minutes circulated"),
    "approved": Text("اعتُمد محضره", "over, its minutes approved"),
    "archived": Text("مؤرشف", "archived"),
    "postponed": Text("مؤجل", "postponed"),
    "cancelled": Text("ملغى", "cancelled"),
}

MISSING = Text("هذا الحقل مطلوب قبل إطلاع الأعضاء على الاجتماع.", "This field is needed before members get to know of the meeting.")
NOTHING_FOR_MEMBERS = Text("لا يحتوي جدول الأعمال على بند يراه الأعضاء.", "The agenda has no item that members may see.")
ENDS_BEFORE_IT_STARTS = Text("يجب أن ينتهي الاجتماع بعد بدايته.", "A meeting ends after it starts.")
TOO_LONG = Text("لا يمتد الاجتماع أكثر من ثلاثة أيام.", "A meeting lasts three days at most.")
NAMED_TWICE = Text("ذُكرت هذه الحملة في البند أكثر من مرة.", "This campaign is named more than once in the item.")
NO_ARABIC = Text("النص العربي هو المرجع؛ اكتبه أولاً.", "The Arabic is the record; write it first.")
NOT_A_PARENT = Text("لا يتفرع البند إلا من بند رئيسي آخر.", "An item is a part only of another item that is no part itself.")
NOT_INVITED_HOST = Text("الجهة المستضيفة مدعوة دائماً.", "The host entity is always invited.")
DELEGATE_NEEDED = Text("اذكر المنصب الذي ينوب.", "Name the post that stands in.")
DELEGATE_UNASKED = Text("لا يُذكر المنوب إلا مع الإنابة.", "A stand-in is named only when delegating.")
EXCUSE_NEEDED = Text("اذكر سبب الاعتذار.", "Say why the seat stays empty.")
BAD_CALENDAR = Text("ليس ردّ تقويم صالحاً.", "This is no valid calendar reply.")
NO_DOCUMENT = Text("تُذكر الوثيقة مع إصدار من المصادر، ولا تُذكر مع ملف.", "A version of a source names its document; a file names none.")
NOBODY = Text("اذكر منصب المقدّم أو اسمه.", "Name the presenter or their post.")


class MeetingNotFound(NotFound, ar=("الاجتماع غير موجود", "لا يوجد اجتماع بهذا المعرّف أو لا يمكنك الاطلاع عليه.")):
    """There is no meeting with this identifier that you may see."""


class AgendaItemNotFound(NotFound, ar=("البند غير موجود", "لا يحتوي جدول الأعمال على بند بهذا المعرّف.")):
    """The agenda has no item with this identifier."""


class NotADraft(Conflict, ar=("سبق الإعلان عنه", "لا يُعلن إلا عن اجتماع في حالة مسودة؛ هذا الاجتماع: {status}.")):
    """Only a draft can be announced; this meeting is {status}."""


class NotDeletable(Conflict, ar=("لا يُحذف إلا اجتماع في حالة مسودة", "هذا الاجتماع: {status}. ألغِه بدلاً من حذفه ليعلم الأعضاء بالسبب.")):
    """Only a draft can be deleted; this meeting is {status}. Cancel it instead, so that members learn why."""


class NotAnnounced(Conflict, ar=("لا يُنشر جدول الأعمال الآن", "لا يُنشر إلا جدول أعمال اجتماع معلن عنه؛ هذا الاجتماع: {status}.")):
    """Only the agenda of an announced meeting can be published; this meeting is {status}."""


class NotNow(Conflict, ar=("غير متاح في هذه المرحلة", "لا يتاح هذا الإجراء الآن؛ الاجتماع: {status}.")):
    """This is not possible now: the meeting is {status}."""


class MinutesChanged(Conflict, ar=("تغيّر المحضر بعد تعميمه", "عمّم النسخة الأخيرة من المحضر قبل اعتمادها.")):
    """The minutes changed since they were circulated; circulate this revision before it is approved."""


class NothingNew(Conflict, ar=("لا جديد في المحضر", "عُمّمت هذه النسخة من المحضر من قبل.")):
    """This revision of the minutes was circulated already."""


class HasParts(Conflict, ar=("للبند بنود فرعية", "انقل البنود الفرعية أو احذفها أولاً.")):
    """Move or take off the parts of this item first."""


class CarriedOverStays(Conflict, ar=("بند مرحّل", "يبقى هذا البند ما دام الاجتماع قائماً؛ أغلق ما فيه من قرارات وإجراءات.")):
    """What was carried over stays; close its decisions and actions instead."""


class UnknownItem(Invalid, ar=("بند غير معروف", "لا يحتوي جدول الأعمال على البند {item}.")):
    """The agenda has no item {item}."""


class SeatNotFound(NotFound, ar=("المقعد غير موجود", "لا مقعد لهذه الجهة في هذا الاجتماع أو لا يمكنك الاطلاع عليه.")):
    """This entity has no seat in the meeting that you may see."""


class UnknownDelegate(Invalid, ar=("منوب غير معروف", "لا يوجد في الجهة منصب مشغول بهذا المعرّف.")):
    """The entity has no such post with somebody in it."""


class NotCheckedIn(Conflict, ar=("لا يسجَّل الحضور الآن", "يسجَّل الحضور والاجتماع منعقد؛ هذا الاجتماع: {status}.")):
    """One checks in while the meeting is in session; this one is {status}."""


class NoCalendarReply(Invalid, ar=("ليس رداً", "لا يحتوي التقويم على ردّ صالح على هذه الدعوة ({reason}).")):
    """The calendar holds no valid reply to this invitation ({reason})."""


class StaleSequence(Conflict, ar=("دعوة أقدم", "هذا ردّ على الدعوة رقم {given}، والدعوة الحالية رقم {current}.")):
    """This answers invitation {given}; the present one is {current}."""


class OutcomeNotFound(NotFound, ar=("السجل غير موجود", "لا يوجد قرار أو إجراء بهذا المعرّف أو لا يمكنك الاطلاع عليه.")):
    """There is no decision or action with this identifier that you may see."""


class HiddenItem(Invalid, ar=("بند خاص بالأمانة العامة", "لا ينشأ عن بند خاص بالأمانة العامة قرار أو إجراء للشبكة.")):
    """An item of the secretariat alone yields no decision or action of the network."""


class UnknownOwner(Invalid, ar=("منصب غير معروف", "لا يوجد منصب بهذا المعرّف يتولى الإجراء.")):
    """There is no such post to own the action."""


class UnknownPresenter(Invalid, ar=("مقدّم غير معروف", "لا يوجد منصب بالمعرّف {post} ليقدّم البند.")):
    """There is no post {post} to present the item."""


class NothingAmended(Conflict, ar=("لا تعديل", "النص والتاريخ كما هما في القرار.")):
    """The text and the day are those the decision has."""


class NothingCorrected(Conflict, ar=("لا تصحيح", "العنوان والرقم كما هما في الاجتماع.")):
    """The title and the number are those the meeting has."""


class RevisionNotFound(NotFound, ar=("النسخة غير موجودة", "لم تُعمَّم نسخة بهذا الرقم من المحضر.")):
    """No revision of the minutes with this number was circulated."""


class NotOpen(Conflict, ar=("السجل مغلق", "لا يتاح هذا الإجراء؛ الحالة: {state}.")):
    """This is not possible: it is {state}."""


class NotClosed(Conflict, ar=("السجل ليس مغلقاً", "لا يُعاد فتح إلا ما أُغلق؛ الحالة: {state}.")):
    """Only what was closed can be opened again: it is {state}."""


class ProposalNotFound(NotFound, ar=("المقترح غير موجود", "لا يوجد مقترح بهذا المعرّف.")):
    """There is no proposal with this identifier."""


class ProposalOver(Conflict, ar=("لم يعد المقترح قائماً", "زال ما دعا إلى هذا المقترح؛ لا يُعاد إلى المقترحات.")):
    """What led to this proposal no longer holds: it cannot be proposed again."""


class ProposalSettled(Conflict, ar=("بُتّ في المقترح", "سبق إدراج هذا المقترح أو استبعاده.")):
    """This proposal was put on an agenda or set aside before."""


class FeedNotFound(NotFound, ar=("التقويم غير موجود", "هذا العنوان لم يعد صالحاً.")):
    """There is no calendar at this address any more."""


class PackNotFound(NotFound, ar=("ملف الاجتماع غير موجود", "لم يصدر ملف لهذا الاجتماع بعد.")):
    """No pack of this meeting was published yet."""


class PrinterAway(Unavailable, ar=("الطباعة غير متاحة", "لا يمكن إعداد ملف للطباعة على هذا الخادم.")):
    """This server cannot make print files."""


class PackUnchanged(Conflict, ar=("لم يتغير الملف", "لا جديد منذ الإصدار الأخير من ملف الاجتماع.")):
    """Nothing changed since the last version of the pack."""


class SeriesNotFound(NotFound, ar=("السلسلة غير موجودة", "لا توجد سلسلة اجتماعات بهذا المعرّف.")):
    """There is no series of meetings with this identifier."""


class UnknownSeries(Invalid, ar=("سلسلة غير معروفة", "لا توجد سلسلة اجتماعات بهذا المعرّف؛ اختر سلسلة قائمة.")):
    """There is no series of meetings with this identifier; choose one that there is."""


class SeriesEnded(Conflict, ar=("انتهت السلسلة", "اختر سلسلة أخرى للاجتماع، أو استأنف هذه السلسلة أولاً.")):
    """The series has ended. Choose another for the meeting, or resume this one first."""


class NotEnded(Conflict, ar=("السلسلة مستمرة", "لا تُستأنف إلا سلسلة انتهت.")):
    """Only a series that ended can be resumed."""


class IdentityFixed(Conflict, ar=("النوع والرقم ثابتان", "لا يتغير نوع الاجتماع ولا رقمه بعد الإعلان عنه.")):
    """The kind and number of a meeting do not change once it is announced."""


class NumberTaken(Conflict, ar=("الرقم مستخدم", "يوجد اجتماع من هذا النوع بهذا الرقم.")):
    """There is a meeting of this kind with this number already."""


class AgendaFull(Conflict, ar=("جدول الأعمال ممتلئ", "لا يتسع جدول الأعمال لأكثر من {most} بنداً.")):
    """An agenda has room for {most} items."""


class Incomplete(Invalid, ar=("الاجتماع غير مكتمل", "أكمل الحقول المذكورة ثم أعد المحاولة.")):
    """Complete the fields named here, then try again."""


class Contradictory(Invalid, ar=("بيانات متعارضة", "بعض الحقول يناقض بعضها.")):
    """Some fields contradict each other."""


class AgendaTooLong(Invalid, ar=("جدول الأعمال أطول من الاجتماع", "مجموع مدد البنود {planned} دقيقة، ومدة الاجتماع {available} دقيقة.")):
    """The items take {planned} minutes; the meeting lasts {available}."""


class OtherItems(Invalid, ar=("بنود أخرى", "اذكر كل بنود جدول الأعمال، كلاً منها مرة واحدة، بترتيبها الجديد.")):
    """Name every item of the agenda once, in its new order."""
