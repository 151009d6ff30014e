"""The differences between two snapshots of an edition, field by field, in words (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.claims.details import LABELS, READER_COLUMNS
from factcheck.documents.languages import named
from factcheck.i18n import N_, _
from factcheck.i18n.labels import label
from factcheck.textdiff.runs import Run, RunKind, runs
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from factcheck.verdicts.editions.snapshot_rows import (
    AppearanceSnapshot,
    ClaimantSnapshot,
    EvidenceSnapshot,
    QuestionSnapshot,
)

RATING = N_("Rating")
TEXTS = (
    ("statement", LABELS["statement"].alone),
    ("quoted", N_("Quotation")),
    ("headline", N_("Headline")),
    ("summary", N_("Summary")),
    ("rationale", N_("Rationale")),
    ("would_change", N_("What would change our mind")),
    *((name, LABELS[name].alone) for name in READER_COLUMNS if name != "statement"),
)


class Difference(NamedTuple):
    """A field that differs: its name, and both texts as one sequence of runs."""

    name: str
    runs: list[Run]

    @property
    def before(self) -> str:
        """The earlier text."""
        return "".join([run.text for run in self.runs if run.change is not RunKind.ADDED])

    @property
    def after(self) -> str:
        """The later text."""
        return "".join([run.text for run in self.runs if run.change is not RunKind.REMOVED])


def differences(before: EditionSnapshot, after: EditionSnapshot, *, is_correction: bool = False) -> list[Difference]:
    """Every field that readers may see and that differs between two snapshots, in the order of the page.

    For a correction, without what every correction has anew: its author, its class and its note.
    """
    old, new = dict(_fields(before)), dict(_fields(after))
    old[_("Order of the evidence")], new[_("Order of the evidence")] = _order(before, after), _order(after, before)
    if is_correction:
        for name in (_("Author"), _("Kind of change"), _("Note to readers")):
            new.pop(name, None)
            old.pop(name, None)
    names = [*new, *(name for name in old if name not in new)]
    pairs = ((name, old.get(name, ""), new.get(name, "")) for name in names)
    return [Difference(name, _compared(name, one, other)) for name, one, other in pairs if one != other]


def _compared(name: str, before: str, after: str) -> list[Run]:
    """The runs of a field; a rating is compared as a whole, since “True” isn't a part of “Mostly true”."""
    if name == _(RATING) and before and after:
        return [Run(RunKind.REMOVED, before), Run(RunKind.ADDED, after)]
    return runs(before, after)


def _fields(record: EditionSnapshot) -> Iterator[tuple[str, str]]:
    """The fields of a snapshot as (name, text); names are unique."""
    yield _(RATING), record.rating.name
    for name, words in TEXTS:
        yield _(words), str(getattr(record, name) or "")
    yield _("Language"), named(record.language) if record.language else ""
    yield _(LABELS["tags"].alone), ", ".join(record.tags)
    yield _("Claimant"), _claimant(record.claimant)
    for row in record.evidence:
        yield _("Evidence [%(number)s]", number=row.number), _evidence(row)
    for number in record.confidential:
        yield _("Evidence [%(number)s]", number=number), _("A source known to the newsroom")
    for part in record.parts:
        yield _("Part %(letter)s", letter=part.letter), _joined(part.statement, part.rating.name if part.rating else "")
    for relation in record.relations:
        yield f"{label(relation.reads)} {relation.claim_id}", relation.statement
    for question in record.questions:
        yield _("Question Q%(number)s", number=question.number), _question(question)
    for table in record.tables:
        yield _("Table [T%(number)s]", number=table.number), str(table)
    for number, place in enumerate(record.appearances, 1):
        yield _("Appearance %(number)s", number=number), _appearance(place)
    yield _("Reviewers"), ", ".join(record.reviewers)
    yield _("Kind of change"), label(record.correction_class) if record.correction_class else ""
    yield _("Note to readers"), record.public_note
    yield _("Author"), record.author


def _order(record: EditionSnapshot, other: EditionSnapshot) -> str:
    """The numbers of the evidence that both have, in the order of the first."""
    common = {row.number for row in other.evidence}
    return " ".join(f"[{row.number}]" for row in record.evidence if row.number in common)


def _claimant(claimant: ClaimantSnapshot | None) -> str:
    if claimant is None:
        return ""
    return _joined(claimant.name, claimant.role, label(claimant.kind), claimant.wikidata_id)


def _evidence(row: EvidenceSnapshot) -> str:
    rank = label("primary" if row.is_primary else row.source_class or "unclassified")
    source = _joined(row.title, row.publisher, row.author, row.published_on, row.url, label(row.kind), rank)
    is_of_another = row.origin not in {None, row.number}
    origin = _("same origin as [%(number)s]", number=row.origin) if is_of_another else ""
    source = _joined(source, row.interests, origin)
    return "\n".join(part for part in (f"{label(row.stance)}: {row.quote}", row.locator, row.note, source) if part)


def _question(row: QuestionSnapshot) -> str:
    numbered = [(label(it.kind), f"[{it.evidence}]" if it.evidence is not None else "", it.text) for it in row.answers]
    return "\n".join([row.text, *(_joined(*answer) for answer in numbered)])


def _appearance(row: AppearanceSnapshot) -> str:
    words = " […] ".join(part.exact for part in row.parts)
    where = _joined(row.title, row.publisher, row.byline, row.published_on, row.url)
    return f"{words}\n{where}, {_('version %(number)s', number=row.version)}"


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
