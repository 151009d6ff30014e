"""Short blocks in which a site speaks for itself: links to other stories, subscriptions, rights, buttons (pure)."""

from __future__ import annotations

import re

from factcheck.documents.metadata.dates import NUMERIC_DAY

LONGEST = 300  # code points of a block that begins so
LONGEST_WITHIN = 250  # of one that has such a word
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
    r"|اقرأ أيض|延伸阅读|延伸閱讀|相关(?:阅读|新闻)|関連記事|관련 ?기사"
    # rights and credits
    r"|©|\(c\) |copyright\b|all rights reserved\b|alle rechte\b|tous droits\b|crédits? photos?\b"
    # subscriptions and networks
    r"|(?:share|follow) (?:this|on|us)\b|folgen? (?:sie )?(?:uns|mir)\b|suivez-nous\b|síguenos\b"
    r"|(?:sign up|subscribe|abonn\w*|jetzt abonn\w*|suscr[ií]b\w*|inscrivez\w*|melde dich)\b"
    r"|gefällt (?:dir|euch|ihnen) (?:unser|dieser|diese|der|das)\b|(?:did|do) you (?:like|enjoy) (?:this|our)\b"
    r"|vous avez aimé\b|¿?te (?:ha )?gust(?:ó|ado)\b"
    # disclosures, and when the page changed
    r"|(?:werbung|anzeige)\b\W+(?=dieser|enthält)"
    r"|(?:dieser|der) (?:artikel|beitrag|text) enthält (?:werbung|affiliate)"
    r"|this (?:post|article|page) (?:may )?contains? (?:affiliate|advertising)"
    r"|(?:last (?:modified|updated|edited)|zuletzt (?:aktualisiert|geändert|bearbeitet)"
    r"|dernière (?:mise à jour|modification)"
    r"|última (?:actualización|modificación)|ultimo aggiornamento|последнее (?:изменение|обновление)"
    r"|päivitetty)\b.{0,60}\Z"
    # buttons and labels
    r"|(?:zurück|nach oben|back to top|advertisement|anzeige|werbung|publicidad|publicité|reklama|teilen|drucken)\W*\Z"
    r"|(?:kontakt|contact|kommentare?|comments?)\W*\Z|(?:tags|schlagwörter):"
    r"|(?:lesezeit|lesedauer)\b|\d+ min(?:uten|utes|\.)? (?:read|lesezeit)|ten tekst przeczytasz"
    r")",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"newsletter|рассылк[аиу]\b|uutiskirje|nyhetsbrev|nyhedsbrev|nieuwsbrief"
    r"|نشرتنا|النشرة البريدية|电子报|電子報|뉴스레터"
    r"|\bsubscri|\babonnieren|\bsuscr[ií]b|\bsubskryp|affiliate|app store|all rights reserved|copyrighted",
    re.IGNORECASE,
)


def is_of_the_site(text: str) -> bool:
    """Whether a block isn't the author's, by the words that it begins with or has."""
    words = " ".join(text[: LONGEST + 1].split())
    if len(text) <= LONGEST and OPENINGS.match(words):
        return True
    return len(text) <= LONGEST_WITHIN and WITHIN.search(words) is not None


def is_day(text: str) -> bool:
    """Whether a block is little more than a date in numbers."""
    return len(text) <= LONGEST_DAY and NUMERIC_DAY.search(text) is not None
