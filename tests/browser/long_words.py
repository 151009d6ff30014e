"""A newsroom in which every field has words longer than a line, and the pages that show them."""

from __future__ import annotations

from factcheck.accounts.models import Role, User
from factcheck.anchoring.selectors import Quote
from factcheck.annotations import service
from factcheck.articles.models import Version
from factcheck.articles.service import ArticleDetails
from factcheck.claims import service as claims
from factcheck.claims.claimants import ClaimantDetails
from factcheck.claims.models import Claim, ClaimKind
from factcheck.corrections import withdrawals
from factcheck.db import db
from factcheck.evidence import service as evidence
from factcheck.evidence.models import Evidence, Stance
from factcheck.intake import service as intake
from factcheck.reviews import service as reviews
from factcheck.reviews.models import Confidence
from factcheck.site import service as reports
from factcheck.site.models import ReportText
from factcheck.sources import service as sources
from factcheck.threads import service as threads
from factcheck.verdicts import service as verdicts
from factcheck.verdicts.editions.details import VerdictDetails
from factcheck.verdicts.models import CorrectionClass, Edition
from tests.factories import make_next_version, make_user, rating

WORD = "Donaudampfschifffahrtsgesellschaft" * 6  # 204 letters
ADDRESS = "https://harbour.example/" + "permits-of-the-year-2026/" * 10  # 274 characters
BOTH = f"{WORD} {ADDRESS}"
TEXT = f"{WORD}\n\n{WORD} opens in May. {ADDRESS}\n\nThe last of it: {BOTH}"


def fill() -> list[str]:
    """Fill the fields of every room; returns the addresses of the pages that show them."""
    rita, rob = make_user("Rita"), make_user("Rob")
    edda, emil = make_user("Edda", Role.EDITOR), make_user("Emil", Role.EDITOR)
    edda.name = WORD[:200]
    version = _article(rita)
    published, open_, withdrawn, sent_back, opinion = (_claim(rita, version, number) for number in range(5))
    _converse(rita, rob, open_)
    edition = _verdict(edda, published)
    verdicts.submit(edda, edition, edition.revision)
    db.session.flush()
    verdicts.approve(emil, edition, edition.revision, publish=True)
    correction = _correct(edda, emil, edition)
    other = _verdict(emil, withdrawn)
    verdicts.submit(emil, other, other.revision)
    db.session.flush()
    verdicts.approve(edda, other, other.revision, publish=True)
    db.session.commit()
    withdrawals.withdraw(edda, other.verdict, BOTH, other.record_sha256 or "")
    back = _verdict(edda, sent_back)
    verdicts.submit(edda, back, back.revision)
    db.session.flush()
    verdicts.send_back(emil, back, BOTH, back.revision)
    db.session.commit()
    make_next_version(version.article, TEXT.replace("opens", f"{WORD} closes"))
    number, source = version.article_id, db.session.query(Evidence).order_by(Evidence.id.desc()).first().source_id
    of_claims = [
        f"/claims/{claim.id}{path}" for claim in (published, open_, opinion) for path in ("", "/edit", "/evidence/new")
    ]
    slugs = [edition.verdict.slug, other.verdict.slug]
    of_article = ("", "/edit", "/report", "/versions", "/sentences", "/join", "/update", "/claims/new")
    pages = [
        "/", "/desk/open", "/articles", "/claims", "/sources", "/people", "/me", "/undo", "/change", "/help/tour",
        "/articles/find?q=opens", *(f"/articles/{number}{path}" for path in of_article),
        f"/articles/{number}/find?q=opens+in+May", f"/articles/{number}/versions/1/diff/2",
        f"/articles/{number}/versions/2/marks?show=all",
        *of_claims, f"/claims/{open_.id}/threads", f"/claims/{open_.id}/reviews/new", f"/claims/{open_.id}/verdict/new",
        f"/sources/{source}", f"/sources/{source}/edit", "/sources/new",
        f"/editions/{edition.id}", f"/editions/{correction.id}", f"/editions/{back.id}",
        f"/verdicts/{edition.verdict_id}/withdraw", f"/verdicts/{edition.verdict_id}/correct",
        "/checks", "/corrections", "/methodology", f"/reports/{number}",
        *(f"/checks/{slug}{path}" for slug in slugs for path in ("", "/editions/1")),
    ]  # fmt: skip
    reports.set_report(edda, version.article, ReportText.WHOLE, shows_progress=True, seen_revision=0)
    db.session.commit()
    db.session.rollback()  # the open transaction must not delay the server
    return pages


def _article(rita: User) -> Version:
    details = ArticleDetails(WORD, WORD[:200], WORD[:200], language="en", canonical_url=ADDRESS)
    return intake.add(rita, TEXT.encode(), "text/plain", details).article.newest


def _claim(rita: User, version: Version, number: int) -> Claim:
    who = ClaimantDetails(f"{number}{WORD}"[:200], WORD[:200])
    kind, reason = (ClaimKind.OPINION, BOTH) if number == 4 else (ClaimKind.CHECKABLE, "")
    said = claims.ClaimDetails(
        f"{number} {BOTH}", who, place=WORD[:200], kind=kind, kind_reason=reason, tags=(WORD[:60], "port")
    )
    words = [Quote(f"{WORD} opens in May")] if number else [Quote(f"{WORD} opens in May"), Quote(BOTH)]
    claim = service.highlight(rita, version, words, said)
    long = {"publisher": WORD[:200], "authors": (WORD[:200],), "origin": WORD[:200]}
    details = sources.SourceDetails(f"{number} {BOTH}", url=f"{ADDRESS}{number}", **long)
    source = sources.add(rita, details)
    for stance in Stance:
        evidence.add(rita, claim, source, evidence.EvidenceDetails(stance, BOTH, WORD[:200], BOTH))
    db.session.flush()
    return claim


def _converse(rita: User, rob: User, claim: Claim) -> None:
    thread = threads.start(rita, claim, f"@Rob {BOTH}", WORD)
    db.session.flush()
    threads.reply(rob, thread, BOTH)
    reviews.submit(rob, claim, rating("mixed"), f"{BOTH} [1]", Confidence.HIGH)
    db.session.commit()


def _verdict(author: User, claim: Claim) -> Edition:
    details = VerdictDetails(rating("false"), WORD[:110], BOTH, f"{BOTH} [1]", BOTH)
    edition = verdicts.propose(author, claim, details)
    db.session.commit()
    return edition


def _correct(edda: User, emil: User, edition: Edition) -> Edition:
    details = VerdictDetails(rating("mixed"), f"2{WORD}"[:110], BOTH, f"{BOTH} [1]", BOTH)
    correction = verdicts.correct(emil, edition.verdict, details, CorrectionClass.VERDICT_CHANGED, BOTH)
    db.session.commit()
    verdicts.submit(emil, correction, correction.revision)
    db.session.flush()
    verdicts.approve(edda, correction, correction.revision, publish=True)
    db.session.commit()
    return correction
