"""A connection to a mail server with a time limit, however slowly it answers."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import threading
from typing import Any

from flask_mailman.backends.smtp import EmailBackend as Backend

TIMEOUT = 10  # seconds without a reply from the server
LIMIT = 20.0  # seconds in all, so that a server that sends a byte now and then ends too


class _Limited:
    """Ends the connection when LIMIT has passed."""

    sock: socket.socket | None = None
    _timer: threading.Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        found: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # smtplib has it
        self._timer = threading.Timer(LIMIT, self._give_up, [found])
        self._timer.daemon = True
        self._timer.start()
        return found

    def _give_up(self, first: socket.socket) -> None:
        for sock in {self.sock or first, first}:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the connection, and the timer."""
        if self._timer is not None:
            self._timer.cancel()
        super().close()  # type: ignore[misc]  # smtplib has it


class SMTP(_Limited, smtplib.SMTP):
    """A connection without TLS at its beginning."""


class SMTPS(_Limited, smtplib.SMTP_SSL):
    """A connection with TLS."""


class EmailBackend(Backend):  # type: ignore[misc]  # Flask-Mailman has no types
    """Flask-Mailman's backend, with the limit."""

    @property
    def connection_class(self) -> Any:
        """The class of the connection."""
        return SMTPS if self.use_ssl else SMTP
