"""A person's inexact quote in a text: other words, ellipses, brackets, context; in several languages."""

from __future__ import annotations

import time

import pytest

from factcheck.anchoring import Found, State, candidates, find

TEXTS = {
    "en": (
        "The ferry to Ulvik leaves every morning at six, even when the fog is thick.\n\n"
        "On Thursday the council decided, after a debate of four hours in which nineteen residents spoke, to close "
        "the swimming hall in March. “The hall costs us 310,000 crowns a year,” Mayor Tove Lind said. She promised "
        "that the staff would be offered work elsewhere, and that nobody would lose a pension.\n\n"
        "The school wants to keep the pool open on weekdays. Parents have collected 420 signatures, and they want "
        "to hand them over on Monday. The council meets again on Monday evening."
    ),
    "de": (
        "Die Fähre nach Ulm legt jeden Morgen um sechs ab, auch bei dichtem Nebel.\n\n"
        "Am Donnerstag beschloss der Rat nach vierstündiger Debatte, in der neunzehn Anwohner sprachen, das Hallenbad "
        "im März zu schließen. „Die Halle kostet uns 310.000 Euro im Jahr“, sagte Bürgermeisterin Tove Lind. Niemand "
        "verliere seine Rente.\n\nDie Schule will das Becken an Werktagen offen halten. Eltern haben 420 Namen notiert."
    ),
    "ru": (
        "Паром отходит каждое утро в шесть, даже в густой туман.\n\n"
        "В четверг совет после четырёхчасового спора, в котором выступили девятнадцать жителей, решил закрыть бассейн "
        "в марте. «Бассейн обходится нам в 310 тысяч рублей в год», — сказала мэр Таисия Линд. Она обещала, что никто "
        "не потеряет пенсию.\n\nШкола хочет оставить бассейн открытым по будням. Родители собрали 420 подписей."
    ),
    "ar": (
        "تغادر العبارة كل صباح في السادسة حتى في الضباب الكثيف.\n\n"
        "وقرر المجلس يوم الخميس، بعد نقاش دام أربع ساعات تحدث فيه تسعة عشر من السكان، إغلاق المسبح في مارس. وقالت "
        "رئيسة البلدية سلمى اللبان إن المسبح يكلف المدينة 310 آلاف دينار في السنة.\n\n"
        "وتريد المدرسة إبقاء المسبح مفتوحا في أيام الأسبوع. وجمع الأهالي 420 توقيعا."
    ),
    "zh": (
        "渡轮每天早上六点开出，大雾天也不例外。\n\n"
        "星期四，市议会经过四个小时的辩论，听取了十九位居民的发言，决定三月关闭游泳馆。“游泳馆每年要花掉我们三十一万元，”市长林涛说。"
        "她保证没有人会失去养老金。\n\n学校希望平日继续开放泳池。家长们已经收集了四百二十个签名。"
    ),
}


def said(text: str, found: Found | None) -> str | None:
    return None if found is None else text[found.start : found.end]


@pytest.mark.parametrize(
    ("language", "quote", "meant"),
    [
        ("en", "Parents have gathered 420 names", "Parents have collected 420 signatures"),
        ("en", "that nobody would forfeit a salary", "that nobody would lose a pension"),
        ("en", "wants to leave the pool closed", "wants to keep the pool open"),
        ("en", "ship to Ulvik sails every morning", "ferry to Ulvik leaves every morning"),
        (
            "de",
            "Die Schule möchte das Becken täglich offen halten",
            "Die Schule will das Becken an Werktagen offen halten",
        ),
        ("de", "Niemand verlöre dort seine Pension", "Niemand\nverliere seine Rente"),
        (
            "ru",
            "выступили двадцать граждан, решил закрыть бассейн",
            "выступили девятнадцать жителей, решил закрыть бассейн",
        ),
        ("ru", "Паром уходит каждый день в шесть", "Паром отходит каждое утро в шесть"),
        ("ar", "تغادر السفينة كل يوم في السادسة", "تغادر العبارة كل صباح في السادسة"),
        ("ar", "إن الحوض يكلف البلد 310 آلاف", "إن المسبح يكلف المدينة 310 آلاف"),
        ("zh", "学校打算平日继续开放浴场", "学校希望平日继续开放泳池"),
    ],
)
def test_two_words_of_six_may_be_others(language: str, quote: str, meant: str) -> None:
    text = TEXTS[language]
    found = find(text, quote)
    assert said(text, found) == meant.replace("\n", " ")
    assert found.state is State.UNCERTAIN


@pytest.mark.parametrize("sign", ["…", "...", "[…]", "(…)", "[...]", "(...)", "[ … ]", ". . .", "……", "[....]", "–…–"])
def test_an_ellipsis_stands_for_any_number_of_words(sign: str) -> None:
    text = TEXTS["en"]
    found = find(text, f"the council decided {sign} in March")
    assert said(text, found) == text[text.index("the council decided") : text.index(". “The hall")]


@pytest.mark.parametrize(
    ("language", "quote", "first", "last"),
    [
        ("en", "On Thursday the council … in March", "On Thursday", "in March"),
        ("en", "The ferry ... thick", "The ferry", "thick"),
        ("en", "The council … on Monday", "The council", "on Monday"),
        ("en", "Parents … Monday", "Parents", "on Monday"),
        ("en", "She promised […] a pension", "She promised", "a pension"),
        ("en", "The ferry … at six … thick", "The ferry", "is thick"),
        ("en", "On Thursday … nineteen residents … swimming hall … March", "On Thursday", "in March"),
        ("en", "The council, … on Monday", "The council", "on Monday"),
        ("en", "“… the staff, […] lose a pension …”", "the staff", "lose a pension"),
        ("en", "… the council decided … the swimming hall …", "the council decided", "the swimming hall"),
        ("de", "Am Donnerstag … zu schließen", "Am Donnerstag", "zu schließen"),
        ("de", "Die Fähre (…) Nebel", "Die Fähre", "Nebel"),
        ("ru", "В четверг совет … в марте", "В четверг", "в марте"),
        ("ru", "Паром … туман", "Паром", "туман"),
        ("ar", "وقرر المجلس … في مارس", "وقرر المجلس", "في مارس"),
        ("zh", "星期四……关闭游泳馆", "星期四", "关闭游泳馆"),
        ("zh", "市议会…居民…三月关闭", "市议会", "三月关闭"),
    ],
)
def test_short_ends_around_an_ellipsis_find_the_passage_between_them(
    language: str, quote: str, first: str, last: str
) -> None:
    text = TEXTS[language]
    start = text.index(first)
    assert said(text, find(text, quote)) == text[start : text.index(last, start) + len(last)]


def test_an_ellipsis_takes_the_shortest_passage_and_stays_in_its_paragraph() -> None:
    text = "The mayor came late. The mayor spoke of trams, of buses and of the budget.\n\nA budget is a promise."
    found = find(text, "The mayor … the budget")
    assert said(text, found) == "The mayor spoke of trams, of buses and of the budget"
    text = (
        "The mayor spoke of trams.\n\nNobody listened. The mayor left, and so did the press, for the budget was lost."
    )
    assert said(text, find(text, "The mayor … the budget")) == "The mayor left, and so did the press, for the budget"


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Ost praised the harbour for its pilots. The mayor of West praised the harbour for its pilots.",
        "The mayor praised the harbour board for its pilots.\n\nThe mayor praised the town band for its pilots.",
        "The mayor of Ost, said the mayor of West, praised the harbour and then praised the board for its pilots.",
    ],
)
def test_an_ellipsis_that_fits_twice_is_never_sure(text: str) -> None:
    found = candidates(text, "The mayor … praised the … for its pilots")
    assert found
    assert all(it.state is State.UNCERTAIN for it in found)


@pytest.mark.parametrize(
    "quote", ["The harvest … of radishes", "The council … of Portugal", "Snow fell … the bishops laughed", "The … the"]
)
def test_an_ellipsis_between_words_of_which_one_is_not_there_finds_nothing_surely(quote: str) -> None:
    found = find(TEXTS["en"], quote)
    assert found is None or found.state is State.UNCERTAIN


def test_dots_in_code_are_no_ellipsis() -> None:
    text = "The macro expands to a call of the board, say the authors. Nobody reads the manual of the board."
    found = find(text, "The macro expands to a call of the board open(...), say authors(...)")
    assert said(text, found) == "The macro expands to a call of the board, say the authors"


@pytest.mark.parametrize(
    ("language", "quote", "meant"),
    [
        ("en", "Mayor Tove Lind [of Ulvik] said", "Mayor Tove Lind said"),
        ("en", "they [the parents] want to hand them over", "they want to hand them over"),
        ("en", "that the staff [of the hall] would be offered work elsewhere",
         "that the staff would be offered work elsewhere"),
        ("en", "[Lind] promised that the staff [of the hall] would be offered work",
         "promised that the staff would be offered work"),
        ("en", "Parents (most of them young) have collected 420 signatures", "Parents have collected 420 signatures"),
        ("en", "promised that [her people] would be offered work", "promised that the staff would be offered work"),
        ("en", "“[T]he hall costs us 310,000 crowns a year”", "The hall costs us 310,000 crowns a year"),
        ("en", "The hall cost[s] us 310,000 crowns [27,000 euros] a year", "The hall costs us 310,000 crowns a year"),
        ("de", "[D]ie Halle kostet uns [in Ulm] 310.000 Euro im Jahr", "Die Halle kostet uns 310.000 Euro im Jahr"),
        ("ru", "Она [мэр] обещала, что никто не потеряет пенсию", "Она обещала, что никто не потеряет пенсию"),
        ("ar", "وجمع الأهالي [في المدينة] 420 توقيعا", "وجمع الأهالي 420 توقيعا"),
        ("zh", "她[林涛]保证没有人会失去养老金", "她保证没有人会失去养老金"),
        ("zh", "家长们［学校的］已经收集了四百二十个签名", "家长们已经收集了四百二十个签名"),
    ],
)  # fmt: skip
def test_words_in_square_brackets_are_the_askers(language: str, quote: str, meant: str) -> None:
    assert said(TEXTS[language], find(TEXTS[language], quote)) == meant


def test_brackets_that_the_text_has_itself_are_found_as_they_stand() -> None:
    text = "“He [the mayor] has left,” the clerk wrote. He has left a note, she added."
    found = find(text, "He [the mayor] has left")
    assert (said(text, found), found.state) == ("He [the mayor] has left", State.CONFIDENT)
    assert said(text, find(text, "He [the mayor] left [town]")) == "He [the mayor] has left"


@pytest.mark.parametrize(
    ("language", "quote", "meant"),
    [
        ("en", "The council meets again on Monday evening evening", "The council meets again on Monday evening"),
        ("en", "would be offered work elsewhere elsewhere", "would be offered work elsewhere"),
        ("en", "they want to give them over on Monday Monday", "they want to hand them over on Monday"),
        ("en", "the the staff would be offered work", "the staff would be offered work"),
        ("de", "das Becken an Werktagen offen halten halten", "das Becken an Werktagen offen halten"),
        ("ru", "никто не потеряет пенсию пенсию", "никто не потеряет пенсию"),
        ("ar", "إغلاق المسبح في مارس مارس", "إغلاق المسبح في مارس"),
        ("zh", "学校希望平日继续开放泳池泳池", "学校希望平日继续开放泳池"),
    ],
)
def test_a_word_written_twice_takes_nothing_more_of_the_text(language: str, quote: str, meant: str) -> None:
    assert said(TEXTS[language], find(TEXTS[language], quote)) == meant


def test_a_last_word_that_the_text_repeats_later_ends_where_it_comes_first() -> None:
    text = "The pilots strike until Friday. Nobody sails on Friday, and on Friday the ice will be gone."
    assert said(text, find(text, "The pilots will strike until Friday")) == "The pilots strike until Friday"
    assert said(text, find(text, "Nobody will sail on Friday")) == "Nobody sails on Friday"


OLD = "The fire began in the attic. It killed 12 people in the street. The cause is unknown, the police say."
NEW = (
    "The fire began in the attic. It killed 14 people in the street. The cause is unknown, the police say.\n\n"
    "In 1911 there was a flood. It killed 12 people in the street. Nobody was ever charged."
)


def test_with_context_the_very_words_elsewhere_do_not_beat_a_near_match_whose_context_agrees() -> None:
    quote = "It killed 12 people in the street."
    start = OLD.index(quote)
    found = find(NEW, quote, OLD[:start], OLD[start + len(quote) :], start)
    assert said(NEW, found) == "It killed 14 people in the street."
    assert found.state is State.UNCERTAIN
    assert said(NEW, find(NEW, quote)) == quote


@pytest.mark.parametrize(
    ("before", "quote", "after", "edited"),
    [
        (
            "Am Montag brannte die Scheune. ",
            "Dabei starben 30 Kühe.",
            " Die Ursache ist offen.",
            "Dabei starben 13 Kühe.",
        ),
        ("В понедельник сгорел склад. ", "Погибли 30 коров.", " Причина неизвестна.", "Погибли 13 коров."),
        ("احترق المخزن يوم الاثنين. ", "ونفقت فيه 30 بقرة.", " ولا يعرف السبب بعد.", "ونفقت فيه 13 بقرة."),
        ("星期一仓库起火。", "大火烧死三十头牛。", "原因尚不清楚。", "大火烧死十三头牛。"),
    ],
)
def test_context_is_trusted_in_every_language(before: str, quote: str, after: str, edited: str) -> None:
    text = f"{quote}\n\n{before}{edited}{after}\n\n{quote}"
    assert said(text, find(text, quote, before, after, len(before))) == edited


@pytest.mark.parametrize(
    ("prefix", "suffix"),
    [
        (OLD[: OLD.index("It killed")], ""),
        ("", OLD[OLD.index(" The cause") :]),
        ("The fire began in an attic. ", " The causes are unknown, the police say."),
    ],
)
def test_one_side_of_the_context_is_enough_and_it_may_be_edited_too(prefix: str, suffix: str) -> None:
    found = find(NEW, "It killed 12 people in the street.", prefix, suffix)
    assert (said(NEW, found), found.state) == ("It killed 14 people in the street.", State.UNCERTAIN)


def test_words_of_a_sentence_that_stands_twice_are_told_apart_by_what_follows() -> None:
    found = find(NEW, "killed 12 people", "the attic. It ", " in the street. The cause is")
    assert (said(NEW, found), found.state) == ("killed 14 people", State.UNCERTAIN)
    text = NEW.replace("14", "1,400")
    assert (
        said(text, find(text, "killed 12", "in the attic. It ", " people in the street. The cause")) == "killed 1,400"
    )


@pytest.mark.parametrize(
    ("language", "quote"),
    [
        ("en", "The hall costs us 320,000 crowns a year, Mayor Tove Lind said. She promised that the staff would stay"),
        ("en", "Parents have collected 42 signatures, and they want to hand them over on Monday"),
        ("ru", "Бассейн обходится нам в 320 тысяч рублей в год», — сказала мэр Таисия Линд"),
        ("ar", "وقالت رئيسة البلدية سلمى اللبان إن المسبح يكلف المدينة 320 آلاف دينار في السنة"),
    ],
)
def test_another_number_is_never_sure(language: str, quote: str) -> None:
    assert find(TEXTS[language], quote).state is State.UNCERTAIN


def test_the_very_words_win_where_their_context_agrees_as_well() -> None:
    quote = "It killed 12 people in the street."
    text = NEW.replace("14", "13") + "\n\n" + OLD
    found = find(text, quote, OLD[: OLD.index(quote)], OLD[OLD.index(quote) + len(quote) :])
    assert (found.start, found.state) == (text.rindex(quote), State.CONFIDENT)


def test_without_the_place_of_the_context_the_very_words_are_offered_for_a_look() -> None:
    quote = "It killed 12 people in the street."
    found = find(NEW, quote, "Somebody else wrote: ", " That is all.")
    assert (said(NEW, found), found.state) == (quote, State.UNCERTAIN)


@pytest.mark.parametrize(
    ("language", "quote"),
    [
        ("en", "«THE HALL COSTS US 310,000\u00a0CROWNS A\u2009YEAR»"),
        ("en", "‚the hall   costs us\n310,000 crowns a year‘"),
        ("en", "the hall co\u00adsts us 310,000 crowns a year"),
        ("en", "The hall costs\u200b us 310,000 crowns a year"),
        ("en", "The hall costs us 310,000 cro-\nwns a year"),
        ("de", "“Die HALLE kostet uns 310.000 Euro im Jahr”"),
        ("ru", "\"Бассейн обхо-\nдится нам в 310 тысяч рублей в год\""),
        ("ru", "БАССЕЙН ОБХОДИТСЯ НАМ В 310 ТЫСЯЧ РУБЛЕЙ В ГОД"),
        ("ar", "المسبح يكلّف المدينة 310 آلاف دينار في السنة"),
        ("zh", "「游泳馆每年要花掉我们三十一万元」"),
        ("zh", "游泳馆 每年 要 花掉 我们 三十一万元"),
    ],
)  # fmt: skip
def test_signs_blanks_capitals_and_hyphens_do_not_matter(language: str, quote: str) -> None:
    plain = {
        "en": "The hall costs us 310,000 crowns a year",
        "de": "Die Halle kostet uns 310.000 Euro im Jahr",
        "ru": "Бассейн обходится нам в 310 тысяч рублей в год",
        "ar": "المسبح يكلف المدينة 310 آلاف دينار في السنة",
        "zh": "游泳馆每年要花掉我们三十一万元",
    }[language]
    found = find(TEXTS[language], quote)
    assert said(TEXTS[language], found).strip("„“") == plain
    assert found.state is State.CONFIDENT


@pytest.mark.parametrize(
    ("text", "quote", "meant"),
    [
        ("Send an e-mail to the co-operative before noon.", "email to the cooperative before noon",
         "e-mail to the co-operative before noon"),
        ("Send an email to the cooperative before noon.", "e-mail to the co-operative before noon",
         "email to the cooperative before noon"),
        ("Die Schiffahrts-\ngesellschaft fährt nicht.", "Die Schiffahrtsgesellschaft fährt nicht",
         "Die Schiffahrts-\ngesellschaft fährt nicht"),
    ],
)  # fmt: skip
def test_a_hyphen_may_be_there_or_not(text: str, quote: str, meant: str) -> None:
    assert said(text, find(text, quote)) == meant


@pytest.mark.parametrize(
    ("language", "quote"),
    [
        ("en", "The harbour police caught two smugglers on Sunday"),
        ("en", "on Monday the school would be offered nineteen crowns"),
        ("en", "The council of Ulvik wants snow ploughs in April"),
        ("en", "Nobody … smugglers"),
        ("en", "[the mayor]"),
        ("en", "[…]"),
        ("en", "[x] … [y]"),
        ("de", "Der Bischof taufte in der Nacht zwei Boote"),
        ("de", "Die Schule … Elefanten"),
        ("ru", "Милиция задержала двух контрабандистов на вокзале"),
        ("ar", "ألقت الشرطة القبض على مهربين في المحطة"),
        ("zh", "警方在车站抓获两名走私者"),
    ],
)
def test_what_the_text_does_not_say_is_not_found(language: str, quote: str) -> None:
    assert find(TEXTS[language], quote) is None


@pytest.mark.parametrize("quote", ["the hall costs 300 crowns", "The hall cost us 300 crowns", "The hall … crowns"])
def test_of_two_places_that_are_equally_good_none_is_sure(quote: str) -> None:
    one = "The hall costs us 300 crowns."
    text = f"{one} Rain fell for a week.\n\n{one} The wind turned.\n\nEverybody went home early."
    found = candidates(text, quote)
    assert len(found) == 2
    assert all(it.state is State.UNCERTAIN for it in found)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("word " * 20_000, "word … " * 700),
        ("word and " * 10_000, "word … and … word … and … the word"),
        ("The hall costs us 300 crowns. " * 3_000, "The hall … crowns … hall … us … crowns"),
        ("a b " * 20_000, "[" * 2_000 + " " * 2_000 + "(" * 500),
        ("a b " * 20_000, "a" + " " * 4_000 + "b"),
        ("(a) b " * 20_000, "(a) [b] " * 600),
        ("one two " * 20_000, "one one two two " * 300),
    ],
)
def test_hostile_quotes_and_texts_take_no_more_than_a_moment(text: str, quote: str) -> None:
    begun = time.process_time()
    candidates(text, quote, "word and word ", " and word and")
    candidates(text, quote)
    assert time.process_time() - begun < 5
