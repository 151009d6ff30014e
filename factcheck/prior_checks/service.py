"""Actions: import a list of checks by other newsrooms, archive it, restore it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import NamedTuple

from factcheck.accounts.models import User
from factcheck.audit import archiving
from factcheck.audit.service import record
from factcheck.db import db
from factcheck.errors import Conflict, Invalid
from factcheck.i18n import N_, _
from factcheck.permissions import Permission, require
from factcheck.prior_checks import queries
from factcheck.prior_checks.models import CheckImport, PriorCheck
from factcheck.prior_checks.reading.reader import CheckList
from factcheck.prior_checks.reading.rows import CheckRow
from factcheck.storage import store

BATCH = 500  # keys of one query
MAX_FILE_NAME = 300  # characters
NOTHING_NEW = N_("All checks of this list are here already. Nothing was imported.")
ONLY_ERRORS = N_("No row of this list can be imported. Correct the rows that are named, and choose the file again.")


class Comparison(NamedTuple):
    """The rows of a list: new ones, those of which other details are known, and those that are here already."""

    new: list[CheckRow]
    changed: list[tuple[PriorCheck, CheckRow]]
    known: list[CheckRow]


def compare(found: CheckList) -> Comparison:
    """What importing a list would do. A check of an archived list counts as changed: it is shown again."""
    result = Comparison([], [], [])
    existing = {check.natural_key: check for check in _existing(row.key for row in found.rows.values())}
    for row in found.rows.values():
        check = existing.get(row.key)
        if check is None:
            result.new.append(row)
        elif check.source_import.archived_at is not None or _details(check) != asdict(row):
            result.changed.append((check, row))
        else:
            result.known.append(row)
    return result


def import_list(actor: User, file_name: str, raw: bytes, found: CheckList) -> CheckImport:
    """Add the good rows of a list, and replace the details of those that are known otherwise.

    Raises Conflict if everything is here already, Invalid for `upload` if no row is good.
    """
    require(actor, Permission.IMPORT_CHECKS)
    if not found.rows:
        raise Invalid("upload", _(ONLY_ERRORS))
    compared = compare(found)
    if not compared.new and not compared.changed:
        raise Conflict(_(NOTHING_NEW))
    imported = CheckImport(
        file_name=file_name[-MAX_FILE_NAME:],
        raw_sha256=store.put(raw, found.media_type),
        added_count=len(compared.new),
        changed_count=len(compared.changed),
        known_count=len(compared.known),
        refused_count=found.refused_count,
        added_by=actor,
    )
    db.session.add(imported)
    db.session.flush()
    _store(imported, compared)
    record(actor, "check-import:add", ("check-import", imported.id), None, _facts(imported))
    return imported


def archive(actor: User, imported: CheckImport) -> None:
    """Show the checks of a list nowhere any more; nothing is deleted."""
    message = _("This list is already archived.")
    archiving.archive(actor, imported, "check-import", Permission.IMPORT_CHECKS, message)


def restore(actor: User, imported: CheckImport) -> None:
    """Show the checks of an archived list again."""
    message = _("This list isn’t archived.")
    archiving.restore(actor, imported, "check-import", Permission.IMPORT_CHECKS, message)


def _existing(keys: Iterable[str]) -> Iterator[PriorCheck]:
    every = list(keys)
    for start in range(0, len(every), BATCH):
        yield from db.session.scalars(queries.of_keys(every[start : start + BATCH]))


def _store(imported: CheckImport, compared: Comparison) -> None:
    for row in compared.new:
        db.session.add(PriorCheck(import_id=imported.id, natural_key=row.key, **asdict(row)))
    for check, row in compared.changed:
        if check.source_import.archived_at is not None:
            check.source_import = imported
        for name, value in asdict(row).items():
            setattr(check, name, value)
    db.session.flush()


def _details(check: PriorCheck) -> dict[str, object]:
    return {name: getattr(check, name) for name in CheckRow.__dataclass_fields__}


def _facts(imported: CheckImport) -> dict[str, object]:
    names = ("file_name", "raw_sha256", "added_count", "changed_count", "known_count", "refused_count")
    return {name: getattr(imported, name) for name in names}
