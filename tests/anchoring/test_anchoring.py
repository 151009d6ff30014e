"""Finding words, exactly and nearly, and finding them again in later versions; never by guessing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.anchoring import Found, Pair, State, WordingChange, candidates, find, reanchor
from factcheck.anchoring.selectors import select

TEXT = "🛰️ The bridge “will open\u00a0in May”, said the mayor – twice. The bridge “will open\u00a0in May”, she added."

STORY = (
    "Harbour board sees no reason to dredge the inner basin\n\n"
    "The harbour board of Tarnby sees no reason that would make dredging the basin necessary, its chair said.\n\n"
    "“We have measured the basin four times since spring,” Ilmar Voss told the council on Tuesday. "
    "“Nothing in this harbour would make it necessary to dredge.”\n\n"
    "Fishermen disagree. Their boats touched the ground 14 times in August, according to the pilots’ log, "
    "and insurers have asked for a survey of their own.\n\n"
    "The board meets again in November. A ferry company has offered to pay for half of the work.\n\n"
    "“We have measured the basin four times since spring,” the statement of the board repeated."
)
CHAIR = "Nothing in this harbour would make it necessary to dredge."
FERRY = "A ferry company has offered to pay for half of the work."
FISHERMEN = "Their boats touched the ground 14 times in August, according to the pilots’ log"


def words(text: str, found: Found | None) -> str | None:
    return None if found is None else text[found.start : found.end]


def test_the_very_words_are_sure() -> None:
    found = find(TEXT, "said the mayor")
    assert words(TEXT, found) == "said the mayor"
    assert (found.score, found.state, found.change) == (1.0, State.CONFIDENT, WordingChange.UNCHANGED)


@pytest.mark.parametrize("quote", ["mayor - twice", "mayor — twice", "may\u00ador  –  twice", " MAYOR\n– twice "])
def test_other_typography_finds_the_same_words(quote: str) -> None:
    found = find(TEXT, quote)
    assert words(TEXT, found) == "mayor – twice"
    assert found.state is State.CONFIDENT
    assert found.change is WordingChange.TYPOGRAPHY


@pytest.mark.parametrize(
    "quote",
    [
        "Their boats touched teh ground 14 times in Augst, according to the pilots' log",
        "Their boats touched the ground times in August, according to the pilots’ log",
        "Their boats often touched the ground some 14 times in August, according to the pilots’ log",
        "Their boat touches the grounds 14 times in August, according to pilots’ log",
        "Their boats the ground touched 14 times in August, according to the pilots’ log",
        "Their boats touched the ground … according to the pilots’ log",
        "Their boats touched the ground […] the pilots’ log",
        "Their boats touched the ground, according to the pilots’ log",
        "“their boats touched the GROUND 14 times in August, according to the pilots’ log”",
    ],
)
def test_an_inexact_quote_finds_what_the_text_says(quote: str) -> None:
    assert words(STORY, find(STORY, quote)) == FISHERMEN


def test_one_claim_in_three_wordings_gives_all_three_best_first() -> None:
    text = (
        "No danger in Orl valley that would call for its second dam, says minister\n\n"
        "The minister said on Monday that there was no danger that would call for the second dam.\n\n"
        "“We see no danger in this valley that would call for its second dam,” Ema Lind said. Farmers want it built."
    )
    found = candidates(text, "no danger that would call for a second dam")
    assert [words(text, it) for it in found] == [
        "no danger that would call for the second dam",
        "No danger in Orl valley that would call for its second dam",
        "no danger in this valley that would call for its second dam",
    ]
    assert [it.state for it in found[1:]] == [State.UNCERTAIN, State.UNCERTAIN]
    assert [it.score for it in found] == sorted((it.score for it in found), reverse=True)


def test_equal_places_are_told_apart_by_context_or_hint_and_never_by_a_coin() -> None:
    quote = "will open in May"
    assert find(TEXT, quote).state is State.UNCERTAIN
    assert len(candidates(TEXT, quote)) == 2
    by_context = find(TEXT, quote, suffix="”, she")
    by_hint = find(TEXT, quote, hint=TEXT.rindex("will open"))
    assert by_context == by_hint
    assert by_context.state is State.CONFIDENT
    assert TEXT[by_context.start :].endswith("she added.")
    assert by_context.start > 60


def test_a_hint_that_is_only_near_is_no_proof() -> None:
    found = find(TEXT, "will open in May", hint=TEXT.rindex("will open") - 3)
    assert found.start == TEXT.rindex("will open")
    assert found.state is State.UNCERTAIN


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "  \n",
        "the tunnel",
        "\u00ad",
        "The ministry published its forecast for the coming winter on Friday.",
        "…",
        "zz",
    ],
)
def test_what_is_not_there_is_none(quote: str) -> None:
    assert find(TEXT, quote) is None
    assert find(STORY, quote) is None


def test_of_very_many_equal_words_the_one_at_the_hint_is_among_those_told_apart() -> None:
    text = "word " * 20_000
    found = candidates(text, "word", hint=90_000)
    assert (len(found), found[0].start) == (20, 90_000)
    assert find(text, "word").state is State.UNCERTAIN


def test_words_inside_of_others_need_a_look() -> None:
    found = find("The therapist came.", "the rapist")
    assert found is None or found.state is State.UNCERTAIN


def test_a_decomposed_letter_is_never_cut() -> None:
    text = "Se on a\u0308iti\u0308 itse"
    assert words(text, find(text, "\u00e4iti\u0308")) == "a\u0308iti\u0308"
    assert words(text, find(text, "ä")) == "a\u0308"


def test_strasse_and_straße_are_one_word() -> None:
    text = "Die Hauptstraße bleibt bis Mai gesperrt."
    assert words(text, find(text, "die HAUPTSTRASSE bleibt")) == "Die Hauptstraße bleibt"


@given(st.text(min_size=1), st.data())
def test_any_slice_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    chosen = select(text, start, end)
    start, end = chosen.start, chosen.end  # widened to whole characters
    assert chosen.prefix + chosen.exact + chosen.suffix == text[start - len(chosen.prefix) : end + len(chosen.suffix)]
    found = find(text, chosen.exact, chosen.prefix, chosen.suffix, start)
    if chosen.exact.strip():
        assert found is not None
        assert text[found.start : found.end].strip() == chosen.exact.strip()


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_answer_lies_in_the_text_and_scores_between_nought_and_one(text: str, quote: str) -> None:
    for found in candidates(text, quote):
        assert 0 <= found.start < found.end <= len(text)
        assert 0 <= found.score <= 1


def test_context_grows_until_it_is_unique() -> None:
    text = ("same words here. " * 5 + "A. ") + ("same words here. " * 5 + "B. ")
    start = text.index("same", 90)
    chosen = select(text, start, start + 4)
    assert text.count(chosen.prefix + chosen.exact + chosen.suffix) == 1


# again in a later version


def carried(new: str, mark: str = CHAIR, old: str = STORY) -> Found | None:
    start = old.index(mark)
    return reanchor(old, new, start, start + len(mark))


def test_what_stands_unchanged_is_sure_wherever_the_text_around_it_went() -> None:
    new = "UPDATE 🚢: adds the survey\n\n" + STORY.replace("Fishermen disagree. ", "")
    found = carried(new)
    assert words(new, found) == CHAIR
    assert (found.score, found.state, found.change) == (1.0, State.CONFIDENT, WordingChange.UNCHANGED)


def test_a_moved_sentence_is_found_as_moved() -> None:
    new = STORY.replace(f" “{CHAIR}”", "") + f"\n\nIn the end he said: “{CHAIR}”"
    found = carried(new)
    assert words(new, found) == CHAIR
    assert (found.state, found.change) == (State.CONFIDENT, WordingChange.MOVED)


def test_other_typography_is_told_from_other_words() -> None:
    new = STORY.replace("’", "'").replace("“", '"').replace("”", '"')
    found = carried(new, FISHERMEN)
    assert words(new, found) == FISHERMEN.replace("’", "'")
    assert (found.state, found.change) == (State.CONFIDENT, WordingChange.TYPOGRAPHY)


@pytest.mark.parametrize(
    "edited",
    [
        FISHERMEN.replace("14", "11"),
        FISHERMEN.replace("according to", "says").replace("log", "logbook"),
        FISHERMEN.replace("Their boats", "Some of their older boats"),
        FISHERMEN.replace(" in August", ""),
    ],
)
def test_an_edited_sentence_is_found_whole_and_said_to_be_reworded(edited: str) -> None:
    new = STORY.replace(FISHERMEN, edited)
    found = carried(new, FISHERMEN)
    assert words(new, found) == edited
    assert found.change is WordingChange.REWORDED


def test_a_rewritten_sentence_needs_a_look() -> None:
    rewritten = "The log of the pilots counts 14 times that their boats touched the ground in August"
    new = STORY.replace(FISHERMEN, rewritten)
    found = carried(new, FISHERMEN)
    assert words(new, found) in rewritten
    assert (found.state, found.change) == (State.UNCERTAIN, WordingChange.REWORDED)


@pytest.mark.parametrize("said", ["A ferry company is ready to pay half.", "A ferry operator would pay half the bill."])
def test_between_its_old_neighbours_a_mark_is_believed_at_a_lower_likeness_than_elsewhere(said: str) -> None:
    there = carried(STORY.replace(FERRY, said), FERRY)
    assert words(STORY.replace(FERRY, said), there) == said
    assert there.state is State.UNCERTAIN
    assert carried(f"{said}\n\n{STORY.replace(FERRY, '')}", FERRY) is None


@pytest.mark.parametrize("kept", ["Their boats touched the ground", "Their boats touched ground"])
def test_a_place_without_words_that_the_mark_has_kept_is_not_taken_however_alike_it_is(kept: str) -> None:
    alike = "A tug touched the ground 14 times in August, according to the pilots’ log."
    new = f"{STORY.replace(FISHERMEN, kept)}\n\n{alike}"
    assert words(new, carried(new, FISHERMEN)) == kept


def test_a_moved_sentence_is_found_by_look_even_when_it_was_edited() -> None:
    edited = FERRY.replace("has offered", "offers")
    new = f"{edited}\n\n{STORY.replace(FERRY, '')}"
    found = carried(new, FERRY)
    assert words(new, found) == edited
    assert (found.state, found.change) == (State.UNCERTAIN, WordingChange.REWORDED)


def test_a_moved_sentence_does_not_take_words_that_stood_there_before() -> None:
    report = "Half of the work was done, the engineer of the council wrote in her report."
    edited = "A ferry company has offered to pay."
    new = f"{STORY.replace(FERRY, '')}\n\n{edited} {report}"
    assert words(new, carried(new, FERRY, f"{STORY}\n\n{report}")) == edited


def test_what_stood_there_before_does_not_hide_a_moved_sentence_however_often_it_says_the_same() -> None:
    alike = "\n\n".join(f"In year {year} a ferry company had offered to pay for half of the work." for year in range(9))
    edited = "A ferry firm has offered to pay for half of that work."
    new = f"{edited}\n\n{STORY.replace(FERRY, '')}\n\n{alike}"
    assert words(new, carried(new, FERRY, f"{STORY}\n\n{alike}")) == edited


def test_a_sentence_that_was_joined_to_the_one_before_begins_with_its_own_first_word() -> None:
    edited = "a ferry company has offered to pay for half of the works."
    new = STORY.replace(f"November. {FERRY}", f"November, when {edited}")
    assert words(new, carried(new, FERRY)) == edited


@pytest.mark.parametrize("mark", ["insurers", "a survey"])
def test_a_word_or_two_are_not_looked_for_elsewhere(mark: str) -> None:
    gone = STORY.replace("and insurers have asked for a survey of their own", "and nobody else has said a thing")
    assert carried(f"{gone}\n\nLater, insurers wanted a survey too.", mark) is None


@pytest.mark.parametrize(
    "new", ["Snow fell in August, and August was cold.", "It was a hard year, and August was cold."]
)
def test_a_word_that_stayed_alone_needs_a_look(new: str) -> None:
    found = carried(new, "August", "Their boats touched the ground in August, fishermen say.")
    assert words(new, found) == "August"
    assert found.state is State.UNCERTAIN


@pytest.mark.parametrize("mark", [CHAIR, FISHERMEN, "touched the ground", "The board meets again in November."])
def test_a_deleted_sentence_is_gone_whatever_looks_like_it(mark: str) -> None:
    assert carried(STORY.replace(mark, ""), mark) is None


def test_of_two_equal_passages_the_one_that_was_marked_is_kept() -> None:
    quotation = "We have measured the basin four times since spring,"
    second = STORY.rindex(quotation)
    new = "They met.\n\n" + STORY
    found = reanchor(STORY, new, second, second + len(quotation))
    assert (found.start, found.state) == (new.rindex(quotation), State.CONFIDENT)
    without = STORY[: STORY.rindex("\n\n")]
    assert reanchor(STORY, without, second, second + len(quotation)) is None


def test_what_is_duplicated_stays_at_its_place() -> None:
    new = STORY + f"\n\nHe had said: “{CHAIR}”"
    assert carried(new).start == new.index(CHAIR)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 2), (-3, 4), (10_000, 10_010)])
def test_a_span_that_is_none_is_not_carried(start: int, end: int) -> None:
    assert reanchor(STORY, STORY, start, end) is None


def test_a_mark_inside_of_words_stays_inside_of_them() -> None:
    start = STORY.index("arbour board of Tarn")
    found = reanchor(STORY, "New. " + STORY, start, start + 20)
    assert words("New. " + STORY, found) == "arbour board of Tarn"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), st.text(max_size=60), st.data())
def test_there_and_back_is_where_it_began(before: str, after: str, data: st.DataObject) -> None:
    """Words that are unchanged, in a text whose rims changed, are found there and back again."""
    mark = data.draw(st.sampled_from([CHAIR, FISHERMEN]))
    new = f"{before}\n\n{STORY}\n\n{after}"
    there = carried(new, mark)
    assert words(new, there) == mark
    back = reanchor(new, STORY, there.start, there.end)
    assert words(STORY, back) == mark


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_nothing_is_ever_shown_on_other_words_without_saying_so(chance: random.Random) -> None:
    """After any edits: unchanged means the very words, and what is sure is not another sentence."""
    sentences = STORY.split(" ")
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(sentences))
        sentences[at : at + chance.randrange(3)] = chance.choices(sentences, k=chance.randrange(3))
    new = " ".join(sentences)
    pair = Pair(STORY, new)
    for _ in range(30):
        start = chance.randrange(len(STORY) - 20)
        end = start + chance.randrange(3, 120)
        found = pair.reanchor(start, end)
        if found is not None:
            same = new[found.start : found.end] == STORY[start:end]
            assert same == (found.change in {WordingChange.UNCHANGED, WordingChange.MOVED})


def test_a_long_mark_in_a_text_without_blanks_or_paragraphs_is_carried_whole() -> None:
    old = "".join(chr(0x4E00 + (number * number) % 3_001) for number in range(20_000))
    new = old[:7_000] + "新" + old[7_000:8_000] + old[8_010:]
    found = reanchor(old, new, 6_000, 11_000)
    assert (found.start, found.end, found.change) == (6_000, 10_991, WordingChange.REWORDED)


def test_a_long_quote_in_a_long_text_is_no_burden() -> None:
    """Equal-word counting takes over where letters are no longer compared: the answer stays right."""
    text = "\n\n".join(f"{STORY} Part {number}." for number in range(60))
    quote = text[20_000:24_500]
    changed = quote.replace("harbour", "port", 3)
    found = find(text, changed)
    assert found is not None
    assert abs(found.start - 20_000) < 40 or found.state is State.UNCERTAIN


def test_the_very_words_in_another_context_are_shown_to_a_person() -> None:
    """Its own place was edited, and an equal passage stands elsewhere: that one is not surely meant."""
    old = "The mayor opened the market. The square is empty at night. Nobody minds."
    new = "The mayor opened the market. The square is deserted at night. Nobody minds. It is true: The square is empty."
    start = old.index("The square is empty")
    quote = old[start : start + 19]
    found = find(new, quote, old[:start], old[start + 19 :], start)
    assert found is not None
    assert found.state is State.UNCERTAIN
    assert find(new, quote).state is State.CONFIDENT


def test_blanks_at_the_rims_of_a_quote_do_not_shift_its_place() -> None:
    text = "It is said. It is said. It is said."
    place = text.index(" It is said. ")
    found = candidates(text, " It is said. ", text[place - 4 : place], text[place + 13 : place + 17], place)
    assert (found[0].start, found[0].state) == (place + 1, State.CONFIDENT)


def test_context_that_lost_its_breaks_in_a_field_agrees_all_the_same() -> None:
    text = "Nobody knows.\n\nThe bridge opened in May.\n\nIt is late."
    found = candidates(text, "The bridge opened in May.", "Nobody knows.", "It is late.")
    assert found[0].state is State.CONFIDENT
    assert (
        candidates(text, "The bridge opened in May.", "Everybody laughed at", "and they went")[0].state
        is State.UNCERTAIN
    )
