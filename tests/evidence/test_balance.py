"""One function counts a claim's evidence, for panel, page, requirement and export."""

from __future__ import annotations

from factcheck.evidence.balance import CountedEvidence, balance


def test_counts_of_evidence() -> None:
    rows = [
        CountedEvidence("supports", 1, "permit", True),
        CountedEvidence("supports", 1, "permit", True),
        CountedEvidence("context", 3, "log", False),
    ]
    found = balance(rows)
    assert (found.pieces, found.origins, found.primary_sources, found.missing_sides) == (3, 2, 1, ("refutes",))
    assert not found.is_of_one_origin
    assert balance(rows[:2]).is_of_one_origin
    assert not balance(rows[:1]).is_of_one_origin
    assert balance([]).missing_sides == ()
    assert balance([rows[0]._replace(origin=None)]).origins is None
