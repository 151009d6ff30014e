"""The script of the signed-in pages: `main.js` and all that it imports, joined at start-up and served as one file.

Each module becomes a block, so that its names are its own, after those that it imports. In debug mode browsers get the
modules themselves.
"""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import dirname, join, normpath

from flask import Flask, current_app

from factcheck.config import SettingsError

NAME = "js/main.js"  # below static/
IMPORT = re.compile(r'^(import|export) (?:\{([^}]*)\} from )?"(\.[^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:const|class|(?:async )?function\*?) (\w+))", re.MULTILINE)
NOT_KNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined(folder: Path, name: str) -> str:
    """This script below the folder and all that it imports, directly or not, as one module.

    It exports `modules`: by its name below the folder, what each of them exports. Raises SettingsError if a file is
    missing, imports itself over others, or imports or exports in another way than those that are known here.
    """
    blocks: dict[str, str] = {}
    _add(folder, name, blocks, ())
    return "\n".join(["export const modules = {};", *blocks.values()])


def _add(folder: Path, name: str, blocks: dict[str, str], importers: tuple[str, ...]) -> None:
    if name in importers:
        raise SettingsError(f"static/js: {' imports '.join((*importers, name))}.")
    source = _source(folder / name)
    for _, _, address in IMPORT.findall(source):
        if (other := _imported(name, address)) not in blocks:
            _add(folder, other, blocks, (*importers, name))
    blocks[name] = _block(name, source)


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise SettingsError(f"{path} is missing; the pages need it. Install Factcheck again.") from None


def _imported(name: str, address: str) -> str:
    """The name of the module at an address that this one imports."""
    return normpath(join(dirname(name), address))


def _block(name: str, source: str) -> str:
    """A module without its imports and exports: what it imports are constants, what it exports is in `modules`."""
    exported = list[str]()

    def constants(found: re.Match[str]) -> str:
        names = [" ".join(it.split()) for it in (found[2] or "").split(",") if it.strip()]
        exported.extend(it.split()[-1] for it in names if found[1] == "export")
        taken = ", ".join(names).replace(" as ", ": ")
        return f'const {{ {taken} }} = modules["{_imported(name, found[3])}"];\n' if names else ""

    body = EXPORT.sub("", IMPORT.sub(constants, source))
    if rest := NOT_KNOWN.search(body):
        raise SettingsError(f"static/js/{name}: factcheck/web/assets/scripts.py doesn't know “{rest[0]}”.")
    exported += EXPORT.findall(source)
    return f'{{\n{body}modules["{name}"] = {{ {", ".join(exported)} }};\n}}'


def script() -> str:
    """The script as served: joined once; in debug mode as it is, so that it imports the others."""
    if current_app.debug:
        return _source(Path(current_app.static_folder or "", NAME))
    made: str = current_app.extensions["script"]
    return made


def init_app(app: Flask) -> None:
    """Join the scripts, so that a missing file prevents the start."""
    app.extensions["script"] = joined(Path(app.static_folder or "", "js"), "main.js")
