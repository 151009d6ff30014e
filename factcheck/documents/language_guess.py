"""Which language a text is in, by its script and its commonest words (pure).

The words are function words, chosen so that near relatives differ: Danish and Norwegian, Russian and Ukrainian. A text
in which no language is clearly ahead has none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

MAX_READ = 20_000  # code points from the beginning that are looked at
MIN_WORDS = 2  # function words that must be found
MIN_LEAD = 1.25  # times the function words of the second language
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
HAN, KANA, HANGUL = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff]"), re.compile(r"[\uac00-\ud7af]")
TRADITIONAL = frozenset("這個們來時國會說對為學過發後還經開與應關點長從現當樣問實將進總產統業結記東車門馬")
SIMPLIFIED = frozenset("这个们来时国会说对为学过发后还经开与应关点长从现当样问实将进总产统业结记东车门马")
ONLY_IN = {  # letters that one language of a script has and its relatives lack
    "uk": re.compile("[іїєґІЇЄҐ]"),
    "ru": re.compile("[ыэъёЫЭЪЁ]"),
    "fa": re.compile("[پچژگک\u200cی]"),
}
WORDS = {
    "en": "the of and to in that is was for on with as it he she by at from they said which have been were this are",
    "da": "og det at en den til er som på de med han af for ikke der var sig men et har om vi havde hun blev efter nu",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus hat",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya fue ha",
    "et": "ja on et ei see ta kui ka oli mis ning aga oma või selle seda kes ära nii välja pärast tema need eesti",
    "fi": "ja on ei että se hän oli ovat mutta kun myös joka sen niin mukaan jotka hänen sekä kuin olla tai vuoden",
    "fr": "le la les de des et un une du en que qui est pour dans il au sur pas par ne plus elle avec sont ce cette",
    "it": "il di che la e è un a per non in una sono del si le con da della ha dei gli alla nel più anche come lo",
    "lt": "ir kad į yra su iš tai ne jis buvo už kaip nuo bet apie taip dėl jau po savo kurie metų pagal",
    "lv": "un ir ka no ar par uz tas bija kas nav arī kā viņš pēc bet ko vai līdz lai gada savu tika šo",
    "nb": "og det i er på en som til å av for med at han de ikke var har et den om fra men etter seg ble vi hun hva",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij hij die was door naar",
    "pl": "w i na z się do nie że to jest o jak za po co od przez ale są był dla ma jego tym tego oraz które",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas foi ao ele das à são",
    "sv": "och det att i en som på är av för med till den har de inte om ett han var men sig från så vi kan efter nu",
    "tr": "ve bir bu için da de ile olarak daha çok o ne gibi en sonra olan kadar ama değil var olduğu ise her",
    "ru": "и в не на что он с как это по но из у за от так же было для о когда она мы они его был все",
    "uk": "і в на що не з та як це до він за від про для але його був була по року які під час вони також",
    "ar": "في من على أن إلى عن مع هذا هذه التي الذي كان قال ما لا بعد قد كما بين أو وقال وفي",
    "fa": "و در به از که این را با است برای آن یک خود تا بر هم کرد شد می های گفت اما",
    "he": "של את על לא הוא זה עם כי גם היא כל אל יש אבל מה או הם אמר בין לפני אחרי",
}
SCRIPTS = {"CYRILLIC": ("ru", "uk"), "ARABIC": ("ar", "fa"), "HEBREW": ("he",)}
LATIN = tuple(tag for tag in WORDS if not any(tag in tags for tags in SCRIPTS.values()))
PROFILES = {tag: frozenset(words.split()) for tag, words in WORDS.items()}
TIMES = Counter(word for words in PROFILES.values() for word in words)


def language_of(text: str) -> str:
    """The tag of the language (one of `languages.COMMON`); empty where none is clear."""
    text = text[:MAX_READ]
    script = _script(text)
    if script == "CJK":
        return _chinese(text)
    tags = LATIN if script == "LATIN" else SCRIPTS.get(script, ())
    words = Counter(word.casefold() for word in WORD.findall(text))
    found = Counter({tag: _score(words, tag) * _bonus(tag, text) for tag in tags})
    ranked = [*found.most_common(2), ("", 0), ("", 0)]
    (first, score), (_second, next_score) = ranked[:2]
    return first if score >= MIN_WORDS and score >= MIN_LEAD * next_score else ""


def _script(text: str) -> str:
    """The script of most letters."""
    names = Counter(unicodedata.name(sign, "").partition(" ")[0] for sign in text[:2000] if sign.isalpha())
    return names.most_common(1)[0][0] if names else ""


def _score(words: Counter[str], tag: str) -> int:
    """How many function words of a language there are; those of no other language count twice."""
    return sum(words[word] * (2 if TIMES[word] == 1 else 1) for word in PROFILES[tag])


def _bonus(tag: str, text: str) -> int:
    """Letters that only this language has count as much as its words again."""
    return 2 if tag in ONLY_IN and ONLY_IN[tag].search(text) else 1


def _chinese(text: str) -> str:
    """Which Chinese it is; nothing where kana or hangul are between the characters."""
    if KANA.search(text) or HANGUL.search(text):
        return ""
    traditional = sum(sign in TRADITIONAL and sign not in SIMPLIFIED for sign in text)
    simplified = sum(sign in SIMPLIFIED and sign not in TRADITIONAL for sign in text)
    return "" if traditional == simplified else "zh-Hant" if traditional > simplified else "zh-Hans"
