"""A town's budget."""

from __future__ import annotations

from datetime import date

from factcheck.claims.models import ClaimKind
from factcheck.demo.shapes import Opinion, Origin, Proof, Ruling, Speaker, Story, StoryClaim, Talk, Task, Text, Words
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

DAY = date(2026, 10, 15)
HOLT = Speaker("Signe Holt", "mayor of Tarnby")
ANDERS = Speaker("Per Anders", "town councillor")
BUDGET = Origin(
    "Budget of Tarnby, as passed", "Town of Tarnby", SourceKind.LAW, True, "https://tarnby.example/budget",
    published_on=DAY, origin="Town of Tarnby",
)  # fmt: skip
KEY_FIGURES = Origin(
    "Municipal key figures", "County statistics office", SourceKind.DATASET, True, "https://county.example/figures",
    origin="County statistics office",
)  # fmt: skip
SCHOOLS = Origin(
    "Interview with the head of schools", "Tarnby Courier", SourceKind.INTERVIEW, False,
    "https://courier.example/interview", author="Lena Fosse", origin="Gro Heim",
)  # fmt: skip
ORDER = Origin(
    "Work order for street lighting", "Tarnby Power", SourceKind.OTHER, True, "https://power.example/order-118",
    origin="Tarnby Power",
)  # fmt: skip

STORY = Story(
    Text("budget.txt", "Tarnby Courier", "Lena Fosse", DAY, "en", "https://courier.example/budget"),
    (
        StoryClaim(
            "pupil", "No other town in the county spends as much on each pupil", HOLT, DAY,
            (Words("budget", ("No other town in the county spends as much on each pupil",)),), ("schools", "budget"),
            "Tarnby",
        ),
        StoryClaim(
            "half", "Half of Tarnby’s budget increase goes to schools", HOLT, DAY,
            (
                Words("budget", ("Half of Tarnby’s new money goes to schools",)),
                Words("budget", ("half of the increase goes to schools", "four million are meant for classrooms")),
            ),
            ("schools", "budget"), "Tarnby",
        ),
        StoryClaim(
            "hall", "Tarnby’s swimming hall has been closed for four years", ANDERS, DAY,
            (Words("budget", ("The swimming hall has been closed for four years",)),), (), "Tarnby",
        ),
        StoryClaim(
            "lamps", "Every street lamp in Tarnby uses a third of the power it used", None, DAY,
            (Words("budget", ("Every street lamp in town has been replaced by one that uses a third of the power",)),),
            ("climate",),
        ),
        StoryClaim(
            "spring", "The swimming hall opens in the spring of 2028", HOLT, DAY,
            (Words("budget", ("We will open it in the spring of 2028",)),), (), "Tarnby", ClaimKind.PROMISE,
            "A promise: it can be kept or broken, not be true or false today.",
        ),
    ),
    (
        Proof("half", BUDGET, Stance.SUPPORTS, "Increase 8.0 m; schools 4.0 m.", "page 3"),
        Proof("pupil", KEY_FIGURES, Stance.REFUTES, "Spending per pupil: Elsvik 131,000; Tarnby 124,000.", "table 9"),
        Proof("pupil", SCHOOLS, Stance.CONTEXT, "We were first until Elsvik built its new school.", "minute 12"),
        Proof("lamps", ORDER, Stance.REFUTES, "Lamps replaced: 1,912 of 2,240.", "line 4"),
    ),
    (
        Opinion("half", "Rita", "true", "Four of eight million [1]."),
        Opinion("pupil", "Rita", "false", "Elsvik spends more [1].", "medium"),
        Opinion("pupil", "Rob", "mostly-false", "It was right until Elsvik built [2], but no longer [1].", "medium"),
    ),
    (
        Ruling(
            "half", "Emil", "Edda", "approved", "true", "Half of Tarnby’s new money does go to schools",
            "Of eight million crowns more, four million are for classrooms.", "The budget as passed says so [1].",
        ),
        Ruling(
            "pupil", "Rob", "Emil", "sent-back", "mostly-false", "Tarnby came second in spending on each pupil",
            "Elsvik spends more.", "The county’s figures [1] put Elsvik ahead.",
            sent_back="Say by how much Elsvik is ahead, and since when.",
        ),
    ),
    (Task("hall", "Rita", -2),),
    talks=(
        Talk(
            "lamps",
            (
                ("Rob", "@Emil The order counts 2,240 lamps. Are those along the county road among them?"),
                ("Emil", "I have asked Tarnby Power. Until they answer, nothing goes out."),
            ),
            "Every street lamp in town", is_blocking=True,
        ),
    ),
)  # fmt: skip
