"""A newsroom whose people write no Latin letter, so every Latin letter on a page is the interface's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from babel import Locale
from flask import Flask, current_app
from sqlalchemy import select

from factcheck import create_app
from factcheck.accounts.models import Role, User
from factcheck.accounts.security.hashing import hashed
from factcheck.accounts.service import make_person
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles import service as articles
from factcheck.articles.models import Article, Version
from factcheck.articles.queries import current_version
from factcheck.claims import service as claims
from factcheck.claims.details import ClaimDetails
from factcheck.claims.models import Claim, ClaimKind
from factcheck.config import Settings
from factcheck.corrections import source_changes, takedowns, withdrawals
from factcheck.corrections.models import Outcome
from factcheck.db import db, utcnow
from factcheck.drafts import service as drafts
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.i18n import language as languages
from factcheck.i18n.language import language as made_up
from factcheck.intake import service as intake
from factcheck.jobs.models import Job, JobState
from factcheck.jobs.worker import INSIDE, run_due
from factcheck.people.service import invite
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence, Rating
from factcheck.reviews.queries import default_scale
from factcheck.sources import service as sources
from factcheck.sources.models import SourceClass, SourceKind
from factcheck.threads import comments
from factcheck.threads import service as threads
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.basis_questions import service as questions
from factcheck.verdicts.basis_questions.queries import open_question
from factcheck.verdicts.editions.correction_class import GIVEN
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Edition, EditionState, TakedownReason, Verdict
from tests.conftest import Client
from tests.databases import States

PASSWORD = "ορθό άλογο μπαταρία"
CAST = {
    "Ρίτα": ("rita", Role.REVIEWER),
    "Ρένος": ("renos", Role.REVIEWER),
    "Έντα": ("edda", Role.EDITOR),
    "Αιμίλιος": ("emil", Role.EDITOR),
    "Άντα": ("ada", Role.ADMIN),
}
TITLE = "Το λιμάνι ανοίγει τον Μάιο, λέει η δήμαρχος"
SURE = "Το λιμάνι θα ανοίξει τον Μάιο"
REWORDED = "Θα έρθουν 14 πλοία την ημέρα"
LOST = "Η βυθοκόρηση δεν χρειάζεται, σύμφωνα με τους μηχανικούς"
MOVED = "Τα εισιτήρια θα κοστίζουν τρία ευρώ για όλους τους κατοίκους"
OPINION = "Το κόστος μειώθηκε στο μισό"
CROSSING = "θα ανοίξει τον Μάιο, είπε τη Δευτέρα"  # some of the same words
LOOK = "Το βράδυ ήρθαν πολλοί κάτοικοι στην πλατεία του δήμου"
LOOKED = "Το πρωί ήρθαν λίγοι κάτοικοι στην αίθουσα του δήμου"
FREE = "Το συμβούλιο συνεδριάζει ξανά τον Νοέμβριο"
HARBOUR = f"""ΛΙΜΑΝΙ 🎉. {SURE}, είπε τη Δευτέρα η δήμαρχος Σοφία Χολτ στους κατοίκους.

«{OPINION}», είπε στο συμβούλιο. {REWORDED}, από πέντε σήμερα. {LOOK}."""
TICKETS = f"{MOVED}. Τα παιδιά ταξιδεύουν δωρεάν."
OLD = f"{TITLE}\n\n{HARBOUR}\n\n{LOST}. {FREE}.\n\n{TICKETS}"
CHANGED = HARBOUR.replace("14", "11").replace(LOOK, LOOKED)
NEW = f"{TITLE}\n\n{TICKETS}\n\n{CHANGED}\n\n{FREE}. Η αγορά μένει κλειστή ως τότε."
NUMBERS = ("πρώτη", "δεύτερη", "τρίτη", "τέταρτη", "πέμπτη", "έκτη", "έβδομη")
SAID = [f"Η {number} γέφυρα χτίστηκε το {year}" for number, year in zip(NUMBERS, count(1901), strict=False)]
BRIDGES = "Οι γέφυρες της πόλης"
OTHER = f"{BRIDGES}\n\n" + "\n\n".join(f"{words}, κατά τον μηχανικό." for words in SAID)


def house(settings: Settings, tag: str, **others: object) -> Flask:
    """The app in a pseudo-language. Its dates and numbers are Greek: one with a plain letter was never translated."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "language", lambda tag: replace(made_up(tag), locale=Locale.parse("el")))
        app = create_app(replace(settings, language=tag, site_name="Έλεγχος", **others))  # type: ignore[arg-type]
    app.test_client_class = Client
    return app


def newsroom(states: States) -> dict[str, User]:
    """The people of the newsroom, by name. Each worker fills it once per language."""
    states.begin_from(f"greek_{current_app.extensions['settings'].language[:2]}", fill)
    return {it.name: it for it in db.session.scalars(select(User).order_by(User.id))}


def fill() -> None:
    """Objects in every possible state, and a Greek scale."""
    secret = hashed(PASSWORD)
    scale = db.session.scalars(default_scale()).one()
    scale.name = "Κλίμακα"
    for number, it in enumerate(scale.ratings, 1):
        it.name, it.definition = f"Βαθμός {number}", "Όπως ορίζεται."
    people = {name: make_person(name, f"{at}@newsroom.example", role, secret) for name, (at, role) in CAST.items()}
    rita, renos, edda, emil, ada = people.values()
    harbour, bridges = _article(rita, OLD, TITLE), _article(renos, OTHER, BRIDGES)
    marked = (SURE, REWORDED, LOST, LOOK, MOVED)
    stays, grows, goes, looks, moves = (_claim(rita, harbour, it, pieces=6 if it == SURE else 3) for it in marked)
    _claim(rita, harbour, OPINION, ClaimKind.OPINION)
    _talk(stays, rita, edda)
    _review(stays, rita, renos)
    for claim in (stays, grows, goes, looks):
        _verdict(claim, EditionState.PUBLISHED, edda, emil)
    _correct(stays, edda, emil)
    reviews.assign(edda, moves, renos, None)
    _change(stays, rita)
    _change(looks, renos, answered_by=emil)
    bridge = [_claim(renos, bridges, words, pieces=6 if words == SAID[0] else 3) for words in SAID]
    for claim, state in zip(bridge, EditionState, strict=False):
        _verdict(claim, state, edda, emil)
    claims.archive(edda, bridge[5])
    _withdraw(looks, edda)
    _take_down(bridge[4], edda, emil)
    takedowns.ask(emil, _verdict_of(goes), TakedownReason.PERSONAL_RIGHTS, "Δικαστήριο, 12")
    reviews.assign(edda, bridge[6], rita, utcnow().date() + timedelta(days=3))
    _claim(rita, harbour, CROSSING)
    words = service.join(rita, bridge[6], harbour, [Quote(FREE)])
    service.join(rita, bridge[6], harbour, [Quote("Τα παιδιά ταξιδεύουν δωρεάν")])
    service.detach(edda, words)
    _talk(bridge[2], emil, edda)
    _update(harbour.article, NEW, renos)
    run_due()
    for claim, outcome in ((grows, Outcome.STEALTH_EDIT), (goes, Outcome.CORRECTED)):
        _answer(claim, outcome, edda)
    articles.archive(edda, _article(rita, "Ένα παλιό άρθρο για την αγορά.", "Παλιό άρθρο").article)
    _update(_article(rita, "Ένα νέο άρθρο για την αγορά.", "Νέο άρθρο").article, "Ένα άρθρο για την αγορά.", renos)
    _jobs(rita)
    for it in people.values():
        drafts.keep(it, "/articles/new", "/articles/new", "Πρόχειρο", {"title": ["Ένας τίτλος"]})
    invite(ada, "Νέα", "nea@newsroom.example", Role.REVIEWER)
    db.session.commit()


def _article(actor: User, text: str, title: str) -> Version:
    details = articles.ArticleDetails(title, "Ταχυδρόμος", "Άννα Λαμπρή", utcnow().date(), "el")
    added = intake.add(actor, text.encode(), "text/plain", details)
    return db.session.scalars(current_version(added.article.id)).one()


def _update(article: Article, text: str, actor: User) -> None:
    """Another version, whose annotations a job will carry over."""
    intake.update(actor, article, text.encode(), "text/plain", seen_number=1)
    db.session.commit()


def _claim(actor: User, version: Version, words: str, kind: ClaimKind = ClaimKind.CHECKABLE, pieces: int = 3) -> Claim:
    """A claim with evidence of every stance, some of it withdrawn; `pieces` is 6 for a matrix, not a list."""
    claimant = claims.ClaimantDetails("Σοφία Χολτ", "δήμαρχος")
    details = claims.ClaimDetails(
        f"Ισχυρισμός: {words}", claimant, utcnow().date(), "Αθήνα", kind, "Είναι γνώμη.", ("λιμάνι", "πόλη")
    )
    claim = service.highlight(actor, version, [Quote(words)], details)
    for number, (stance, source) in enumerate(zip([*Stance, *Stance][:pieces], SourceKind, strict=False)):
        it = sources.SourceDetails(
            f"Πηγή {number}", "Δήμος", ("Κώστας",), utcnow().date(), None, source, SourceClass.PRIMARY, "ο δήμος"
        )
        said = evidence.EvidenceDetails(stance, "Άδεια: Σεπτέμβριος.", "σελίδα 2", "Μια σημείωση.")
        row = evidence.add(actor, claim, sources.add(actor, it), said)
    evidence.withdraw(actor, row)
    return claim


def _review(claim: Claim, one: User, other: User) -> None:
    """Two reviews that disagree, one of them revised."""
    for number, it in enumerate((one, other, one)):
        reviews.submit(it, claim, _ratings()[number], "Η άδεια το λέει [1].", list(Confidence)[number])


def _verdict(claim: Claim, state: EditionState, author: User, approver: User) -> None:
    edition = verdicts.propose(author, claim, _said(claim))
    if state is EditionState.DRAFT:
        return
    _submit(author, edition)
    if state is EditionState.SENT_BACK:
        verdicts.send_back(approver, edition, "Ποια σελίδα;", edition.revision)
    elif state is not EditionState.SUBMITTED:
        verdicts.approve(approver, edition, edition.revision, publish=state is EditionState.PUBLISHED)


def _correct(claim: Claim, approver: User, author: User) -> None:
    """An edition for every class of correction."""
    first = db.session.scalars(select(Edition).join(Edition.verdict).filter_by(claim_id=claim.id)).one()
    for kind in GIVEN:
        said = _said(claim)
        if kind is CorrectionClass.VERDICT_CHANGED:
            said = replace(said, rating=_ratings()[claim.id % 5 + 1])
        edition = verdicts.correct(author, first.verdict, said, kind, "Τι άλλαξε.")
        _submit(author, edition)
        verdicts.approve(approver, edition, edition.revision)


def _verdict_of(claim: Claim) -> Verdict:
    return db.session.scalars(select(Verdict).filter_by(claim_id=claim.id)).one()


def _withdraw(claim: Claim, editor: User) -> None:
    verdict = _verdict_of(claim)
    withdrawals.withdraw(editor, verdict, "Η άδεια ήταν πλαστή.", verdict.editions[-1].record_sha256 or "")


def _take_down(claim: Claim, author: User, decider: User) -> None:
    verdict = _verdict_of(claim)
    asked = takedowns.ask(author, verdict, TakedownReason.COURT_ORDER, "Δικαστήριο, 11")
    takedowns.approve(decider, asked, asked.revision, verdict.editions[-1].record_sha256 or "")


def _said(claim: Claim) -> VerdictDetails:
    texts = (f"Η αλήθεια για το {claim.id}", "Όχι τον Μάιο.", "Η άδεια το λέει [1].", "Άλλη άδεια.")
    return VerdictDetails(_ratings()[claim.id % 5], *texts)


def _submit(author: User, edition: Edition) -> None:
    verdicts.submit(author, edition, edition.revision)
    db.session.flush()


def _ratings() -> list[Rating]:
    return list(db.session.scalars(select(Rating).order_by(Rating.rank)))


def _talk(claim: Claim, one: User, other: User) -> None:
    """A resolved conversation, and one that blocks, with changed and removed comments."""
    done = threads.start(one, claim, "Ποια άδεια;", claim.quoted)
    threads.reply(other, done, "Η δεύτερη.")
    threads.resolve(one, done)
    open_ = threads.start(one, claim, f"@{other.name} ποια άδεια;")
    threads.reply(other, open_, "Η τρίτη.")
    threads.reply(one, open_, f"@{other.name} @{one.name} γιατί;")
    first, second, _third = open_.comments
    comments.edit(one, first, f"@{other.name} ποια από όλες;", first.revision)
    comments.remove(other, second)
    if one.role is Role.EDITOR:
        threads.block(one, open_)


def _answer(claim: Claim, outcome: Outcome, editor: User) -> None:
    places = db.session.scalars(source_changes.unanswered(claim.id)).unique().all()
    source_changes.answer(editor, claim, outcome, "Δεν το λέει.", [(it.id, it.revision) for it in places])


def _change(claim: Claim, actor: User, answered_by: User | None = None) -> None:
    """Change a published claim, so that editors are asked; optionally one answers."""
    claims.edit(actor, claim, replace(ClaimDetails.of(claim), place="Πειραιάς"), claim.revision)
    question = open_question(claim.id)
    if answered_by is not None and question is not None:
        questions.answer(answered_by, question, "Ο τόπος δεν αλλάζει κάτι.", question.revision)


def _jobs(actor: User) -> None:
    """A job in every state; none is run."""
    for state in JobState:
        said = {"error": INSIDE} if state is JobState.FAILED else {}
        job = Job(name="version:open", arguments={}, location="/", state=state, asked_by_id=actor.id, **said)
        job.lease_until = utcnow() + timedelta(days=1)
        db.session.add(job)
