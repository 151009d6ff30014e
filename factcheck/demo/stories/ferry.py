"""A ferry and two ways to count minutes; two of its claims overlap, and its publisher changed the words of some."""

from __future__ import annotations

from datetime import date

from factcheck.claims.models import ClaimantKind, ClaimKind
from factcheck.demo.shapes import (
    Correction,
    Opinion,
    Origin,
    Proof,
    Ruling,
    Speaker,
    Story,
    StoryClaim,
    StoryUpdate,
    Talk,
    Text,
    Words,
)
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

DAY = date(2026, 4, 18)
LUND = Speaker("Berit Lund", "spokeswoman for Kystlinjen")
COMPANY = Speaker("Kystlinjen", "shipping company", ClaimantKind.ORGANISATION)
HARBOUR = Origin(
    "Arrivals at Hamn, 2025", "Port of Hamn", SourceKind.DATASET, True, "https://porthamn.example/arrivals",
    origin="Port of Hamn",
)  # fmt: skip
CONTRACT = Origin(
    "Contract for the night ferry, annex C", "County of Merrow", SourceKind.LAW, True,
    "https://county.example/ferry-contract", origin="County of Merrow",
)  # fmt: skip
BUNKERS = Origin(
    "Bunker deliveries, October 2025 to March 2026", "Port of Hamn", SourceKind.REPORT, True,
    "https://porthamn.example/bunkers", origin="Port of Hamn",
)  # fmt: skip

STORY = Story(
    Text("ferry.txt", "Coast Weekly", "Tor Bakken", DAY, "en", "https://coastweekly.example/night-ferry"),
    (
        StoryClaim(
            "punctual", "96 per cent of the night ferry’s crossings were on time", COMPANY, DAY,
            (
                Words("ferry", ("Ninety-six of every hundred crossings arrived on time last year",)),
                Words("ferry", ("the night ferry between Hamn and Elsvik is the most punctual ship on the coast",)),
            ),
            ("transport",),
        ),
        StoryClaim(
            "batteries", "The night ferry has sailed on batteries alone since October", LUND, DAY,
            (Words("ferry", ("it has sailed on batteries alone since October",)),), ("transport", "climate"),
        ),
        StoryClaim(
            "cleanest", "The night ferry is the cleanest in the country", LUND, DAY,
            (
                Words(
                    "ferry",
                    ("the cleanest in the country, because it has sailed on batteries alone since October",),
                ),
            ),
            ("transport", "climate"),
        ),
        StoryClaim(
            "best", "The night ferry is the best in the world", LUND, DAY,
            (Words("ferry", ("It is the best ferry in the world",)),), ("transport",), "", ClaimKind.OPINION,
            "Best at what, it does not say.",
        ),
    ),
    (
        Proof("punctual", HARBOUR, Stance.CONTEXT, "Ramp down within 15 minutes: 503 of 718.", "sheet 1"),
        Proof("punctual", CONTRACT, Stance.SUPPORTS, "On time: harbour light passed within 30 minutes.", "clause 7"),
        Proof("batteries", BUNKERS, Stance.REFUTES, "Kystlinjen, night ferry: 212 tonnes of diesel.", "page 2"),
    ),
    (
        Opinion("punctual", "Rita", "mostly-true", "By the measure of its contract it holds [2].", "medium"),
        Opinion("punctual", "Rob", "mostly-false", "Nobody waiting on the quay counts like that [1].", "medium"),
        Opinion("batteries", "Rita", "false", "212 tonnes of diesel [1]."),
    ),
    (
        Ruling(
            "punctual", "Edda", "Emil", "published", "mostly-true", "On time, by the company’s own clock",
            "Under its contract a crossing counts as on time up to thirty minutes late.",
            "The contract says so [2]; by the ramp, seven crossings in ten were on time [1].",
            correction=Correction(
                "verdict-changed", "We rated this mostly true, by the contract’s measure. Readers told us, rightly, "
                "that the claim was made to passengers. We now rate it mixed.",
                "mixed", "On time for the contract, late for the passenger",
                "96 per cent of crossings passed the harbour light in time; at the ramp it was 70 per cent.",
                "Both counts are sound: the contract’s [2] and the port’s [1]. The claim gives only one of them.",
            ),
        ),
        Ruling(
            "batteries", "Rob", "Emil", "published", "false", "The night ferry still burns diesel",
            "Since October the ship has taken 212 tonnes of diesel on board.",
            "The port lists every delivery [1]. On batteries it sails in the harbour only.",
        ),
    ),
    updates=(StoryUpdate("ferry-2.txt", "Rob"),),
    talks=(
        Talk(
            "punctual",
            (
                ("Rob", "Whose clock do we go by? The contract stops it at the harbour light, the port at the ramp."),
                ("Edda", "The claim was made to passengers, but its figure is the contract’s. Both go into it."),
            ),
            "Ninety-six of every hundred crossings arrived on time", resolved_by="Edda",
        ),
    ),
)  # fmt: skip
