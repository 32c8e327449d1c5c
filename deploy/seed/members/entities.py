"""The sample entities. Names are of kinds of work, not of any government's real departments."""

from typing import Any

SECRETARIAT = "GNGC-SEC"
_KIND = {
    "department": ("دائرة", "Department of {}"),
    "authority": ("هيئة", "{} Authority"),
    "council": ("مجلس", "{} Council"),
    "corporation": ("مؤسسة", "{} Corporation"),
    "office": ("مكتب", "{} Office"),
}

# kind, Arabic, English, sector
_WORK = (
    ("department", "الخدمات الثقافية", "Culture Services", "culture"),
    ("department", "الخدمات البلدية", "Municipal Services", "municipal"),
    ("authority", "الطرق والنقل العام", "Roads and Public Transport", "transport"),
    ("authority", "الصحة العامة", "Public Health", "health"),
    ("authority", "الطاقة والمياه", "Energy and Water", "utilities"),
    ("department", "الخدمات الاجتماعية", "Social Services", "community"),
    ("department", "الأعمال والتجارة", "Business and Trade", "economy"),
    ("department", "السياحة والضيافة", "Tourism and Hospitality", "tourism"),
    ("authority", "المعرفة والتعليم", "Knowledge and Learning", "education"),
    ("department", "الأراضي والأملاك", "Land and Property", "property"),
    ("authority", "الرقمنة والبيانات", "Digital and Records", "digital"),
    ("department", "السلامة العامة", "Public Safety", "safety"),
    ("department", "الدفاع المدني والوقاية", "Civil Protection", "safety"),
    ("corporation", "الإسعاف والطوارئ", "Ambulance and Emergency", "health"),
    ("council", "الرياضة المجتمعية", "Community Sports", "sports"),
    ("authority", "البيئة والمحميات", "Environment and Reserves", "sustainability"),
    ("department", "الموانئ والمنافذ", "Ports and Crossings", "transport"),
    ("department", "الطيران والمطارات", "Aviation and Airports", "transport"),
    ("authority", "تنمية المجتمع", "Community Development", "community"),
    ("corporation", "الإسكان", "Housing", "property"),
    ("department", "الموارد البشرية الحكومية", "Government Human Resources", "people"),
    ("department", "المالية العامة", "Public Finance", "finance"),
    ("office", "الرقابة والجودة", "Audit and Quality", "governance"),
    ("department", "الشؤون القانونية", "Legal Affairs", "governance"),
    ("office", "الاستدامة والمناخ", "Sustainability and Climate", "sustainability"),
    ("authority", "سلامة الغذاء", "Food Safety", "health"),
    ("corporation", "النفايات والتدوير", "Waste and Recycling", "sustainability"),
    ("council", "الشباب", "Youth", "community"),
    ("authority", "أصحاب الهمم", "People of Determination", "community"),
    ("department", "الإحصاء والدراسات", "Statistics and Studies", "knowledge"),
    ("corporation", "الأوقاف والعمل الخيري", "Endowments and Giving", "community"),
    ("office", "الابتكار الحكومي", "Government Innovation", "digital"),
    ("department", "التخطيط العمراني", "Urban Planning", "property"),
    ("corporation", "المكتبات العامة", "Public Libraries", "culture"),
)

# branch → the entity it belongs to
PARENTS = {"D14": "D04", "D26": "D04", "D27": "D02", "D34": "D01"}


def entities() -> list[dict[str, Any]]:
    """All entities as `POST /entities` wants them, the secretariat first."""
    name = {"ar": "الأمانة العامة للشبكة", "en": "Secretariat of the Network"}
    secretariat = {"code": SECRETARIAT, "name": name, "kind": "secretariat", "sectors": ["communication"]}
    return [secretariat, *(_entity(number, *row) for number, row in enumerate(_WORK, 1))]


def _entity(number: int, kind: str, arabic: str, english: str, sector: str) -> dict[str, Any]:
    ar, en = _KIND[kind]
    code, name = f"D{number:02d}", {"ar": f"{ar} {arabic}", "en": en.format(english)}
    above = {"parent": PARENTS[code]} if code in PARENTS else {}
    return {"code": code, "name": name, "kind": kind, "sectors": [sector], **above}
