"""Phrases that editors insert before a sentence, by language: headings, labels, lead-ins, names with initials.

The first of each pair belongs to the half for tuning, the second to the half for the report.
"""

from __future__ import annotations

from typing import NamedTuple

from benchmarks.anchoring.texts import HALVES


class Phrases(NamedTuple):
    """Each for both halves. A `signed` sentence names somebody by initials; the annotation begins after its bar."""

    heading: tuple[str, str]
    label: tuple[str, str]
    lead_in: tuple[str, str]
    initials: tuple[str, str]  # a lead-in with initials
    signed: tuple[str, str]  # "lead with initials|the annotation"


PHRASES = {
    "en": Phrases(
        ("What happens next", "The view from the quay"),
        ("UPDATE –", "Correction, 14 May:"),
        ("By all accounts,", "On the other side of the river,"),
        ("As J. C. Marlow puts it,", "According to a note by P. T. Ashdown,"),
        (
            "The report is the work of J. C.|Marlow, who has counted the herons on the lower weir since the spring.",
            "Nobody knows that better than P. T.|Ashdown, who has kept the keys of the old lock for eleven years.",
        ),
    ),
    "de": Phrases(
        ("Wie es weitergeht", "Streit um die Brücke"),
        ("Nachtrag:", "Berichtigung –"),
        ("Nach allem, was man hört,", "Auf der anderen Seite des Flusses,"),
        ("Wie J. C. Marbach schreibt,", "Nach einem Vermerk von P. T. Aschen,"),
        (
            "Das Gutachten stammt von J. C.|Marbach, die seit dem Frühjahr die Reiher am unteren Wehr zählt.",
            "Niemand weiß das besser als P. T.|Aschen, der seit elf Jahren die Schlüssel der alten Schleuse verwahrt.",
        ),
    ),
    "fi": Phrases(
        ("Mitä seuraavaksi", "Näkymä laiturilta"),
        ("Päivitys:", "Oikaisu –"),
        ("Kaiken kuullun perusteella,", "Joen toisella puolella,"),
        ("Kuten J. K. Marila sanoo,", "Muistiossaan P. T. Aaltio kirjoittaa,"),
        (
            "Raportin on kirjoittanut J. K.|Marila, joka on laskenut haikaroita alemmalla padolla keväästä lähtien.",
            "Kukaan ei tunne asiaa kuten P. T.|Aaltio, joka on säilyttänyt vanhan sulun avaimia yksitoista vuotta.",
        ),
    ),
    "ru": Phrases(
        ("Что будет дальше", "Вид с набережной"),
        ("Дополнено:", "Уточнение –"),
        ("По всем рассказам,", "На другом берегу реки,"),
        ("Как выразился И. К. Марьин,", "По записке П. Т. Ашанина,"),
        (
            "Доклад подготовила И. К.|Марьина, которая с весны считает цапель у нижней плотины.",
            "Лучше всех это знает П. Т.|Ашанин, который одиннадцать лет хранит ключи от старого шлюза.",
        ),
    ),
    "ar": Phrases(
        ("ماذا بعد", "المشهد من الرصيف"),
        ("تحديث:", "تصويب –"),
        ("بحسب كل الروايات،", "على الضفة الأخرى من النهر،"),
        ("وكما يقول ج. ك. مروان،", "وفي مذكرة كتبها ب. ت. عاشور،"),
        (
            "أعد التقرير ج. ك.|مروان الذي يحصي طيور البلشون عند السد الأسفل منذ الربيع الماضي.",
            "لا أحد يعرف ذلك أكثر من ب. ت.|عاشور الذي يحتفظ بمفاتيح الهويس القديم منذ أحد عشر عاما.",
        ),
    ),
    "zh": Phrases(
        ("接下来会怎样", "码头上的景象"),
        ("更新：", "更正——"),
        ("据各方所说，", "在河的对岸，"),
        ("正如J. C. 马罗所说，", "据P. T. 艾什的一份笔记，"),
        (
            "报告的作者是J. C.|马罗，他从春天起就在下游水坝数苍鹭。",
            "最清楚这件事的是P. T.|艾什，他保管旧船闸的钥匙已有十一年。",
        ),
    ),
}


def phrase(language: str, half: str, name: str) -> str:
    """The phrase of this name for one half."""
    pair: tuple[str, str] = getattr(PHRASES[language], name)
    return pair[HALVES.index(half)]
