"""A bridge, in Russian."""

from __future__ import annotations

from datetime import date

from factcheck.demo.shapes import Opinion, Origin, Proof, Ruling, Speaker, Story, StoryClaim, Text, Words
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

DAY = date(2026, 5, 22)
ARDASHEV = Speaker("Лев Ардашев", "губернатор")
ESTIMATE = Origin(
    "Смета моста через Веру, редакция 2025 года", "Дирекция мостов", SourceKind.REPORT, True,
    "https://mosty.example/smeta", origin="Дирекция мостов",
)  # fmt: skip
LIST = Origin(
    "Список мостов страны", "Общество мостовиков", SourceKind.DATASET, False, "https://mostoviki.example/spisok",
    origin="Общество мостовиков",
)  # fmt: skip

STORY = Story(
    Text("most.txt", "Ладские новости", "Нина Гай", DAY, "ru", "https://lada.example/most"),
    (
        StoryClaim(
            "early", "Мост через Веру откроют в сентябре, на год раньше срока", ARDASHEV, DAY,
            (
                Words("most", ("Новый мост через Веру откроют на год раньше",)),
                Words("most", ("откроют в сентябре, на год раньше срока",)),
            ),
            ("transport",), "Верхняя Лада",
        ),
        StoryClaim(
            "longest", "Мост через Веру — самый длинный в стране", ARDASHEV, DAY,
            (Words("most", ("Это самый длинный мост в стране: два километра сто метров",)),), ("transport",),
            "Верхняя Лада",
        ),
        StoryClaim(
            "cheaper", "Мост через Веру обошёлся дешевле, чем планировали", ARDASHEV, DAY,
            (Words("most", ("строительство обошлось дешевле, чем планировали", "13,2 миллиарда")),),
            ("transport", "budget"), "Верхняя Лада",
        ),
    ),
    (
        Proof("longest", LIST, Stance.REFUTES, "Южный виадук: 2 340 м. Мост через Веру: 2 104 м.", "строки 1 и 2"),
        Proof("cheaper", ESTIMATE, Stance.REFUTES, "Без подъездных дорог 13,2 млрд; с дорогами 15,1.", "с. 40"),
    ),
    (
        Opinion("longest", "Rob", "false", "Виадук длиннее на 236 метров [1]."),
        Opinion("cheaper", "Rita", "mostly-false", "Дешевле только без дорог [1].", "medium"),
    ),
    (
        Ruling(
            "cheaper", "Rita", "Edda", "sent-back", "mostly-false", "Мост дешевле, пока не считать дороги к нему",
            "Вместе с подъездами стройка стоит 15,1 миллиарда лир.", "Так написано в смете [1].",
            sent_back="Входили ли дороги в смету 2021 года? Без этого сравнивать нельзя.",
        ),
        Ruling(
            "longest", "Rob", "", "submitted", "false", "Южный виадук длиннее", "Мост через Веру — второй в стране.",
            "В списке мостовиков виадук на первом месте [1].",
        ),
    ),
)  # fmt: skip
