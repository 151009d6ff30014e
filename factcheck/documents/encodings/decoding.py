"""Decoding a file: the encoding is declared, evident, chosen, guessed, or the file is refused (pure)."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from factcheck.documents.encodings import mojibake, unmarked
from factcheck.documents.encodings.candidates import Candidate, Doubtful, sample_line
from factcheck.documents.encodings.guessing import guesses, is_sure, sample_of
from factcheck.documents.encodings.names import AS_IT_IS, DAMAGED, REPAIRED, described
from factcheck.documents.encodings.prescan import (
    declared_charset as declared_charset,  # part of this module's interface
)
from factcheck.documents.encodings.whatwg import C1, DECODERS, damaged, decoded, name_of
from factcheck.documents.text import Unreadable, UnreadableFile, clean
from factcheck.i18n import N_, _

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
FEW = 0.34  # ratio of broken bytes to whole characters above which it isn't UTF-8
PLAIN_UTF_8 = 3  # multi-byte characters that can't be valid UTF-8 by chance
NOT_AS_MARKED = N_("This file claims to be %(name)s, but it isn’t. Save it as UTF-8 and try again.")
NOT_AS_CHOSEN = N_("This file can’t be read as %(name)s. Choose another encoding.")
SEVEN_BIT = N_("This file looks like %(name)s, an old 7-bit encoding. Save it as UTF-8 and try again.")
CANT_TELL = N_("The encoding of this file can’t be detected. Save it as UTF-8 and try again.")
CHOOSE = N_("The encoding of this text is uncertain. Choose the one in which the sample is readable.")
LOOKS_MISREAD = N_(
    "This text seems to have been opened in the wrong encoding before. Choose the one in which it is readable."
)


class Decoded(NamedTuple):
    """The characters of a file and the encoding they were read in; `is_guess`: it was neither declared nor chosen."""

    text: str
    encoding: str
    is_guess: bool = False


def decode(raw: bytes, declared: str | None = None, *, chosen: str = "", is_markup: bool = False) -> Decoded:
    """The characters of a file: by its byte order mark, as chosen, as declared, as UTF-8, or by analysis.

    `chosen` is the encoding of a Candidate. Raises Doubtful if several readings are likely, Unreadable if none is.
    """
    for mark, codec, name in MARKS:
        if raw.startswith(mark):
            return Decoded(_marked(raw, codec, name), name.lower())
    if chosen:
        return Decoded(_chosen(raw, chosen), chosen)
    if seven_bit := unmarked.seven_bit(raw):
        return _seven_bit(raw, seven_bit)
    if unmarked.is_wide(raw):
        return _wide(raw)
    if declared is not None and declared != "utf-8" and (found := _declared(raw, declared)):
        return found
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return _looked_at(raw, declared, is_markup)
    return _utf_8(raw, text)


def _marked(raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        raise UnreadableFile(NOT_AS_MARKED, name=name) from None


def _chosen(raw: bytes, chosen: str) -> str:
    """The characters in the encoding of a Candidate; raises Unreadable if the file isn't in it."""
    first, *rest = chosen.split(" ")
    try:
        if chosen == AS_IT_IS:
            return raw.decode()
        if first == REPAIRED:
            return mojibake.undo(raw.decode(), *rest)
        name = name_of(first) or first
        return damaged(raw, name) if rest == [DAMAGED] else decoded(raw, name)
    except (UnicodeError, LookupError, TypeError):
        raise UnreadableFile(NOT_AS_CHOSEN, name=described(chosen)) from None


def _wide(raw: bytes) -> Decoded:
    """UTF-16 or UTF-32 without a byte order mark, in the only byte order that makes sense."""
    found = unmarked.wide(raw)
    if len(found) == 1:
        return Decoded(found[0][1], found[0][0], is_guess=True)
    if found:
        raise Doubtful(_(CHOOSE), [Candidate(name, sample_line(text)) for name, text in found])
    raise Unreadable(_(CANT_TELL))


def _declared(raw: bytes, declared: str) -> Decoded | None:
    """As the file declares, if that makes sense; None if it is impossible or clearly UTF-8."""
    if declared == "replacement":
        raise Unreadable(
            _("This page is in an old 7-bit encoding, which browsers refuse. Save it as UTF-8 and try again.")
        )
    try:
        text = decoded(raw, declared)
    except UnicodeDecodeError:
        return None
    several = _utf_8_characters(raw)
    if several >= PLAIN_UTF_8:
        return None
    other = "utf-8" if several else _plainly(raw, text)
    if other:
        line = sample_of(raw)
        name = described(declared)
        message = _(
            "This page claims to be in %(name)s, which seems wrong. Choose the encoding in which it is readable.",
            name=name,
        )
        ways = [Candidate(way, sample_line(damaged(line, way))) for way in (declared, other)]
        raise Doubtful(message, ways)
    return Decoded(text, declared)


def _plainly(raw: bytes, text: str) -> str | None:
    """The encoding of a page, if it is certain and gives another text than the declared one."""
    found = guesses(raw, is_markup=True)
    if is_sure(found) and decoded(raw, found[0].encoding) != text:
        return found[0].encoding
    return None


def _utf_8_characters(raw: bytes) -> int:
    """The number of multi-byte characters if everything is UTF-8; else 0."""
    try:
        return sum(1 for character in raw.decode() if character > "\x7f")
    except UnicodeDecodeError:
        return 0


def _utf_8(raw: bytes, text: str) -> Decoded:
    """Text in UTF-8, unless it was misread before it was saved as UTF-8."""
    undone = mojibake.undone(text)
    if undone or C1.search(text):
        candidates = [Candidate(AS_IT_IS, sample_line(clean(text)))]
        for way in undone:
            repaired = mojibake.undo(text[: mojibake.WORDS], *way)
            candidates.append(Candidate(" ".join((REPAIRED, *way)), sample_line(repaired)))
        raise Doubtful(_(LOOKS_MISREAD), candidates)
    return Decoded(text, "utf-8")


def _seven_bit(raw: bytes, name: str) -> Decoded:
    if name == "ISO-2022" and (japanese := _or_none(raw, "iso-2022-jp")):
        return Decoded(japanese, "iso-2022-jp", is_guess=True)
    raise UnreadableFile(SEVEN_BIT, name=name)


def _looked_at(raw: bytes, declared: str | None, is_markup: bool) -> Decoded:
    """Text that isn't UTF-8: the certain guess, or else a choice among the possible ones."""
    wide, found = unmarked.wide(raw), guesses(raw, is_markup=is_markup)
    if wide and not found:
        return _wide(raw)
    if broken := _broken(raw):
        found = found[:1]
    if declared is None and not wide and not broken and is_sure(found):
        return Decoded(decoded(raw, found[0].encoding), found[0].encoding, is_guess=True)
    line = sample_of(raw)
    candidates = [Candidate(name, sample_line(text)) for name, text in wide]
    candidates += [Candidate(f"utf-8 {DAMAGED}", sample_line(damaged(line, "utf-8")))] if broken else []
    candidates += [Candidate(guess.encoding, sample_line(damaged(line, guess.encoding))) for guess in found]
    if declared not in {None, "utf-8"} and declared not in {guess.encoding for guess in found} | set(DECODERS):
        candidates.append(Candidate(f"{declared} {DAMAGED}", sample_line(damaged(line, declared or ""))))
    if not candidates:
        raise Unreadable(_(CANT_TELL))
    raise Doubtful(_(CHOOSE), candidates)


def _broken(raw: bytes) -> bool:
    """Whether this is UTF-8 with a few broken bytes."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd") - raw.count("\ufffd".encode())
    whole = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    return 0 < broken <= FEW * whole and whole >= PLAIN_UTF_8


def _or_none(raw: bytes, name: str) -> str | None:
    try:
        return decoded(raw, name)
    except UnicodeDecodeError:
        return None
