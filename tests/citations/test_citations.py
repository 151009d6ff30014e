"""Bibliographic records: each format in and out with equal fields, damaged files, and three styles."""

from __future__ import annotations

import json
import re

import pytest

from factcheck.citations import bibtex, csl_json, ris
from factcheck.citations.formats import FORMATS, read
from factcheck.citations.record import Record, RecordEntry
from factcheck.citations.styles import STYLES

LETTERS = ["Ærø & Høst", "Σημειώσεις 50%", "Отчёт о порте", "تقرير الميناء", "Café #1_2", "Plain title"]
BIBTEX_TYPES = ("article", "book", "techreport", "online", "misc", "inproceedings", "phdthesis", "dataset", "game")
RIS_TYPES = ("JOUR", "BOOK", "RPRT", "ELEC", "GEN", "NEWS", "THES", "DATA", "HEAR")


def bibtex_entry(number: int) -> tuple[str, dict[str, str]]:
    """An entry as the fields it is written from."""
    container = "booktitle" if BIBTEX_TYPES[number % 9] == "inproceedings" else "journal"
    title = re.sub(r"([&%$#_])", r"\\\1", LETTERS[number % 6])
    fields = {"author": f"Holt, Åse {number} and {{Port of Tarnby}} and van der Lind, Bo", "title": f"{title} {number}"}
    fields |= {
        container: f"Review {number % 7}",
        "volume": str(number),
        "number": str(number % 12),
        "doi": f"10.1/{number}",
    }
    fields |= {
        "pages": f"{number}--{number + 9}",
        "url": f"https://port.example/{number}?a=1\\&b=2",
        "isbn": f"978-{number}",
    }
    fields |= {"keywords": "port, quay", "abstract": "It opens in September.", "year": str(1990 + number % 36)}
    fields |= {"month": str(1 + number % 12)} if number % 2 else {}
    fields |= {"day": str(1 + number % 28)} if number % 4 == 1 else {}
    return f"@{BIBTEX_TYPES[number % 9]}{{holt{number}", fields | {"funding": "The port"}


def ris_rows(number: int) -> list[str]:
    """The lines of a record, in the order in which they are written."""
    rows = [f"TY  - {RIS_TYPES[number % 9]}", f"AU  - Holt, Åse {number}", "AU  - Port of Tarnby"]
    rows += [f"TI  - {LETTERS[number % 6]} {number}", f"T2  - Review {number % 7}", f"PB  - Press {number}"]
    rows += [f"VL  - {number}", f"IS  - {number % 12}", f"DO  - 10.1/{number}", f"UR  - https://port.example/{number}"]
    rows += [f"PY  - {1990 + number % 36}", f"SP  - {number}", f"EP  - {number + 9}", "KW  - port", "KW  - quay"]
    rows += [f"SN  - 1234-{number:04}", f"M3  - Paper {number}", f"DA  - {1990 + number % 36}/06/{1 + number % 28:02}"]
    return [*rows, "ER  - "]


def csl_item(number: int) -> Record:
    author = [{"family": "Holt", "given": f"Åse {number}"}, {"literal": "Port of Tarnby"}]
    issued = {"date-parts": [[1990 + number % 36, 6, 1 + number % 28][: 1 + number % 3]]}
    item = {"id": f"holt{number}", "type": "article-journal", "title": LETTERS[number % 6], "author": author}
    return item | {
        "issued": issued,
        "DOI": f"10.1/{number}",
        "volume": number,
        "custom": {"grant": [number, {"a": None}]},
    }


def records(entries: object) -> list[Record]:
    found = list(entries)  # type: ignore[call-overload]
    assert [it.problem for it in found if it.problem] == []
    return [it.record for it in found]


def test_200_entries_of_bibtex_come_out_with_equal_fields() -> None:
    made = [bibtex_entry(number) for number in range(200)]
    text = "\n".join(
        f"{head},\n" + "".join(f"  {k} = {{{v}}},\n" for k, v in fields.items()) + "}" for head, fields in made
    )
    written = bibtex.write(records(read(text)))
    out = re.findall(r"(@\w+\{[^,]+),\n(.*?)\n\}", written, re.DOTALL)
    fields_of = [dict(re.findall(r"^  (\w+) = \{(.*)\},$", body + "\n", re.MULTILINE)) for _, body in out]
    assert [(head, fields) for (head, _), fields in zip(out, fields_of, strict=True)] == made
    assert records(bibtex.read(written)) == records(read(text))


def test_200_records_of_ris_come_out_with_equal_fields() -> None:
    made = [ris_rows(number) for number in range(200)]
    written = ris.write(records(read("\r\n".join("\r\n".join(rows) for rows in made))))
    out = [sorted(row.rstrip() for row in part.splitlines()) for part in re.findall(r"TY.*?ER  -", written, re.DOTALL)]
    assert out == [sorted(row.rstrip() for row in rows) for rows in made]


def test_200_items_of_csl_json_come_out_equal() -> None:
    made = [csl_item(number) for number in range(200)]
    assert json.loads(csl_json.write(records(read(json.dumps(made))))) == made


@pytest.mark.parametrize("name", FORMATS)
def test_what_all_formats_can_say_survives_each(name: str) -> None:
    item = csl_item(2)
    del item["custom"]
    item["volume"] = "2"
    assert records(read(FORMATS[name].write([item]))) == [item]


DAMAGED = {
    "bibtex": '@book{a, title = {One}}\n@book{b, title = {Two}\n@book{c,\n title {Three}}\n@book{d, title = "Four"}',
    "ris": "TY  - BOOK\nTI  - One\nER  - \nTY  - BOOK\nTI  - Two\nTY  - BOOK\nno tag\nER  - \n"
    "TY  - BOOK\nTI  - Four\nER  - \n",
    "csl": '[{"type": "book", "title": "One"},\n{"type": "book", "title": "Two", "author": [{"family": "x"}],,},\n'
    '{"family": "Three"},\n{"type": "book", "title": "Four"}]',
}


@pytest.mark.parametrize(("name", "lines"), [("bibtex", [2, 3]), ("ris", [4, 6]), ("csl", [2])])
def test_of_a_damaged_file_the_rest_is_read_and_the_rows_are_named(name: str, lines: list[int]) -> None:
    entries = list(read(DAMAGED[name]))
    assert [it.record["title"] for it in entries if it.record] == ["One", "Four"]
    assert [it.line for it in entries if it.problem] == lines


def test_lines_are_addresses_or_dois_and_others_are_named() -> None:
    found = list(read("10.1000/182\nhttps://port.example/1\n\nthe harbour"))
    assert [it.record["URL"] for it in found if it.record] == ["https://doi.org/10.1000/182", "https://port.example/1"]
    assert found[-1] == RecordEntry(4, None, "This line is neither an address nor a DOI.")


def test_letters_that_tex_writes_by_commands_and_abbreviations_are_read() -> None:
    text = (
        '@string{rev = "Review"}\n@article{x, author = {G{\\"o}del, Kurt}, title = {The {\\O}resund \\& {NASA}},'
        ' journal = rev # " A"}'
    )
    (record,) = records(read(text))
    assert (record["author"], record["title"]) == ([{"family": "Gödel", "given": "Kurt"}], "The Øresund & NASA")
    assert record["container-title"] == "Review A"


REFERENCES = {
    "APA": "Holt, Å. M., & Lind, B. (2026, June 6). Ports. Review, 12(3), 4–5. Press. https://doi.org/10.1/2",
    "Chicago": "Holt, Åse Marie, and Bo Lind. “Ports.” Review 12, no. 3 (June 6, 2026): 4–5. Press. "
    "https://doi.org/10.1/2",
    "MLA": "Holt, Åse Marie, and Bo Lind. “Ports.” Review, vol. 12, no. 3, Press, 6 June 2026, "
    "pp. 4–5, doi.org/10.1/2.",
}
BARE = {"APA": "Ports. (n.d.).", "Chicago": "“Ports.”", "MLA": "“Ports.”"}


@pytest.mark.parametrize("style", STYLES)
def test_a_reference_in_each_style(style: str) -> None:
    author = [{"family": "Holt", "given": "Åse Marie"}, {"family": "Lind", "given": "Bo"}]
    full = {
        "title": "Ports",
        "author": author,
        "container-title": "Review",
        "volume": "12",
        "issue": "3",
        "page": "4–5",
    }
    full |= {"issued": {"date-parts": [[2026, 6, 6]]}, "publisher": "Press", "DOI": "10.1/2"}
    assert STYLES[style](full) == REFERENCES[style]
    assert STYLES[style]({"title": "Ports"}) == BARE[style]
