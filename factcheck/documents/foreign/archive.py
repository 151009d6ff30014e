"""Zip files of XML, as office programs write them, within limits (pure). Nothing is unpacked to the disk."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from factcheck.documents.text import UnreadableFile
from factcheck.i18n import N_

MAX_MEMBERS = 5_000
MAX_MEMBER = 32 * 1024 * 1024  # bytes of one member, unpacked
MAX_RATIO = 200  # times as large unpacked, for members above RATIO_FROM
RATIO_FROM = 1024 * 1024
MAX_NODES = 400_000  # elements and attributes of an XML member, each of which takes up to 350 bytes of memory
DAMAGED = N_("This file is damaged. Open it in its program, save it again, and choose that.")
PROTECTED = N_("This file is protected with a password. Save it without one, and choose it again.")
BOMB = N_("This file unpacks to more than %(most)s MB. Copy its text and paste it.")
MEMBERS = N_("This file has more than %(most)s parts. Copy its text and paste it.")
NODES = N_("The XML of this file has more than %(most)s elements and attributes. Copy its text and paste it.")
ENTITIES = N_("This file declares XML entities, which office programs don’t. Copy its text and paste it.")
OUTSIDE = N_("This file has a part that points outside of it. Copy its text and paste it.")


class OfficeArchive:
    """The members of a zip file; raises UnreadableFile for one that is damaged, protected or too large."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError):
            raise UnreadableFile(DAMAGED) from None
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise UnreadableFile(MEMBERS, most=MAX_MEMBERS)
        if any(it.filename.startswith(("/", "\\")) or ".." in it.filename.split("/") for it in members):
            raise UnreadableFile(OUTSIDE)
        self.names = {it.filename for it in members}

    def xml(self, name: str, *, has_doctype: bool = False) -> etree._Element | None:
        """The root of an XML member; None if it is missing. Entities are refused, nothing is fetched.

        A document type is refused, too, unless files of this kind have one: then `has_doctype`.
        """
        if name not in self.names:
            return None
        raw = self.member(name)
        refused = [b"<!ENTITY"] if has_doctype else [b"<!ENTITY", b"<!DOCTYPE"]
        if any(it in raw or it.decode().encode("utf-16-le") in raw for it in refused):
            raise UnreadableFile(ENTITIES)
        if raw.count(b"<") - raw.count(b"</") + raw.count(b"=") > MAX_NODES:
            raise UnreadableFile(NODES, most=MAX_NODES)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise UnreadableFile(DAMAGED) from None

    def member(self, name: str) -> bytes:
        """The bytes of a member that exists; raises UnreadableFile if it is protected, damaged or too large."""
        member = self._zip.getinfo(name)
        if member.flag_bits & 1:
            raise UnreadableFile(PROTECTED)
        too_large = UnreadableFile(BOMB, most=MAX_MEMBER // 1024 // 1024)
        is_bomb = member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(1, member.compress_size)
        if member.file_size > MAX_MEMBER or is_bomb:
            raise too_large
        try:
            with self._zip.open(member) as opened:
                raw = opened.read(MAX_MEMBER + 1)
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError):
            raise UnreadableFile(DAMAGED) from None
        if len(raw) > MAX_MEMBER:
            raise too_large
        return raw
