"""Every message is translated: if neither the language nor the people use plain letters, no page has one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from factcheck.accounts.models import SignIn, User
from factcheck.accounts.security import mail
from factcheck.config import PROJECT, Settings
from factcheck.db import db
from factcheck.desk.home.groups import GROUPS
from factcheck.drafts import service as drafts
from factcheck.jobs import worker
from factcheck.jobs.handlers import MAIL
from factcheck.web.idempotency import new_key
from tests import greek
from tests.databases import States
from tests.factories import sign_in
from tests.heard import hearing
from tests.plain import plain, plain_words

NO_PAGES = {"static", "security.static", "live.stream"}
NO_PAGES |= {"help.index", "help.page", "help.picture"}  # the documentation is in English
PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
MOST = 6  # rows per table whose pages are opened
IDS = {  # the tables that fill the arguments of addresses
    "article_id": "articles", "claim_id": "claims", "source_id": "sources",
    "source_note_id": "source_notes", "source_merge_id": "source_merges", "publisher_id": "publishers",
    "source_access_id": "source_access",
    "evidence_id": "evidence",
    "other_source_id": "sources", "passage_id": "captured_passages",
    "edition_id": "editions", "verdict_id": "verdicts", "takedown_id": "takedowns", "annotation_id": "annotations",
    "anchor_id": "anchors", "answer_id": "change_answers", "question_id": "basis_questions", "target_id": "targets",
    "thread_id": "threads", "reply_id": "reply_requests",
    "claim_relation_id": "claim_relations",
    "calculation_id": "calculations", "claim_question_id": "claim_questions", "question_answer_id": "question_answers",
     "comment_id": "comments", "capture_id": "capture_records",
    "place_id": "quote_places", "redaction_id": "redactions",
    "independent_copy_id": "independent_copies",
    "followed_feed_id": "followed_feeds", "feed_candidate_id": "feed_candidates",
    "check_import_id": "check_imports", "article_picture_id": "article_pictures",
    "job_id": "jobs", "user_id": "users", "invitation_id": "invitations", "sign_in_id": "sign_ins",
}  # fmt: skip
ALL = {"article_id", "claim_id", "edition_id", "anchor_id", "comment_id", "job_id"}  # every row differs
NAMES = {  # what `name` is in addresses; elsewhere a group of the desk
    "calculations.download": ["xlsx", "csv"],
    "published_tables.download": ["xlsx", "csv"],
    "tour.tick": ["open", "highlight", "none"],
}
QUERIES = {
    "intake.create": ["draft=1", "medium=speech"],
    "article_list.index": ["q=λιμάνι", "q=ξξξ", "state=archived", "state=open&language=el&date=unknown"],
    "article_versions.compare": ["old=1&new=2", "old=2&new=1"],
    "claims.index": ["q=λιμάνι", "q=ξξξ", "state=archived", "state=open&tag=πόλη"],
    "reanchoring.carried": ["show=all", "show=orphaned", "show=unresolved", "show=confident"],
    "quote_search.find": ["q=λιμάνι", "q=ξξξ"],
    "quote_search.find_everywhere": ["q=λιμάνι", "q=ξξξ"],
    "similarity.similar": [
        urlencode({"exact": greek.SURE, "hint": 0}),
        urlencode({"exact": greek.SAID[0], "hint": 30}),
    ],
    "annotations.new": [urlencode({"exact": greek.SURE})],
    "annotations.join": [urlencode({"exact": greek.SURE, "q": "λιμάνι"}), "q=ξξξ"],
    "sentences.by_sentence": ["at=0-9&at=99999-999999"],
    "desk.workbench": ["attach=1", "resize=1", "attach=7"],
    "desk_live.changes": ["since=0", "since=0&version=1"],
    "drafts.of": ["form=/articles/new"],
    "from_browser.show": ["url=javascript:1&quote=ξξξ", "url=https://εφημερίδα.example/α&quote=λιμάνι&q=λιμάνι"],
    "prior_checks.index": ["q=λιμάνι", "q=ξξξ"],
    "evidence.create": ["find=Πηγή", "find=ξξξ"],
    "sources.index": ["q=ξξξ", "state=archived"],
    "publishers.index": ["q=Πηγή", "q=ξξξ"],
    "merging.choose": ["q=Πηγή", "q=ξξξ"],
    "verdicts.correct": ["note=Νέα"],
}
STALE = {"revision": "0", "seen": "0", "title": "Άλλος τίτλος", "language": "el", "is_undated": "y"}
STALE |= {"statement": "Άλλος ισχυρισμός", "kind": "checkable", "claimant_kind": "person", "source_kind": "page"}
STALE |= {"headline": "Άλλη", "summary": "Άλλη", "rationale": "Άλλη [1].", "rating": "false", "body": "Άλλη"}
FILLED = {
    **STALE, "revision": "1", "seen": "1", "text": "Ένα κείμενο για την πλατεία.", "exact": greek.SURE,
    "quote": "Άδεια.", "stance": "supports", "confidence": "low", "claim_id": "2", "note": "Έτσι είναι.",
    "outcome": "stands", "reason": "Ποια σελίδα;", "role": "editor", "active": "y", "name": "Νέος",
    "email": "neos@newsroom.example", "reviewer": "2", "doing": "review", "correction_class": "typo",
    "public_note": "Τι άλλαξε.",
}  # fmt: skip
pytestmark = pytest.mark.on_sqlite  # the text of a page is the same on both databases
Found = dict[str, set[str]]


@pytest.fixture(scope="module")
def application(application: Flask, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The site in the accented pseudo-language."""
    app = greek.house(settings, "en-XA", mail_url=f"file://{tmp_path_factory.mktemp('mails')}")
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def people(app: Flask, states: States) -> dict[str, User]:
    return greek.newsroom(states)


@pytest.fixture(scope="module")
def without_parts() -> set[tuple[str, str]]:
    """Who asked, and which addresses answered without looking for `PART`: asked for a part, they answer the same."""
    return set()


def told(found: Found) -> str:
    """The message of a failing test: which words are where."""
    return "\n".join(f"{where}: {', '.join(sorted(words))}" for where, words in sorted(found.items()) if words)


def look(found: Found, where: str, answer: TestResponse) -> None:
    """Collect the plain words of a page."""
    if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
        found.setdefault(where, set()).update(plain(answer.text))


def addresses(app: Flask, method: str, most: int = MOST, *, whole: bool = True) -> Iterator[tuple[str, str]]:
    """Every endpoint with this method and its addresses for stored rows; `whole`: for every row of ALL."""
    values: dict[str, list[object]] = {"number": [1, 2], "other": [1, 2], "page_number": [1], "token": ["none"]}
    values["name"] = [group.name for group in GROUPS]
    for name, table in IDS.items():
        ids = list(db.session.scalars(text(f"SELECT id FROM {table} ORDER BY id")))  # noqa: S608 - names of our own
        values[name] = ids if whole and name in ALL else ids[:most]
    values["slug"] = list(db.session.scalars(text("SELECT slug FROM verdicts WHERE slug IS NOT NULL")))
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint not in NO_PAGES:
            names = sorted(rule.arguments)
            unknown = set(names) - values.keys()
            assert not unknown, f"Say in this test what {unknown} of {rule.rule} may be, so that it can be opened."
            named = {**values, "name": NAMES.get(rule.endpoint, values["name"])}
            for row in product(*(named[name] for name in names)):
                with app.test_request_context():
                    where = app.url_for(rule.endpoint, **dict(zip(names, row, strict=True)))
                yield from ((rule.endpoint, f"{where}?{query}") for query in ["", *QUERIES.get(rule.endpoint, [])])


def enter(app: Flask, user: User) -> FlaskClient:
    """A signed-in client on a Greek device."""
    client = sign_in(app.test_client(), user)
    db.session.query(SignIn).update({"device": "Συσκευή"})
    db.session.commit()
    return client


@pytest.mark.parametrize(
    ("name", "headers"), [("Ρίτα", {}), ("Έντα", {}), ("Έντα", PART)], ids=["reviewer", "editor", "part"]
)
def test_every_page_and_every_part_of_one(
    app: Flask, people: dict[str, User], without_parts: set[tuple[str, str]], name: str, headers: dict[str, str]
) -> None:
    found: Found = {}
    client = enter(app, people[name])
    with hearing(app) as heard:
        for endpoint, where in list(addresses(app, "GET")):
            if headers and (name, where) in without_parts:
                continue
            look(found, endpoint, client.get(where, headers=headers))
            if not heard.is_any_of(PART):
                without_parts.add((name, where))
    assert not told(found), told(found)


def test_a_page_of_each_kind_for_an_administrator_and_for_readers(app: Flask, people: dict[str, User]) -> None:
    found: Found = {}
    asked = dict(addresses(app, "GET"))
    for client in (enter(app, people["Άντα"]), app.test_client()):
        for endpoint, where in asked.items():
            look(found, endpoint, client.get(where))
    assert not told(found), told(found)


@pytest.mark.parametrize(
    ("name", "fields"),
    [("Έντα", {}), ("Έντα", STALE), ("Έντα", FILLED), ("Άντα", FILLED)],
    ids=["empty", "stale", "filled", "filled by an administrator"],
)
def test_every_answer_to_a_form(app: Flask, people: dict[str, User], name: str, fields: dict[str, str]) -> None:
    found: Found = {}
    asked = [row for row in addresses(app, "POST", 2, whole=fields is FILLED) if not row[0].startswith("security.")]
    client = enter(app, people[name])
    for number, (endpoint, where) in enumerate(asked):
        headers = PART if number % 2 else {}
        answer = client.post(where, data={"_key": new_key(), **fields}, headers=headers)
        assert answer.status_code < 500, where
        look(found, endpoint, answer)
        if answer.status_code == 303:
            look(found, f"after {endpoint}", client.get(answer.location))
    assert not told(found), told(found)


def test_what_is_known_already_and_a_file_that_is_kept(app: Flask, people: dict[str, User]) -> None:
    found: Found = {}
    client = enter(app, people["Ρίτα"])
    form = {"title": greek.TITLE, "language": "el", "is_undated": "y", "byline": "Άλλη", "publisher": "Άλλος"}
    for name, words in (("the same", greek.OLD), ("known", greek.NEW)):
        answer = client.post("/articles/new", data={"_key": new_key(), **form, "text": words})
        assert answer.status_code == 409, name
        look(found, name, answer)
    drafts.files.keep(people["Ρίτα"], "/articles/new", "λιμάνι", "Άλλο.".encode())
    db.session.commit()
    look(found, "a kept file", client.get("/articles/new"))
    sha256 = drafts.files.waiting(people["Ρίτα"], "/articles/new")[0].sha256
    look(found, "a preview", client.get(f"/articles/new/preview?file={sha256}"))
    assert not told(found), told(found)


@pytest.mark.parametrize("headers", [{}, PART], ids=["page", "part"])
def test_every_error(
    app: Flask, people: dict[str, User], headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Found = {}
    client = enter(app, people["Ρίτα"])

    def ask(code: int, method: str, where: str, **more: object) -> None:
        answer = client.open(where, method=method, headers=headers, **more)
        assert answer.status_code == code, where
        look(found, str(code), answer)

    ask(400, "POST", "/articles/new")
    ask(403, "GET", "/people")
    ask(404, "GET", "/nowhere")
    ask(405, "POST", "/corrections")
    ask(413, "POST", "/articles/new", data={"text": "α" * 7_000_000})
    app.config["WTF_CSRF_ENABLED"] = True
    ask(400, "POST", "/articles/new", data={"_key": new_key()})
    for code in (401, 415, 418, 429, 500):
        monkeypatch.setitem(app.view_functions, "claims.index", lambda code=code: abort(code))
        ask(code, "GET", "/claims")
    assert not told(found), told(found)


def test_every_page_of_signing_in(app: Flask, people: dict[str, User]) -> None:
    found: Found = {}
    client, ada = app.test_client(), enter(app, people["Άντα"])

    def ask(where: str, client: FlaskClient = client, **fields: str) -> TestResponse:
        answer = client.post(where, data=fields)
        assert answer.status_code < 500, where
        look(found, where, answer)
        if 300 <= answer.status_code < 400:
            look(found, f"after {where}", client.get(answer.location))
        return answer

    ask("/login")
    ask("/login", email="rita@newsroom.example", password="λάθος κωδικός")
    ask("/reset", email="")
    ask("/reset", email="ξξξ")
    ask("/tf-rescue", help_setup="help")
    ada.post("/people/1/reset", data={"_key": new_key()})
    ada.post(
        "/people/invitations",
        data={"_key": new_key(), "name": "Μία", "email": "mia@newsroom.example", "role": "editor"},
    )
    page = ada.get("/people")
    look(found, "/people", page)
    for link in re.findall(r'value="http://127\.0\.0\.1(/[^"]+)"', page.text):
        look(found, link, client.get(link))
        ask(link, password="μικρός", password_confirm="άλλος", _key=new_key())
    ask("/login", email="rita@newsroom.example", password=greek.PASSWORD)
    for where in ("/change", "/tf-setup", "/tf-validate", "/mf-recovery", "/mf-recovery-codes", "/verify"):
        look(found, where, client.get(where))
        ask(where)
    ask("/change", password="λάθος", new_password="μικρός", new_password_confirm="άλλος")
    assert not told(found), told(found)


def test_every_mail(app: Flask, people: dict[str, User]) -> None:
    client, folder = app.test_client(), Path(app.config["MAIL_FILE_PATH"])
    client.post("/reset", data={"email": "rita@newsroom.example"})
    send_all()
    link = re.search(r"http://127\.0\.0\.1(/reset/\S+)", mails(folder)[0].get_content())
    assert link is not None
    client.post(link[1], data={"password": "άλλος μεγάλος κωδικός", "password_confirm": "άλλος μεγάλος κωδικός"})
    client.post("/login", data={"email": "edda@newsroom.example", "password": greek.PASSWORD})
    new = {"new_password": "άλλος μεγάλος κωδικός", "new_password_confirm": "άλλος μεγάλος κωδικός"}
    client.post("/change", data={"password": greek.PASSWORD, **new})
    ada = enter(app, people["Άντα"])
    invited = {"_key": new_key(), "name": "Μία", "email": "mia@newsroom.example", "role": "editor"}
    ada.post("/people/invitations", data=invited)
    mail.queue_warning("edda@newsroom.example")
    db.session.commit()
    send_all()
    found = {str(it["Subject"]): set(plain_words(f"{it['Subject']} {it.get_content()}")) for it in mails(folder)}
    assert len(found) == 5
    assert not told(found), told(found)


def send_all() -> None:
    """Run the worker that sends queued mail."""
    db.session.commit()
    worker.run_due(MAIL)


def mails(folder: Path) -> list[EmailMessage]:
    """The mail that was sent, oldest first."""
    whole = b"".join(it.read_bytes() for it in sorted(folder.iterdir()))
    parts = [it.strip() for it in re.split(rb"^-{79}$", whole, flags=re.MULTILINE)]
    return [message_from_bytes(it, policy=default) for it in parts if it]


JINJA = re.compile(
    r"{#.*?#}|{% block width %}.*?{% endblock %}|{%-?\s*trans\b.*?endtrans\s*-?%}|{%.*?%}|{{.*?}}", re.DOTALL
)
CHOSEN_TAG = re.compile(r"<(/?){{ tag }}")  # an element whose name is chosen by the template


def test_no_template_has_words_of_its_own() -> None:
    found: Found = {}
    for path in sorted((PROJECT / "templates").rglob("*.*")):
        bare = JINJA.sub("", CHOSEN_TAG.sub(r"<\1p", path.read_text(encoding="utf-8")))
        found[str(path.relative_to(PROJECT))] = plain(bare) if path.suffix == ".html" else set(plain_words(bare))
    assert not told(found), told(found)


SAYERS = {"flash", "DomainError", "NotAllowed", "NotFound", "Conflict", "TooLarge", "Invalid", "ValidationError"}
TRANSLATED = {"_", "N_", "ngettext"}
SENTENCE = re.compile(r"[A-Z][a-z’]+( .*)?[.!?:]", re.DOTALL)
IN_A_TERMINAL = {"backup", "cli.py", "commands.py", "demo", "integrity", "migrations", "private_home.py", "vendor.py"}
OF_A_DATA_SET = {"averitec.py"}  # whose texts are English whatever the language of the site
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


def test_no_sentence_of_the_code_goes_untranslated() -> None:
    found: Found = {}
    for path in sorted((PROJECT / "factcheck").rglob("*.py")):
        if not (IN_A_TERMINAL | OF_A_DATA_SET) & set(path.parts):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found[str(path.relative_to(PROJECT))] = {
                f"line {it.lineno}: {ast.unparse(it)}" for it in untranslated(tree)
            }
    assert not told(found), told(found)


def untranslated(tree: ast.Module) -> Iterator[ast.expr]:
    """Untranslated texts: whole sentences, and the messages of refusals and notices."""
    spared: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and node.body and isinstance(node.body[0], ast.Expr):
            spared.add(node.body[0].value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in TRANSLATED:
                spared.update(ast.walk(node))
            elif node.func.id in SAYERS:
                yield from (it for it in node.args[node.func.id == "Invalid" :][:1] if isinstance(it, ast.JoinedStr))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in spared and SENTENCE.fullmatch(str(node.value).strip()):
            yield node
