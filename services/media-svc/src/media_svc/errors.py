"""What may go wrong with photos and files, and why one may be refused, each in both languages."""

from typing import Final

from chassis.errors import Conflict, Invalid, NotFound, Text, TooLarge, Unavailable

REASONS: Final = {
    "wrong-type": Text("محتوى الملف ليس من النوع المذكور.", "The content of the file is not of the type it was announced as."),
    "broken": Text("الملف ناقص أو تالف ولا يمكن فتحه.", "The file is incomplete or damaged and cannot be opened."),
    "too-many-pixels": Text("أبعاد الصورة أكبر من المسموح.", "The photo has more pixels than allowed."),
    "too-small": Text("أبعاد الصورة أصغر من أن تصلح للعرض.", "The photo is too small to be shown."),
    "too-much-inside": Text("محتوى الملف المضغوط أكبر من المسموح.", "The archive holds more than allowed."),
    "has-macros": Text("يحتوي الملف على وحدات ماكرو.", "The file contains macros."),
    "locked": Text("الملف محمي بكلمة مرور فلا يمكن فحصه.", "The file is protected by a password and cannot be checked."),
    "too-heavy": Text("تجاوز فحص الملف الوقت أو الذاكرة المسموحين.", "Checking the file took more time or memory than allowed."),
    "cut-off": Text("ينقطع الملف قبل نهايته. ارفع نسخة كاملة منه.", "The file breaks off before its end. Upload a complete copy of it."),
    "heic": Text(
        "هذه صورة بصيغة HEIC كما تلتقطها الهواتف. احفظها بصيغة JPEG ثم ارفعها؛ في iPhone: الإعدادات، الكاميرا، التنسيقات، «الأكثر توافقاً».",
        "This is a HEIC photo, as phones take them. Save it as JPEG and upload that; on an iPhone: Settings, Camera, Formats, Most "
        "Compatible.",
    ),
    "active-content": Text(
        "في الملف برمجيات أو أوامر تشغّل برامج أو ملفات مضمّنة. احفظه من دونها، بطباعته إلى PDF مثلاً، ثم ارفعه.",
        "The file holds scripts, commands that start programs, or files packed into it. Save it without them, for instance by printing it "
        "as PDF, and upload that.",
    ),
    "unsafe-names": Text(
        "في الملف المضغوط أسماء أو روابط تقود إلى خارجه. اضغط محتوياته من جديد ثم ارفعه.",
        "The archive holds names or links that lead out of it. Pack its files anew and upload that.",
    ),
    "unknown-packing": Text(
        "ضُغط الملف بطريقة لا يمكن فحصها هنا. اضغطه بصيغة ZIP العادية ثم ارفعه.",
        "The archive is packed in a way that cannot be checked here. Pack it as an ordinary ZIP and upload that.",
    ),
    "not-checked": Text(
        "تعذر فحص الملف وأُبلغ فريق التشغيل. ارفع نسخة أخرى منه.",
        "The file could not be checked, and operations have been told. Upload another copy of it.",
    ),
    "malware": Text("وُجد في الملف برنامج ضار.", "Malware was found in the file."),
    "never-arrived": Text("لم تصل محتويات الملف إلى المخزن.", "The content of the file never reached the store."),
}


class PhotoNotFound(NotFound, ar=("الصورة غير موجودة", "لا توجد صورة بهذا المعرّف يمكنك الاطلاع عليها.")):
    """There is no photo with this identifier that you may see."""


class FileNotFound(NotFound, ar=("الملف غير موجود", "لا يوجد ملف بهذا المعرّف يمكنك الاطلاع عليه.")):
    """There is no file with this identifier that you may see."""


class NotUploaded(Conflict, ar=("لم يصل المحتوى", "لم يصل محتوى الملف إلى المخزن بعد؛ ارفعه ثم أعد المحاولة.")):
    """The content has not reached the store yet: upload it, then try again."""


class NotReady(Conflict, ar=("غير جاهز", "لا يُنزّل الملف قبل أن يجتاز الفحص.")):
    """A file can be downloaded once it has passed its check."""


class NotPending(Conflict, ar=("رُفع من قبل", "رُفع محتوى هذا السجل وبدأ فحصه.")):
    """The content of this record has been uploaded already."""


class NotChecking(Conflict, ar=("ليس قيد الفحص", "انتهى فحص هذا السجل أو لم يبدأ بعد.")):
    """The check of this record is over or has not begun."""


class AssetInUse(Conflict, ar=("الملف مستخدم", "لا يُزال ما تستخدمه {where}. أخرجه منها أولاً.")):
    """What {where} uses is not removed: take it out there first."""


class TypeNotAccepted(Invalid, ar=("نوع غير مقبول", "لا يُقبل هذا النوع هنا. الأنواع المقبولة: {types}.")):
    """This type is not accepted here. Accepted: {types}."""


class FileTooLarge(TooLarge, ar=("الملف كبير", "أكبر حجم مقبول هو {limit} ميغابايت.")):
    """The largest size accepted is {limit} MB."""


class NoEntity(Invalid, ar=("لأي جهة؟", "ليست لك جهة يُرفع الملف باسمها.")):
    """There is no entity of yours in whose name this could be uploaded."""


class StoreAway(Unavailable, retry_after=3, ar=("مخزن الملفات غير متاح", "تعذر الوصول إلى مخزن الملفات. أعد المحاولة بعد قليل.")):
    """The object store cannot be reached. Try again in a moment."""


class ObjectMissing(NotFound, ar=("المحتوى غير موجود", "لا يوجد محتوى بهذا المفتاح في المخزن.")):
    """The store has no object under this key."""


class ScannerAway(Unavailable, retry_after=10, ar=("فاحص البرمجيات الضارة غير متاح", "لا يُقبل أي ملف حتى يعود الفاحص.")):
    """No file is accepted until the malware scanner answers again."""


class PartsMissing(Conflict, ar=("لم يكتمل الرفع", "لم تصل كل أجزاء الملف بعد؛ أكمل الرفع.")):
    """Not every part of the file has arrived yet: go on uploading."""
