"""A clinic and its waiting lists."""

from __future__ import annotations

from datetime import date

from factcheck.demo.shapes import Opinion, Origin, Proof, Ruling, Speaker, Story, StoryClaim, Task, Text, Words
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

DAY = date(2026, 2, 9)
MOE = Speaker("Ragna Moe", "director of Elsvik clinic")
SOLBERG = Speaker("Mina Solberg", "patients’ ombudswoman")
REGISTER = Origin(
    "Waiting times, quarterly", "Health directorate", SourceKind.DATASET, True, "https://health.example/waiting",
    origin="Health directorate",
)  # fmt: skip
MINUTES = Origin(
    "Minutes of the health board, 9 February", "County of Merrow", SourceKind.REPORT, True,
    "https://county.example/health-minutes", published_on=date(2026, 2, 16), origin="County of Merrow",
)  # fmt: skip
TRIALS = Origin(
    "Vitamin C before surgery: a review of 31 trials", "Annals of Slow Medicine", SourceKind.PAPER, False,
    "https://slowmedicine.example/vitamin-c", author="E. Brun and others", published_on=date(2024, 8, 1),
    origin="31 trials",
)  # fmt: skip
LETTERS = Origin(
    "Annual report of the patients’ ombudswoman", "Ombudswoman for patients", SourceKind.REPORT, True,
    "https://ombud.example/2025", author="Mina Solberg", origin="Ombudswoman for patients",
)  # fmt: skip

STORY = Story(
    Text("clinic.txt", "Elsvik Morning", "Astrid Nes", DAY, "en", "https://elsvikmorning.example/waiting-list"),
    (
        StoryClaim(
            "list", "Elsvik clinic has halved its waiting list in two years", MOE, DAY,
            (
                Words("clinic", ("Elsvik clinic halves its waiting list",)),
                Words("clinic", ("half as long as it was two years ago", "1,860 people were waiting", "it was 910")),
            ),
            ("health",), "Elsvik",
        ),
        StoryClaim(
            "complaints", "Complaints about waiting in Elsvik fell by 38 per cent", SOLBERG, DAY,
            (Words("clinic", ("complaints about waiting fell by 38 per cent last year",)),), ("health",), "Elsvik",
        ),
        StoryClaim(
            "infections", "Elsvik clinic has the lowest infection rate in the country", MOE, DAY,
            (Words("clinic", ("the clinic’s infection rate was the lowest in the country",)),), ("health",), "Elsvik",
        ),
        StoryClaim(
            "vitamin", "Vitamin C before surgery lowers the rate of infections", MOE, DAY,
            (
                Words(
                    "clinic", ("the lowest in the country, and that vitamin C before surgery had made the difference",),
                ),
            ),
            ("health",), "Elsvik",
        ),
    ),
    (
        Proof("list", REGISTER, Stance.SUPPORTS, "Elsvik, knee and hip: 1,860 (Q1 2024), 910 (Q1 2026).", "Elsvik"),
        Proof("list", MINUTES, Stance.REFUTES, "The director confirmed that 604 persons await a first appointment.",
              "item 5"),
        Proof("complaints", LETTERS, Stance.SUPPORTS, "Waiting: 121 letters in 2024, 75 in 2025.", "page 14"),
        Proof("infections", REGISTER, Stance.CONTEXT, "Infection rates by clinic are not collected.", "notes"),
        Proof("vitamin", TRIALS, Stance.REFUTES, "No effect on infections after surgery (31 trials).", "table 2"),
    ),
    (
        Opinion("list", "Rita", "mixed", "The list is shorter [1], but 604 people were moved off it [2]."),
        Opinion("list", "Rob", "false", "With the second list, nearly nothing changed [2].", "medium"),
        Opinion("complaints", "Rita", "true", "121 to 75 letters is 38 per cent [1]."),
        Opinion("infections", "Rob", "unproven", "Nobody collects such a figure [1]."),
        Opinion("vitamin", "Rita", "false", "31 trials found no effect [1].", "medium"),
    ),
    (
        Ruling(
            "list", "Emil", "", "submitted", "mixed", "The list is shorter, and so is what counts as the list",
            "910 people wait for surgery; 604 more wait to be put on the list.",
            "The register shows the fall [1], the minutes the second list [2].",
            "Figures for first appointments from before 2024.",
        ),
        Ruling(
            "infections", "Rita", "Edda", "published", "unproven", "Nobody knows which clinic has fewest infections",
            "Infection rates by clinic are not collected in this country.",
            "The directorate’s own notes say so [1]. The clinic sent us no figures when we asked.",
            "A register of infections by clinic.",
        ),
        Ruling(
            "vitamin", "Edda", "Emil", "published", "false", "Vitamin C does not keep wounds clean",
            "A review of 31 trials found no effect on infections after surgery.", "The review is thorough [1].",
            withdrawn="The journal has retracted the review that we relied on: two of its tables were copied from "
            "another paper. Until the trials have been counted again, we can’t say whether the claim is right.",
        ),
    ),
    (Task("complaints", "Rob", 0),),
)  # fmt: skip
