"""What a text under examination comes from, and what its details are called then (pure)."""

from __future__ import annotations

import enum
from typing import NamedTuple

from factcheck.i18n import N_


class Medium(enum.StrEnum):
    """An article, or where a claim without one was made: its text is then the transcript or the description."""

    ARTICLE = "article"
    POST = "post"
    SPEECH = "speech"
    PICTURE = "picture"
    RECORDING = "recording"


class MediumWords(NamedTuple):
    """The labels of a medium's text and details, and what its text is."""

    text: str
    title: str
    byline: str
    publisher: str
    published_on: str
    help: str


WORDS = {
    Medium.ARTICLE: MediumWords(
        N_("Text or address of the article"),
        N_("Headline"),
        N_("Byline"),
        N_("Publisher"),
        N_("Publication date"),
        N_("A text that was published: paste it, enter its address, or choose a file."),
    ),
    Medium.POST: MediumWords(
        N_("Text or address of the post"),
        N_("Title, for the newsroom’s lists"),
        N_("Posted by"),
        N_("Platform"),
        N_("Posted on"),
        N_("The words of a post on a platform. Add a picture of it below."),
    ),
    Medium.SPEECH: MediumWords(
        N_("Transcript of the speech, or its address"),
        N_("Title, for the newsroom’s lists"),
        N_("Speaker"),
        N_("Occasion and place"),
        N_("Held on"),
        N_("The transcript of what somebody said in public."),
    ),
    Medium.PICTURE: MediumWords(
        N_("Description of the picture, with the words in it"),
        N_("Title, for the newsroom’s lists"),
        N_("Published by"),
        N_("Platform or publication"),
        N_("Published on"),
        N_("A description of a picture, and all words in it. Choose the picture below."),
    ),
    Medium.RECORDING: MediumWords(
        N_("Transcript of the video or audio, or its address"),
        N_("Title, for the newsroom’s lists"),
        N_("Speaker"),
        N_("Station or platform"),
        N_("Published on"),
        N_("The transcript of a video or an audio recording; subtitles (.vtt, .srt) keep their times."),
    ),
}
LABELLED = ("title", "byline", "publisher", "published_on")  # details that are called differently


def medium_of(value: str | None) -> Medium:
    """The medium of this name; an article for anything else."""
    return Medium(value) if value in set(Medium) else Medium.ARTICLE
