"""Answers by e-mail: the words of the answer without the letter that it answers (pure)."""

from __future__ import annotations

from typing import Any

from factcheck.documents.foreign.eml import day, decoded, header, opened, sender, text_part
from factcheck.documents.html import from_html
from factcheck.documents.text import UnreadableFile

NAME = f"{__name__}:answer"  # for the process that reads files


def answer(data: bytes) -> dict[str, Any]:
    """`read_reply`, or the reason why the message can't be read with its values."""
    try:
        return read_reply(data)
    except UnreadableFile as refusal:
        return {"refused": refusal.message, "values": refusal.values}


def read_reply(data: bytes) -> dict[str, str]:
    """`subject`, `sender`, `sent_on` (ISO 8601 or empty), the `answer`, and the `whole` text of a message (RFC 5322).

    Raises UnreadableFile for a message that is encrypted, has no text, or has too many parts.
    """
    message, *_rest = parts = opened(data)
    whole = _text(text_part(parts, "text/plain", "text/html"))
    sent_on = day(message)
    return {
        "subject": header(message, "Subject"),
        "sender": sender(message),
        "sent_on": sent_on.isoformat() if sent_on else "",
        "answer": _newest(whole) or whole,
        "whole": whole,
    }


def _text(part: Any) -> str:
    text = decoded(part)
    if part.get_content_type() == "text/html":
        text = "\n\n".join(block.text for block in from_html(text, is_web_page=False).blocks)
    return text.replace("\r\n", "\n").strip()


def _newest(whole: str) -> str:
    """What comes before the quoted letter."""
    from mailparser_reply import EmailReplyParser
    from mailparser_reply.constants import MAIL_LANGUAGES

    languages = [name for name in MAIL_LANGUAGES if len(name) == 2]  # one more is for replies in its author’s way
    replies = EmailReplyParser(languages=languages).read(whole).replies
    return str(replies[0].content).strip() if replies else ""
