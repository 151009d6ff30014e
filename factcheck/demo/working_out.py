"""How the demo newsroom works a claim out: evidence, questions with their answers, and tables of numbers."""

from __future__ import annotations

from collections.abc import Mapping

from factcheck.accounts.models import User
from factcheck.calculations import service as calculations
from factcheck.calculations.results import TableDetails
from factcheck.claims.models import Claim
from factcheck.db import db
from factcheck.demo.shapes import Proof, Story, so_far
from factcheck.evidence import service as evidence
from factcheck.evidence.queries import of_claim as evidence_of
from factcheck.questions import answering
from factcheck.questions import service as questions
from factcheck.sources import service as sources


def work_out(people: Mapping[str, User], claims: Mapping[str, Claim], story: Story) -> None:
    """Rob adds evidence and tables, and answers what Rita asks."""
    for proof in story.proofs:
        _prove(people["Rob"], claims[proof.claim], proof)
    for row in story.asked:
        claim = claims[row.claim]
        question = questions.ask(people["Rita"], claim, row.question)
        pieces = {piece.number: piece for piece in db.session.scalars(evidence_of(claim.id))}
        rests_on = pieces[row.evidence] if row.evidence else None
        answering.add(people["Rob"], question, answering.AnswerDetails(row.kind, row.answer, rests_on))
    for table in story.numbers:
        calculations.add(people["Rob"], claims[table.claim], TableDetails(table.title, table.cells, table.units))


def _prove(actor: User, claim: Claim, proof: Proof) -> None:
    row = proof.source
    source = sources.SourceDetails(
        row.title, row.publisher, row.authors, so_far(row.published_on), row.url, row.kind, row.rank, row.origin
    )
    details = evidence.EvidenceDetails(proof.stance, proof.quote, proof.locator, proof.note)
    evidence.add(actor, claim, sources.add(actor, source), details)
