"""Comments and footnotes of a document, at the words of its text that they are about."""
