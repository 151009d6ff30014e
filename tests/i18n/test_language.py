"""The language of the pages: catalogues, the two pseudo-languages, and the messages of scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import render_template

from factcheck import create_app
from factcheck.accounts.models import Role
from factcheck.claims.models import ClaimantKind, ClaimKind, ClaimState
from factcheck.config import Settings, SettingsError, settings
from factcheck.corrections.models import Outcome
from factcheck.desk.progress import WorkState
from factcheck.evidence.models import Stance
from factcheck.i18n import N_, _, ngettext
from factcheck.i18n import language as languages
from factcheck.i18n.labels import LABELS, label, label_inside
from factcheck.i18n.pseudolocales import KEPT, accented, mirrored
from factcheck.jobs.models import JobState
from factcheck.reviews.models import Confidence
from factcheck.sources.models import SourceKind
from factcheck.verdicts.models import CorrectionClass, EditionState

CATALOG = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Versions"
msgstr "Fassungen"

msgid "%(num)s claim"
msgid_plural "%(num)s claims"
msgstr[0] "%(num)s Behauptung"
msgstr[1] "%(num)s Behauptungen"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    folder = tmp_path / "translations" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(CATALOG, encoding="utf-8")
    for module in (settings, languages):
        monkeypatch.setattr(module, "TRANSLATIONS", tmp_path / "translations")
    return Settings.from_env({"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_LANGUAGE": "de"})


def test_a_catalogue_needs_no_compiling(german: Settings) -> None:
    app = create_app(german)
    with app.app_context():
        assert _("Versions") == "Fassungen"
        assert _("Not in the catalog: %(name)s", name="x") == "Not in the catalog: x"
        assert [ngettext("%(num)s claim", "%(num)s claims", n) for n in (1, 2)] == ["1 Behauptung", "2 Behauptungen"]
        page = app.jinja_env.from_string("{{ language.tag }}: {% trans n='<' %}\n Versions {{ n }}\n{% endtrans %}")
        assert page.render() == "de: Versions &lt;"


def test_english_needs_no_catalog(app: object) -> None:
    assert _("Version %(number)s", number=3) == N_("Version 3")
    assert languages.current_language().tag == "en"
    assert languages.current_language().for_scripts == {}


def test_a_language_without_a_catalog_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^FACTCHECK_LANGUAGE must be one of ar-XB, en, en-XA, not 'xx'\.$"):
        Settings.from_env({"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_LANGUAGE": "xx"})


def test_accents_leave_no_plain_letter_and_are_longer() -> None:
    message = "Read %(number)s <a href='/x'>claims</a> &amp; sources"
    made = accented(message)
    assert not re.search("[A-Za-z]", re.sub(r"%\(number\)s|<[^>]*>|&amp;", "", made))
    assert {"%(number)s", "<a href='/x'>", "</a>", "&amp;"} <= set(KEPT.split(made))
    assert len(accented("Versions of this text")) > 1.35 * len("Versions of this text")


def test_mirrored_words_are_reversed_one_by_one() -> None:
    assert mirrored("Two %(things)s here") == "\u202eTwo\u202c %(things)s \u202ehere\u202c"


def test_scripts_get_their_messages_in_the_language_of_the_page(tmp_path: Path) -> None:
    app = create_app(Settings.from_env({"FACTCHECK_HOME": str(tmp_path), "FACTCHECK_LANGUAGE": "en-XA"}))
    with app.app_context():
        told = languages.current_language().for_scripts
    assert told["Next claim"] == accented("Next claim")
    with app.test_request_context():
        assert '<html lang="en-XA" dir="ltr">' in render_template("error.html", code=404, title="", message="")


def test_every_value_that_a_page_can_show_has_a_label() -> None:
    shown = (
        ClaimState,
        ClaimKind,
        ClaimantKind,
        EditionState,
        CorrectionClass,
        Outcome,
        Confidence,
        Stance,
        SourceKind,
    )
    values = {value for kind in (*shown, WorkState, Role, JobState) for value in kind}
    assert values <= LABELS.keys()
    assert [label("in-review"), label_inside("in-review"), label("of-our-own")] == [
        "In review",
        "in review",
        "Of our own",
    ]
