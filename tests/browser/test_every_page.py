"""Every page in every way of looking at it: nobody is shut out, and nothing overflows."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import faults, narrow_faults
from tests.browser.long_words import fill
from tests.browser.newsroom import NARROW, WIDE, Newsroom, arrived

pytestmark = pytest.mark.browser
PAGES = (
    "/", "/articles", "/articles?q=zzz", "/articles?state=archived", "/articles/1", "/articles/4", "/articles/new",
    "/articles/1/claims/new", "/articles/1/join", "/articles/1/find?q=built+for+fishermen", "/articles/find",
    "/articles/find?q=a+harbour+for+frigates", "/articles/find?q=zzz",
    "/articles/6", "/articles/1/sentences", "/undo", "/claims/27/threads",
    "/articles/6?attach=5", "/articles/6/versions/2/marks", "/articles/6/versions/2/marks?show=all",
    "/articles/6/versions/2/marks?show=uncertain", "/articles/1/versions/1/marks", "/marks/2", "/claims/27/changes",
    "/articles/1/edit", "/claims", "/claims?q=zzz", "/claims/2",
    "/claims/2/edit", "/claims/2/evidence", "/claims/2/evidence/new", "/claims/2/reviews", "/claims/2/reviews/new",
    "/claims/2/verdict", "/claims/3/verdict/new", "/editions/1", "/verdicts/1/correct", "/sources", "/sources/1",
    "/sources/1/edit", "/sources/new", "/evidence/1/edit", "/sources?sort=uses", "/sources?q=zzz",
    "/help", "/help/workbench", "/help/operations", "/help/tour", "/help/glossary",
    "/people", "/me", "/change", "/tf-setup", "/mf-recovery-codes", "/checks", "/corrections", "/methodology",
    "/reports/1", "/checks?q=zzz", "/checks?rating=false", "/articles/1/report",
    "/checks/ardlands-military-spending-grew-by-less-than-half",
    "/checks/ardlands-military-spending-grew-by-less-than-half/editions/1", "/nothing",
    "/search", "/search?q=harbour", "/search?q=zzz", "/search?q=vestria&state=in-review",
    "/desk/open", "/claims/2/basis", "/verdicts/1/withdraw", "/verdicts/1/takedown",
    "/checks/vitamin-c-does-not-keep-wounds-clean", "/checks/vitamin-c-does-not-keep-wounds-clean/editions/1",
)  # fmt: skip
PUBLIC = ("/login", "/checks", "/help", "/help/exports")  # once more as somebody whom nobody knows
GROUPS = 4  # so that no test takes long


@pytest.mark.parametrize("group", range(GROUPS))
@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_and_nothing_overflows(newsroom: Newsroom, window: dict[str, int], group: int) -> None:
    ways = {"viewport": window, "reduced_motion": "reduce"}  # colours change at once
    ada, stranger = newsroom.blank("Ada", **ways), newsroom.blank(**ways)
    schemes = ("light", "dark") if window is WIDE else ("light",)
    found = {}
    for page, path in [*((ada, path) for path in PAGES), *((stranger, path) for path in PUBLIC)][group::GROUPS]:
        page.goto(path)
        for scheme in schemes:
            page.emulate_media(color_scheme=scheme)
            found[path, scheme] = faults(arrived(page))
    assert {where: said for where, said in found.items() if said} == {}


def test_long_words_and_addresses_push_nothing_sideways(newsroom: Newsroom) -> None:
    page = newsroom.blank("Ada", viewport=NARROW, reduced_motion="reduce")
    found = {}
    for path in fill():
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        found[path] = narrow_faults(arrived(page))
    assert {where: said for where, said in found.items() if said} == {}
