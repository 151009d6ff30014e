"""Tables of a page: a row is one block, each cell stays in its column, and a layout table isn't a table."""

from __future__ import annotations

import pytest

from factcheck.documents.html import from_html
from factcheck.documents.text import canonical
from tests.documents.read_pages import FIRST, SECOND, blocks, left_out, story


def rows(table: str) -> list[str]:
    """The rows of the only table of a page, as a version has them."""
    whole = canonical(from_html(story(f"<p>{FIRST}</p><table>{table}</table>")).blocks)
    assert {kind.value for kind, _start, _end in whole.blocks[2:]} <= {"table-row"}
    return [whole.text[start:end] for _kind, start, end in whole.blocks[2:]]


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        ("<tr><td><p class=MsoNormal>2014</p></td><td><p>6.3 million</p></td></tr>", ["2014\t6.3 million"]),
        ("<tr><td><div>2014</div><div>(est.)</div><td><ul><li>a<li>b</ul></tr>", ["2014 (est.)\ta b"]),
        ("<tr><td>2014<td>8<br>(est.)<td>a</tr>", ["2014\t8 (est.)\ta"]),
        ("<tr><td rowspan=2>2014<td>8<td>a</tr><tr><td>7<td>b</tr>", ["2014\t8\ta", "2014\t7\tb"]),
        ("<tr><td>a<td rowspan=3>b</tr><tr><td>c</tr><tr><td>d</tr>", ["a\tb", "c\tb", "d\tb"]),
        ("<tr><th colspan=2>Boats<th>Sum</tr><tr><td>1<td>2<td>3</tr>", ["Boats\t\tSum", "1\t2\t3"]),
        ("<tr><td>a<td><td>c</tr>", ["a\t\tc"]),
        ("<tr><td><th>2014<th>2015</tr><tr><th>Boats<td>8<td></tr>", ["\t2014\t2015", "Boats\t8"]),
        ("<tfoot><tr><td>Sum<td>9</tfoot><tbody><tr><td>a<td>9</tbody>", ["a\t9", "Sum\t9"]),
        ("<thead><tr><th>Year<th>Cost</thead><tr><td>2014<td>6</tr>", ["Year\tCost", "2014\t6"]),
        ("<tr><td colspan=x rowspan=-1>a<td rowspan=99999>b</tr><tr><td>c</tr>", ["a\tb", "c\tb"]),
        ("<tr><td>a<td style='display:none'>x<td>b</tr><tr hidden><td>y<td>z</tr>", ["a\tb"]),
        ("<tr><td>5<sup>2</sup><td><del>7</del> 8</tr>", ["5²\t8"]),
        ("<tr><td>a<td><table><tr><td>b</table></tr>", ["a\tb"]),
    ],
)
def test_a_row_is_one_block(table: str, texts: list[str]) -> None:
    assert rows(table) == texts


def test_a_caption_comes_before_its_table() -> None:
    page = story(f"<p>{FIRST}</p><table><caption>Boats <i>by</i> year</caption><tr><td>2014<td>8</table>")
    assert blocks(page)[2:] == [("caption", "Boats by year"), ("table-row", "2014\t8")]


def test_what_is_struck_out_of_a_cell_is_told_with_its_cell() -> None:
    page = story(f"<p>{FIRST}</p><table><tr><td>Cost<td><s>5</s> 6</table>")
    assert left_out(page) == [("struck", "5")]


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><td><h1>Lamp</h1><p>{}</p><p>{}</p></table>",
        "<table><tr><td><a href=/>Home</a><td><h1>Lamp</h1><p>{}</p><p>{}</p></table>",
        "<table><tr><td><h1>Lamp</h1><tr><td><p>{}</p><p>{}</p></table>",
        "<table><tr><td><table><tr><td><h1>Lamp</h1></table><table><tr><td>{}<br><br>{}</table></table>",
    ],
)
def test_a_table_that_lays_out_the_page_is_none(table: str) -> None:
    found = [it for it in blocks(table.format(FIRST, SECOND)) if it[1] != "Home"]
    assert found == [("title", "Lamp"), ("paragraph", FIRST), ("paragraph", SECOND)]
