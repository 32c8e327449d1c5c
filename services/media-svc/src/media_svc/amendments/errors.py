"""What may go wrong with a correction of something published, in both languages."""

from chassis.errors import Conflict, Invalid


class NothingCorrected(Invalid, ar=("لا تصحيح", "لا يختلف ما أرسلته عما هو منشور. غيّر ما تريد تصحيحه.")):
    """What you sent is what is published already. Change what you want to correct."""


class TooManyAmendments(Conflict, ar=("تصحيحات كثيرة", "بلغ السجل أكبر عدد من التصحيحات. انشر بديلاً عنه.")):
    """The record holds as many corrections as one can. Publish another in its place."""
