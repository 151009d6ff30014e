"""The form of an uploaded copy."""

from __future__ import annotations

from flask import request
from wtforms import FileField

from factcheck.accounts.models import User
from factcheck.captures import service
from factcheck.captures.models import Capture
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.sources.models import Source
from factcheck.web.forms import Form


class CopyForm(Form):
    """A file that is kept as a copy of a source: read first, then added."""

    upload = FileField(N_("File"))
    found: service.CapturedBytes | None = None
    file_name = ""

    def read(self, actor: User, source: Source) -> None:
        """Read and store the file that was chosen; raises Invalid for `upload` if there is none or it isn't taken."""
        file = request.files.get("upload")
        if file is None or not file.filename:
            raise Invalid("upload", _("Choose a file."))
        self.file_name = file.filename
        self.found = service.read_upload(actor, source, file.filename, file.stream.read())

    def add_to(self, actor: User, source: Source) -> Capture:
        """Add what was read as a capture of the source."""
        if self.found is None:
            raise Invalid("upload", _("Choose a file."))
        return service.upload(actor, source, self.file_name, self.found)
