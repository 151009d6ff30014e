"""Marks that are hard to carry, one kind after another: what was put in, doubled, moved, cut, removed or put before."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.anchoring import Found, Pair, State, WordingChange, reanchor

BEFORE, AFTER = "The lighthouse at Skarvik was lit again on Sunday.", "Visitors may climb it from May to September."
RUSSIAN = "Маяк в Скарвике снова зажгли в воскресенье.", "Подняться на него можно с мая по сентябрь."
ARABIC = "أضيئت المنارة في المرفأ من جديد يوم الأحد.", "ويمكن للزوار صعودها من مايو إلى سبتمبر."
CHINESE = "灯塔星期天重新亮了起来。", "五月到九月游客可以登塔。"
FINNISH = "Luodon majakka sytytettiin taas sunnuntaina.", "Torniin pääsee toukokuusta syyskuuhun."


def carried(old: str, new: str, mark: str, copy: int = 0) -> tuple[str | None, Found | None]:
    """What becomes of a mark, or of its second, third … copy: the words of the new text, and the answer."""
    start = -1
    for _ in range(copy + 1):
        start = old.index(mark, start + 1)
    found = reanchor(old, new, start, start + len(mark))
    return (None if found is None else new[found.start : found.end]), found


def between(said: str, around: tuple[str, str] = (BEFORE, AFTER), blank: str = " ") -> str:
    return blank.join([around[0], said, around[1]])


# A: words put inside of a mark, however many


@pytest.mark.parametrize(
    ("halves", "put_in", "around", "blank"),
    [
        (
            ("The keeper's daughter repaired the lamp with parts", "from a scrapped ferry and a bicycle shop."),
            "(the maker went out of business in 1974, its drawings were burnt, and the museum in the capital that "
            "has the only other lamp of this kind had refused for six years to answer any of her letters)",
            (BEFORE, AFTER),
            " ",
        ),
        (
            ("Починила лампу дочь смотрителя,", "которая взяла детали со списанного парома."),
            "Завод закрылся ещё в семьдесят четвёртом году. Чертежи сгорели вместе с архивом, а музей в столице "
            "шесть лет не отвечал на письма.",
            RUSSIAN,
            " ",
        ),
        (
            ("وأصلحت ابنة الحارس المصباح", "بقطع أخذتها من عبارة قديمة."),
            "وكان المصنع قد أغلق أبوابه قبل خمسين عاما، واحترقت الرسوم مع الأرشيف، ولم يجب المتحف عن رسائلها،",
            ARABIC,
            " ",
        ),
        (
            ("守塔人的女儿用旧渡轮上的零件", "修好了那盏老灯。"),
            "（工厂早已倒闭，图纸也在一场大火里烧掉了，首都的博物馆六年里没有回过她的信）",
            CHINESE,
            "",
        ),
        (
            ("Majakanvartijan tytär korjasi lampun osilla,", "jotka hän irrotti romutetusta lautasta."),
            "Tehdas lopetti toimintansa jo viisikymmentä vuotta sitten.\n\nPiirustukset paloivat, eikä museo "
            "vastannut kirjeisiin kuuteen vuoteen.\n\n",
            FINNISH,
            " ",
        ),
    ],
    ids=["en", "ru", "ar", "zh", "fi"],
)
def test_a_long_insertion_belongs_to_the_mark_it_was_put_into(
    halves: tuple[str, str], put_in: str, around: tuple[str, str], blank: str
) -> None:
    mark, longer = blank.join(halves), blank.join([halves[0], put_in, put_in.upper(), put_in, halves[1]])
    said, found = carried(between(mark, around, blank), between(longer, around, blank), mark)
    assert said == longer
    assert (found.state, found.change) == (State.UNCERTAIN, WordingChange.REWORDED)


def test_a_mark_of_which_less_than_half_stayed_between_its_neighbours_is_not_stretched_over_what_replaced_it() -> None:
    mark = "The keeper's daughter repaired the lamp with parts from a scrapped ferry."
    other = (
        "The keeper's cottage stands empty since the storm of last winter, and nobody in the village wants to rent a "
        "house without a road, a well or a telephone, let alone one that lost its roof to a ferry."
    )
    assert carried(between(mark), between(other), mark) == (None, None)


def test_a_mark_that_opens_its_paragraph_grows_though_the_paragraph_before_is_new() -> None:
    mark = "The keeper's daughter repaired the lamp with parts from a scrapped ferry."
    longer = mark.replace(" with", ", which had been dark since the great storm and was full of nests and rust, with")
    old, new = f"{BEFORE}\n\n{mark} {AFTER}", f"{BEFORE}\n\nNobody had expected that.\n\n{longer} {AFTER}"
    assert carried(old, new, mark)[0] == longer


# B: paragraphs that stand twice side by side

REFRAIN = "The board met in the town hall at nine and heard the report of the treasurer."
REFRAIN_EDITED = "The board met in the library at nine and heard the report of the auditor."
PAIRS = [
    (REFRAIN, REFRAIN_EDITED),
    ("Совет собрался в ратуше в девять часов и выслушал отчёт казначея.",
     "Совет собрался в библиотеке в девять часов и выслушал отчёт ревизора."),
    ("اجتمع المجلس في دار البلدية في التاسعة واستمع إلى تقرير أمين الصندوق.",
     "اجتمع المجلس في المكتبة في التاسعة واستمع إلى تقرير مراجع الحسابات."),
    ("委员会九点在镇公所开会，听取了司库的报告。", "委员会九点在图书馆开会，听取了审计的报告。"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "edited"), PAIRS, ids=["en", "ru", "ar", "zh"])
@pytest.mark.parametrize("which", [0, 1])
def test_equal_paragraphs_side_by_side_do_not_change_places_when_one_is_edited(
    said: str, edited: str, which: int
) -> None:
    old = f"I\n\n{said}\n\n{said}\n\nII"
    paragraphs = [said, said]
    paragraphs[which] = edited
    new = "One\n\n{}\n\n{}\n\nTwo".format(*paragraphs)
    for copy in (0, 1):
        words, found = carried(old, new, said, copy)
        assert words.rstrip(".。") == paragraphs[copy].rstrip(".。")
        assert found.start == (5 if copy == 0 else new.rindex(paragraphs[1]))


@pytest.mark.parametrize(("said", "edited"), PAIRS, ids=["en", "ru", "ar", "zh"])
def test_a_copy_is_never_sure_when_the_one_beside_it_went_or_came(said: str, edited: str) -> None:
    once, twice = f"I\n\n{said}\n\nII", f"I\n\n{said}\n\n{said}\n\nII"
    for old, new in ((twice, once), (once, twice), (twice, f"I\n\n{edited}\n\n{said}\n\nII")):
        for copy in range(old.count(said)):
            _, found = carried(old, new, said, copy)
            assert found is None or found.state is State.UNCERTAIN


def test_equal_paragraphs_that_all_stayed_are_sure() -> None:
    old = f"I\n\n{REFRAIN}\n\n{REFRAIN}\n\nII"
    for copy in (0, 1):
        words, found = carried(old, f"{old}\n\nThe end.", REFRAIN, copy)
        assert (words, found.state) == (REFRAIN, State.CONFIDENT)
        assert found.start == old.index(REFRAIN, 3 + copy)


# C: a few words in a block that moved

BLOCK = [
    ("Two tugs of the coastguard towed the burning trawler out to sea before it could sink in the fairway.",
     "before it could", " "),
    ("Два буксира вывели горящий траулер в море, прежде чем он успел затонуть на фарватере.", "прежде чем он", " "),
    ("وسحبت قاطرتان السفينة المحترقة إلى عرض البحر قبل أن تغرق في مدخل الميناء.", "قبل أن تغرق", " "),
    ("两艘拖轮把燃烧的渔船拖到外海，以免它沉在航道里。", "以免它", ""),
]  # fmt: skip


@pytest.mark.parametrize(("block", "mark", "blank"), BLOCK, ids=["en", "ru", "ar", "zh"])
@pytest.mark.parametrize("to_the_end", [True, False])
def test_a_few_words_of_a_block_that_moved_go_with_it(block: str, mark: str, blank: str, to_the_end: bool) -> None:
    rest = [between(f"{number}", FINNISH) for number in (11, 12, 13)]
    old, new = "\n\n".join([block, *rest]), "\n\n".join([*rest, block])
    if not to_the_end:
        old, new = new, old
    words, found = carried(old, new, mark)
    assert words == mark
    assert (found.start, found.change) == (new.index(mark), WordingChange.MOVED)


def test_a_few_words_that_were_edited_in_a_block_that_moved_need_a_look() -> None:
    block, mark, _ = BLOCK[0]
    rest = "\n\n".join(between(f"{number}", FINNISH) for number in (11, 12, 13))
    words, found = carried(f"{block}\n\n{rest}", f"{rest}\n\n{block.replace('it could', 'she could')}", mark)
    assert words == "before she could"
    assert found.state is State.UNCERTAIN


# D: a mark of which half is cut, or moved away, while its neighbours stayed


@pytest.mark.parametrize(
    ("kept", "cut", "around", "blank"),
    [
        ("The lamp burns oil pressed from rapeseed", "that two farmers of the island give away for nothing", 0, " "),
        ("Лампа горит на рапсовом масле", "которое два фермера с острова отдают даром", 1, " "),
        ("ويعمل المصباح بزيت بذور اللفت", "الذي يقدمه مزارعان من الجزيرة دون مقابل", 2, " "),
        ("这盏灯烧的是菜籽油", "由岛上两个农民免费提供", 3, ""),
    ],
    ids=["en", "ru", "ar", "zh"],
)
@pytest.mark.parametrize("is_moved", [False, True])
def test_a_mark_cut_by_half_is_not_gone(kept: str, cut: str, around: int, blank: str, is_moved: bool) -> None:
    sides = [(BEFORE, AFTER), RUSSIAN, ARABIC, CHINESE][around]
    old = between(f"{kept}, {cut}." if blank else f"{kept}，{cut}。", sides, blank)
    new = between(f"{kept}." if blank else f"{kept}。", sides, blank)
    mark = old[len(sides[0]) + len(blank) : -len(sides[1]) - len(blank)]
    old, new = f"{old}\n\n{REFRAIN}", f"{new}\n\n{REFRAIN}"
    if is_moved:
        new += f"\n\n{cut}"
    words, found = carried(old, new, mark)
    assert words is not None
    assert words.rstrip(".。") == kept
    assert found.state is State.UNCERTAIN


@pytest.mark.parametrize(
    ("mark", "kept", "around", "blank"),
    [
        (
            "The oil for the lamp is pressed from rapeseed that two farmers of the island give away for nothing.",
            "Two farmers give away the oil.",
            (BEFORE, AFTER),
            " ",
        ),
        (
            "Масло для лампы выжимают из рапса, который два фермера с острова отдают общине даром.",
            "Фермера отдают масло.",
            RUSSIAN,
            " ",
        ),
    ],
    ids=["en", "ru"],
)
def test_what_remains_of_a_mark_between_its_neighbours_is_shown_to_a_person(
    mark: str, kept: str, around: tuple[str, str], blank: str
) -> None:
    words, found = carried(between(mark, around, blank), between(kept, around, blank), mark)
    assert words is not None
    assert words in kept
    assert found.state is State.UNCERTAIN


# E: a mark that is gone


@pytest.mark.parametrize(
    ("gone", "stays"),
    [
        ("According to the pilot, the rudder was loose.", "According to the pilot, the compass was new."),
        ("По словам лоцмана, руль был разболтан.", "По словам лоцмана, компас был новым."),
        ("وبحسب المرشد كانت الدفة مخلوعة.", "وبحسب المرشد كانت البوصلة جديدة."),
        ("引水员说，船舵早就松了。", "引水员说，罗盘是新的。"),
    ],
    ids=["en", "ru", "ar", "zh"],
)
def test_of_two_sentences_that_begin_alike_the_one_that_was_cut_is_gone(gone: str, stays: str) -> None:
    old, new = f"{BEFORE} {gone} {stays} {AFTER}", f"{BEFORE} {stays} {AFTER}"
    assert carried(old, new, gone) == (None, None)
    words, found = carried(old, new, stays)
    assert (words, found.state) == (stays, State.CONFIDENT)


@pytest.mark.parametrize(
    ("mark", "other"),
    [
        ("the rudder was loose", "Nobody knows what the weather was like that night."),
        ("because of the storm", "Because nobody slept, the crew had seen all of it."),
        ("of the old harbour", "Most of the ships wait in the bay."),
    ],
)
def test_a_few_words_do_not_stand_where_only_their_common_ones_do(mark: str, other: str) -> None:
    assert carried(between(f"People say that {mark}."), between(other), mark) == (None, None)


@pytest.mark.parametrize(
    ("old", "mark", "new"),
    [
        (
            "The harbour master told the children their parents waited on the upper deck.",
            "children their parents waited on the",
            "The harbour master told the pilots which their parents upper deck.",
        ),
        (
            "The logbook was kept in one narrow drawer, which three sailors forced open.",
            "one narrow drawer, which three",
            "The logbook was kept in a cabin which three sailors forced open.",
        ),
        (
            "Laivan korjaus maksaisi vanhan telakan mukaan kahdeksan miljoonaa euroa, sanoi luotsi.",
            "vanhan telakan mukaan kahdeksan miljoonaa euroa,",
            "Laivan korjaus maksaisi puu mukaan euroa, hylky, sanoi luotsi.",
        ),
        (
            "Смотритель сказал, что после шторма комиссия осмотрит старый причал, а потом и маяк.",
            "после шторма комиссия осмотрит старый причал",
            "Смотритель сказал, что паром после шторма туман, а потом и маяк.",
        ),
    ],
    ids=["en", "of five", "fi", "ru"],
)
def test_two_words_of_a_part_beside_new_ones_are_not_what_is_left_of_it(old: str, mark: str, new: str) -> None:
    assert carried(between(old), between(new), mark) == (None, None)


def test_two_words_of_a_part_that_alone_are_left_stay_its_own() -> None:
    old = "The harbour master told the children their parents waited on the upper deck."
    new = "The harbour master told the children parents upper deck."
    words, found = carried(between(old), between(new), "children their parents waited on the")
    assert words == "children parents"
    assert found.state is State.UNCERTAIN


def test_a_mark_is_not_put_together_over_a_paragraph_break() -> None:
    mark = "The old ferry sank at night."
    new = f"{BEFORE} Nobody liked the old bus.\n\nAt night it is dark here.\n\n{AFTER}"
    assert carried(f"{BEFORE} {mark}\n\n{AFTER}", new, mark) == (None, None)


# F: what is put before a mark

MARKS = [
    ("The crew left the trawler at dawn in two rubber boats.", (BEFORE, AFTER), "Rescue", "Correction:", "J. C. Lund:"),
    ("Экипаж покинул траулер на рассвете в двух лодках.", RUSSIAN, "Спасение", "Уточнение:", "И. В. Лунд:"),
    ("وغادر الطاقم السفينة فجرا في قاربين من المطاط.", ARABIC, "الإنقاذ", "تصحيح:", "وأضاف لوند:"),
    ("船员天亮前坐两只橡皮艇离开了渔船。", CHINESE, "救援", "更正：", "据船长说，"),
    ("Miehistö jätti troolarin aamunkoitteessa.", FINNISH, "Pelastus", "Oikaisu:", "A. J. Lund:"),
]


@pytest.mark.parametrize(("mark", "around", "heading", "label", "speaker"), MARKS, ids=["en", "ru", "ar", "zh", "fi"])
@pytest.mark.parametrize("is_edited", [False, True])
def test_what_is_put_before_a_mark_is_not_its_own(
    mark: str, around: tuple[str, str], heading: str, label: str, speaker: str, is_edited: bool
) -> None:
    blank = " " if mark.isascii() or " " in mark else ""
    last = mark.split(" ")[-1] if blank else mark[-4:]
    edited = mark.replace(last, f"XII{blank}{last}") if is_edited else mark
    old = between(mark, around, blank)
    for lead in (f"\n\n{heading}\n\n", f"{heading}{blank}", f"{label}{blank}", f"{speaker}{blank}"):
        words, found = carried(old, between(lead + edited, around, blank), mark)
        assert words == edited, lead
        assert (found.state is State.UNCERTAIN) or words == mark or is_edited


def test_a_lead_in_and_another_first_word_are_not_sure() -> None:
    mark = "The crew left the trawler at dawn in two rubber boats."
    for lead in ("Correction: ", "According to the police, ", "J. C. Lund. ", "\n\nRescue at sea\n\n"):
        words, found = carried(between(mark), between(f"{lead}Its crew left the trawler at dawn in two boats."), mark)
        assert words == "Its crew left the trawler at dawn in two boats.", lead
        assert found.state is State.UNCERTAIN


# What is put before a mark whose first word changes at the same time

FIRST_EDITED = [
    ("The crew left the trawler at dawn in two rubber boats.", "Its crew left the trawler at dawn in two rubber boats.",
     (BEFORE, AFTER), "The night of the storm and those who saw it", "Analysis"),
    ("Der Lotse verließ das Boot im Morgengrauen mit zwei Koffern.",
     "Ihr Lotse verließ das Boot im Morgengrauen mit zwei Koffern.",
     FINNISH, "Der lange Weg in den Hafen", "Hintergrund"),
    ("В лодках экипаж ждал помощи до рассвета.", "Весь лодках экипаж ждал помощи до рассвета.", RUSSIAN,
     "В море и на берегу", "Главное"),
    ("”Veneet olivat tyhjiä”, sanoi luotsi aamulla satamassa.", "Neljä olivat tyhjiä”, sanoi luotsi aamulla satamassa.",
     FINNISH, "Venettä etsitään", "Tausta"),
    ("في الفجر غادر الطاقم السفينة بقاربين من المطاط.", "قبل الفجر غادر الطاقم السفينة بقاربين من المطاط.", ARABIC,
     "ليلة في عرض البحر", "تحليل"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "edited", "around", "heading", "_label"), FIRST_EDITED, ids=["en", "de", "ru", "fi", "ar"]
)
def test_a_heading_of_its_own_is_never_taken_along(
    mark: str, edited: str, around: tuple[str, str], heading: str, _label: str
) -> None:
    words, found = carried(between(mark, around), between(f"\n\n{heading}\n\n{edited}", around), mark)
    assert words == edited
    assert found.state is State.UNCERTAIN


@pytest.mark.parametrize(
    ("mark", "edited", "around", "_heading", "label"), FIRST_EDITED, ids=["en", "de", "ru", "fi", "ar"]
)
@pytest.mark.parametrize("sign", [" –", " |", ":", " •"])
def test_a_label_is_parted_from_a_new_first_word_by_its_sign(
    mark: str, edited: str, around: tuple[str, str], _heading: str, label: str, sign: str
) -> None:
    words, _ = carried(between(mark, around), between(f"{label}{sign} {edited}", around), mark)
    assert words == edited


def test_a_heading_in_the_same_line_ends_where_a_new_first_word_has_the_capital() -> None:
    mark, edited = (
        "Crews left the trawler at dawn in rubber boats.",
        "Sailors left the trawler at dawn in rubber boats.",
    )
    words, found = carried(between(mark), between(f"Rescue operation {edited}"), mark)
    assert words == edited
    assert found.state is State.UNCERTAIN


def test_a_heading_in_the_same_line_with_a_word_of_the_mark_is_not_sure() -> None:
    mark = "The crew left the trawler at dawn in two rubber boats."
    new = between("The end of the road for a mayor Its crew left the trawler at dawn in two rubber boats.")
    assert carried(between(mark), new, mark)[1].state is State.UNCERTAIN


def test_words_of_a_mark_stay_its_own_where_its_paragraph_is_parted_beside_them() -> None:
    mark = "Two boats. The crew left the trawler at dawn and was seen by the ferry."
    new = "Two boats.\n\nThe crew left the old trawler at dawn and was seen by the ferry."
    assert carried(between(mark), between(new), mark)[0] == new


def test_an_initial_ends_no_sentence() -> None:
    mark = "Their captain, J. C. Lund, was the last to leave the trawler."
    new = "Captain J. C. Lund was the last to leave the trawler."
    assert carried(between(mark), between(new), mark)[0] == new


@pytest.mark.parametrize(
    ("old", "new", "mark", "words"),
    [
        ("ferry money council bridge water water", "ferry water money council bridge water", "er w", "water"),
        ("water water bridge night money night", "water water bridge night night money", "ey nig", "money"),
    ],
)
def test_halves_of_two_words_are_never_carried_to_an_empty_place(old: str, new: str, mark: str, words: str) -> None:
    start = old.rindex(mark)
    found = Pair(old, new).reanchor(start, start + len(mark))
    assert found is not None
    assert (new[found.start : found.end], found.state) == (words, State.UNCERTAIN)


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_whatever_moves_every_answer_has_words_of_the_new_text(chance: random.Random) -> None:
    said = [BEFORE, AFTER, REFRAIN, *RUSSIAN, *CHINESE, *(it[0] for it in MARKS), *(it[0] for it in BLOCK)]
    words = " ".join(chance.choices(said, k=14)).split(" ")
    old = " ".join(words)
    for _ in range(chance.randrange(1, 6)):
        start, length, to = chance.randrange(len(words)), chance.randrange(1, 25), chance.randrange(len(words))
        block = words[start : start + length]
        del words[start : start + length]
        words[to:to] = block
    pair = Pair(old, " ".join(words))
    for _ in range(40):
        start = chance.randrange(len(old))
        found = pair.reanchor(start, min(len(old), start + chance.randrange(1, 200)))
        assert found is None or 0 <= found.start < found.end <= len(pair.new.text)
