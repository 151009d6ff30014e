"""RIS (Research Information Systems, 2011): a tag a line, `ER` ends a record (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.citations.record import CUSTOM, Record, RecordEntry, issued, name_of, names_of, parts_of, text_of
from factcheck.i18n import N_

LINE = re.compile(r"([A-Z][A-Z0-9])  - ?(.*)")
TYPES = {  # CSL → RIS; of several CSL types the first is read back
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "article": "UNPB",
    "webpage": "ELEC",
    "post": "BLOG",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "dataset": "DATA",
    "thesis": "THES",
    "legislation": "STAT",
    "legal_case": "CASE",
    "motion_picture": "VIDEO",
    "broadcast": "MPCT",
    "song": "SOUND",
    "graphic": "ART",
    "map": "MAP",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "document": "GEN",
}
TYPE_OF = {name: kind for kind, name in TYPES.items()}
ROLES = {"AU": "author", "A1": "author", "A2": "editor", "ED": "editor", "A4": "translator"}
FIELDS = {
    "TI": "title", "T1": "title", "T2": "container-title", "JO": "container-title", "JF": "container-title",
    "T3": "collection-title", "PB": "publisher", "CY": "publisher-place", "VL": "volume", "IS": "issue", "DO": "DOI",
    "UR": "URL", "LA": "language", "AB": "abstract", "N2": "abstract", "N1": "note", "ET": "edition", "SN": "ISSN",
    "DB": "source", "AN": "call-number", "ST": "title-short", "ID": "id",
}  # fmt: skip
TAGS = {variable: tag for tag, variable in reversed(FIELDS.items())}
BOOKS = {"book", "chapter"}  # whose serial number is an ISBN
DATES = ("DA", "PY", "Y1")  # the more exact first
NO_TYPE = N_("This record doesn’t begin with TY.")
NO_END = N_("This record doesn’t end with ER.")
NO_TAG = N_("This line has no tag.")


def read(text: str) -> Iterator[RecordEntry]:
    """The records; of a broken one its first line and what is wrong."""
    begun, rows, problem = 0, list[tuple[str, str]](), ""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip():
            continue
        found = LINE.fullmatch(line.rstrip())
        tag, value = (found[1], found[2].strip()) if found else ("", line.strip())
        if tag == "TY" and begun:
            yield RecordEntry(begun, None, NO_END)
            begun, rows, problem = 0, [], ""
        begun = begun or number
        if tag == "ER":
            problem = problem or ("" if rows and rows[0][0] == "TY" else NO_TYPE)
            yield RecordEntry(begun, None, problem) if problem else RecordEntry(begun, _record(rows))
            begun, rows, problem = 0, [], ""
        elif tag:
            rows.append((tag, value))
        else:
            problem = problem or NO_TAG
    if begun:
        yield RecordEntry(begun, None, NO_END)


def _record(rows: Sequence[tuple[str, str]]) -> Record:
    named = rows[0][1]
    record: Record = {"type": TYPE_OF.get(named, "document")}
    others = [] if named in TYPE_OF else [["TY", named]]
    dates = {tag: value for tag, value in reversed(rows) if tag in DATES}
    for tag, value in rows[1:]:
        if not value or tag in DATES or tag in {"SP", "EP"}:
            continue
        if tag in ROLES:
            record.setdefault(ROLES[tag], []).append(name_of(value))
        elif tag == "KW":
            record["keyword"] = ", ".join(filter(None, (record.get("keyword"), value)))
        elif (variable := _variable(tag, record["type"])) and variable not in record:
            record[variable] = value
        else:
            others.append([tag, value])
    parts = next((parts for tag in DATES if (parts := parts_of(dates.get(tag, "")))), [])
    pages = [next((value for at, value in rows if at == tag), "") for tag in ("SP", "EP")]
    found = {"issued": {"date-parts": [parts]} if parts else None, "page": "–".join(filter(None, pages))}
    record |= {name: value for name, value in found.items() if value}
    return record | ({CUSTOM: {"ris": others}} if others else {})


def _variable(tag: str, kind: str) -> str | None:
    return "ISBN" if tag == "SN" and kind in BOOKS else FIELDS.get(tag)


def write(records: Sequence[Record]) -> str:
    """The records, each ended by `ER`."""
    return "\n".join("\n".join(f"{tag}  - {value}".rstrip(" ") for tag, value in _rows(it)) + " \n" for it in records)


def _rows(record: Record) -> Iterator[tuple[str, str]]:
    others = (record.get(CUSTOM) or {}).get("ris") or []
    named = next((value for tag, value in others if tag == "TY"), TYPES.get(str(record.get("type")), "GEN"))
    yield "TY", named
    for tag, role in (("AU", "author"), ("A2", "editor"), ("A4", "translator")):
        yield from ((tag, text_of(name)) for name in names_of(record, role))
    values = {"ISSN": record.get("ISBN"), **record} if record.get("type") in BOOKS else record
    yield from ((tag, " ".join(str(values[it]).split())) for it, tag in TAGS.items() if values.get(it))
    if parts := issued(record):
        yield "PY", f"{parts[0]:04}"
    if len(parts) > 1:
        yield "DA", "/".join(str(it).zfill(4 if not at else 2) for at, it in enumerate(parts))
    first, _, last = str(record.get("page") or "").partition("–")
    yield from ((tag, value) for tag, value in (("SP", first), ("EP", last)) if value)
    yield from (("KW", word) for word in str(record.get("keyword") or "").split(", ") if word)
    yield from ((tag, value) for tag, value in others if tag != "TY")
    yield "ER", ""
