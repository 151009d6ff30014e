"""The answer from the other side of the strait; it repeats a claim of the first story."""

from __future__ import annotations

from datetime import date

from factcheck.claims.models import ClaimKind
from factcheck.demo.shapes import Opinion, Origin, Proof, Ruling, Speaker, Story, StoryClaim, Text, Words
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

DAY = date(2026, 3, 10)
MAARTENS = Speaker("Hugo Maartens", "defence minister of Ardland")
TENDER = Origin(
    "Tender for the works at Port Lisse", "Navy of Ardland", SourceKind.LAW, True, "https://navy.example/tender",
    published_on=date(2026, 1, 19), origin="Navy of Ardland",
)  # fmt: skip
AUDIT = Origin(
    "Letter of the court of audit to the defence committee", "Court of Audit of Ardland", SourceKind.REPORT, True,
    "https://audit.example/port-lisse", published_on=date(2026, 2, 27), origin="Court of Audit of Ardland",
)  # fmt: skip
REGISTER = Origin(
    "Warships of the north, register", "Society for Naval History", SourceKind.DATASET, False,
    "https://navalhistory.example/register", origin="Society for Naval History",
)  # fmt: skip

STORY = Story(
    Text("reply.txt", "Brannick Post", "Joris Haal", DAY, "en", "https://post.example/port-lisse-cost"),
    (
        StoryClaim(
            "cost", "The base at Port Lisse will cost 340 million marks", MAARTENS, DAY,
            (Words("reply", ("the naval base at Port Lisse will cost 340 million marks",)),), ("defence", "budget"),
            "Brannick",
        ),
        StoryClaim(
            "oldest", "Ardland has the oldest warship in service on the northern seas", MAARTENS, DAY,
            (Words("reply", ("launched in 1979", "the oldest warship in service anywhere on the northern seas")),),
            ("defence",), "Brannick",
        ),
        StoryClaim(
            "view", "The finest view of Vestria is from an Ardland warship", MAARTENS, DAY,
            (Words("reply", ("The finest view of Vestria", "is from the bridge of one of our own ships")),), (),
            "Brannick", ClaimKind.SATIRE, "A joke, and taken as one by both sides.",
        ),
    ),
    (
        Proof("cost", TENDER, Stance.SUPPORTS, "Estimated value of all lots: 338 million marks.", "section 2"),
        Proof("cost", AUDIT, Stance.REFUTES, "Dredging and quarters, not tendered yet, will add about 160 million.",
              "page 3", "This is where the half billion comes from."),
        Proof("oldest", REGISTER, Stance.REFUTES, "In service: Hval (Norrmark), launched 1971.", "row 12"),
    ),
    (
        Opinion("cost", "Rita", "mixed", "Right for what is tendered [1], wrong for the base as a whole [2]."),
        Opinion("cost", "Rob", "mostly-true", "He speaks of the works that parliament votes on [1].", "medium"),
        Opinion("oldest", "Rob", "false", "The Hval is eight years older [1]."),
    ),
    (
        Ruling(
            "oldest", "Emil", "Edda", "published", "false", "An older warship sails under another flag",
            "Norrmark’s Hval was launched in 1971, eight years before Ardland’s oldest ship.",
            "The register of the Society for Naval History lists the Hval as in service [1].",
            "Proof that the Hval was struck from the fleet before March 2026.",
        ),
    ),
)  # fmt: skip
