"""An article before and after a change by its publisher: words moved, reworded, repeated and deleted."""

from __future__ import annotations

from factcheck.articles.models import Version
from factcheck.db import db
from factcheck.intake import service as intake
from tests.factories import make_user

MOVED = "A ferry company has offered to pay for half of the work."
REWORDED = "Their boats touched the ground 14 times in August, says the pilots’ log."
DELETED = "Insurers have asked for a survey of their own by the end of the year."
DOUBLED = "Nothing in this harbour would make it necessary to dredge."
OLD = "\n\n".join(
    (
        "The harbour board of Tarnby met on Tuesday evening in the customs house.",
        f"“{DOUBLED}” Ilmar Voss told the council.",
        f"Fishermen disagree. {REWORDED} {DELETED}",
        f"The board meets again in November. {MOVED} Nobody has answered yet.",
    )
)
NEW = "\n\n".join(
    (
        "The harbour board of Tarnby met on Tuesday evening in the customs house.",
        MOVED,
        f"“{DOUBLED}” Ilmar Voss told the council.",
        f"Fishermen disagree. {REWORDED.replace('14', '11')}",
        "The board meets again in November. Nobody has answered yet.",
        f"“{DOUBLED}” the statement of the board repeated.",
    )
)


def update(old: Version, text: str) -> Version:
    """The next version, whose annotations aren't carried over yet."""
    rita = make_user("Rita")
    version = intake.update(rita, old.article, text.encode(), "text/plain", seen_number=old.number)
    db.session.commit()
    return version
