"""The day that a page shows beside its headline is found where it declares none, and no other day is taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.documents.html import from_html

STORY = "<p>The ferry sails at nine from the new quay, said the harbour master of Tarnby.</p>" * 3
FAR = f"{'<hr>' * 50}<p class=date>7 May 2026</p>"


def published(body: str, *, head: str = "<title>Ferries sail again</title>", lang: str = "en") -> date | None:
    return from_html(f"<html lang={lang}><head>{head}</head><body>{body}</body></html>").published


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Ferries sail again</h1><p class='date'>Written: 2026-05-06 15:03</p>{STORY}",
        f"<span class='news-date'>06.05.2026</span><h1>Ferries sail again</h1>{STORY}",
        f"<h1><span class='topline'><span class=date>6 May 2026</span></span>Ferries sail again</h1>{STORY}",
        f"<h1>Ferries sail again</h1><div class=article-metadata><span>Tarnby, 6 May 2026</span></div>{STORY}",
        f"<h1>Ferries sail again</h1><div><p>6 May 2026</p></div>{STORY}",
        f"<h1>Ferries sail again</h1><time datetime='06-05-2026 10:29'>May 6, 2026 10:29</time>{STORY}",
        f"<h1>Ferries sail again</h1><span property='schema:dateCreated' content='2026-05-06T14:40'></span>{STORY}",
        f"<h1>Tarnby Courier</h1><p>1 January 2020</p><h2>Ferries sail again</h2><p class=meta>6 May 2026</p>{STORY}",
        f"<h1>Ferries sail again</h1><div class=article-meta>By:{' ' * 90}Rita Roe | <i>06.05.26</i></div>{STORY}",
        f"<article><h1>Ferries sail again</h1><footer>By R. Roe <i class=date>6 May 2026</i></footer>{STORY}</article>",
        f"<td><h1>Ferries sail again</h1><font>6 May 2026</font><br><br>{STORY[3:-4].replace('</p><p>', '<br>')}</td>",
        f"<h1>Ferry news</h1><p class=date>6 May 2026</p>{'<hr>' * 50}<h2>Ferries sail again</h2>{STORY}{FAR}",
        f"<p>Ferries</p><div class=pubdate>6 May 2026</div>{STORY}",
    ],
)
def test_the_day_beside_the_headline(body: str) -> None:
    assert published(body) == date(2026, 5, 6)


def test_its_month_is_in_the_language_of_the_text_if_none_is_declared() -> None:
    story = "<p>Das Schiff fährt um neun Uhr vom neuen Kai ab, sagte der Hafenmeister, und es ist da.</p>" * 3
    body = f"<h1>Fähren fahren wieder</h1><div class=info>Tarnby, 6. März 2026</div>{story}"
    assert published(body, head="<title>Fähren fahren wieder</title>", lang="''") == date(2026, 3, 6)


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Ferries sail again</h1>{STORY}<p>On 6 May 2026 the quay, closed in spring, opens for all ferries.</p>",
        f"<h1>Ferries sail again</h1><aside><p class=date>6 May 2026</p></aside>{STORY}",
        f"<h1>Ferries sail again</h1>{STORY}{'<hr>' * 50}<p class=date>6 May 2026</p><p class=date>7 May 2026</p>",
    ],
)
def test_a_day_elsewhere_isnt_the_day_of_publication(body: str) -> None:
    assert published(body) is None


def test_a_declared_day_comes_first() -> None:
    head = "<title>Ferries sail again</title><meta property='article:published_time' content='2026-05-04'>"
    assert published(f"<h1>Ferries sail again</h1><p class=date>6 May 2026</p>{STORY}", head=head) == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("moment", "lang", "beside", "day"),
    [
        ("2026-05-05T22:00:00.000Z", "de", "", date(2026, 5, 6)),
        ("2026-05-05T21:30:00+00:00", "ru-RU", "", date(2026, 5, 6)),
        ("2026-05-05T22:00:00+02:00", "de", "", date(2026, 5, 5)),
        ("2026-05-07T02:30:00Z", "en", "<time datetime='2026-05-06T22:30:00-04:00'>Wednesday</time>", date(2026, 5, 6)),
        ("2026-05-07T02:30:00Z", "en", "<p class=date>6 May 2026</p>", date(2026, 5, 6)),
        ("2026-05-07T12:30:00Z", "en", "<p class=date>6 May 2026</p>", date(2026, 5, 7)),
        ("2026-05-05T22:00Z", "en", "<p class=date>9 May 2026</p>", date(2026, 5, 5)),
    ],
)
def test_a_moment_in_utc_is_the_day_of_its_readers(moment: str, lang: str, beside: str, day: date) -> None:
    head = f"<title>Ferries sail again</title><meta property='article:published_time' content='{moment}'>"
    assert published(f"<h1>Ferries sail again</h1>{beside}{STORY}", head=head, lang=lang) == day


def test_its_month_is_in_the_language_of_the_text_if_another_is_declared() -> None:
    story = "<p>Das Schiff fährt um neun Uhr vom neuen Kai ab, sagte der Hafenmeister, und es ist da.</p>" * 3
    body = f"<h1>Fähren fahren wieder</h1><p>Tarnby, 6. März 2026</p>{story}"
    assert published(body, head="<title>Fähren fahren wieder</title>", lang="en") == date(2026, 3, 6)
