"""Pages that are built to be slow: functions from a size in bytes to HTML of about that size."""

from __future__ import annotations

from collections.abc import Callable


def repeated(unit: str, around: str = "{}") -> Callable[[int], str]:
    """A page of one unit, repeated up to the size."""
    return lambda size: around.format(unit * max(1, size // len(unit)))


def nested(opening: str, closing: str, words: str = "word") -> Callable[[int], str]:
    """Nested elements, all closed at the end."""
    return lambda size: opening * (size // len(opening + closing)) + words + closing * (size // len(opening + closing))


PAGES: dict[str, Callable[[int], str]] = {
    "plain story": repeated("<p>The harbour will open in May, the mayor said.</p>", "<article>{}</article>"),
    "nested div": nested("<div>", "</div>"),
    "nested div, closed late": nested("<div>a", "</div>b"),
    "unclosed div": repeated("<div>a"),
    "nested table": nested("<table><tr><td>", "</td></tr></table>"),
    "unclosed table": repeated("<table>"),
    "unclosed b": repeated("<b>a"),
    "unclosed a": repeated('<a href="x">a'),
    "formatting across blocks": repeated("<b><p>a</b></p>"),
    "adoption agency": repeated("<a><b><i><p>x</a>"),
    "adoption agency, nested": nested("<p><b><i><a>", "</b></p>"),
    "nested font": repeated('<font size="1"><p>a'),
    "nested select": repeated("<select><option>"),
    "nested template": nested("<template>", "</template>"),
    "nested form and button": repeated("<form><button>a"),
    "nested list": nested("<ul><li>a", "</li></ul>"),
    "unclosed list": repeated("<ul><li>a"),
    "nested svg": nested("<svg>", "</svg>"),
    "nested ruby": repeated("<ruby><rt>a"),
    "nested object": nested("<object>", "</object>"),
    "stray closing tags": repeated("</b></p></table>", "<p>a{}b"),
    "closing tags that nothing opened": repeated("</x>", "<div>" * 200 + "a{}"),
    "huge table": repeated("<tr><td>a<td>b", "<table>{}</table>"),
    "text in a table": repeated("a<tr>", "<table>{}"),
    "attributes": repeated(' a="b"', "<p{}>word</p>"),
    "different attributes": lambda size: "<p " + " ".join(f"a{it}=b" for it in range(size // 9)) + ">word</p>",
    "one long attribute": repeated("x", '<p title="{}">word</p>'),
    "classes": repeated("lead ", '<p class="{}">word</p>'),
    "classes, nested": lambda size: f'<div class="{"x " * (size // 4)}">' + "<p>a</p>" * (size // 16) + "</div>",
    "entities": repeated("&amp;", "<p>{}</p>"),
    "unknown entities": repeated("&x;", "<p>{}</p>"),
    "half entities": repeated("&", "<p>{}</p>"),
    "numeric entities": repeated("&#99999999999;", "<p>{}</p>"),
    "comments": repeated("<!-- a -->", "<p>{}b</p>"),
    "open comment": repeated("<!--", "<p>b</p>{}"),
    "dashes in a comment": repeated("--!", "<p>b</p><!--{}"),
    "open tag": repeated("<", "<p>b</p>{}"),
    "open tags in a row": repeated("<a", "<p>b</p>{}"),
    "open script": repeated("<script>", "<p>b</p>{}"),
    "open quotes": repeated('<a b="', "<p>b</p>{}"),
    "open CDATA": repeated("<![CDATA[", "<p>b</p>{}"),
    "declarations": repeated("<!DOCTYPE a>", "<p>b</p>{}"),
    "instructions": repeated("<?a ", "<p>b</p>{}"),
    "articles": repeated("<article>a</article>"),
    "nested articles": nested("<article>a", "</article>"),
    "meta": repeated('<meta name="author" content="a">', "<head>{}</head><p>a</p>"),
    "titles": repeated("<h1>a</h1>"),
    "line breaks": repeated("<br>", "<p>a{}b</p>"),
    "blanks": repeated(" ", "<pre>a{}b</pre><p>a{}b</p>".replace("{}", "{0}")),
    "tabs and blanks": repeated(" \t", "<p>a{}b</p>"),
    "line ends": repeated(" \n", "<pre>a{}b</pre>"),
    "hidden": repeated("<p hidden>a</p>", "{}<p>b</p>"),
    "blocks without words": repeated("<p></p>", "{}<p>b</p>"),
    "many words of one block": repeated("<i>a</i>", "<p>{}</p>"),
    "raised signs": repeated("10<sup>6</sup> ", "<p>{}</p>"),
    "struck words": repeated("<del>a</del>b", "<p>{}</p>"),
    "glosses": repeated("<ruby>a<rt>b</rt></ruby>", "<p>{}</p>"),
    "quotations": repeated("<q>" * 300 + "a" + "</q>" * 300, "<p>{}</p>"),
    "list items": repeated("<li>a", "<ol>{}</ol>"),
    "spanned cells": repeated("<tr><td rowspan=9999 colspan=999>a</td></tr>", "<table>{}</table>"),
    "places to break": repeated("<wbr>", "<p>a{}b</p>"),
    "authors within authors": repeated("<div itemprop=author>" * 300 + "</div>" * 300, "{}<p>a</p>"),
    "teasers": repeated('<article class="x"><h3><a href="/b">b</a></h3><p>' + "a" * 60 + "</p></article>"),
    "comments in a style": repeated('<p style="/*/*/*;display:none">a</p>', "{}<p>a</p>"),
    "open strings in JSON-LD": repeated('"\\', '<script type="application/ld+json">{}</script><p>a</p>'),
}
