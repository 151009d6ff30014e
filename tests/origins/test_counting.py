"""The same counts of evidence on the claim, in the requirement, on the public page and in the export."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

from flask.testing import FlaskClient

from factcheck.evidence import service as evidence
from factcheck.evidence.models import Stance
from factcheck.origins.counting import evidence_balance
from factcheck.origins.service import decide
from factcheck.sources import service as sources
from factcheck.verdicts.editions.comparison import differences
from factcheck.verdicts.editions.requirements import NO_OPEN_ISSUES, TWO_ORIGINS, Fulfilment, judged
from factcheck.verdicts.editions.snapshot import EditionSnapshot
from tests.factories import make_claim, make_edition, make_user


def test_sources_of_one_origin_count_once_everywhere(rita: FlaskClient) -> None:
    user, claim = make_user("Rita"), make_claim()
    copies = [sources.add(user, sources.SourceDetails(f"Wire copy {number}")) for number in (1, 2)]
    for source in copies:
        evidence.add(user, claim, source, evidence.EvidenceDetails(Stance.REFUTES, "Not before September."))
    decide(user, *copies, is_one=True)
    panel = rita.get(f"/claims/{claim.id}/evidence").text
    assert "1 independent origin" in panel
    assert "All evidence goes back to one origin." in panel
    assert "Nothing supports the claim yet" in panel
    assert "same origin as [1]" in panel
    edition = make_edition(claim=claim, state="published")
    assert "2 independent origins" in rita.get(f"/claims/{claim.id}/evidence").text
    record = EditionSnapshot.from_json(edition.record or "")
    assert [row.origin for row in record.evidence] == [1, 1, 3]
    assert (record.balance.origins, record.balance.primary_sources) == (2, 1)
    assert judged(record, NO_OPEN_ISSUES)[TWO_ORIGINS] is Fulfilment.MET
    first, second, third = record.evidence
    separate = replace(record, evidence=(first, replace(second, origin=second.number), third))
    assert [it.name for it in differences(record, separate)] == ["Evidence [2]"]  # who judges sees that it changed
    page = rita.get(f"/checks/{record.slug}").text
    assert "2 independent origins" in page
    assert 'same origin as <a href="#evidence-1">[1]</a>' in page
    row = next(csv.DictReader(StringIO(rita.get("/exports/checks.csv").text)))
    assert [row[name] for name in ("pieces_of_evidence", "independent_origins", "primary_sources")] == ["3", "2", "1"]
    assert evidence_balance([]).pieces == 0
