"""The headers that an app looks for in a request: any other can't change the answer, so a walk needn't send it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import EnvironHeaders

from factcheck.demo import proxies

ALL = "all headers"  # were read at once


class Heard(set[str]):
    """The headers that the last request looked for, by their names in WSGI."""

    def is_any_of(self, headers: Mapping[str, str]) -> bool:
        """Whether the last request looked for one of these, so that sending it may change the answer."""
        return ALL in self or any(f"HTTP_{name.upper().replace('-', '_')}" in self for name in headers)


class Listening(dict[str, Any]):
    """The environment of a request, which notes what is read from it."""

    heard: Heard

    def __getitem__(self, name: str) -> Any:
        self.heard.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self.heard.add(str(name))
        return super().__contains__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.heard.add(name)
        return super().get(name, default)

    def __iter__(self) -> Iterator[str]:
        self.heard.add(ALL)
        return super().__iter__()

    def keys(self) -> Any:
        self.heard.add(ALL)
        return super().keys()

    def values(self) -> Any:
        self.heard.add(ALL)
        return super().values()

    def items(self) -> Any:
        self.heard.add(ALL)
        return super().items()

    def copy(self) -> dict[str, Any]:
        self.heard.add(ALL)
        return super().copy()


def _getlist(self: EnvironHeaders, name: str, *_kind: object) -> list[str]:
    """As in werkzeug, which looks at every header to find one."""
    return [self[name]] if name in self else []


@contextmanager
def hearing(app: Flask) -> Iterator[Heard]:
    """What the app reads of each request, until the next begins."""
    heard, answer = Heard(), app.wsgi_app

    def listen(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        heard.clear()
        listening = Listening(environ)
        listening.heard = heard
        return answer(listening, start_response)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "wsgi_app", listen)
        patch.setattr(EnvironHeaders, "getlist", _getlist)
        patch.setattr(proxies, "is_proxied", lambda *_: False)  # reads every name; a walk sends no header of a proxy
        yield heard
