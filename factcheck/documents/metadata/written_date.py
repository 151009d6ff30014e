"""Days on which a page was published by its words: datelines, sentences, lines with a day of change (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from factcheck.documents.markup.node import Node
from factcheck.documents.metadata.dates import day_of
from factcheck.documents.metadata.regions import is_in_comments

LABEL = re.compile(
    r"(?:(?:zuletzt )?(?:veröffentlicht|erstellt|publiziert)|veröffentlichung|stand|datum|(?:date )?published|posted"
    r"|created|publi(?:é|ée|cado|cada|cerad)|pubblicato|gepubliceerd|opublikowano|julkaistu|udgivet|publisert"
    r"|опубликовано|дата)\b",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?:last |zuletzt |ultim[oa] |última |dernière )?(?:updated?|modified|revised|reviewed|edited|aktualisiert"
    r"|aktualisierung|geändert|überarbeitet|bearbeitet|mise? à jour|modifié|actualizado|actualización|modificado"
    r"|atualizado|atualização|aggiornat[oa]|aggiornamento|bijgewerkt|zaktualizowano|aktualizacja|oppdatert|uppdaterad"
    r"|opdateret|päivitetty|обновлено|изменено)\b",
    re.IGNORECASE,
)
DAY = (
    r"(?:\d{1,2}\.?\s+[^\W\d_]{3,}\.?,?\s+\d{4}|[^\W\d_]{3,}\.?\s+\d{1,2},?\s+\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d\d-\d\d)"
)
DATELINE = re.compile(rf"\(({DAY})\)|(?:[^\W\d_][^\d()]{{1,40}}[,/]\s*)?({DAY})\s*(?:\([^()]{{1,40}}\)\s*)?[–—:-]\s")
POSTED = re.compile(
    r"\b(?:entry|post|article|story) was (?:first |originally )?(?:posted|published|written)\b(.{4,60})"
    r"|\bwurde\b.{0,20}?\bam\b(.{4,60}?)\b(?:gepostet|veröffentlicht|verfasst|geschrieben|publiziert|eingetragen)",
    re.IGNORECASE | re.DOTALL,
)
SAYS = re.compile(r"\bwas\b|\bwurde\b", re.IGNORECASE)
PARAGRAPHS = 3  # after a headline, in which a dateline is looked for
BEGINNING = 250  # characters of an element that are read


def original_day(words: str, language: str) -> date | None:
    """The day in a line of words that isn't that of a change."""
    found = CHANGED.search(words)
    if not found:
        return day_of(words, language, is_prose=True)
    labelled = LABEL.search(words, found.end())
    parts = (words[: found.start()], words[labelled.end() :] if labelled else "")
    return next(filter(None, (day_of(part, language, is_prose=True) for part in parts if part)), None)


def dateline(nodes: Sequence[Node], language: str) -> date | None:
    """The day with which one of the first paragraphs begins, in brackets or before a dash."""
    paragraphs = [node for node in nodes if node.tag == "p"][:PARAGRAPHS]
    for found in (DATELINE.match(_words(node)) for node in paragraphs):
        if found and (day := day_of(found[1] or found[2], language, is_prose=True)):
            return day
    return None


def days_told(nodes: Sequence[Node], language: str) -> Iterator[date]:
    """The days of sentences that say that the entry was posted then."""
    for node in nodes:
        if any(isinstance(part, str) and SAYS.search(part) for part in node.parts):
            found = POSTED.search(_words(node))
            if found and not is_in_comments(node) and (day := day_of(found[1] or found[2], language, is_prose=True)):
                yield day


def _words(node: Node) -> str:
    return " ".join(node.beginning(BEGINNING)[0].split())
