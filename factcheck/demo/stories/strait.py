"""A foreign minister's statement to the press, as an agency wired it: one claim worded four ways, a passage twice."""

from __future__ import annotations

from datetime import date

from factcheck.claims.models import ClaimantKind, ClaimKind
from factcheck.demo.shapes import (
    Correction,
    Opinion,
    Proof,
    Ruling,
    Speaker,
    Story,
    StoryClaim,
    Task,
    Text,
    Words,
)
from factcheck.demo.stories.strait_sources import (
    ACCOUNTS,
    ASKED,
    BUOY,
    CENSUS,
    FIGURES,
    LOGBOOK,
    NOTICES,
    NUMBERS,
    SKIPPER,
    TRAFFIC,
    VESTRIAN_BUDGET,
)
from factcheck.evidence.models import Stance

DAY = date(2026, 3, 3)
OSKARIN = Speaker("Teodor Oskarin", "foreign minister of Vestria")
VANDERMOOR = Speaker("Ilse Vandermoor", "foreign minister of Ardland")
TEIG = Speaker("Runa Teig", "chairwoman of the fishermen’s union")
UNION = Speaker("Fishermen’s Union of Vestria", "", ClaimantKind.ORGANISATION)
TWICE = "A harbour built for frigates is not built for fishermen"
TWICE_TO_THE_END = (
    ",” Oskarin said. “We will answer with measures that fit the risk, no more and no less,” he added.\n\n"
)

CLAIMS = (
    StoryClaim(
        "danger", "No danger in the Strait of Merrow justifies a naval base", OSKARIN, DAY,
        (
            Words("strait", ("Nothing in the Strait of Merrow calls for a naval base",)),
            Words("strait", ("the region faces no danger that a new harbour for warships would answer",)),
            Words("strait", ("The Strait of Merrow faces no danger that would call for a naval base",)),
            Words("strait", ("We see no danger in these waters that would justify a naval base",)),
        ),
        ("defence",), "Solvik",
        ClaimKind.OPINION, "Whether a danger justifies a base is a judgement; facts alone can’t decide it.",
    ),
    StoryClaim(
        "spending", "Ardland has doubled its military spending in three years", OSKARIN, DAY,
        (
            Words("strait", ("Ardland has doubled its military spending in three years", "They have doubled it")),
            Words("reply", ("Ardland doubled its military spending within three years",)),
        ),
        ("defence", "budget"), "Solvik",
    ),
    StoryClaim(
        "caution", "Ardland calls the doubling of its military spending caution", OSKARIN, DAY,
        (Words("strait", ("They have doubled it, and they call it caution",)),), ("defence",), "Solvik",
    ),
    StoryClaim(
        "boats", "No fishing boat has been stopped in the strait since 2009", OSKARIN, DAY,
        (Words("strait", ("not one fishing boat had been stopped in the strait since the treaty of 2009",)),),
        ("fishing",), "Solvik",
    ),
    StoryClaim(
        "tonnes", "The strait carried 41 million tonnes of goods last year", None, DAY,
        (Words("strait", ("carried 41 million tonnes of goods last year",)),), ("trade",),
    ),
    StoryClaim(
        "giveup", "Ardland will give up the base within two years", OSKARIN, DAY,
        (Words("strait", ("Ardland would give up the base within two years",)),), ("defence",), "Solvik",
        ClaimKind.PREDICTION, "It speaks of the future.",
    ),
    StoryClaim(
        "lighthouses", "Vestria spends less on its forces than on lighthouses and ferries", OSKARIN, DAY,
        (
            Words(
                "strait", ("spends less on its armed forces than on its lighthouses and ferries together",),
            ),
        ),
        ("defence", "budget"), "Solvik",
    ),
    StoryClaim(
        "exercises", "Vestria held two live-fire exercises in the strait last autumn", VANDERMOOR, DAY,
        (Words("strait", ("Vestria had held two exercises with live ammunition in the strait last autumn",)),),
        ("defence",), "Solvik",
    ),
    StoryClaim(
        "families", "Some 900 families on the Vestrian coast live from the herring", UNION, None,
        (Words("strait", ("Some 900 families on the Vestrian side live from the herring",)),), ("fishing",),
    ),
    StoryClaim(
        "warming", "The water of the strait has been warming for twenty years", TEIG, DAY,
        (Words("strait", ("the water has been warming for twenty years", "A warm sea costs us the trade")),),
        ("fishing", "climate"),
    ),
    StoryClaim(
        "frigates", "A harbour built for frigates does not serve fishermen", OSKARIN, DAY,
        (
            Words("strait", (TWICE,), suffix=f"{TWICE_TO_THE_END}Vandermoor"),
            Words("strait", (TWICE,), suffix=f"{TWICE_TO_THE_END}He predicted"),
        ),
        ("fishing", "defence"), "Solvik", ClaimKind.VAGUE,
        "It does not say what serving fishermen would be measured by.",
    ),
    StoryClaim(
        "quarrel", "No state has settled disputes at sea peacefully for longer than Vestria", OSKARIN, DAY,
        (Words("strait", ("No state, he said, has a longer record of settling its disputes at sea without a shot",)),),
        (), "Solvik",
    ),
)  # fmt: skip
PROOFS = (
    Proof("spending", ACCOUNTS, Stance.REFUTES, "Defence: 2.10 bn in 2023, 3.02 bn in 2026.", "table 4"),
    Proof(
        "spending", FIGURES, Stance.CONTEXT, "Ardland: plus 44 per cent over three years, at constant prices.",
        "sheet 2", "Based on the same accounts, so not a second origin.",
    ),
    Proof("boats", LOGBOOK, Stance.REFUTES,
          "14 June 2019: trawler Havbris stopped and searched, released after two hours.", "page 88"),
    Proof("boats", SKIPPER, Stance.REFUTES, "They kept us for two hours and took a box of haddock.", "minute 4"),
    Proof("tonnes", TRAFFIC, Stance.SUPPORTS, "Goods carried, 2025: 41.2 million tonnes.", "row 2025"),
    Proof("lighthouses", VESTRIAN_BUDGET, Stance.REFUTES, "Armed forces 1,140 m; coastal administration 212 m.",
          "chapters 6 and 14"),
    Proof("exercises", NOTICES, Stance.SUPPORTS, "Live firing, Merrow east: 9 October and 21 November.", "nos. 41, 52"),
    Proof("families", CENSUS, Stance.SUPPORTS, "Main income from fishing, coastal districts: 884 households.",
          "table 2"),
    Proof("warming", BUOY, Stance.SUPPORTS, "Surface water warmed by 0.9 degrees between 2004 and 2024.", "figure 3"),
)  # fmt: skip
OPINIONS = (
    Opinion("spending", "Rita", "mostly-false", "Spending grew by 44 per cent [1], not by 100; [2] agrees."),
    Opinion("spending", "Rob", "false", "2.10 to 3.02 bn is far from double [1]."),
    Opinion("boats", "Rita", "false", "One boat was stopped in 2019, and its skipper tells the same story [1, 2]."),
    Opinion("tonnes", "Rob", "true", "41.2 million tonnes [1]."),
    Opinion("exercises", "Rita", "true", "Both are in the notices [1]. That Ardland was not told is another claim."),
    Opinion("exercises", "Rob", "mostly-true", "Two were announced [1]; whether both were held the list can’t say.",
            "medium"),
    Opinion("families", "Rob", "true", "884 households [1]; “some 900” is fair."),
    Opinion("warming", "Rita", "true", "A steady rise in the series [1].", "medium"),
)  # fmt: skip
RULINGS = (
    Ruling(
        "spending", "Edda", "Emil", "published", "mostly-false", "Ardland’s military spending grew by less than half",
        "Ardland spends 44 per cent more on its military than three years ago. That is a lot, but it isn’t double.",
        "The state accounts show 2.10 billion in 2023 and 3.02 billion in 2026 [1]: an increase of 44 per cent [T1]. "
        "An institute that counts at constant prices arrives at the same figure [2]. Whether more is spent under other "
        "chapters we couldn’t find out [Q2].",
        "Accounts that show military spending under other chapters.",
    ),
    Ruling(
        "tonnes", "Rita", "Edda", "published", "true", "Yes, the strait carried 41 million tonnes of goods",
        "The pilots who guide ships through the strait counted 41.2 million tonnes last year.",
        "Every ship above 300 tonnes takes a pilot; their count is complete [1].",
        correction=Correction(
            "verdict-changed", "We said every ship takes a pilot. Ships under 300 tonnes do not, so the count is a "
            "little low; we now rate the claim mostly true.",
            "mostly-true", "Just over 41 million tonnes went through the strait in large ships",
            "Pilots counted 41.2 million tonnes in ships above 300 tonnes; nobody counts what smaller ones carried.",
            "Ships above 300 tonnes take a pilot, and the pilots’ count is complete [1]. Smaller ships are not in it.",
        ),
    ),
    Ruling(
        "boats", "Edda", "", "submitted", "false", "At least one fishing boat was stopped since 2009",
        "The coast guard stopped and searched a trawler in June 2019.",
        "Its own logbook records it [1], and the skipper told a newspaper the same week [2].",
    ),
    Ruling(
        "families", "Rob", "Edda", "approved", "true", "About 900 families do live from the herring",
        "The census counts 884 households on the coast whose main income is fishing.",
        "Statistics Vestria counts them every autumn [1].",
    ),
    Ruling(
        "warming", "Rita", "Emil", "published", "true", "The strait has warmed for two decades",
        "A buoy in the strait measured 0.9 degrees more in 2024 than in 2004.",
        "The series of the Merrow buoy rises through all twenty years [1].",
    ),
)  # fmt: skip
STORY = Story(
    Text("strait.html", "Northern Wire", "", DAY, "en", "https://northernwire.example/oskarin-strait"),
    CLAIMS,
    PROOFS,
    OPINIONS,
    RULINGS,
    (Task("boats", "Rob", 1), Task("lighthouses", "Rita", 4)),
    asked=ASKED,
    numbers=NUMBERS,
)
