"""Input is restored in a rendered page, and nothing else of it changes."""

from __future__ import annotations

from factcheck.web.input.refill_forms import refill

PAGE = """<!doctype html>
<div id="notices" role="status"></div>
<details class="box"><summary>More &amp; more</summary>
<form method="get" action="/a"><input name="q" value="stays"></form>
<form class="form" method="post" action="/a?x=1">
  <input type="hidden" name="csrf_token" value="fresh"><input type="hidden" name="_key" value="new">
  <input type="hidden" name="revision" value="7"><input name="title" value="old" required>
  <input type="password" name="password">
  <textarea name="note" rows="3">
old note</textarea>
  <textarea name="quote">one</textarea><textarea name="quote">two</textarea>
  <select name="kind"><option value="a" selected>A</option><option value="b">B</option></select>
  <input type="radio" name="rating" value="true" checked><input type="radio" name="rating" value="false">
  <input type="checkbox" name="is_undated" value="y" checked>
  <button name="act" value="save">Save</button>
</form>
</details>
<form method="post" action="/b"><textarea name="note">of another form</textarea></form>
"""
FIELDS = {
    "revision": ["3"],
    "title": ['A "title" <b>'],
    "note": ["\nfirst line\nsecond </textarea>"],
    "quote": ["1", "2"],
    "kind": ["b"],
    "rating": ["false"],
}


def filled() -> str:
    return refill(PAGE, "/a", "/here", FIELDS, "<p>notice</p>")


def test_every_kind_of_field_gets_what_was_typed() -> None:
    page = filled()
    for part in (
        '<input name="title" required value="A &quot;title&quot; &lt;b&gt;">',
        '<input type="hidden" name="revision" value="3">',
        '<textarea name="note" rows="3">\n\nfirst line\nsecond &lt;/textarea&gt;</textarea>',
        '<textarea name="quote">\n1</textarea><textarea name="quote">\n2</textarea>',
        '<option value="a">A</option><option value="b" selected="">B</option>',
        '<input type="radio" name="rating" value="true"><input type="radio" name="rating" value="false" checked="">',
        '<input type="checkbox" name="is_undated" value="y">',
        '<details open class="box">',
        '<div id="notices" role="status"><p>notice</p></div>',
    ):
        assert part in page


def test_tokens_passwords_and_other_forms_stay_as_they_are() -> None:
    page = filled()
    for part in (
        '<input name="q" value="stays">',
        'name="csrf_token" value="fresh"',
        'name="_key" value="new"',
        '<input type="password" name="password">',
        '<textarea name="note">of another form</textarea>',
        "<summary>More &amp; more</summary>",
    ):
        assert part in page


def test_a_page_without_the_form_stays_as_it_is() -> None:
    assert refill(PAGE, "/c", "/here", FIELDS) == PAGE


def test_a_form_without_an_address_is_sent_to_its_page() -> None:
    page = '<form method="post"><textarea name="note"></textarea></form>'
    assert "typed</textarea>" in refill(page, "/here", "/here", {"note": ["typed"]})
