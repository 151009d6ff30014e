"""The sources of the story `strait`, and what was asked and calculated about one of its claims."""

from __future__ import annotations

from datetime import date

from factcheck.demo.shapes import Asked, Numbers, Origin
from factcheck.questions.answer_kinds import AnswerKind
from factcheck.sources.models import SourceKind

ACCOUNTS = Origin(
    "State accounts of Ardland, 2023 to 2026", "Treasury of Ardland", SourceKind.REPORT, True,
    "https://treasury.example/accounts", published_on=date(2026, 2, 12), origin="Treasury of Ardland",
)  # fmt: skip
FIGURES = Origin(
    "Defence spending in the north", "Institute for Peace Figures", SourceKind.DATASET, False,
    "https://ipf.example/north", author="Karin Ole", origin="Treasury of Ardland",
)  # fmt: skip
VESTRIAN_BUDGET = Origin(
    "Budget of Vestria 2026, as passed", "Parliament of Vestria", SourceKind.LAW, True,
    "https://parliament.example/budget-2026", origin="Parliament of Vestria",
)  # fmt: skip
LOGBOOK = Origin(
    "Logbook of the Merrow coast guard, 2009 to 2025", "Coast guard of Ardland", SourceKind.REPORT, True,
    "https://coastguard.example/log", origin="Coast guard of Ardland",
)  # fmt: skip
SKIPPER = Origin(
    "Interview with the skipper of the Havbris", "Tarnby Courier", SourceKind.INTERVIEW, True,
    "https://courier.example/havbris", author="Lena Fosse", published_on=date(2019, 6, 20), origin="Aksel Vik",
)  # fmt: skip
TRAFFIC = Origin(
    "Traffic in the strait", "Merrow Pilots", SourceKind.DATASET, True, "https://pilots.example/traffic",
    origin="Merrow Pilots",
)  # fmt: skip
NOTICES = Origin(
    "Notices to mariners, autumn 2025", "Hydrographic office", SourceKind.PAGE, True, "https://hydro.example/notices",
    origin="Hydrographic office",
)  # fmt: skip
CENSUS = Origin(
    "Households by main income", "Statistics Vestria", SourceKind.DATASET, True, "https://stat.example/households",
    published_on=date(2025, 11, 4), origin="Statistics Vestria",
)  # fmt: skip
BUOY = Origin(
    "Twenty years of the Merrow buoy", "Journal of Cold Seas", SourceKind.PAPER, False,
    "https://coldseas.example/merrow-buoy", author="I. Sund, P. Okker", published_on=date(2025, 5, 1),
    origin="Merrow buoy",
)  # fmt: skip
ASKED = (
    Asked("spending", "How much did Ardland spend on its military in 2023 and in 2026?", AnswerKind.QUOTED,
          "2.10 billion in 2023 and 3.02 billion in 2026.", 1),
    Asked("spending", "Is military spending shown under other chapters, too?", AnswerKind.NOT_FOUND,
          "All chapters of the state accounts, 2023 to 2026, and the reports of the Court of Audit."),
)  # fmt: skip
NUMBERS = (
    Numbers(
        "spending", "Defence in the state accounts of Ardland",
        (
            ("Year", "Spending"), ("2023", "2.10 [1]"), ("2026", "3.02 [1]"), ("Growth", "=ROUND(B3/B2-1, 2) [%]"),
            ("Double would be", "=B2*2"),
        ),
        ("", "bn"),
    ),
)  # fmt: skip
