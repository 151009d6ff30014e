"""Forms for incoming text: a new article, and a new version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, FileField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from factcheck.articles.details import MAX_CHARACTERS, checked
from factcheck.articles.forms import NOT_BOTH, ParticularsForm
from factcheck.articles.medium import WORDS, Medium
from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.encodings.names import OFFERED, described
from factcheck.documents.formats import ACCEPTED, FORMATS
from factcheck.documents.lines import Paragraphs
from factcheck.documents.text import MAX_BYTES, BlockKind
from factcheck.errors import Invalid
from factcheck.i18n import N_, _
from factcheck.intake.reading.line_edits import LineEdits
from factcheck.intake.reading.parsing import Manner
from factcheck.web.drafts import DraftFile
from factcheck.web.forms import Form
from factcheck.web.input.fields import AtMost, choices
from factcheck.web.input.numbers import number

DETAILS = ("title", "publisher", "byline", "published_on", "language", "canonical_url")
SIZE = {"data-most": MAX_BYTES}
ONE_FILE = N_("Or a file: text, saved web page, PDF, office document, e-mail or transcript")
FILES = N_("Or files: text, saved web pages, PDF, office documents, e-mails or transcripts")
AUTOMATIC = N_("Detect automatically")
INSTEAD = N_("Open the page in your browser, copy its text and paste it here, or save the page and choose the file.")
PARAGRAPHS = {
    Paragraphs.AUTO: AUTOMATIC,
    Paragraphs.BLANKS: N_("Blank lines separate paragraphs"),
    Paragraphs.LINES: N_("Each line is a paragraph"),
    Paragraphs.JOINED: N_("Lines are hard-wrapped: join them"),
}


class TextForm(Form):
    """A text that is pasted or chosen as a file; `kept_file` is the SHA-256 of a file kept after a refusal."""

    for_quotation = frozenset({"text"})

    text = TextAreaField(N_("Text of the article"))
    upload = FileField(ONE_FILE, render_kw=SIZE)
    kept_file = HiddenField()
    leave_out = BooleanField(N_("Don’t use this file"))
    format = SelectField(N_("Read it as"), choices=choices([("", AUTOMATIC), *FORMATS.items()]), default="")
    paragraphs = SelectField(N_("Paragraphs of plain text"), choices=choices(PARAGRAPHS.items()), default="")
    charset = SelectField(N_("Encoding"), choices=[], default="", validate_choice=False)
    chapter = SelectField(N_("Chapter or page"), choices=[], default="", validate_choice=False)
    accepted = ACCEPTED
    kept: DraftFile | None = None  # as `kept_file` names it
    is_file_gone = False  # the file that `kept_file` names
    unfetched = ""  # why the page of an address can't be had
    fetched: Any = None  # the page (Fetched) that was fetched with this request
    asked: AmbiguousText | None = None  # the choice that is needed before the text can be read

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.charset.choices = choices([("", AUTOMATIC)]) + [SelectChoice(name, described(name)) for name in OFFERED]

    def validate_upload(self, field: FileField) -> None:
        """A kept file still exists."""
        if self.is_file_gone:
            raise ValidationError(_("The file you chose earlier is no longer stored here. Choose it again."))

    def validate_text(self, field: TextAreaField) -> None:
        """The page of an address alone could be fetched."""
        if self.unfetched:
            raise ValidationError(" ".join((self.unfetched, _(INSTEAD))))

    def refuse_address(self, address: str, reason: str) -> None:
        """The page at this address can't be had."""
        self.unfetched = reason

    def take_address(self, address: str) -> None:
        """The page was fetched from this address."""

    def manner(self) -> Manner:
        """How to read the text, as far as that was chosen."""
        return Manner(self.charset.data or "", Paragraphs(self.paragraphs.data or ""), self.chapter.data or "")

    def offer_chapters(self, chapters: Sequence[Sequence[str]]) -> None:
        """Let another chapter of a book, or page of an archive, be chosen; each has its path and its title."""
        self.chapter.choices = [SelectChoice(path, title) for path, title in chapters]


class PreviewedForm(TextForm):
    """A text, and what was changed of its lines in the preview.

    `shown` is the digest of the lines that the preview showed, empty before one; `guessed` are the details that it
    guessed, as JSON.
    """

    shown = HiddenField()
    guessed = HiddenField()
    removed = SelectMultipleField(choices=[], validate_choice=False)
    kinds = SelectMultipleField(choices=[], validate_choice=False)
    refused_files = SelectMultipleField(choices=[], validate_choice=False)

    @property
    def is_previewed(self) -> bool:
        """Whether a person has seen the lines and the details: what is blank then is meant to be."""
        return bool(self.shown.data)

    def guessed_details(self) -> dict[str, str]:
        """What the preview guessed, by field; nothing where no page of ours says so."""
        try:
            values = json.loads(self.guessed.data or "{}")
        except ValueError:
            return {}
        return {name: str(values[name]) for name in DETAILS if name in values} if isinstance(values, dict) else {}

    def edits(self) -> LineEdits:
        """What was changed of the lines; what no preview sends is ignored."""
        pairs = (value.split(" ", 1) for value in self.kinds.data or () if " " in value)
        kinds = {key: BlockKind(kind) for key, kind in pairs if kind in set(BlockKind) - {BlockKind.TITLE}}
        headline = self.guessed_details().get("title", "") if self.is_previewed else ""
        return LineEdits(frozenset(self.removed.data or ()), tuple(sorted(kinds.items())), headline)


class ArticleForm(PreviewedForm, ParticularsForm):
    """A new article: a text with its details; `source` names the text that the preview was made of."""

    text = TextAreaField(WORDS[Medium.ARTICLE].text)
    upload = FileField(FILES, render_kw=SIZE)
    source = HiddenField()
    takes_notes = BooleanField(N_("Make claims of the comments and footnotes"))
    quote = HiddenField()  # words of it to look for once it is added
    picture = FileField(N_("Picture"), render_kw=SIZE)
    kept_picture = HiddenField()  # the SHA-256 of one that was chosen before
    picture_kept: DraftFile | None = None  # as `kept_picture` names it
    picture_chosen: Any = None  # name and bytes of one that can be read
    is_text_only = False  # whether the details are still to come
    fetched_from = ""  # the address of the page that was fetched with this request

    def name_fields(self) -> None:
        """Give the fields the labels of the medium, also that of the text."""
        super().name_fields()
        self.text.label.text = self.medium_words.text

    def refuse_address(self, address: str, reason: str) -> None:
        """The address is kept for the details."""
        super().refuse_address(address, reason)
        self.canonical_url.data = self.canonical_url.data or address

    def take_address(self, address: str) -> None:
        """Until the page declares another one; an address that was refused before is forgotten."""
        self.fetched_from = address
        self.canonical_url.data = "" if self.is_text_only else self.canonical_url.data

    def validate_is_undated(self, field: BooleanField) -> None:
        """A day or the doubt, never both; the page of a new article has no field for the doubt."""
        if field.data and self.published_on.day:
            self.published_on.errors = [*self.published_on.errors, _(NOT_BOTH)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all fields can be taken; of a text that is to be previewed only those of the text are asked."""
        super().validate(extra_validators)
        if self.is_text_only:
            for name in (*DETAILS, "is_undated"):
                self[name].errors = []
        elif self.is_previewed:
            self._check_details()
        return not self.errors

    def _check_details(self) -> None:
        """All that is missing at once: what the service would refuse is said with what the form refuses."""
        try:
            checked(self.details())
        except Invalid as refusal:
            for other in (refusal, *refusal.others):
                if not self[other.field].errors:
                    self[other.field].errors = [other.message]

    @property
    def is_known_undated(self) -> bool | None:
        """Whether the publication date is unknown: a date left blank in the preview is."""
        return True if self.is_undated.data or (self.is_previewed and not self.published_on.day) else None


class UpdateForm(PreviewedForm):
    """The text of an article as its publisher changed it; `seen` is the number of the version that was shown."""

    for_readers = frozenset({"title"})

    text = TextAreaField(N_("Current text, or the address of the page"))
    upload = FileField(FILES, render_kw=SIZE)
    title = StringField(N_("Headline, if it changed"), [AtMost(MAX_CHARACTERS["title"])])
    seen = HiddenField()

    def seen_number(self) -> int:
        """The number of the newest version when the form was made; 0 if it is missing."""
        return number(self.seen.data) or 0
