"""The form of a list of checks, and what the forms of all lists have."""

from __future__ import annotations

from typing import Any

from flask import request
from wtforms import FileField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from factcheck.accounts.models import User
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.encodings.names import OFFERED, described
from factcheck.documents.text import MAX_BYTES
from factcheck.drafts import files
from factcheck.errors import Invalid
from factcheck.hashing import sha256_hex
from factcheck.i18n import N_, _
from factcheck.prior_checks import service
from factcheck.prior_checks.models import CheckImport
from factcheck.prior_checks.reading.reader import CheckList, read_list
from factcheck.web.drafts import DraftFile
from factcheck.web.forms import Form, Refused
from factcheck.web.input.fields import AtMost, choices, text

AUTOMATIC = N_("Detect automatically")


class ListUpload(Form):
    """A list in a file; `kept_file` is the SHA-256 of the file that was looked at."""

    upload = FileField(N_("File"), render_kw={"data-most": MAX_BYTES})
    kept_file = HiddenField()
    charset = SelectField(N_("Encoding"), choices=[], default="", validate_choice=False)
    kept: DraftFile | None = None
    file_name, raw, sha256 = "", b"", ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charset.choices = choices([("", AUTOMATIC)]) + [SelectChoice(name, described(name)) for name in OFFERED]

    def take_file(self, actor: User) -> None:
        """Take the file that was chosen, or that was looked at before; raises Invalid for `upload` without one."""
        chosen = request.files.get("upload")
        if chosen is not None and chosen.filename:
            self.file_name, self.raw = chosen.filename, chosen.stream.read()
        elif kept := files.of(actor, request.path, self.kept_file.data or ""):
            self.file_name, self.raw = kept.name, kept.data
        elif self.kept_file.data:
            raise Invalid("upload", _("The file you chose earlier is no longer stored here. Choose it again."))
        else:
            raise Invalid("upload", _("Choose a file."))
        if 0 < len(self.raw) <= MAX_BYTES:  # another one isn't kept
            self.sha256 = sha256_hex(self.raw)
            files.store_ahead(actor.id, request.path, self.raw, self.sha256)

    def keep(self, actor: User) -> None:
        """Keep the file, so that it needn't be chosen again; one that is too large isn't kept."""
        chosen = [(self.file_name, self.raw, self.sha256)] if self.sha256 else []
        kept = files.replace(actor, request.path, *chosen)
        self.kept = kept[0] if kept else None
        self.kept_file.data = self.kept.sha256 if self.kept else ""

    def offer_encodings(self, refused: Refused | None) -> None:
        """Put the encodings that are likely first, each with a sample, if a person has to choose."""
        refusal = refused.refusal if refused else None
        if isinstance(refusal, AmbiguousText):
            asked = [SelectChoice(it.value, f"{it.words}: {it.sample}") for it in refusal.choices]
            self.charset.choices = asked + list(self.charset.choices or ())


class ListForm(ListUpload):
    """A list of checks."""

    for_newsroom = frozenset({"publisher"})
    said_by_help = for_newsroom

    publisher = StringField(N_("Published by, where the list doesn’t say"), [AtMost(200)])
    found: CheckList | None = None

    def read(self, actor: User) -> None:
        """Read the file; raises Invalid for `upload` or `charset`."""
        self.take_file(actor)
        self.found = read_list(self.raw, self.charset.data or "", text(self.publisher))

    def add(self, actor: User) -> CheckImport:
        """Import what was read."""
        if self.found is None:
            raise Invalid("upload", _("Choose a file."))
        imported = service.import_list(actor, self.file_name, self.raw, self.found)
        files.let_go_all(actor.id, request.path)
        return imported
