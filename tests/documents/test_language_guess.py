"""A text in one language is recognised by its commonest words; a few words in none."""

from __future__ import annotations

import pytest

from factcheck.documents.language_guess import language_of

TEXTS = {
    "en": "The harbour will open in May, she said, and nobody objected to it.",
    "da": "Borgmesteren sagde, at havnen åbner i maj, og at ingen var imod det. Hun blev spurgt efter mødet.",
    "nb": "Ordføreren sa at havna åpner i mai, og ingen var imot det. Hun ble ikke spurt etter møtet.",
    "sv": "Borgmästaren sade att hamnen öppnar i maj, och ingen var emot det.",
    "fi": "Satama avataan toukokuussa, sanoi pormestari, mutta kustannukset ovat vielä auki ja se on ongelma.",
    "et": "Sadam avatakse mais, ütles linnapea, ja keegi ei olnud selle vastu.",
    "de": "Der Hafen wird im Mai geöffnet, sagte die Bürgermeisterin, und niemand war dagegen.",
    "fr": "Le port ouvrira en mai, a dit la maire, et personne ne s’y est opposé.",
    "es": "El puerto abrirá en mayo, dijo la alcaldesa, y nadie se opuso a la decisión.",
    "pt": "O porto abrirá em maio, disse a prefeita, e ninguém se opôs à decisão do conselho.",
    "pl": "Port zostanie otwarty w maju, powiedziała burmistrz, i nikt się nie sprzeciwił.",
    "tr": "Liman mayısta açılacak, dedi belediye başkanı, ve bu karara kimse karşı çıkmadı. Bu bir ilk.",
    "ru": "Мэр сказал, что гавань откроется в мае, и никто не возразил.",
    "uk": "Мер сказав, що гавань відкриється у травні, і ніхто не заперечив.",
    "ar": "قال رئيس البلدية إن الميناء سيفتح في مايو، ولم يعترض أحد على هذا القرار.",
    "fa": "شهردار گفت که بندر در ماه مه باز می‌شود و هیچ‌کس با آن مخالفت نکرد.",
    "he": "ראש העיר אמר כי הנמל ייפתח במאי, ואיש לא התנגד לזה.",
    "zh-Hans": "市长说港口将在五月开放，没有人反对这个决定。",
    "zh-Hant": "市長說港口將在五月開放，沒有人反對這個決定。",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_a_sentence_is_enough(tag: str) -> None:
    assert language_of(TEXTS[tag]) == tag


@pytest.mark.parametrize(
    "text", ["", "Harbour", "12 + 3", "東京の港は五月に開く。", "한국의 항구", "Tarnby Skarholm Quay"]
)
def test_what_is_not_clear_has_no_language(text: str) -> None:
    assert language_of(text) == ""
