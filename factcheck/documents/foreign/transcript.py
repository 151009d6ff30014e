"""Transcripts with times, WebVTT (W3C) and SubRip: a block for each turn of a speaker, with its time (pure)."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from factcheck.documents.text import Block, BlockKind, UnreadableFile, clean
from factcheck.i18n import N_

NO_CUES = N_("This transcript has no lines with times. Copy its text and paste it.")
TIME = r"(?:(\d{1,3}):)?(\d{2}):(\d{2})[.,](\d{3})"
CUE = re.compile(rf"(-?){TIME}\s+-->\s+-?{TIME}.*")  # editors write negative times when they shift all
VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
TAG = re.compile(r"</?[a-z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE)
SPEAKER = re.compile(r"(?:>>\s*|-\s*)?([^\W\d_][\w .'’-]{1,40}):\s+(?=\S)")
BLANK = re.compile(r"\n[ \t]*\n")
SENTENCE = re.compile(r"[.!?…][\"'”’»)]*\Z")
LONGEST = 600  # code points of a block, after which a new one begins with the next sentence
PAUSE = 4.0  # seconds between two cues that part blocks


class Cue(NamedTuple):
    """Words with the second at which they begin, and their speaker, if the file names one."""

    second: float
    speaker: str
    words: str


def read_transcript(text: str) -> list[Block]:
    """The turns as paragraphs: `[00:01:05] Speaker: words`. Raises UnreadableFile if no line has a time."""
    turns: list[list[Cue]] = []
    for cue in _cues(clean(text)):
        if not turns or _begins(turns[-1], cue):
            turns.append([])
        turns[-1].append(cue)
    if not turns:
        raise UnreadableFile(NO_CUES)
    return [Block(BlockKind.PARAGRAPH, _written(turn)) for turn in turns]


def _cues(text: str) -> list[Cue]:
    found: list[Cue] = []
    for part in BLANK.split(text):
        lines = part.strip("\n").split("\n")
        at = next((at for at, line in enumerate(lines[:2]) if CUE.match(line)), None)
        time = CUE.match(lines[at]) if at is not None else None
        if at is None or time is None:
            continue
        hours, minutes, seconds, thousandths = (int(it or 0) for it in time.groups()[1:5])
        second = 0 if time[1] else hours * 3600 + minutes * 60 + seconds + thousandths / 1000
        speaker, words = _said("\n".join(lines[at + 1 :]))
        if words and (not found or words != found[-1].words):
            found.append(Cue(second, speaker, words))
    return found


def _said(text: str) -> tuple[str, str]:
    """The speaker and the words of a cue."""
    voice = VOICE.search(text)
    words = " ".join(html.unescape(TAG.sub("", text)).split())
    named = SPEAKER.match(words)
    if voice is None and named:
        return named[1].strip(), words[named.end() :]
    return html.unescape(voice[1]).strip() if voice else "", words


def _begins(turn: list[Cue], cue: Cue) -> bool:
    """Whether a cue begins a block: another speaker, a pause, or a sentence after many words."""
    before = turn[-1]
    if cue.speaker and cue.speaker != turn[0].speaker:
        return True
    is_ended = SENTENCE.search(before.words) is not None
    return is_ended and (cue.second - before.second > PAUSE * 2 or sum(len(it.words) for it in turn) > LONGEST)


def _written(turn: list[Cue]) -> str:
    second = int(turn[0].second)
    time = f"[{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}]"
    speaker = f" {turn[0].speaker}:" if turn[0].speaker else ""
    return f"{time}{speaker} {' '.join(it.words for it in turn)}"
