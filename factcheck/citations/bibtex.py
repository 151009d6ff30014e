"""BibTeX and the fields of BibLaTeX that are common (pure). What has no CSL variable is kept under `custom`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from factcheck.citations.bibtex_text import BibtexEntry, decoded, encoded, entries
from factcheck.citations.record import CUSTOM, Record, RecordEntry, issued, name_of, names_of, parts_of, text_of

TYPES = {  # CSL → BibTeX; of several CSL types the first is read back
    "article-journal": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
    "webpage": "online",
    "dataset": "dataset",
    "legislation": "legislation",
    "motion_picture": "video",
    "graphic": "image",
    "article": "unpublished",
    "pamphlet": "booklet",
    "document": "misc",
}
TYPE_OF = {name: kind for kind, name in TYPES.items()} | {"report": "report", "thesis": "thesis", "www": "webpage"}
ROLES = {"author": "author", "editor": "editor", "translator": "translator"}
FIELDS = {
    "title": "title", "journal": "container-title", "publisher": "publisher", "address": "publisher-place",
    "volume": "volume", "number": "issue", "pages": "page", "doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN",
    "edition": "edition", "abstract": "abstract", "keywords": "keyword", "note": "note", "series": "collection-title",
    "langid": "language", "eventtitle": "event-title", "shorttitle": "title-short",
}  # fmt: skip
ALIASES = {
    "booktitle": "container-title", "journaltitle": "container-title", "institution": "publisher",
    "school": "publisher", "organization": "publisher", "location": "publisher-place", "language": "language",
}  # fmt: skip
IN_A_BOOK = {"incollection", "inproceedings"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read(text: str) -> Iterator[RecordEntry]:
    """The entries; of a broken one its line and what is wrong."""
    for raw in entries(text):
        yield RecordEntry(raw.line, None, raw.problem) if raw.problem else RecordEntry(raw.line, _record(raw))


def _record(raw: BibtexEntry) -> Record:
    record: Record = {"id": raw.key, "type": TYPE_OF.get(raw.kind, "document")}
    others = {} if TYPES.get(record["type"]) == raw.kind else {"type": raw.kind}
    for name, value in raw.fields.items():
        variable = FIELDS.get(name) or ALIASES.get(name)
        if name in ROLES:
            record[name] = [_name(it) for it in _split_names(value)]
        elif variable and variable not in record:
            record[variable] = _pages(decoded(value)) if variable == "page" else decoded(value)
            if name in ALIASES and name != _field_of(variable, raw.kind):
                others[variable] = name
        elif name not in {"year", "month", "day"}:
            others[f"field:{name}"] = decoded(value)
    date = raw.fields.get("date", "")
    if parts := parts_of(date) or _parts(raw.fields):
        record["issued"] = {"date-parts": [parts]}
    return record | ({CUSTOM: {"bibtex": others}} if others else {})


def _parts(fields: Mapping[str, str]) -> list[int]:
    month = fields.get("month", "").strip().lower()[:3]
    number = str(MONTHS.index(month) + 1) if month in MONTHS else fields.get("month", "").strip()
    return parts_of(
        "-".join(it for it in (fields.get("year", "").strip(), number, fields.get("day", "").strip()) if it)
    )


def _split_names(value: str) -> list[str]:
    """The names between `and`; one in braces stays whole."""
    found, depth, last = list[str](), 0, list[str]()
    for word in value.split():
        if word.lower() == "and" and depth == 0:
            found.append(" ".join(last))
            last = []
            continue
        depth += word.count("{") - word.count("}")
        last.append(word)
    return [name for name in [*found, " ".join(last)] if name]


def _name(text: str) -> dict[str, str]:
    if text.startswith("{") and text.endswith("}"):
        return {"literal": decoded(text)}
    plain = decoded(text)
    if "," in plain or " " not in plain:
        return name_of(plain)
    given, _, family = plain.rpartition(" ")
    return {"family": family, "given": given}


def _pages(value: str) -> str:
    return value.replace("--", "–")


def _field_of(variable: str, kind: str) -> str:
    if variable == "container-title" and kind in IN_A_BOOK:
        return "booktitle"
    return next(name for name, other in FIELDS.items() if other == variable)


def write(records: Sequence[Record]) -> str:
    """The records as entries, one field a line; keys that are missing or taken get a number."""
    taken: set[str] = set()
    return "\n".join(_entry(record, _key(record, taken)) for record in records)


def _key(record: Record, taken: set[str]) -> str:
    wanted = "".join(it for it in str(record.get("id") or "source") if it.isalnum() or it in "-_:.+/") or "source"
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    taken.add(key)
    return key


def _entry(record: Record, key: str) -> str:
    others = (record.get(CUSTOM) or {}).get("bibtex") or {}
    kind = others.get("type") or TYPES.get(str(record.get("type")), "misc")
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in _rows(record, kind, others))
    return f"@{kind}{{{key},\n{rows}}}\n"


def _rows(record: Record, kind: str, others: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for role in ROLES:
        if names := names_of(record, role):
            yield role, " and ".join(_written(name) for name in names)
    for variable in FIELDS.values():
        if record.get(variable):
            value = encoded(str(record[variable]))
            name = others.get(variable) or _field_of(variable, kind)
            yield name, value.replace("–", "--") if variable == "page" else value
    parts = issued(record)
    date = others.get("field:date", "")
    if date and parts_of(date) == parts:
        parts = []
    for name, part in zip(("year", "month", "day"), parts, strict=False):
        yield name, str(part)
    yield from ((name[6:], encoded(it)) for name, it in others.items() if name.startswith("field:"))


def _written(name: Mapping[str, object]) -> str:
    text = encoded(text_of(name))
    return f"{{{text}}}" if "literal" in name else text
