"""PDF, Word files and transcripts: read in a process of their own, so that a hostile file can't harm this one."""

from __future__ import annotations

from factcheck.documents.html import Extracted
from factcheck.documents.left_out import shown
from factcheck.documents.text import MAX_BYTES, Block, BlockKind, Unreadable, UnreadableFile
from factcheck.i18n import N_, _
from factcheck.processes import child

ANSWER = "factcheck.documents.foreign.register:answer"
FAILURES = {
    "time": N_("Reading this file takes more than %(seconds)s seconds. Copy its text and paste it."),
    "memory": N_("Reading this file takes more than %(memory)s MB of memory. Copy its text and paste it."),
    "error": N_("This file can’t be read. Open it in its program, copy its text and paste it."),
}


def read_foreign(raw: bytes, media_type: str) -> Extracted:
    """The content of a file of one of `formats.FOREIGN`; raises Unreadable with the reason and the limit."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(_("Choose a file of at most %(most)s MB.", most=MAX_BYTES // 1024 // 1024))
    try:
        answer = child.run(ANSWER, raw, media_type)
    except child.ChildFailed as failure:
        limits = {"seconds": child.SECONDS, "memory": child.MEMORY // 1024 // 1024}
        raise Unreadable(_(FAILURES[str(failure)], **limits)) from None
    if "refused" in answer:
        raise UnreadableFile(answer["refused"], **answer["values"])
    read = answer["read"]
    blocks = [Block(BlockKind(kind), text) for kind, text in read["blocks"]]
    pages = tuple((number, start) for number, start in read.get("pages", ()))
    return Extracted(read["title"], read["byline"], "", None, "", "", blocks, shown(read["left_out"]), pages)
