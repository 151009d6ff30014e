"""A dyke, in German."""

from __future__ import annotations

from datetime import date

from factcheck.claims.models import ClaimKind
from factcheck.demo.shapes import Opinion, Origin, Proof, Ruling, Speaker, Story, StoryClaim, Task, Text, Words
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

DAY = date(2026, 1, 13)
HARMSEN = Speaker("Enno Harmsen", "Deichgraf")
THADEN = Speaker("Wiebke Thaden", "Gutachterin")
GAUGE = Origin(
    "Pegel Alte Schleuse, Höchststände seit 1906", "Wasseramt Kooghaven", SourceKind.DATASET, True,
    "https://wasseramt.example/pegel", origin="Wasseramt Kooghaven",
)  # fmt: skip
SURVEY = Origin(
    "Vermessung der Deichkrone 2025", "Büro Thaden", SourceKind.REPORT, True, "https://thaden.example/krone",
    author="Wiebke Thaden", published_on=date(2025, 9, 30), origin="Büro Thaden",
)  # fmt: skip

STORY = Story(
    Text("deich.txt", "Koogbote", "Hinnerk Voss", DAY, "de", "https://koogbote.example/deich"),
    (
        StoryClaim(
            "level", "Das Wasser stand so hoch wie nie seit 1906", HARMSEN, DAY,
            (Words("deich", ("4,62 Meter über Normal", "höher als je seit Beginn der Messungen im Jahr 1906")),),
            ("climate",), "Kooghaven",
        ),
        StoryClaim(
            "flood", "Der Deich hält jeder Flut dieses Jahrhunderts stand", HARMSEN, DAY,
            (
                Words("deich", ("Unser Deich hält jeder Flut stand",), suffix="“\n\nNach"),
                Words("deich", ("Unser Deich hält jeder Flut stand, die dieses Jahrhundert noch bringt",)),
            ),
            ("climate",), "Kooghaven", ClaimKind.PREDICTION, "Das Jahrhundert ist noch nicht zu Ende.",
        ),
        StoryClaim(
            "lower", "Acht von 23 Kilometern Deich sind zu niedrig", THADEN, DAY,
            (Words("deich", ("Auf acht von 23 Kilometern sei der Deich niedriger, als es der Generalplan verlangt",)),),
            ("climate",), "Kooghaven",
        ),
    ),
    (
        Proof("level", GAUGE, Stance.SUPPORTS, "11.01.2026: 4,62 m (bisher 4,57 m, 1962).", "Zeile 1"),
        Proof("lower", SURVEY, Stance.SUPPORTS, "Unter Soll: 8,1 km, im Mittel 0,41 m.", "Tafel 3",
              "Die Sprecherin hat selbst gemessen; eine zweite Herkunft fehlt."),
    ),
    (
        Opinion("level", "Rita", "true", "Fünf Zentimeter über dem alten Höchststand [1]."),
        Opinion("lower", "Rob", "true", "Die Vermessung ist sorgfältig [1].", "medium"),
    ),
    (
        Ruling(
            "level", "Rob", "Edda", "published", "true", "Ja, so hoch stand das Wasser noch nie",
            "Am 11. Januar stand der Pegel bei 4,62 Metern, fünf Zentimeter über dem Höchststand von 1962.",
            "Das Wasseramt führt die Reihe seit 1906 [1].",
        ),
        Ruling(
            "lower", "Emil", "", "draft", "true", "Ein Drittel des Deichs ist zu niedrig",
            "Auf 8,1 Kilometern fehlen im Mittel 41 Zentimeter.", "So hat es die Gutachterin gemessen [1].",
        ),
    ),
    (Task("lower", "Rita", 9),),
)  # fmt: skip
