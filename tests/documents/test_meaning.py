"""Marks in a page that carry meaning: no figure becomes another one, nothing struck out reads as said."""

from __future__ import annotations

import pytest

from factcheck.documents.html import from_html
from factcheck.documents.left_out import LeftOutKind
from tests.documents.read_pages import blocks, left_out, sentence, story

SUPER = "<span style='vertical-align: super'>{}</span>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("It took 10<sup>7</sup> stones", "It took 10⁷ stones"),
        ("<b>10</b><sup>-3</sup> metres", "10⁻³ metres"),
        (f"10{SUPER.format(9)} stones", "10⁹ stones"),
        ("10<sup>0.5</sup> and 2<sup>n</sup> and 2<sup>x+1</sup>", "10^0.5 and 2ⁿ and 2^(x+1)"),
        ("60 m<sup>2</sup>, 4 km<sup>3</sup>", "60 m², 4 km³"),
        ("by 7<sup>1</sup>/<sub>2</sub> percent", "by 7½ percent"),
        ("by <sup>3</sup>&frasl;<sub>4</sub>", "by ¾"),
        ("by 5<sup>3</sup>/<sub>16</sub> inches", "by 5 3/16 inches"),
        ("5<span class=frac><span class=num>1</span>⁄<span class=den>4</span></span> miles", "5¼ miles"),
        ("CO<sub>2</sub> and H<sub>2</sub>O", "CO₂ and H₂O"),
        ("x<sub>max</sub> and PM<sub>2.5</sub>", "xₘₐₓ and PM₂.₅"),
        ("the 1<sup>st</sup>, la 2<sup>e</sup>, M<sup>me</sup> Rask", "the 1st, la 2e, Mme Rask"),
        ("Lumen<sup>TM</sup>, 20<sup>o</sup>C", "Lumen™, 20ºC"),
        ("in 2014<sup><a href='#fn1'>1</a></sup> it", "in 2014 [1] it"),
        ("in 2014<a href='#fn1'><sup>2</sup></a> it", "in 2014 [2] it"),
        ("said.<sup id=cite_ref-3>[3]</sup> Then", "said. [3] Then"),
        ("cost 6<a class=footnote href='#n'>4</a>", "cost 6 [4]"),
        ("cost 6<sup><a href='#n'><span class=sr-only>Note </span>5</a></sup>", "cost 6 [5]"),
        ("said.<sup>2</sup>", "said.²"),
        ("the lamp<sup>in small letters above</sup>", "the lamp in small letters above"),
        ("done <img class=emoji alt='🎉' src=x.svg> in time", "done 🎉 in time"),
        ("fine <img alt='👍🏽' src=https://static.example/1.png>", "fine 👍🏽"),
        ("fine <img class=wp-smiley alt=':-)'>", "fine :-)"),
        ("<img alt=T src=t.gif>he lamp", "The lamp"),
        ("costs <img alt='½' src=half.gif> of it", "costs ½ of it"),
        ("<img class=latex alt='a^2' src=f.png> holds", "a^2 holds"),
        ("The lamp <img alt='a tall tower at dusk' src=t.jpg> burns", "The lamp burns"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mn>1</mn><mn>3</mn></mfrac></math>", "x² + 1/3"),
        ("<math><msqrt><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow></msqrt></math>", "√(a + 1)"),
        ("<math><semantics><msub><mi>v</mi><mn>0</mn></msub><annotation>v_0</annotation></semantics></math>", "v₀"),
        ("<ruby>灯<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>です", "灯(とう)です"),
        ("<q>Let it burn, <q>always</q></q>, he said", "“Let it burn, ‘always’”, he said"),
        ("<span lang=de><q>Es brennt</q></span>", "„Es brennt“"),
        ("<q>“Burn”</q>", "“Burn”"),
        ("on <time datetime=2014-05-01>May Day</time> <data value=3>three</data>", "on May Day three"),
    ],
)
def test_what_a_mark_means_is_in_the_words(inner: str, text: str) -> None:
    assert sentence(inner) == text


@pytest.mark.parametrize(
    ("inner", "text", "struck"),
    [
        ("The lamp cost <del>5.1</del> <ins>6.3</ins> million.", "The lamp cost 6.3 million.", ["5.1"]),
        ("It cost <s>5.1</s>6.3 million.", "It cost 6.3 million.", ["5.1"]),
        ("It is <s>not</s>, he said", "It is, he said", ["not"]),
        ("4.<strike>9</strike>2 and 7<s>8</s>9", "4.2 and 7 9", ["9", "8"]),
        ("It cost <span style='text-decoration: line-through red'>5</span> 6.", "It cost 6.", ["5"]),
        ("It cost <span class='price line-through'>5</span> 6.", "It cost 6.", ["5"]),
    ],
)
def test_what_is_struck_out_is_set_apart_and_told(inner: str, text: str, struck: list[str]) -> None:
    page = story(f"<p>{inner}</p>")
    assert blocks(page)[1] == ("paragraph", text)
    parts = from_html(page).left_out
    assert [(it.kind, it.text, it.near) for it in parts] == [(LeftOutKind.STRUCK, it, text) for it in struck]


def test_whole_paragraphs_that_are_struck_out() -> None:
    page = story("<p>It burns.</p><del><p>It is out.</p></del><p><s>It is old.</s></p>")
    assert blocks(page)[1:] == [("paragraph", "It burns.")]
    assert left_out(page) == [("struck", "It is out."), ("struck", "It is old.")]


@pytest.mark.parametrize(
    ("attributes", "items", "texts"),
    [
        ("", "<li>a<li>b", ["1. a", "2. b"]),
        (" start=7", "<li>a<li>b", ["7. a", "8. b"]),
        (" reversed", "<li>a<li>b", ["2. a", "1. b"]),
        (" type=a start=26", "<li>x<li>y", ["z. x", "aa. y"]),
        (" type=I", "<li>x<li value=4>y<li>z", ["I. x", "IV. y", "V. z"]),
        (" style='list-style: lower-roman'", "<li>x<li>y", ["i. x", "ii. y"]),
        (" style='list-style-type: none'", "<li>x<li>y", ["x", "y"]),
        (" class=list-unstyled", "<li>x<li>y", ["x", "y"]),
        ("", "<li>1. a<li>2. b", ["1. a", "2. b"]),
        ("", "<li><p>a</p><p>b</p><li><b>c</b>", ["1. a", "b", "2. c"]),
    ],
)
def test_items_keep_the_numbers_that_a_browser_draws(attributes: str, items: str, texts: list[str]) -> None:
    assert blocks(story(f"<ol{attributes}>{items}</ol>"))[1:] == [("list-item", text) for text in texts]


def test_items_without_numbers_get_none() -> None:
    assert blocks(story("<ul><li>a<li>b</ul>"))[1:] == [("list-item", "a"), ("list-item", "b")]


def test_a_link_to_edit_a_section_is_no_part_of_its_heading() -> None:
    edit = "<span class=mw-editsection>[<a href=/edit>edit</a>]</span>"
    found = blocks(
        story(f"<p>{'It burns again, said the harbour master. ' * 3}</p><h2>The lamp{edit}</h2><p>It broke.</p>")
    )
    assert ("heading", "The lamp") in found
