"""Invisible parts aren't text; parts hidden only from screen readers or scripts are."""

from __future__ import annotations

import pytest

from tests.documents.read_pages import FIRST, SECOND, blocks, story


@pytest.mark.parametrize(
    "part",
    [
        "<div style='display:none'>Secret</div>",
        "<div style='color:red; DISPLAY : None !important'>Secret</div>",
        "<div style='display:none!important;display:block'>Secret</div>",
        "<div style='/* a */display:/* b */none'>Secret</div>",
        "<p hidden>Secret</p>",
        "<p hidden=hidden>Secret</p>",
        "<div style='position:absolute; left:-9999px'>Secret</div>",
        "<div style='position:absolute;clip:rect(0 0 0 0)'>Secret</div>",
        "<div style='position:absolute;clip-path:inset(50%)'>Secret</div>",
        "<div style='width:1px;height:1px;overflow:hidden'>Secret</div>",
        "<h2 style='text-indent:-9999px'>Secret</h2>",
        "<span class=visually-hidden>Secret</span>",
        "<span class=sr-only>Secret</span>",
        "<h2 class='screen-reader-text'>Secret</h2>",
        "<span class=u-hiddenVisually>Secret</span>",
        "<span class='ssrcss-1ab-VisuallyHidden e1'>Secret</span>",
        "<span class=element-invisible>Secret</span>",
        "<div class=hidden>Secret</div>",
        "<div class='d-none'>Secret</div>",
        "<div aria-hidden=true>Secret</div>",
        "<p>{}</p><video controls><source src=x><p>Secret</p></video>",
        "<audio>Secret</audio>",
        "<canvas>Secret</canvas>",
        "<object data=x><p>Secret</p></object>",
        "<iframe src=x>Secret</iframe>",
        "<svg><title>Secret</title><text>Secret</text></svg>",
        "<select><option>Secret</select><textarea>Secret</textarea><button>Secret</button>",
        "<input value=Secret placeholder=Secret>",
        "<progress value=1>Secret</progress><meter>Secret</meter>",
        "<datalist><option>Secret</datalist>",
        "<template><p>Secret</p></template>",
        "<dialog><p>Secret</p></dialog>",
        "<script>Secret</script><style>Secret</style>",
        "<!-- Secret -->",
    ],
)
def test_nobody_sees_this(part: str) -> None:
    page = story(f"<p>{FIRST}</p>{part.replace('{}', 'x')}<p>{SECOND}</p>")
    assert "Secret" not in str(blocks(page))
    assert [it for it in blocks(page)[1:] if len(it[1]) > 1] == [("paragraph", FIRST), ("paragraph", SECOND)]


@pytest.mark.parametrize(
    "part",
    [
        "<div style='visibility:hidden'>Seen</div>",
        "<div style='opacity:0'>Seen</div>",
        "<div style='display:block'>Seen</div>",
        "<div style='background:url(display:none)'>Seen</div>",
        "<div data-style='display:none' title=hidden>Seen</div>",
        "<p>A word <span aria-hidden=true>Seen</span> again</p>",
        "<div class='d-none d-md-block'>Seen</div>",
        "<div class='hidden md:block'>Seen</div>",
        "<span class=not-sr-only>Seen</span>",
        "<div class=hidden-gems-of-the-coast>Seen</div>",
        "<div hidden=until-found>Seen</div>",
        "<dialog open><p>Seen</p></dialog>",
        "<details><summary>Open</summary>Seen</details>",
        "<h2><button>Seen</button></h2>",
        "<picture><source srcset=x><img src=y></picture>Seen",
    ],
)
def test_this_is_seen(part: str) -> None:
    assert "Seen" in str(blocks(story(f"<p>{FIRST}</p>{part}<p>{SECOND}</p>")))


def test_hidden_words_within_a_sentence_go_and_the_sentence_stays() -> None:
    page = story(f"<p>{FIRST}<span class='visually-hidden'>, opens new tab</span></p>")
    assert blocks(page)[1] == ("paragraph", FIRST)


def test_an_anchor_that_hearing_is_kept_from_is_no_word() -> None:
    page = story(f"<h2>Cost <a aria-hidden=true href='#cost'>#</a></h2><p>{FIRST}</p>")
    assert blocks(page)[1] == ("heading", "Cost")
