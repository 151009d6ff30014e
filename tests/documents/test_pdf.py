"""Text PDFs: paragraphs across columns and pages, hyphens, running lines, and what is refused."""

from __future__ import annotations

import pypdfium2
import pytest
from rapidfuzz.distance import Indel

from factcheck.documents.pdf import pages as pdf_pages
from factcheck.documents.pdf import read_pdf
from factcheck.documents.pdf.margins import running
from factcheck.documents.pdf.pages import PdfLine, PdfPage
from factcheck.documents.pdf.pictures import layers
from factcheck.documents.text import MAX_BYTES, BlockKind, Unreadable, canonical
from tests.documents.pdf_files import compiled, made
from tests.documents.read_pages import FIRST, SECOND, THIRD

ENGLISH = [
    f"Number {at}. {FIRST} {SECOND} Extraordinarily complicated responsibilities remain. {THIRD}" for at in range(12)
]
RUSSIAN = [
    f"Сообщение {at}. Остров получит новый маяк за шесть миллионов крон, сообщил в пятницу начальник порта. "
    "Достопримечательности восстанавливаются преимущественно добровольцами, рассказала руководительница строительства."
    for at in range(12)
]
FINNISH = [
    f"Uutinen {at}. Saari saa uuden majakan kuudella miljoonalla kruunulla, kertoi satamakapteeni perjantaina. "
    "Kunnostussuunnitelmien yksityiskohtaisuuteen perehdyttiin yhdistyksen järjestämässä keskustelutilaisuudessa."
    for at in range(12)
]
ARABIC = [
    f"الخبر رقم {at}: ستحصل الجزيرة على منارة جديدة بستة ملايين كرونة، كما قال مدير الميناء يوم الجمعة. يبدأ البناؤون "
    "العمل في أبريل، ومن المفترض أن ينتهوا قبل عواصف الخريف القادم، كما وعد المهندس. لا أحد يعرف الإجابة."
    for at in range(12)
]
SCRIPTS = {"en": ENGLISH, "ru": RUSSIAN, "fi": FINNISH}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("language", SCRIPTS)
def test_words_come_in_order_across_lines_columns_and_pages(language: str, columns: int) -> None:
    wanted = SCRIPTS[language]
    found = read_pdf(made(wanted, language=language, columns=columns))
    body = [block.text for block in found.blocks if block.kind is not BlockKind.TITLE]
    assert Indel.normalized_similarity(letters(" ".join(body)), letters(" ".join(wanted))) >= 0.995
    assert sum(it in wanted for it in body) >= 10
    assert len(found.pages) > 1


def test_arabic_words_come_in_order() -> None:
    head = '#set page(width: 148mm, height: 160mm)\n#set text(size: 10pt, lang: "ar", font: "DejaVu Sans Mono")\n'
    source = head + '#set par(spacing: 1.4em)\n#let data = json("data.json")\n#for it in data [#par(it)]'
    body = [block.text for block in read_pdf(compiled(source, ARABIC)).blocks]
    assert Indel.normalized_similarity(letters(" ".join(body)), letters(" ".join(ARABIC))) >= 0.995
    assert len(body) == len(ARABIC)
    assert "بستة ملايين كرونة" in body[0]


def test_the_largest_words_of_the_first_page_are_the_headline() -> None:
    found = read_pdf(made(ENGLISH))
    assert found.title == "The lamp fails again"
    assert found.blocks[0] == (BlockKind.TITLE, "The lamp fails again")


def test_running_lines_and_page_numbers_are_left_out() -> None:
    found = read_pdf(made(ENGLISH))
    gone = {part.text for part in found.left_out}
    assert {"The Island Gazette", "Page 1", "Page 2"} <= gone
    assert "Gazette" not in canonical(found.blocks).text


@pytest.mark.parametrize("header", ["The Island Gazette", "#text(size: 7pt)[The Island Gazette]"])
def test_the_header_of_the_only_page_is_left_out(header: str) -> None:
    found = read_pdf(made(ENGLISH[:2], header=header))
    assert len(found.pages) == 1
    assert "The Island Gazette" in {part.text for part in found.left_out}
    assert [it.text for it in found.blocks] == ["The lamp fails again", *ENGLISH[:2]]


def test_the_headline_of_the_only_page_stays() -> None:
    found = read_pdf(made(ENGLISH[:2], header=""))
    assert [it.text for it in found.blocks] == ["The lamp fails again", *ENGLISH[:2]]
    assert [part.text for part in found.left_out] == ["Page 1"]


@pytest.mark.parametrize(("version", "first"), [("2", "The Island Gazette"), ("3", "The lamp fails again")])
def test_the_places_of_words_fit_the_text_that_an_older_reader_made(version: str, first: str) -> None:
    (page,) = layers(made(ENGLISH[:2]), version)["pages"]
    start, end, *_place = page[3][0]
    assert (start, end) == (0, len(first))


def test_the_number_of_a_page_is_that_of_its_words() -> None:
    found = read_pdf(made(ENGLISH))
    text = canonical(found.blocks).text
    document = pypdfium2.PdfDocument(made(ENGLISH))
    for number, start in found.pages[1:]:
        page = "".join(letters(document[number - 1].get_textpage().get_text_range()).split())
        assert letters(text[start : start + 60])[:20] in page
    document.close()


def test_a_word_that_is_always_hyphenated_keeps_its_hyphen() -> None:
    text = "#set page(width: 60mm, height: 80mm)\n" + "The well-known lamp is well-known to all. " * 9
    assert "wellknown" not in canonical(read_pdf(compiled(text)).blocks).text


def test_the_first_lines_of_the_text_are_not_running_lines() -> None:
    def page(number: int) -> PdfPage:
        places = [180.0, 160.0, 148.0, 136.0, 124.0]
        texts = ["Gazette", "The same first line", "The same second line", f"Another line {number}", "End"]
        lines = [PdfLine(text, 10, at, 90, at + 10, 10) for text, at in zip(texts, places, strict=True)]
        return PdfPage(number, 190, lines)

    assert {line.text for line in running([page(1), page(2), page(3)])[2]} == {"Gazette"}


def test_lists_are_list_items() -> None:
    source = (
        "#set page(width: 120mm, height: 160mm)\n" + FIRST + "\n\n- The lamp is old\n- The mill is new\n\n" + SECOND
    )
    kinds = [(block.kind, block.text) for block in read_pdf(compiled(source)).blocks]
    assert (BlockKind.LIST_ITEM, "• The lamp is old") in kinds
    assert (BlockKind.PARAGRAPH, SECOND) in kinds


def picture() -> bytes:
    return compiled("#set page(width: 50mm, height: 50mm)\n#rect(width: 30mm, height: 30mm)\n#pagebreak()\n#rect()")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n" + b"x" * MAX_BYTES, "at most 10 MB"),
        (b"%PDF-1.7\nnothing of a PDF", "damaged"),
        (b"", "damaged"),
        (made(ENGLISH)[:2000], "damaged"),
        (picture(), "2 of the 2 pages of this PDF are pictures"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_pdf(data)


def test_a_title_that_is_damaged_is_left_out() -> None:
    data = compiled('#set document(title: "LAMP")\n' + SECOND)
    assert read_pdf(data.replace(b"(LAMP)", b"(\xfe\xff\xd8\0)")).blocks == read_pdf(data).blocks


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_PAGES", 1)
    with pytest.raises(Unreadable, match=r"has \d+ pages; at most 1"):
        read_pdf(made(ENGLISH))


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_CHARACTERS", 10)
    with pytest.raises(Unreadable, match="more than 10 characters"):
        read_pdf(made(ENGLISH))


@pytest.mark.parametrize(
    "lines",
    [
        ["The harbour opens in May.", "The board met twice that year."],
        ["One line here.", "A second one.", "A third line of words."],
        ["One line here.", f"{FIRST} {SECOND} {THIRD}", "Who knows?", "Nobody says so.", "It ends."],
    ],
)
def test_paragraphs_of_one_line_are_not_joined(lines: list[str]) -> None:
    data = made(lines)
    assert [it.text for it in read_pdf(data).blocks[1:]] == lines
    text = canonical(read_pdf(data).blocks).text
    starts = [start for page in layers(data, "4")["pages"] for start, *_rest in page[3]]
    assert {text.index(it) for it in lines} <= set(starts)


def test_a_line_that_ends_with_a_sentence_goes_on_within_a_paragraph() -> None:
    joined = r"The harbour opens in May. \ The board met twice that year, and once more."
    assert len(read_pdf(compiled(f"#set page(width: 148mm)\n{joined}")).blocks) == 1


def test_layers_follow_the_reader_that_made_the_text() -> None:
    data = made(["The harbour opens in May.", "The board met twice that year."])
    starts = {version: layers(data, version)["pages"][0][3][-1][0] for version in ("3", "4")}
    assert starts["4"] - starts["3"] == 1  # an empty line in place of a space
