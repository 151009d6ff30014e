"""`python3 app.py vendor`: download the files of static/vendor again and compare them. Standard library only.

The list is the table in static/vendor/README.md: file, package, version, path in the package, licence, sha512. The icon
sprite is made from the pictures of lucide-static, so it is made again and compared as a whole.
"""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path
from typing import NamedTuple

STATIC = Path(__file__).resolve().parents[3] / "static"
TABLE = STATIC / "vendor" / "README.md"
SPRITE = STATIC / "icons" / "sprite.svg"
ICONS = "lucide-static"
PICTURE = re.compile(rb"<svg[^>]*>(.*)</svg>", re.DOTALL)


class Entry(NamedTuple):
    """One row of the table; `digest` is the sha512 of the file in base64, as npm writes it."""

    file: str
    package: str
    version: str
    path: str
    licence: str
    digest: str


def entries(table: str) -> Iterator[Entry]:
    """The rows of the table, without its head; raises TypeError if a row lacks a column."""
    for line in table.splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if line.startswith("| `"):
            yield Entry(*cells)


def digest(content: bytes) -> str:
    """The sha512 of some bytes, in base64."""
    return base64.b64encode(sha512(content).digest()).decode()


def fetch(package: str, version: str, folder: Path) -> Path:
    """Download a published version into the folder with `npm pack`; raises CalledProcessError if npm fails."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"{package}@{version}"]
    packed = subprocess.run(  # noqa: S603 - package and version come from our own table
        command, check=True, capture_output=True, text=True, cwd=folder
    )
    return folder / packed.stdout.split()[-1]


def member(archive: Path, path: str) -> bytes:
    """One file of a package; raises KeyError if it isn't there."""
    with tarfile.open(archive) as tar:
        found = tar.extractfile(f"package/{path}")
        if found is None:
            raise KeyError(f"{path} is no file of {archive.name}")
        return found.read()


def sprite(archive: Path, names: list[str]) -> bytes:
    """One SVG with a symbol for each named icon, on Lucide's grid of 24."""
    symbols = []
    for name in names:
        picture = PICTURE.search(member(archive, f"icons/{name}.svg"))
        if picture is None:
            raise KeyError(f"{name} is no picture of {archive.name}")
        drawing = " ".join(picture[1].decode().split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>\n')
    style = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    body = "".join(symbols).replace('<symbol id="', f'<symbol {style} id="')
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n<!-- {ICONS}, ISC -->\n{body}</svg>\n'.encode()


def sprite_names() -> list[str]:
    """The icons of the sprite, in its order."""
    return re.findall(r' id="([a-z0-9-]+)"', SPRITE.read_text())


def differences(folder: Path) -> Iterator[str]:
    """The files that differ from what was published, one line each."""
    archives: dict[tuple[str, str], Path] = {}
    for entry in entries(TABLE.read_text()):
        key = (entry.package, entry.version)
        if key not in archives:
            archives[key] = fetch(*key, folder)
        current = (STATIC / entry.file).read_bytes()
        if digest(current) != entry.digest:
            yield f"{entry.file}: its sha512 is not the one in the table"
        made = entry.file == "icons/sprite.svg"
        published = sprite(archives[key], sprite_names()) if made else member(archives[key], entry.path)
        if current != published:
            yield f"{entry.file}: differs from {entry.path} of {entry.package} {entry.version}"


def strangers() -> Iterator[str]:
    """Files in static/vendor that aren't in the table."""
    listed = {entry.file for entry in entries(TABLE.read_text())}
    for path in sorted((STATIC / "vendor").rglob("*")):
        name = path.relative_to(STATIC).as_posix()
        if path.is_file() and path != TABLE and name not in listed:
            yield f"{name}: stands in no row of the table"


def main() -> int:
    """Compare, print what differs, and return 1 if anything does."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = [*differences(Path(folder)), *strangers()]
    except FileNotFoundError as error:
        found = [f"Missing: {error.filename}. (npm itself comes with Node.js.)"]
    except subprocess.CalledProcessError as error:
        found = [f"npm could not fetch a package: {error.stderr.strip()}"]
    except KeyError as error:
        found = [f"A package does not hold what the table names: {error.args[0]}"]
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"static/vendor is as published: {sum(1 for _ in entries(TABLE.read_text()))} files compared.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
