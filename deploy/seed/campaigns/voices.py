"""What members say of the sample campaigns. `{0}` stands for the name of whom a comment addresses."""

from typing import NamedTuple


class Remark(NamedTuple):
    """One comment: on which campaign, by whom, the words, whom it addresses."""

    campaign: int
    by: str
    text: str
    to: str | None = None


REMARKS = (
    Remark(21, "D02/director", "@{0} كيف أقنعتم المنقذين بتقديم الرسالة بأنفسهم؟ نفكر في الأمر نفسه مع مفتشينا.", "D17/director"),
    Remark(21, "D17/director", "@{0} دعوناهم إلى كتابتها. ما كتبوه كان أقصر مما كتبنا.", "D02/director"),
    Remark(21, "D08/director", "The five languages: did you translate, or write each anew? Our visitors notice the difference."),
    Remark(21, "GNGC-SEC/editor", "تُعرض هذه الحملة في الاجتماع المقبل للشبكة. @{0} نحتاج إلى عشر دقائق لا أكثر.", "D17/director"),
    Remark(4, "D01/director", "@{0} هل يمكن أن نطّلع على طريقة القياس بالعدّاد؟ نريد الشيء نفسه لزوار المتاحف.", "D05/director"),
    Remark(4, "D05/director", "بالتأكيد. الطريقة كلها في التقييم، وخط الأساس هو أصعب ما فيها."),
    Remark(4, "D16/media-officer", "We built “A Clean Shore” on this one. Thank you for writing down what did not work."),
    Remark(10, "D04/director", "أضفنا في التقييم كيف سألنا المراجعين عن العائق: ثلاثة أسئلة فقط."),
    Remark(10, "D26/director", "@{0} استعرنا الأسئلة الثلاثة لحملة الوجبات الصحية، شكراً لكم.", "D04/director"),
    Remark(1, "D34/director", "حكايات البحارة تستحق أن تُجمع في كتاب صغير للمكتبات."),
    Remark(1, "D01/media-officer", "@{0} فكرة جميلة، نبدأها معاً بعد الموسم.", "D34/director"),
    Remark(31, "D02/director", "@{0} Which evenings are quietest? We could bring the neighbourhood centres then.", "D01/director"),
    Remark(31, "D01/director", "الأحد والاثنين. نرحب بكم في أي منهما."),
    Remark(27, "D06/director", "اللوحات الجديدة أجمل بكثير، والخط واضح من بعيد."),
    Remark(28, "D13/director", "@{0} هل ستُقاس مقاعد الأطفال في سيارات الأجرة أيضاً؟", "D03/director"),
    Remark(25, "D32/media-officer", "The chart of each building next to its neighbour's is what made ours turn the lights off."),
)
# a campaign → the places whose director endorses it
ENDORSED = {
    21: ("D02", "D03", "D08", "D12", "D13"), 4: ("D01", "D02", "D16", "D25"), 10: ("D02", "D14", "D26", "D28"), 1: ("D08", "D34"),
    31: ("D02", "D34"), 28: ("D12", "D13"), 6: ("D01", "D02"),
}  # fmt: skip
# who keeps which campaigns
KEPT = {
    "D01/director": (21, 4, 31, 28), "D02/director": (10, 21), "D01/media-officer": (31, 1), "GNGC-SEC/editor": (4, 10, 21),
}  # fmt: skip
