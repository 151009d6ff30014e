"""What a plain text says of its article in its first lines, as far as that can be told: a person confirms it (pure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from factcheck.articles.details import MAX_CHARACTERS, ArticleDetails
from factcheck.documents.language_guess import language_of
from factcheck.documents.lines import SENTENCE, plain
from factcheck.documents.metadata.authors.by_words import BY
from factcheck.documents.metadata.authors.names import name_of
from factcheck.documents.metadata.dates import day_of
from factcheck.documents.origins import DetailOrigin, origins
from factcheck.documents.text import Block
from factcheck.intake.reading.headline import HEAD_LINES, is_section
from factcheck.urls import as_address, is_home_page, is_web_address
from factcheck.web.input.days import is_future

MAX_HEADLINE = 200  # characters
MAX_LINE = 100  # characters of a line that only says who wrote it, or when
MAX_NAME_WORDS = 8
HEADLINE_WORDS = 4  # that a line has which is rather the headline than the name of a section above it
MAX_NAME = 80  # characters of a title that is made of the first words
QUESTION = "?？؟!！…\"'’”»)"  # ends of a sentence that headlines have as well


def guess_details(text: str, details: ArticleDetails, blocks: Sequence[Block]) -> ArticleDetails:
    """The details, with what the text says where they are blank; `blocks` are its lines without a headline."""
    lines = [line.strip() for block in blocks[:HEAD_LINES] for line in block.text.split("\n")][:HEAD_LINES]
    language = details.language or language_of(text)
    return replace(
        details,
        title=details.title or _headline(lines),
        byline=details.byline or _byline(lines),
        language=language,
        published_on=details.published_on or _day(lines, language),
        canonical_url=details.canonical_url or _address(lines),
    )


def guessed(details: ArticleDetails) -> dict[str, str]:
    """The origins of what `guess_details` has guessed, by the names of the details."""
    return origins(
        DetailOrigin.GUESS,
        title=details.title,
        byline=details.byline,
        published_on=str(details.published_on or ""),
    )


def named_by_text(details: ArticleDetails, blocks: Sequence[Block]) -> ArticleDetails:
    """The details of a post, a speech or a picture without a title, named after its first words."""
    if details.is_titled or details.title:
        return details
    words = next((" ".join(block.text.split()) for block in blocks if block.text.strip()), "")
    if len(words) > MAX_NAME:
        words = words[:MAX_NAME].rpartition(" ")[0].rstrip(" ,.;:") + "…"
    return replace(details, title=words)


def _headline(lines: Sequence[str]) -> str:
    """The first line that may be one, or the first of these that the text says twice, as texts copied from pages do.

    Those begin with the name of a section, too: then it is the first longer line.
    """
    candidates: list[str] = []
    for line in lines if len(lines) > 1 else ():
        if _is_detail(line):
            continue
        if not _may_be_headline(line):
            break
        candidates.append(line)
    times = Counter(plain(line) for line in lines)
    first, *others = candidates or [""]
    longer = (line for line in others if is_section(first) and len(line.split()) >= HEADLINE_WORDS)
    return next((line for line in candidates if times[plain(line)] > 1), next(longer, first))


def _is_detail(line: str) -> bool:
    """Whether a line only says where, who or when, or has no letters."""
    is_day = len(line) <= MAX_LINE and not SENTENCE.search(line) and day_of(line) is not None
    return is_day or bool(address_alone(line)) or _is_byline(line) or not any(map(str.isalpha, line))


def _may_be_headline(line: str) -> bool:
    """Whether a line is short and doesn't end as a sentence does."""
    is_sentence = SENTENCE.search(line) is not None and line[-1] not in QUESTION
    return len(line) <= MAX_HEADLINE and not is_sentence


def _byline(lines: Sequence[str]) -> str:
    line = next((line for line in lines if _is_byline(line)), "")
    return name_of(line)[: MAX_CHARACTERS["byline"]]


def _is_byline(line: str) -> bool:
    """Whether a line says who wrote the text: "By" in one of several languages, then names in capitals."""
    found = BY.match(line)
    if found is None or len(line) > MAX_LINE or SENTENCE.search(line) or any(map(str.isdigit, line)):
        return False
    words = line[found.end() :].split()
    return len(words) <= MAX_NAME_WORDS and words[0][:1].isupper() and words[-1][:1].isupper() and bool(name_of(line))


def _day(lines: Sequence[str], language: str) -> date | None:
    """The day of the first short line that names one which has begun."""
    days = (day_of(line, language) for line in lines if len(line) <= MAX_LINE and not SENTENCE.search(line))
    return next((day for day in days if day is not None and not is_future(day)), None)


def _address(lines: Sequence[str]) -> str | None:
    """The address that a line of its own gives."""
    return next((it for it in map(address_alone, lines) if it and not is_home_page(it)), None)


def address_alone(text: str) -> str:
    """The address that a text is, when it is nothing else; also one without `https://` that begins with `www.`."""
    value = text.strip()
    address = as_address(f"https://{value}" if value.lower().startswith("www.") else value)
    return address if len(value.split()) == 1 and is_web_address(address) else ""
