"""The formats of sources: one function tells which a text is in, and reads it (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from factcheck.citations import bibtex, csl_json, ris
from factcheck.citations.record import Record, RecordEntry
from factcheck.i18n import N_
from factcheck.urls import as_address, doi_address, is_web_address

NOT_AN_ADDRESS = N_("This line is neither an address nor a DOI.")


class CitationFormat(NamedTuple):
    """A form of bibliographic records."""

    name: str
    media_type: str
    ending: str
    read: Callable[[str], Iterable[RecordEntry]]
    write: Callable[[Sequence[Record]], str]


FORMATS: Mapping[str, CitationFormat] = {
    "csl": CitationFormat("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json.read, csl_json.write),
    "bibtex": CitationFormat("BibTeX", "application/x-bibtex", "bib", bibtex.read, bibtex.write),
    "ris": CitationFormat("RIS", "application/x-research-info-systems", "ris", ris.read, ris.write),
}


def read(text: str) -> Iterable[RecordEntry]:
    """The entries of a text in any of the formats, or of a list of addresses and DOIs, one a line."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith(("[", "{")):
        return csl_json.read(text)
    if start.startswith("TY  -"):
        return ris.read(text)
    return bibtex.read(text) if start.startswith("@") or "\n@" in start else addresses(text)


def addresses(text: str) -> Iterator[RecordEntry]:
    """A record for each line with an address or a DOI."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        url = doi_address(line) or as_address(line)
        if not is_web_address(url):
            yield RecordEntry(number, None, NOT_AN_ADDRESS)
        else:
            yield RecordEntry(number, {"type": "webpage", "URL": url})
