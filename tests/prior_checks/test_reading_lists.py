"""Lists of checks are read whole: good rows, and everything that is wrong, by row and column."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.documents.ambiguity import AmbiguousText
from factcheck.documents.text import MAX_BYTES
from factcheck.errors import Invalid
from factcheck.prior_checks.reading.reader import MAX_ROWS, CheckList, read_list
from factcheck.prior_checks.reading.rows import CheckRow, RowError

HEADER = "claim,claimant,said_on,publisher,url,title,rating,reviewed_on,language"
LINE = "The bridge cost 40 million.,Holt,2026-05-01,Faktabaari,https://fb.example/1,Bridge,False,2026-05-03,fi"
ROW = CheckRow(
    "The bridge cost 40 million.",
    "Faktabaari",
    "https://fb.example/1",
    "False",
    "Holt",
    "Bridge",
    "fi",
    date(2026, 5, 1),
    date(2026, 5, 3),
)
REVIEW: dict[str, Any] = {
    "@type": "ClaimReview",
    "claimReviewed": "The bridge cost 40 million.",
    "author": {"@type": "Organization", "name": "Faktabaari"},
    "url": "https://fb.example/1",
    "name": "Bridge",
    "datePublished": "2026-05-03T10:00:00+03:00",
    "inLanguage": "fi",
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Holt"}, "datePublished": "2026-05-01"},
    "reviewRating": {"@type": "Rating", "alternateName": "False", "ratingValue": 1, "bestRating": 5},
}


def csv(*lines: str, header: str = HEADER) -> CheckList:
    return read_list("\n".join((header, *lines)).encode())


def as_json(value: Any) -> CheckList:
    return read_list(json.dumps(value).encode())


def test_a_csv_row_is_a_check() -> None:
    found = csv(LINE)
    assert (list(found.rows.values()), found.errors, found.ignored) == ([ROW], [], [])


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_separators_are_found(mark: str) -> None:
    assert list(csv(LINE.replace(",", mark), header=HEADER.replace(",", mark)).rows.values()) == [ROW]


def test_excel_may_name_the_separator() -> None:
    found = read_list(f"sep=;\r\n{HEADER.replace(',', ';')}\r\n{LINE.replace(',', ';')}\r\n".encode("utf-8-sig"))
    assert list(found.rows.values()) == [ROW]


def test_columns_may_have_other_names_and_others_are_named() -> None:
    found = csv("A claim that is long,False,https://a.example/1,x", header="Statement,Textual Rating,Review URL,Colour")
    assert found.ignored == ["Colour"]
    assert [(error.row, error.column) for error in found.errors] == [(2, "publisher")]
    named = read_list(b"claim,rating,url\nA claim,False,https://a.example/1", "", "Courier")
    assert named.rows[2].publisher == "Courier"


def test_everything_that_is_wrong_is_said_at_once_by_row_and_column() -> None:
    found = csv(
        ",Holt,yesterday,Faktabaari,fb.example,Bridge,,2150-01-01,Finnish!",
        LINE,
        "",
        LINE.replace("False", "True"),
        LINE + ",more",
        f"{'a' * 2_001},,,P,https://a.example,,False,,",
    )
    assert list(found.rows.values()) == [ROW]
    assert [(error.row, error.column) for error in found.errors] == [
        *((2, name) for name in ("claim", "url", "rating", "language", "said_on", "reviewed_on")),
        (5, "claim"),
        (6, "language"),
        (7, "claim"),
    ]
    messages = " ".join(error.message for error in found.errors)
    for words in (
        "The claim is missing",
        "“fb.example” isn’t a full address",
        "The rating is missing",
        "“yesterday” isn’t a certain date",
        "“2150-01-01” is in the future",
        "“Finnish!” isn’t a language code",
        "Row 3 has the same claim and address, with other details",
        "This row has 10 cells, the header only 9",
        "at most 2,000 characters; this has 2,001",
    ):
        assert words in messages
    assert (found.total, found.refused_count) == (5, 4)


@pytest.mark.parametrize(
    "around",
    [
        lambda it: it,
        lambda it: [it],
        lambda it: {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, it]},
        lambda it: {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": it}]},
        lambda it: {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [it]}]},
        lambda it: {"@type": "ItemList", "itemListElement": [{"item": {**it, "@type": ["Review", "ClaimReview"]}}]},
        lambda it: {**it, "@type": "http://schema.org/ClaimReview"},
    ],
)
def test_a_claim_review_is_found_wherever_it_is(around: Any) -> None:
    found = as_json(around(REVIEW))
    assert (list(found.rows.values()), found.errors) == ([ROW], [])


def test_values_may_be_lists_objects_or_texts_with_tags() -> None:
    other = {
        **REVIEW,
        "claimReviewed": {"@value": "The <b>bridge</b> cost&nbsp;40 million."},
        "author": [{"name": "Faktabaari"}, {"name": "Other"}],
        "itemReviewed": [{"author": "Holt", "datePublished": "May 1, 2026"}],
        "inLanguage": {"alternateName": "fi"},
    }
    (row,) = as_json(other).rows.values()
    assert (row.claim, row.publisher, row.claimant) == ("The bridge cost 40 million.", "Faktabaari", "Holt")
    assert (row.said_on, row.language) == (date(2026, 5, 1), "fi")


def test_a_rating_without_words_is_its_number() -> None:
    (row,) = as_json({**REVIEW, "reviewRating": {"ratingValue": 2}}).rows.values()
    assert row.rating == "2"


def test_an_answer_of_the_fact_check_tools_is_read() -> None:
    review = {"publisher": {"name": "Faktabaari", "site": "fb.example"}, "url": ROW.url, "title": "Bridge"}
    review |= {"reviewDate": "2026-05-03T00:00:00Z", "textualRating": "False", "languageCode": "fi"}
    claim = {"text": ROW.claim, "claimant": "Holt", "claimDate": "2026-05-01T00:00:00Z", "claimReview": [review]}
    assert list(as_json({"claims": [claim]}).rows.values()) == [ROW]


def test_errors_in_json_name_the_property() -> None:
    found = as_json([REVIEW, {"@type": "ClaimReview", "itemReviewed": 7, "datePublished": "soon"}])
    assert list(found.rows.values()) == [ROW]
    assert [(error.row, error.column) for error in found.errors] == [
        (2, "claimReviewed"),
        (2, "author.name"),
        (2, "url"),
        (2, "reviewRating.alternateName"),
        (2, "datePublished"),
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b" ", "The file is empty."),
        (b"a,b,c", "Missing: claim, url, rating"),
        (HEADER.encode(), "This file has no checks in it."),
        (b"{}", "This file has no checks in it."),
        (b'{"a": NaN}', "isn’t JSON that can be read"),
        (b'{"a": ', "isn’t JSON that can be read"),
        (b"[" * 100_000, "too deep"),
        (b'[{"@type":"ClaimReview","url":' + b"9" * 400 + b"}]", "out of range"),
        (b"claim,rating,verdict,url\n", "Several columns are the same: rating, verdict"),
        (b'claim,rating,url\n"' + b"a" * 200_000 + b'",b,c', "isn’t valid CSV"),
        (b"a" * (MAX_BYTES + 1), "at most 10 MB"),
        (b"claim,rating,url\n" + b"a,b,https://c.example/1\n" * (MAX_ROWS + 1), "at most 1,000 rows"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "."),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(Invalid, match=reason) as refused:
        read_list(raw)
    assert refused.value.field in {"upload", "charset"}


def test_an_uncertain_encoding_is_asked_about_and_a_chosen_one_is_used() -> None:
    raw = f"{HEADER}\n{LINE.replace('Holt', 'Hölt')}".encode("windows-1252")
    with pytest.raises(AmbiguousText):
        read_list(raw)
    assert read_list(raw, "windows-1252").rows[2].claimant == "Hölt"


def test_the_same_row_twice_is_one() -> None:
    found = csv(LINE, LINE)
    assert (len(found.rows), found.errors, found.total) == (1, [], 2)


def test_case_spaces_and_tracking_dont_make_another_check() -> None:
    other = LINE.replace("The bridge", "the  BRIDGE").replace("/1,", "/1/?utm_source=x,")
    assert csv(other).rows[2].key == ROW.key


@given(st.binary(max_size=400))
def test_any_bytes_give_a_list_or_a_refusal(raw: bytes) -> None:
    try:
        found = read_list(raw)
    except Invalid:
        return
    assert all(isinstance(error, RowError) for error in found.errors)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(-1e9, 1e9) | st.text(),
        lambda it: (
            st.lists(it)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "@type",
                        "claimReviewed",
                        "author",
                        "name",
                        "url",
                        "itemReviewed",
                        "reviewRating",
                        "claimReview",
                        "text",
                    ]
                ),
                it,
            )
        ),
    )
)
def test_any_json_gives_a_list_or_a_refusal(value: Any) -> None:
    try:
        found = as_json([value, {**REVIEW, "author": value}, {"@type": "ClaimReview", "itemReviewed": value}])
    except Invalid:
        return
    assert found.total >= 2
