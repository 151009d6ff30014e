"""What the demo newsroom works on; countries, towns, outlets and people are invented."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from factcheck.claims.models import ClaimantKind, Kind
from factcheck.evidence.models import SourceKind, Stance


class Text(NamedTuple):
    """An article of the demo; its text is articles/KEY.txt."""

    key: str
    publisher: str
    byline: str
    published_on: date | None
    language: str
    url: str


class Words(NamedTuple):
    """Parts of one annotation: exact words of an article, told apart by what follows where they stand twice."""

    article: str
    parts: tuple[str, ...]
    suffix: str = ""


class Said(NamedTuple):
    """A claim."""

    key: str
    statement: str
    claimant: str
    role: str
    said_on: date | None
    words: tuple[Words, ...]
    kind: Kind = Kind.CHECKABLE
    reason: str = ""
    tags: tuple[str, ...] = ()
    claimant_kind: ClaimantKind = ClaimantKind.PERSON


class Proof(NamedTuple):
    """A piece of evidence and its source."""

    claim: str
    stance: Stance
    source: str
    publisher: str
    kind: SourceKind
    is_primary: bool
    quote: str
    locator: str
    url: str


class Opinion(NamedTuple):
    """A review."""

    claim: str
    reviewer: str
    rating: str
    rationale: str
    confidence: str


class Ruling(NamedTuple):
    """A verdict, how far it went, and the correction of it, if any: (class, note, new rating, new headline)."""

    claim: str
    author: str
    approver: str
    state: str
    rating: str
    headline: str
    summary: str
    rationale: str
    sent_back: str = ""
    correction: tuple[str, str, str, str] | None = None


ARTICLES = (
    Text("strait", "Northern Wire", "", date(2026, 3, 3), "en", "https://northernwire.example/oskarin-strait"),
    Text("budget", "Tarnby Courier", "Lena Fosse", date(2026, 10, 15), "en", "https://courier.example/budget"),
    Text("vesi", "Lummisten Lehti", "Ville Aalto", date(2026, 9, 2), "fi", "https://lehti.example/vesi"),
    Text("nahr", "صحيفة الضفة", "", None, "ar", "https://aldiffa.example/nahr"),
)
OSKARIN = ("Teodor Oskarin", "foreign minister of Vestria")
MARCH = date(2026, 3, 3)
TWICE = "We do not hide that the base worries us. A harbour built for frigates is not built for fishermen"
CLAIMS = (
    Said(
        "danger", "No danger in the Strait of Merrow justifies a naval base", *OSKARIN, MARCH,
        (
            Words("strait", ("Nothing in the Strait of Merrow calls for a naval base",)),
            Words("strait", ("The Strait of Merrow faces no danger that would call for a naval base",)),
            Words("strait", ("We see no danger in these waters that would justify a naval base",)),
        ),
        Kind.OPINION, "Whether a danger justifies a base is a judgement; facts alone can't decide it.", ("defence",),
    ),
    Said(
        "spending", "Ardland has doubled its military spending in three years", *OSKARIN, MARCH,
        (Words("strait", ("Ardland has doubled its military spending in three years", "They have doubled it")),),
        tags=("defence", "budget"),
    ),
    Said(
        "caution", "Ardland calls the doubling of its military spending caution", *OSKARIN, MARCH,
        (Words("strait", ("They have doubled it, and they call it caution",)),), tags=("defence",),
    ),
    Said(
        "boats", "No fishing boat has been stopped in the strait since 2009", *OSKARIN, MARCH,
        (Words("strait", ("not one fishing boat had been stopped in the strait since the treaty of 2009",)),),
        tags=("fishing",),
    ),
    Said(
        "tonnes", "The strait carried 41 million tonnes of goods last year", *OSKARIN, MARCH,
        (Words("strait", ("carried 41 million tonnes of goods last year",)),), tags=("trade",),
    ),
    Said(
        "giveup", "Ardland will give up the base within two years", *OSKARIN, MARCH,
        (Words("strait", ("Ardland would give up the base within two years",)),),
        Kind.PREDICTION, "It speaks of the future.",
    ),
    Said(
        "pupil", "No other town in the county spends as much on each pupil", "Signe Holt", "mayor of Tarnby",
        date(2026, 10, 15), (Words("budget", ("No other town in the county spends as much on each pupil",)),),
        tags=("schools", "budget"),
    ),
    Said(
        "half", "Half of Tarnby's budget increase goes to schools", "Signe Holt", "mayor of Tarnby",
        date(2026, 10, 15), (Words("budget", ("half of the increase goes to schools",)),), tags=("schools", "budget"),
    ),
    Said(
        "hall", "Tarnby's swimming hall has been closed for four years", "Per Anders", "town councillor",
        date(2026, 10, 15), (Words("budget", ("The swimming hall has been closed for four years",)),),
    ),
    Said(
        "water", "Lummijärvi's water is cleaner than ever measured", "Aino Rautala", "kaupunginjohtaja",
        date(2026, 9, 2), (Words("vesi", ("Lummijärven vesi on puhtaampaa kuin kertaakaan mittausten aikana",)),),
        tags=("environment",),
    ),
    Said(
        "river", "The level of the river Sarin has halved in ten years", "كريم الحافظ", "وزير المياه", None,
        (Words("nahr", ("منسوب نهر سارين انخفض إلى النصف خلال عشر سنوات",)),), tags=("environment",),
    ),
)  # fmt: skip
EVIDENCE = (
    Proof("spending", Stance.REFUTES, "State accounts of Ardland, 2023 to 2026", "Treasury of Ardland",
          SourceKind.REPORT, True, "Defence: 2.10 bn in 2023, 3.02 bn in 2026.", "table 4", "https://treasury.example/accounts"),
    Proof("spending", Stance.CONTEXT, "Defence spending in the north", "Institute for Peace Figures",
          SourceKind.DATASET, False, "Ardland: plus 44 per cent over three years, at constant prices.", "sheet 2", "https://ipf.example/north"),
    Proof("boats", Stance.REFUTES, "Logbook of the Merrow coast guard", "Coast guard of Ardland", SourceKind.REPORT,
          True, "14 June 2019: trawler Havbris stopped and searched, released after two hours.", "page 88",
          "https://coastguard.example/log"),
    Proof("tonnes", Stance.SUPPORTS, "Traffic in the strait", "Merrow Pilots", SourceKind.DATASET, True,
          "Goods carried, 2025: 41.2 million tonnes.", "row 2025", "https://pilots.example/traffic"),
    Proof("half", Stance.SUPPORTS, "Budget of Tarnby, as passed", "Town of Tarnby", SourceKind.LAW, True,
          "Increase 8.0 m; schools 4.0 m.", "page 3", "https://tarnby.example/budget"),
    Proof("pupil", Stance.REFUTES, "Municipal key figures", "County statistics office", SourceKind.DATASET, True,
          "Spending per pupil: Elsvik 131,000; Tarnby 124,000.", "table 9", "https://county.example/figures"),
    Proof("pupil", Stance.CONTEXT, "Interview with the head of schools", "Tarnby Courier", SourceKind.INTERVIEW, False,
          "We were first until Elsvik built its new school.", "minute 12", "https://courier.example/interview"),
    Proof("water", Stance.SUPPORTS, "Lummijärven vedenlaatu 1988–2026", "Vesistökeskus", SourceKind.DATASET, True,
          "Fosfori 2026: 14 µg/l, pienin arvo.", "taulukko 1", "https://vesi.example/lummijarvi"),
    Proof("river", Stance.REFUTES, "قياسات نهر سارين", "هيئة القياس", SourceKind.DATASET, True,
          "انخفض المنسوب بنسبة 34 بالمئة منذ 2015.", "الجدول 2", "https://qiyas.example/sarin"),
)  # fmt: skip
REVIEWS = (
    Opinion("spending", "Rita", "mostly-false", "Spending grew by 44 per cent [1], not by 100; [2] agrees.", "high"),
    Opinion("spending", "Rob", "false", "2.10 to 3.02 bn is far from double [1].", "high"),
    Opinion("boats", "Rita", "false", "One boat was stopped in 2019 [1].", "high"),
    Opinion("tonnes", "Rob", "true", "41.2 million tonnes [1].", "high"),
    Opinion("half", "Rita", "true", "Four of eight million [1].", "high"),
    Opinion("pupil", "Rita", "false", "Elsvik spends more [1].", "medium"),
    Opinion("pupil", "Rob", "mostly-false", "It was right until Elsvik built [2], but no longer [1].", "medium"),
    Opinion("water", "Rob", "true", "The lowest value since 1988 [1].", "medium"),
    Opinion("river", "Rita", "mostly-false", "A third, not half [1].", "low"),
)
RULINGS = (
    Ruling(
        "spending", "Edda", "Emil", "published", "mostly-false", "Ardland's military spending grew by less than half",
        "Ardland spends 44 per cent more on its military than three years ago. That is much, but it is not double.",
        "The state accounts show 2.10 billion in 2023 and 3.02 billion in 2026 [1]. "
        "At constant prices the growth is 44 per cent [2].",
    ),
    Ruling(
        "tonnes", "Rita", "Edda", "published", "true", "Yes, the strait carried 41 million tonnes of goods",
        "The pilots who guide ships through the strait counted 41.2 million tonnes last year.",
        "Every ship above 300 tonnes takes a pilot; their count is complete [1].",
        correction=(
            "clarification", "We said every ship takes a pilot. Ships under 300 tonnes do not; the rating stands.",
            "mostly-true", "Just over 41 million tonnes went through the strait in large ships",
        ),
    ),
    Ruling(
        "half", "Emil", "Edda", "approved", "true", "Half of Tarnby's new money does go to schools",
        "Of eight million crowns more, four million are for classrooms.", "The budget as passed says so [1].",
    ),
    Ruling(
        "boats", "Edda", "", "submitted", "false", "At least one fishing boat was stopped since 2009",
        "The coast guard stopped and searched a trawler in June 2019.", "Its own logbook records it [1].",
    ),
    Ruling(
        "pupil", "Rob", "Emil", "sent-back", "mostly-false", "Tarnby came second in spending on each pupil",
        "Elsvik spends more.", "The county's figures [1] put Elsvik ahead.",
        sent_back="Say by how much Elsvik is ahead, and since when.",
    ),
    Ruling(
        "water", "Rita", "", "draft", "true", "The lake has never measured cleaner",
        "Phosphorus was at its lowest since 1988.", "The series [1] has no lower value.",
    ),
)  # fmt: skip
ASSIGNED = (("hall", "Rita", 3), ("river", "Rob", 5), ("boats", "Rob", 1))  # claim, reviewer, days from today
