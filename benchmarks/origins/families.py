"""Invented news: wires, the rewrites that papers make of them, and independent texts of the same events.

A text of an event has the same facts as any other of it: names, figures, days, and one quotation of the same speech.
Its sentences are put together from parts (`phrases/`), so two authors agree in some parts by chance.
"""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).with_name("phrases")
LANGUAGES = ("de", "en", "fi", "ru")
FACTS_PER_TEXT = 12
ASIDES = 0.6  # of the sentences
MONTHS = {"de": "3. Mai", "en": "May 3", "fi": "3.5.", "ru": "3 мая"}

Sentence = list[str]  # its parts


class Story(NamedTuple):
    """A text: the event, and the wire that it comes from; an independent text is alone in its family."""

    event: int
    family: str
    text: str


def stories(families: int, independent: int, seed: int) -> list[Story]:
    """The texts of this many families and independent texts; two families and two independent texts share an event."""
    chance, found = random.Random(seed), []  # noqa: S311 - not a secret
    for event in range(max(families, independent) // 2):
        author = Author(LANGUAGES[event % len(LANGUAGES)], chance)
        for number in range(2):
            if event * 2 + number < families:
                family = f"wire {event}-{number}"
                wire = author.draft()
                agency = author.phrases["agencies"][number]
                found.append(Story(event, family, author.printed(wire, agency)))
                found += [
                    Story(event, family, author.rewritten(wire, agency, chance.uniform(0.3, 0.9)))
                    for _ in range(chance.randint(3, 6))
                ]
            if event * 2 + number < independent:
                found.append(Story(event, f"alone {event}-{number}", author.printed(author.draft(), "")))
    return found


class Author:
    """Writes texts of one event."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.language, self.chance = language, chance
        self.phrases: dict[str, Any] = tomllib.loads((FOLDER / f"{language}.toml").read_text())
        mayor, leader, expert = chance.sample(self.phrases["people"], 3)
        pick = {name: chance.choice(self.phrases[f"{name}s"]) for name in ("town", "project", "firm", "day", "season")}
        numbers = {"sum": (12, 94), "yes": (20, 40), "no": (3, 18), "jobs": (40, 400), "names": (800, 9000)}
        figures = {name: str(chance.randint(*limits)) for name, limits in numbers.items()}
        year = str(chance.randint(1890, 1988))
        self.event = {"mayor": mayor, "leader": leader, "expert": expert, "year": year, **pick, **figures}
        self.speech = chance.choice(self.phrases["quotes"]).format(**self.event)

    def sentence(self, fact: int) -> Sentence:
        """A fact in words of one's own, often with an aside between its parts."""
        said = [self.chance.choice(part).format(**self.event) for part in self.phrases["facts"][fact]["parts"]]
        if self.chance.random() < ASIDES:
            said.insert(self.chance.randint(1, 2), self.chance.choice(self.phrases["asides"]))
        return said

    def draft(self) -> list[tuple[int, Sentence]]:
        """Most facts of the event, in an order that differs a little between authors."""
        facts = sorted(self.chance.sample(range(len(self.phrases["facts"])), FACTS_PER_TEXT))
        facts.sort(key=lambda fact: fact + self.chance.uniform(0, 4))
        return [(fact, self.sentence(fact)) for fact in facts]

    def rewritten(self, wire: list[tuple[int, Sentence]], agency: str, kept: float) -> str:
        """A paper's version: this share of the sentences stays, half of them lightly changed; the rest is its own."""
        stays = set(self.chance.sample(range(len(wire)), max(4, round(kept * len(wire)))))
        rows = [
            (fact, self.touched(said) if at in stays else self.sentence(fact)) for at, (fact, said) in enumerate(wire)
        ]
        unused = set(range(len(self.phrases["facts"]))) - {fact for fact, _ in wire}
        rows += [(fact, self.sentence(fact)) for fact in unused if self.chance.random() < 0.5]
        if self.chance.random() < 0.5:
            rows.sort(key=lambda _row: self.chance.random())
        return self.printed(rows, agency if self.chance.random() < 0.4 else "")

    def touched(self, said: Sentence) -> Sentence:
        """A sentence that stays: as it is, or with its parts in another order, or without a word, or with another."""
        rule = self.chance.choice(("same", "same", "turned", "shorter", "word"))
        if rule == "turned":
            return [said[0], *said[:0:-1]]
        words = " ".join(said).split()
        at = self.chance.randrange(len(words))
        if rule == "shorter":
            del words[at]
        elif rule == "word":
            words[at] = self.chance.choice(self.sentence(self.chance.randrange(FACTS_PER_TEXT))[1].split())
        return [" ".join(words)]

    def printed(self, rows: list[tuple[int, Sentence]], agency: str) -> str:
        """The text with the quotation of the speech, under a dateline if it names its agency."""
        said = [" ".join(parts).rstrip(",:") for _, parts in rows]
        sentences = [it[:1].upper() + it[1:] + "." for it in said]
        mayor = self.event["mayor"]
        sentences.insert(self.chance.randrange(1, len(sentences)), f"“{self.speech}”, {mayor}.")
        body = "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))
        if not agency:
            return body
        place = {"TOWN": self.event["town"].upper(), "date": MONTHS[self.language], "agency": agency}
        return f"{self.phrases['dateline'].format(**place)} {body}"
