"""The words before the name of an author, in several languages, and how names follow them (pure)."""

from __future__ import annotations

import re

TEXT = r"te(?:xt|kst|ksti)(?:\s*(?:&|\+|,|/|und|and|og|och|ja|et)\s*(?:fotos?|photos?|bild(?:er)?|kuvat?|foto’s))?"
LABELS = (
    rf"autor(?:in|en|es|a)?|auteurs?|autore|authors?|{TEXT}|kirjoittaja|skribent|forfatter|napsal[ai]?|írta|yazan"
    r"|scris de|автор(?:ы|ка)?|текст|بقلم|كتبت?|מאת|作者|文|記者|记者|撰文|글"
)
ACTS = (
    r"(?:an? )?(?:(?:guest|sponsored) )?(?:written|posted|published|submitted|contributed|report(?:ed|ing)?|story"
    r"|article|post|words|analysis|opinion|commentary|column|essay|review|interview) by"
)
BY = re.compile(
    rf"^(?:(?:{ACTS}|veröffentlicht von|geschrieben von|verfasst von"
    r"|ein (?:artikel|beitrag) von|publié par|"
    r"escrito por|publicado por|scritto da|by|von|vom|par|por|door|da|di|av|af|od|przez|przygotował[ai]?"
    rf"|redakteur(?:in)?|från|кем|{LABELS})(?:\s*[:：]\s*|\s+)|(?:作者|记者|記者)\s*)(?=\S)",
    re.IGNORECASE,
)
AUTHORS = r"(?:autor(?:en|in|innen)?|auteurs?|authors?)"
WORDS = r"([^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,6})"
SHOWN = re.compile(
    rf"(?:(?:By|BY|Von|VON|Por|POR|Par|PAR|Door|Av|Af)\s+"
    rf"|(?i:{ACTS}|geschrieben von|ein beitrag von|publié par)\s*:?\s+"
    rf"|(?i:{LABELS}|redaktion)\s*[:：]\s*){WORDS}",
)
LABELLED = re.compile(rf"^(?:{LABELS}|von)\s*[:：]\s*{WORDS}", re.IGNORECASE)
LABELLED_DENSE = re.compile(r"^(?:作者|文|記者|记者|撰文|글)\s*[:：]?\s*([\u3400-\u9fff\uac00-\ud7af·]{2,12})(?:\s|\Z)")
ALONE = re.compile(  # all that an element says
    rf"(?:(?i:{AUTHORS})|by|von|par|por|di|door|av|af)\s+([^\W\d_][\w.'’-]*"
    r"(?:\s+(?:und|and|et|y|e|en|och)?\s*[^\W\d_][\w.'’-]*){1,6})"
)
LABEL = re.compile(rf"(?:{LABELS}|von)\s*[:：]|作者|记者|記者|{AUTHORS}\s+\S", re.IGNORECASE)
WITHIN = re.compile(rf"(?:(\S+)\s+)?\b(?:by|von|par|por|door)\s+{WORDS}", re.IGNORECASE)
BEFORE_BY = re.compile(  # the word before "by" in a line with a date
    r".*\d.*|am|pm|[ap]\.m\.|uhr|\W+|written|posted|published|submitted|story|words|veröffentlicht|verfasst|geschrieben"
    r"|publié|escrito|publicado",
    re.IGNORECASE,
)
LABEL_ALONE = re.compile(rf"(?:{AUTHORS}|(?:written |posted )?by|von|par|por)\s*[:：]?", re.IGNORECASE)
