"""Which part of a page is its story, and that nothing of the page goes without a word."""

from __future__ import annotations

import pytest

from factcheck.documents.html import from_html
from factcheck.documents.text import Unreadable
from tests.documents.read_pages import FIRST, SECOND, THIRD, blocks, left_out, story, words

PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
ALL = [FIRST, SECOND, THIRD]
LIVE = "".join(f"<article><h2>Entry</h2><p>{it}</p></article>" for it in ALL)
LINKED = "".join(f"<div class=entry><h2><a href=/e>Entry</a></h2><p>{it}</p></div>" for it in ALL)
TWO_LINES = "<h3>Other things</h3><p>Ferry sold.</p>"
CARD = "<article><h3><a href=/boat>Boat late</a></h3><p>By seven hours.</p></article>"


@pytest.mark.parametrize(
    "page",
    [
        f"<form id=aspnetForm method=post><input type=hidden value=x><div><h1>Lamp</h1>{PARAGRAPHS}</div></form>",
        f"<form><input type=text name=q><table><tr><td><h1>Lamp</h1>{PARAGRAPHS}</td></tr></table></form>",
        f"<main><h1>Lamp</h1><div class=feed>{LIVE}</div></main>",
        f"<main><h1>Lamp</h1>{LINKED}</main>",
        f"<div class=story><h1>Lamp</h1>{PARAGRAPHS}</div><section><article class=teaser><h3>Boat late</h3>"
        "<p>A boat was late by seven hours on Tuesday.</p></article><article><h3>Road shut</h3></article></section>",
        f"<article class=hero><h1>Lamp</h1><p>A short standfirst</p></article><div class=body>{PARAGRAPHS}</div>",
        f"<article><h1>Lamp</h1><p>A short standfirst</p></article><article><p>{FIRST}</p></article>"
        f"<article><p>{SECOND}</p><p>{THIRD}</p></article>",
        f"<article><h1>Lamp</h1>{PARAGRAPHS}</article><article class=card><script type='application/json'>{'x' * 4000}"
        "</script><h2>Card</h2><p>Only a teaser.</p></article>",
        f"<article><h1>Lamp</h1>{PARAGRAPHS}</article><article><style>{'y' * 4000}</style><h2>Card</h2></article>",
        f"<article><h1>Lamp</h1><p>{FIRST}</p><aside><p>{SECOND}</p></aside><p>{THIRD}</p></article>",
        f"<aside class=main-column><h1>Lamp</h1>{PARAGRAPHS}</aside>",
        f"<nav><ul><li><a href=/a>Home</a></ul></nav><header><h1>Lamp</h1>{PARAGRAPHS}</header>",
        f"<div><footer><h1>Lamp</h1>{PARAGRAPHS}</footer></div>",
        f"<h1>Lamp</h1><nav>{PARAGRAPHS}</nav>",
        f"<div class=sidebar-layout><div class=content><h1>Lamp</h1>{PARAGRAPHS}</div></div>",
        f"<div id=comments-wrapper><h1>Lamp</h1>{PARAGRAPHS}</div>",
        f"<h1>Lamp</h1><figure><blockquote>{PARAGRAPHS}</blockquote></figure>",
        f"<h1>Lamp</h1><details><summary>Read</summary>{PARAGRAPHS}</details>",
        f"<h1>Lamp</h1><noscript>{PARAGRAPHS}</noscript>",
        f"<article style='visibility:hidden'><h1>Lamp</h1>{PARAGRAPHS}</article>",
        f"<div style='opacity: 0'><h1>Lamp</h1>{PARAGRAPHS}</div>",
        f"<body style='display:none'><h1>Lamp</h1>{PARAGRAPHS}",
        f"<div aria-hidden=true><main><h1>Lamp</h1>{PARAGRAPHS}</main></div><div role=dialog><p>Accept.</p></div>",
        f"<link rel=canonical href=/a><article><h1>Lamp</h1>{PARAGRAPHS}</article><p>x</p>",
        f"<h1>Lamp</h1><x-story>{PARAGRAPHS}</x-story>",
        f"<section class=text><h1>Lamp</h1><p>{FIRST}</p><p>{SECOND}</p></section>"
        f"<section class=text><p>{THIRD}</p></section>",
    ],
)
def test_the_story_is_found_by_its_paragraphs(page: str) -> None:
    found = blocks(page)
    assert [text for _kind, text in found if text in ALL] == ALL
    assert found[0] == ("title", "Lamp") or page.startswith("<nav>")


@pytest.mark.parametrize(
    ("beside", "kind", "left"),
    [
        ("<nav><a href=/a>Boats</a> <a href=/b>Roads</a></nav>", "links", "Boats Roads"),
        ("<footer>Skarholm Post, Quay 4</footer>", "outside", "Skarholm Post, Quay 4"),
        (f"<footer>{THIRD} {THIRD}</footer>", "outside", f"{THIRD} {THIRD}"),
        ("<form><label>Mail</label><input type=email><button>Send</button></form>", "form", "Mail"),
        ("<aside><h3>Read too</h3><a href=/x>Ferry sold</a></aside>", "outside", "Read too\nFerry sold"),
        (f"<div class=related-stories>{TWO_LINES}</div>", "outside", "Other things\nFerry sold."),
        ("<ul><li><a href=/a>One</a><li><a href=/b>Two</a><li><a href=/c>Three</a></ul>", "links", "One\nTwo\nThree"),
        (CARD, "outside", "Boat late\nBy seven hours."),
        (f"<div style='display:none'><p>{THIRD}</p></div>", "hidden", THIRD),
    ],
)
def test_what_is_not_the_story_is_left_out_with_a_word(beside: str, kind: str, left: str) -> None:
    page = f"<div><h1>Lamp</h1><p>{FIRST}</p><p>{SECOND}</p>{beside}</div>"
    assert blocks(page) == [("title", "Lamp"), ("paragraph", FIRST), ("paragraph", SECOND)]
    assert left_out(page) == [(kind, left)]


def test_parts_of_one_kind_side_by_side_are_one_part() -> None:
    page = (
        f"<header><a href=/>Post</a></header><main><h1>Lamp</h1>{PARAGRAPHS}</main><div>Imprint</div><div>Contact</div>"
    )
    assert left_out(page) == [("links", "Post"), ("outside", "Imprint\nContact")]


def test_a_fact_box_in_the_story_stays() -> None:
    page = story(
        f"<p>{FIRST}</p><aside class=factbox><h3>Facts</h3><ul><li>Cost: 6.3 million</ul></aside><p>{SECOND}</p>"
    )
    assert ("list-item", "Cost: 6.3 million") in blocks(page)
    assert left_out(page) == []


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"<header><h1><a href=/>Skarholm Post</a></h1></header><div><h1>Lamp</h1>{PARAGRAPHS}</div>", "Lamp"),
        (f"<header><a href='https://post.example/'><h1>Post</h1></a></header><h1>Lamp</h1>{PARAGRAPHS}", "Lamp"),
        (f"<meta property=og:title content=Lamp><h1>Skarholm Post</h1><div><h2>Lamp</h2>{PARAGRAPHS}</div>", "Lamp"),
        (f"<title>Lamp | Skarholm Post</title><h1>Skarholm Post</h1><div><h2>Lamp</h2>{PARAGRAPHS}</div>", "Lamp"),
        (f"<div role=heading aria-level=1>Lamp</div><div>{PARAGRAPHS}</div>", "Lamp"),
        (f"<div><h1>Lamp</h1></div><div class=share>Share</div><div>{PARAGRAPHS}</div>", "Lamp"),
    ],
)
def test_the_headline_is_that_of_the_story(page: str, title: str) -> None:
    found = blocks(page)
    assert [it for it in found if it[0] in {"title", "heading"}] == [("title", title)]
    assert [text for _kind, text in found][1:] == ALL
    assert from_html(page).title == title


@pytest.mark.parametrize("tag", ["section", "article", "div class=entry"])
def test_short_entries_of_a_live_page_stay(tag: str) -> None:
    close = f"</{tag.split()[0]}>"
    said = {"9:00": "Lit.", "8:00": FIRST, "7:00": "Dark."}
    page = "<h1>Lamp</h1>" + "".join(f"<{tag}><h2>{hour}</h2><p>{it}</p>{close}" for hour, it in said.items())
    assert words(page).split("\n") == ["Lamp", "9:00", "Lit.", "8:00", FIRST, "7:00", "Dark."]


@pytest.mark.parametrize(
    "page",
    [
        "<article><h1>Lamp</h1></article>",
        f"<h1>Lamp</h1><noframes><p>{FIRST}</p></noframes>",
        "<article><h1>Lamp</h1><div id=app></div><script>fill()</script></article>",
        "<h1>Lamp</h1><noscript>You need to enable JavaScript to run this app, please do so now.</noscript>",
        "<h1>Lamp</h1><h2>More</h2>",
    ],
)
def test_a_headline_alone_is_refused(page: str) -> None:
    with pytest.raises(Unreadable, match="contains only a headline"):
        from_html(page)


def test_words_for_browsers_without_scripts_are_no_text_beside_a_story() -> None:
    page = story(
        f"{PARAGRAPHS}<noscript><p>To read the comments of others switch on JavaScript, please.</p></noscript>"
    )
    assert [text for _kind, text in blocks(page)[1:]] == ALL


@pytest.mark.parametrize(
    ("inner", "lines"),
    [
        ("<dl><dt>Who pays?</dt><dd>The island.</dd><dt>When?</dt></dl>", ["Who pays?", "The island.", "When?"]),
        (
            "<address>By A. Rask</address><details><summary>More</summary>It cost 6.</details>",
            ["By A. Rask", "More", "It cost 6."],
        ),
        ("<center>Middle</center><fieldset><legend>Poll</legend>Yes</fieldset>tail", ["Middle", "Poll", "Yes", "tail"]),
        ("Before.<hr>After.", ["Before.", "After."]),
        ("<x-card>One.</x-card><x-card>Two.</x-card>", ["One.", "Two."]),
        ("<hgroup><p>Kicker</p><h2>Head</h2></hgroup><search>Find</search>end", ["Kicker", "Head", "Find", "end"]),
        ("<span style='display: block'>One.</span><span style='DISPLAY:flex'>Two.</span>", ["One.", "Two."]),
        ("<ul><li>One<li>Two</ul>three", ["One", "Two", "three"]),
        ("<a href=x><div>One</div></a><a href=y><div>Two</div></a>", ["One", "Two"]),
        ("<p>Big <x-tip>blue</x-tip> boat, <y-tip>old</y-tip>er</p>", ["Big blue boat, old er"]),
        ("<p>un<b>believ</b>able<wbr>ness <abbr title=x>EU</abbr> so\u00adft</p>", ["unbelievableness EU soft"]),
        ("<div>one<p>two</p>three</div>", ["one", "two", "three"]),
    ],
)
def test_only_inline_elements_join_words(inner: str, lines: list[str]) -> None:
    assert words(story(f"{inner}<p>{FIRST}</p>")).split("\n") == ["Lamp", *lines, FIRST]
