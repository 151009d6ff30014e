"""Text PDFs: `read_pdf` gives their blocks, and where each page begins."""

from factcheck.documents.pdf.reader import PdfText, ScannedPages, read_pdf

__all__ = ["PdfText", "ScannedPages", "read_pdf"]
