"""The text of scanned pages: recognised by Tesseract where it is installed, else refused with the reason.

A program of this name stands in for it on the PATH, so that the tests need none.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from factcheck.documents.foreign.register import LONG, answer
from factcheck.documents.formats import PDF
from factcheck.documents.pdf import ScannedPages, read_pdf, recognition
from factcheck.documents.text import BlockKind, UnreadableFile
from factcheck.processes import child
from tests.documents.pdf_files import compiled

PAGES = "#set page(width: 100mm, height: 100mm)\n#rect(width: 30mm)\n#pagebreak()\n#rect(width: 20mm)"
PROGRAM = """#!{python}
import sys
if "--list-langs" in sys.argv:
    print("List of available languages (3):", "eng", "osd", "rus", sep="\\n")
    raise SystemExit
assert sys.argv[1:] == ["-", "-", "-l", "eng+rus", "tsv"], sys.argv
head, size, most, pixels = sys.stdin.buffer.read().split(b" ", 3)
assert head == b"P5" and len(pixels.split(b"\\n", 1)[1]) == int(size) * int(most)
names = "level page_num block_num par_num line_num word_num left top width height conf text".split()
print(*names, sep="\\t")
def line(block, number, top, height, words):
    for at, word in enumerate(words.split()):
        print(5, 1, block, 1, number, at, 50 + 120 * at, top, 110, height, 96.5, word, sep="\\t")
print(2, 1, 1, 0, 0, 0, 0, 0, 9, 9, -1, "", sep="\\t")
line(1, 1, 100, 60, "The lamp")
line(2, 1, 300, 26, "It costs six mil-")
line(2, 2, 340, 24, "lion kroner, she said.")
"""


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str = PROGRAM) -> None:
    """Put a program called tesseract on the PATH."""
    path = folder / "tesseract"
    path.write_text(program.replace("{python}", sys.executable))
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_without_tesseract_scanned_pages_are_refused_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match="2 of the 2 pages of this PDF are pictures") as refusal:
        read_pdf(compiled(PAGES), takes_long=True)
    assert not isinstance(refusal.value, ScannedPages)


def test_with_it_their_text_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch)
    found = read_pdf(compiled(PAGES), takes_long=True)
    assert found.blocks[:2] == [
        (BlockKind.TITLE, "The lamp"),
        (BlockKind.PARAGRAPH, "It costs six million kroner, she said."),
    ]
    assert [number for number, _start in found.pages] == [1, 2]


def test_nobody_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch)
    assert answer(compiled(PAGES), PDF) == {"slow": 2}


def test_a_child_process_says_which_page_it_is_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch)
    reported: list[tuple[int, int]] = []
    function = "factcheck.documents.foreign.register:answer"
    found = child.run(function, compiled(PAGES), PDF, LONG, report=lambda *it: reported.append(it))
    assert found["read"]["title"] == "The lamp"
    assert reported == [(0, 2), (1, 2), (0, 2), (1, 2)]  # read, then recognised


@pytest.mark.parametrize("program", ["#!{python}\nraise SystemExit(1)\n", "nothing that runs"])
def test_a_program_that_fails_is_a_refusal_that_names_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    installed(tmp_path, monkeypatch, program)
    with pytest.raises(UnreadableFile, match="recognition of page 1 failed"):
        read_pdf(compiled(PAGES), takes_long=True)


def test_a_program_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "SECONDS", 1)
    installed(tmp_path, monkeypatch, "#!{python}\nimport time\ntime.sleep(60)\n")
    with pytest.raises(UnreadableFile, match="took more than 1 seconds"):
        read_pdf(compiled(PAGES), takes_long=True)


def test_too_many_scanned_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "MOST_PAGES", 1)
    installed(tmp_path, monkeypatch)
    with pytest.raises(UnreadableFile, match="2 pages of this PDF are pictures; the text of at most 1"):
        read_pdf(compiled(PAGES), takes_long=True)
