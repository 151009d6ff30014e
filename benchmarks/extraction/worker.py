"""One reader in its own environment: pages as JSON lines on stdin, its answers on stdout. Imports only that reader.

`python worker.py factcheck|trafilatura|precision|readability|newspaper`
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from typing import Any

Answer = dict[str, str]
BLOCK_ENDS = re.compile(r"</(?:p|div|li|h\d|td|th|tr|blockquote|figcaption|pre|dd|dt)>|<br\b[^>]*>", re.IGNORECASE)


def main() -> None:
    """Read every page, the first one twice: the first time isn't measured."""
    read = READERS[sys.argv[1]]()
    is_warm = False
    for line in sys.stdin:
        page = json.loads(line)
        if not is_warm:
            _answer(read, page)
            is_warm = True
        begun = time.process_time()
        answer = _answer(read, page)
        print(json.dumps({**answer, "ms": 1000 * (time.process_time() - begun)}), flush=True)


def _answer(read: Callable[[str, str], Answer], page: dict[str, str]) -> Answer:
    try:
        return read(page["html"], page["url"])
    except Exception as error:  # a page that can't be read counts as empty
        print(f"{page['name']}: {error!r}", file=sys.stderr)
        return {"text": "", "headline": "", "day": "", "names": ""}


def factcheck() -> Callable[[str, str], Answer]:
    """This project's reader."""
    from factcheck.documents.html import read_page

    def read(html: str, url: str) -> Answer:
        page = read_page(html.encode(), url)
        blocks = [page["text"][start:end] for kind, start, end in page["blocks"] if kind != "title"]
        text = "\n".join(" ".join(it.split("\n")) for it in blocks)
        return {"text": text, "headline": page["title"], "day": page["published_on"], "names": page["byline"]}

    return read


def trafilatura(*, is_precise: bool = False) -> Callable[[str, str], Answer]:
    """trafilatura with its own metadata."""
    from trafilatura import bare_extraction

    def read(html: str, url: str) -> Answer:
        options: dict[str, Any] = {"with_metadata": True, "include_comments": False, "favor_precision": is_precise}
        found = bare_extraction(html, url=url, **options)
        if found is None:
            raise ValueError("nothing was found")
        names = (found.author or "").replace("; ", ", ")
        return {"text": found.text or "", "headline": found.title or "", "day": found.date or "", "names": names}

    return read


def readability() -> Callable[[str, str], Answer]:
    """readability-lxml, which has no date and no byline."""
    from lxml.html import fromstring
    from readability import Document

    def read(html: str, url: str) -> Answer:
        document = Document(html, url=url)
        summary = BLOCK_ENDS.sub(lambda it: it[0] + "\n", document.summary(html_partial=True))
        return {"text": fromstring(summary).text_content(), "headline": document.short_title(), "day": "", "names": ""}

    return read


def newspaper() -> Callable[[str, str], Answer]:
    """newspaper4k."""
    import newspaper

    def read(html: str, url: str) -> Answer:
        found = newspaper.article(url, input_html=html)
        day = found.publish_date.date().isoformat() if found.publish_date else ""
        return {"text": found.text, "headline": found.title or "", "day": day, "names": ", ".join(found.authors)}

    return read


READERS: dict[str, Callable[[], Callable[[str, str], Answer]]] = {
    "factcheck": factcheck,
    "trafilatura": trafilatura,
    "precision": lambda: trafilatura(is_precise=True),
    "readability": readability,
    "newspaper": newspaper,
}

if __name__ == "__main__":
    main()
