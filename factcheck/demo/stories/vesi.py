"""A lake, in Finnish."""

from __future__ import annotations

from datetime import date

from factcheck.demo.shapes import Opinion, Origin, Proof, Ruling, Speaker, Story, StoryClaim, Text, Words
from factcheck.evidence.models import Stance
from factcheck.sources.models import SourceKind

DAY = date(2026, 9, 2)
RAUTALA = Speaker("Aino Rautala", "kaupunginjohtaja")
SERIES = Origin(
    "Lummijärven vedenlaatu 1988–2026", "Vesistökeskus", SourceKind.DATASET, True, "https://vesi.example/lummijarvi",
    author="Tuula Ketonen", origin="Vesistökeskus",
)  # fmt: skip
GRANTS = Origin(
    "Valtionavustukset vesistöjen kunnostukseen 2016–2025", "Ympäristövirasto", SourceKind.REPORT, True,
    "https://virasto.example/avustukset", origin="Ympäristövirasto",
)  # fmt: skip

STORY = Story(
    Text("vesi.txt", "Lummisten Lehti", "Ville Aalto", DAY, "fi", "https://lehti.example/vesi"),
    (
        StoryClaim(
            "water", "Lummijärven vesi on puhtaampaa kuin koskaan mitattu", RAUTALA, DAY,
            (
                Words("vesi", ("Lummijärven vesi on puhtaampaa kuin koskaan",)),
                Words("vesi", ("Lummijärven vesi on puhtaampaa kuin kertaakaan mittausten aikana",)),
            ),
            ("environment",), "Lumminen",
        ),
        StoryClaim(
            "cent", "Valtio ei ole antanut järven kunnostukseen senttiäkään", RAUTALA, DAY,
            (Words("vesi", ("eikä valtio ole antanut siihen senttiäkään",)),), ("environment", "budget"), "Lumminen",
        ),
        StoryClaim(
            "trout", "Järveen ei ole istutettu taimenta sitten vuoden 1971", None, DAY,
            (Words("vesi", ("järveen istutetaan taimenta ensi kertaa sitten vuoden 1971",)),), ("fishing",),
        ),
    ),
    (
        Proof("water", SERIES, Stance.SUPPORTS, "Fosfori 2026: 14 µg/l, pienin arvo.", "taulukko 1"),
        Proof("water", SERIES, Stance.CONTEXT, "Sinilevähavaintoja elokuussa 2026: kaksi rantaa.", "taulukko 5"),
        Proof("cent", GRANTS, Stance.REFUTES, "Lumminen, Kuusiojan kosteikko: 410 000 euroa (2021).", "liite 2"),
    ),
    (
        Opinion("water", "Rob", "true", "Pienin arvo vuodesta 1988 [1].", "medium"),
        Opinion("water", "Rita", "mostly-true", "Fosfori kyllä [1], mutta levää on yhä [2].", "medium"),
        Opinion("cent", "Rob", "false", "Kosteikko sai 410 000 euroa [1]."),
    ),
    (
        Ruling(
            "water", "Rita", "", "draft", "true", "Järvi ei ole koskaan mitattu puhtaampana",
            "Fosforia oli vähemmän kuin kertaakaan sitten vuoden 1988.", "Sarjassa ei ole pienempää arvoa [1].",
        ),
        Ruling(
            "cent", "Edda", "Emil", "published", "false", "Valtio maksoi kosteikosta 410 000 euroa",
            "Ympäristövirasto tuki Kuusiojan kosteikkoa vuonna 2021.", "Avustus on viraston luettelossa [1].",
        ),
    ),
)  # fmt: skip
