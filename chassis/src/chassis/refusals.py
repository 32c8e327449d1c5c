"""What a server says of a request that no application is asked about."""

from chassis.errors import DomainError, Unavailable


class HeadTooLarge(DomainError, status=431, ar=("ترويسات أكبر من المسموح", "ترويسات الطلب أكثر أو أطول من المسموح. قلّلها.")):
    """The request's headers are more or longer than allowed. Send fewer of them."""


class AddressTooLong(DomainError, status=414, ar=("عنوان أطول من المسموح", "عنوان الطلب أطول من المسموح. اختصره ثم أعد المحاولة.")):
    """The request's address is longer than allowed. Shorten it."""


class AmbiguousRequest(DomainError, status=400, ar=("طلب ملتبس", "يُفهم الطلب على وجهين. أرسل كل ترويسة مرة واحدة ولا تذكر مضيفاً آخر.")):
    """This request can be read in two ways. Send each header once, and the address without another host."""


class UnreadableRequest(DomainError, status=400, ar=("طلب غير مفهوم", "ليس هذا طلب HTTP صالحاً.")):
    """This is no valid HTTP request."""


class RequestTooSlow(DomainError, status=408, ar=("طلب لم يكتمل", "لم يصل الطلب كاملاً في الوقت المحدد. أعد المحاولة.")):
    """The request did not arrive whole in time. Try again."""


class TooManyConnections(Unavailable, ar=("اتصالات كثيرة", "بلغ الخادم أقصى عدد من الاتصالات. أعد المحاولة بعد قليل.")):
    """The server holds as many connections as it can. Try again in a moment."""
