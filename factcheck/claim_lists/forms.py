"""The form of a list of claims."""

from __future__ import annotations

from collections.abc import Sequence

from flask import request
from wtforms import StringField

from factcheck.accounts.models import User
from factcheck.claim_lists import service
from factcheck.claim_lists.planning import Plan, plan
from factcheck.claim_lists.reader import ClaimList, read_claims
from factcheck.claims.models import Claim
from factcheck.documents.languages import is_tag
from factcheck.drafts import files
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.prior_checks.forms import ListUpload
from factcheck.web.input.fields import AtMost, text


class ClaimListForm(ListUpload):
    """A list of claims."""

    language = StringField(N_("Language, where the list doesn’t say"), [AtMost(35)])
    found: ClaimList | None = None
    planned: Plan | None = None

    def read(self, actor: User) -> None:
        """Read the file and plan its import; raises Invalid for `upload`, `charset` or `language`."""
        self.take_file(actor)
        language = text(self.language)
        if language and not is_tag(language):
            raise Invalid("language", _("“%(value)s” isn’t a language code, such as en or pt-BR.", value=language))
        self.found = read_claims(self.raw, self.charset.data or "", language)
        self.planned = plan(self.found)
        service.prepare(actor, self.planned)

    def add(self, actor: User) -> Sequence[Claim]:
        """Import what was read, as it is planned now that nobody else writes."""
        if self.found is None:
            raise Invalid("upload", _("Choose a file."))
        claims = service.import_claims(actor, plan(self.found))
        files.let_go_all(actor.id, request.path)
        return claims
