"""Ratings in the text are told apart without colour: by the shape at the end of the words.

Each shape is looked at as people with a colour vision deficiency see it. The matrices, for linear sRGB at severity 1.0,
are those of G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A Physiologically-based Model for Simulation of Color
Vision Deficiency, IEEE Transactions on Visualization and Computer Graphics 15 (6), 2009. With achromatopsia only
luminance is left.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from factcheck.db import db
from tests.browser.hands import selected_words
from tests.browser.newsroom import Newsroom, settled
from tests.factories import make_article, make_claim, make_edition

pytestmark = pytest.mark.browser
Colour = tuple[float, float, float]
RATINGS = ("false", "mostly-false", "mixed", "mostly-true", "true", "unproven", "not-checkable")
LUMINANCE = (0.2126, 0.7152, 0.0722)  # WCAG 2.2, relative luminance
VISION = {
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "achromatopsia": (LUMINANCE, LUMINANCE, LUMINANCE),
}
MIN_CONTRAST = 3.0  # of what isn't text: WCAG 2.2, 1.4.11
MIN_DIFFERENCE = 0.1  # of the pixels of two shapes
SIZE = 15  # px: a shape is at the beginning of its link
PIXELS = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (it) => it.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
  context.drawImage(image, 0, 0);
  return [...context.getImageData(0, 0, image.width, image.height).data];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_any_two_ratings_differ_by_shape_or_contrast_for_everybody(newsroom: Newsroom, scheme: str) -> None:
    page = newsroom.workbench("Rita", rated_article(), color_scheme=scheme, device_scale_factor=4)
    pixels = {rating: shape(settled(page), rating) for rating in RATINGS}
    for name, vision in VISION.items():
        seen = {rating: [luminance(it, vision) for it in pixels[rating]] for rating in RATINGS}
        for one, other in combinations(RATINGS, 2):
            assert differs(seen[one], seen[other]), (name, one, other)


def test_the_shape_is_no_part_of_the_text(newsroom: Newsroom) -> None:
    page = newsroom.workbench("Rita", rated_article())
    reference = page.locator("#text a.ref[data-rating=mixed]")
    expect(reference).to_have_accessible_name(f"Claim {reference.get_attribute('data-number')}, rated mixed")
    page.evaluate("document.getSelection().selectAllChildren(document.getElementById('block-1'))")
    assert selected_words(page) == said()
    assert page.locator("#block-1").text_content() == said()


def said() -> str:
    return " ".join(f"The mayor said that it was {rating} at once." for rating in RATINGS)


def rated_article() -> int:
    """An article with a published verdict of each rating."""
    version = make_article(said())
    for rating in RATINGS:
        make_edition(state="published", claim=make_claim(f"it was {rating} at once", version), rated=rating)
    db.session.commit()
    return version.article_id


def shape(page: Page, rating: str) -> list[Colour]:
    """The pixels of the shape of a rating, each as linear red, green and blue."""
    reference = page.locator(f"#text a.ref[data-rating={rating}]")
    x, y, height = reference.evaluate("(it) => (({ x, y, height }) => [x, y, height])(it.getBoundingClientRect())")
    picture = page.screenshot(clip={"x": x, "y": y + (height - SIZE) / 2, "width": SIZE, "height": SIZE})
    data: list[int] = page.evaluate(PIXELS, base64.b64encode(picture).decode())
    values = [linear(it / 255) for it in data]
    return list(zip(values[::4], values[1::4], values[2::4], strict=True))


def linear(value: float) -> float:
    """A component of sRGB without its gamma."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: Colour, vision: Iterable[Colour]) -> float:
    """The relative luminance of a colour as somebody sees it."""
    seen = (sum(share * part for share, part in zip(row, colour, strict=True)) for row in vision)
    return sum(share * min(max(part, 0), 1) for share, part in zip(LUMINANCE, seen, strict=True))


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def differs(one: list[float], other: list[float]) -> bool:
    """Whether two pictures of a shape differ in a good part of the pixels that either draws on the paper."""
    paper = one[0]
    drawn, also = ({at for at, it in enumerate(them) if contrast(it, paper) >= MIN_CONTRAST} for them in (one, other))
    unlike = {at for at in drawn & also if contrast(one[at], other[at]) >= MIN_CONTRAST} | (drawn ^ also)
    return len(unlike) >= MIN_DIFFERENCE * len(drawn | also) > 0
