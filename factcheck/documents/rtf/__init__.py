"""Rich Text Format: `read_rtf` gives the blocks of a file, and its notes at their words."""

from factcheck.documents.rtf.reader import RtfText, read_rtf

__all__ = ["RtfText", "read_rtf"]
