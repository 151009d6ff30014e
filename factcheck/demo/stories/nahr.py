"""A river, in Arabic: read from right to left."""

from __future__ import annotations

from factcheck.demo.shapes import Opinion, Origin, Proof, Speaker, Story, StoryClaim, Task, Text, Words
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

HAFIZ = Speaker("كريم الحافظ", "وزير المياه")
NOORI = Speaker("سلمى النوري", "رئيسة جمعية البساتين")
GAUGES = Origin(
    "قياسات نهر سارين", "هيئة القياس", SourceKind.DATASET, True, "https://qiyas.example/sarin", origin="هيئة القياس"
)

STORY = Story(
    Text("nahr.txt", "صحيفة الضفة", "", None, "ar", "https://aldiffa.example/nahr"),
    (
        StoryClaim(
            "river", "انخفض منسوب نهر سارين إلى النصف خلال عشر سنوات", HAFIZ, None,
            (
                Words("nahr", ("انخفض منسوب نهر سارين إلى النصف",)),
                Words("nahr", ("منسوب نهر سارين انخفض إلى النصف خلال عشر سنوات",)),
            ),
            ("environment",), "دار السالم",
        ),
        StoryClaim(
            "pipes", "تفقد المدينة أربعين في المئة من مياهها في الأنابيب", NOORI, None,
            (Words("nahr", ("المدينة تفقد أربعين لتراً من كل مئة لتر في الأنابيب القديمة",)),), ("environment",),
            "دار السالم",
        ),
    ),
    (Proof("river", GAUGES, Stance.REFUTES, "انخفض المنسوب بنسبة 34 بالمئة منذ 2015.", "الجدول 2"),),
    (Opinion("river", "Rita", "mostly-false", "الثلث لا النصف [1].", "low"),),
    (),
    (Task("river", "Rob", 5),),
)  # fmt: skip
