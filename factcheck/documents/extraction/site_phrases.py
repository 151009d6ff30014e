"""Short blocks in which a site speaks for itself: links to other stories, subscriptions, rights, buttons (pure)."""

from __future__ import annotations

import re

from factcheck.documents.metadata.dates import NUMERIC_DAY

LONGEST = 250  # code points of such a block
LONGEST_DAY = 45
OPENINGS = re.compile(
    r"\W*(?:"
    # links to other stories
    r"(?:read|see|watch) (?:also|more|next)\b|also read\b|related(?: (?:articles?|stories|content))?\s*:?\Z"
    r"|more on this\b|(?:lesen|sehen) sie (?:auch|hier|mehr|dazu)\b|lies auch\b|mehr (?:zum thema|dazu)\b"
    r"|schon gelesen\b"
    r"|auch interessant\b|das könnte (?:sie|dich)\b|weiterlesen\b"
    r"|weitere (?:artikel|infos?|informationen|beiträge)\b"
    r"|lire aussi\b|à lire\b|voir aussi\b|puedes ver\b|te puede interesar\b|l[eo]a? también\b|vea también\b|mira:"
    r"|notas relacionadas\b|leia (?:também|mais)\b|veja também\b|leggi anche\b|lees ook\b|läs (?:också|mer|även)\b"
    r"|les også\b|læs også\b|lue (?:myös|lisää)\b|(?:czytaj|zobacz) (?:też|także|również|więcej)\b"
    r"|(?:читайте|смотрите) (?:также|также:|ещё)|читайте також"
    # rights and credits
    r"|©|\(c\) |copyright\b|all rights reserved\b|alle rechte\b|tous droits\b|crédits? photos?\b"
    # subscriptions and networks
    r"|(?:share|follow) (?:this|on|us)\b|folgen? (?:sie )?(?:uns|mir)\b|suivez-nous\b|síguenos\b"
    r"|(?:sign up|subscribe|abonn\w*|jetzt abonn\w*|suscr[ií]b\w*|inscrivez\w*|melde dich)\b"
    # buttons and labels
    r"|(?:zurück|nach oben|back to top|advertisement|anzeige|werbung|publicidad|publicité|reklama|teilen|drucken)\W*\Z"
    r"|(?:kontakt|contact|kommentare?|comments?)\W*\Z|(?:tags|schlagwörter):"
    r"|(?:lesezeit|lesedauer)\b|\d+ min(?:uten|utes|\.)? (?:read|lesezeit)|ten tekst przeczytasz"
    r")",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"newsletter|\bsubscri|\babonnieren|\bsuscr[ií]b|\bsubskryp|affiliate|app store|all rights reserved|copyrighted",
    re.IGNORECASE,
)


def is_of_the_site(text: str) -> bool:
    """Whether a block isn't the author's, by the words that it begins with or has."""
    words = " ".join(text[: LONGEST + 1].split())
    return len(text) <= LONGEST and (OPENINGS.match(words) is not None or WITHIN.search(words) is not None)


def is_day(text: str) -> bool:
    """Whether a block is little more than a date in numbers."""
    return len(text) <= LONGEST_DAY and NUMERIC_DAY.search(text) is not None
