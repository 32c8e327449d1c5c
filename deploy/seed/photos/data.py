"""The sample photos: which scene in which colours, and what it shows in both languages."""

from typing import NamedTuple


class Sample(NamedTuple):
    """A photo to be painted: the scene's name, four colours from sky to ground, its words."""

    scene: str
    colours: str
    ar: str
    en: str

    @property
    def alt(self) -> dict[str, str]:
        """As the API takes it."""
        return {"ar": self.ar, "en": self.en}


SAMPLES = (
    Sample(
        "dunes",
        "6fa3c8 f3d9b0 d79a55 7a4526",
        "كثبان رملية ذهبية تمتد حتى الأفق في ضوء الصباح",
        "Golden dunes reaching to the horizon in morning light",
    ),
    Sample("skyline", "26345f f0a071 5b4a72 1b1f3a", "أبراج عند الغروب تنعكس على ماء ساكن", "Towers at dusk mirrored in still water"),
    Sample(
        "lattice",
        "5a2f16 f5c277 3b2013 1d0f08",
        "مشربية بنجوم ثمانية ينفذ منها ضوء دافئ",
        "A mashrabiya of eight-pointed stars with warm light behind it",
    ),
    Sample("sea", "365f8f f7c08a 3d7fa0 123a58", "الشمس قريبة من سطح البحر وأشرعة بعيدة", "A low sun over the sea, with sails far out"),
    Sample("palms", "7a3f5d f6a765 8a4a3a 20121c", "ظلال نخيل أمام شمس الغروب", "Palms in silhouette before the setting sun"),
    Sample("mountains", "9fb9cf e9dccb 8a6f5c 3d3433", "جبال متتابعة في ضباب الصباح", "Mountain ridges in the morning mist"),
    Sample(
        "shore",
        "7fd0cc 1f7f9c ecd9b4 c9ac7e",
        "شاطئ من الأعلى بين رمل فاتح وماء فيروزي",
        "A beach from above, between pale sand and turquoise water",
    ),
    Sample("night", "0b1030 3a3a6a 6b5a5a 14121f", "سماء مليئة بالنجوم فوق كثبان ساكنة", "A sky full of stars above quiet dunes"),
    Sample(
        "arches", "8c6a4a d9b98a fff0cf a5855e", "ممر من الأقواس المدببة ينتهي بالضوء", "A passage of pointed arches that ends in light"
    ),
    Sample("dunes", "c9b6c4 f7d6c4 c9764f 63302b", "كثبان حمراء بعد شروق الشمس", "Red dunes just after sunrise"),
    Sample("skyline", "8fb8d8 f2e3cf 7f97ac 3c5167", "أفق مدينة في صباح صاف على الماء", "A city skyline by the water on a clear morning"),
    Sample(
        "lattice",
        "123c4a 8fd3cf 1c5566 0a2630",
        "زخرفة هندسية من النجوم بألوان البحر",
        "A geometric pattern of stars in the colours of the sea",
    ),
    Sample("sea", "7fb2cf e8efe8 4aa3b5 15566e", "بحر هادئ في ضوء الظهيرة", "A calm sea in the light of noon"),
    Sample("palms", "4f86a6 f3e0b5 a88a55 2d3a2a", "نخيل في واحة مع أول الضوء", "Palms of an oasis at first light"),
    Sample("mountains", "46506f e7a98b 6d4f5a 241f2d", "جبال عند الغروب بألوان البنفسج والورد", "Mountains at sunset in violet and rose"),
    Sample("shore", "9fe0d0 2a9a9a f3e4c8 d3b88e", "موج خفيف يبلغ رملاً أبيض", "Gentle waves reaching white sand"),
    Sample("arches", "2f4858 6f93a0 f6e3bd 57707c", "رواق أزرق هادئ في آخره نور", "A quiet blue arcade with light at its end"),
    Sample("skyline", "140f2d a0476a 3b2452 0e0a20", "مدينة مضاءة في ليل بنفسجي", "A city of lights in a violet night"),
    Sample("dunes", "31405f d9a07c a5673f 38222a", "كثبان في آخر ضوء النهار", "Dunes in the last light of day"),
    Sample("lattice", "4b3358 e9a9b0 52304f 28142b", "مشربية عند الغروب بظلال وردية", "A mashrabiya at sunset in shades of rose"),
)
