"""What may go wrong with a meeting, each with its status and its words in both languages."""

from chassis.errors import Conflict, Invalid, NotFound, Text

STATUS_NAMES = {
    "draft": Text("مسودة", "a draft"),
    "announced": Text("معلن عنه", "announced"),
    "agenda-published": Text("نُشر جدول أعماله", "announced with its agenda published"),
}

MISSING = Text("هذا الحقل مطلوب قبل إطلاع الأعضاء على الاجتماع.", "This field is needed before members get to know of the meeting.")
NOTHING_FOR_MEMBERS = Text("لا يحتوي جدول الأعمال على بند يراه الأعضاء.", "The agenda has no item that members may see.")
ENDS_BEFORE_IT_STARTS = Text("يجب أن ينتهي الاجتماع بعد بدايته.", "A meeting ends after it starts.")
TOO_LONG = Text("لا يمتد الاجتماع أكثر من ثلاثة أيام.", "A meeting lasts three days at most.")
NAMED_TWICE = Text("ذُكرت هذه الحملة في البند أكثر من مرة.", "This campaign is named more than once in the item.")
NOBODY = Text("اذكر منصب المقدّم أو اسمه.", "Name the presenter or their post.")


class MeetingNotFound(NotFound, ar=("الاجتماع غير موجود", "لا يوجد اجتماع بهذا المعرّف أو لا يمكنك الاطلاع عليه.")):
    """There is no meeting with this identifier that you may see."""


class AgendaItemNotFound(NotFound, ar=("البند غير موجود", "لا يحتوي جدول الأعمال على بند بهذا المعرّف.")):
    """The agenda has no item with this identifier."""


class NotADraft(Conflict, ar=("سبق الإعلان عنه", "لا يُعلن إلا عن اجتماع في حالة مسودة؛ هذا الاجتماع: {status}.")):
    """Only a draft can be announced; this meeting is {status}."""


class NotAnnounced(Conflict, ar=("لا يُنشر جدول الأعمال الآن", "لا يُنشر إلا جدول أعمال اجتماع معلن عنه؛ هذا الاجتماع: {status}.")):
    """Only the agenda of an announced meeting can be published; this meeting is {status}."""


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
