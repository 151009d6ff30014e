"""A newsroom with generated articles from the words of our invented news, with annotations spread over them."""

from __future__ import annotations

import random
from typing import NamedTuple

from sqlalchemy import select

from benchmarks.anchoring.texts import articles as invented
from benchmarks.server.house import House, Spot
from factcheck.annotations.models import Annotation, Target
from factcheck.articles.models import Version
from factcheck.articles.queries import current_version
from factcheck.articles.service import ArticleDetails
from factcheck.db import db
from factcheck.intake import service

Mark = tuple[int, int, int]  # claim, start, end; the end is exclusive


class Reading(NamedTuple):
    """An article, its stored text and its annotations."""

    article_id: int
    text: str
    marks: list[Mark]
    bare_id: int  # an article with the same text and no annotations

    def words(self, number: int) -> dict[str, object]:
        """The form that the highlighter fills for the `number`th new highlight."""
        _, start, end = self.mark(number)
        return {
            "exact": self.text[start:end],
            "prefix": self.text[start - 64 : start],
            "suffix": self.text[end : end + 64],
            "hint": start,
            "statement": f"{self.text[start:end]} {number}",
        }

    def mark(self, number: int) -> Mark:
        """The same words for a peer, in the middle of the `number`th long paragraph."""
        paragraph = [it for it in self.text[:20_000].split("\n\n") if len(it) > 300][number]
        start = self.text.index(paragraph) + 100
        end = start + len(self.text[start : start + 60].rstrip())
        start += len(self.text[start:end]) - len(self.text[start:end].lstrip())
        return 1_000_000 + number, start, end


class Newsroom(House):
    """The newsroom of the server benchmark, with texts as varied as real news."""

    def read(self, length: int, annotations: int) -> Reading:
        """An article of at most this length; its claims, one annotation each, begin at even distances."""
        self._articles += 1
        written = prose(length, self._articles).encode()
        details = ArticleDetails(f"Article {self._articles}", "Tarnby Courier", language="en")
        bare = service.add(self._rita, written, "text/plain", details).article.id
        added = service.add(self._rita, written + b"\n\n" + b"The end.", "text/plain", details)
        version: Version = db.session.scalars(current_version(added.article.id)).one()
        self._claims(Spot(added.article.id, version.id, version.text), annotations)
        db.session.commit()
        marks = select(Annotation.claim_id, Target.start, Target.end).join(Target.annotation)
        rows = db.session.execute(marks.where(Target.version_id == version.id).order_by(Target.start))
        return Reading(added.article.id, version.text, [(claim, start, end) for claim, start, end in rows], bare)


def prose(length: int, seed: int) -> str:
    """At most `length` code points in paragraphs of some 500; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - generated prose, not a secret
    words = [word.strip(".,;:“”") for it in invented() if it.language == "en" for word in it.text.lower().split()]
    paragraphs, size = [f"Article {seed} of the measured house"], 40
    while True:
        sentences = [" ".join(chance.choices(words, k=chance.randint(8, 18))).capitalize() + "." for _ in range(6)]
        paragraph = " ".join(sentences)
        size += len(paragraph) + 2
        if size > length:
            return "\n\n".join(paragraphs)
        paragraphs.append(paragraph)
