"""The listening socket: bound once, then inherited by every worker and by the next supervisor."""

from __future__ import annotations

import socket


def bound(host: str, port: int) -> socket.socket:
    """A socket that is bound and doesn't listen yet.

    Raises LookupError if there is no such host, OSError with an explanation if the port can't be used.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise LookupError(host) from error
    listener = socket.socket(family, kind)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise OSError(f"Cannot listen on {at(host, port)}: {error.strerror}. Set PORT to another one.") from error
    return listener


def at(host: str, port: int) -> str:
    """The address as servers and browsers write it, with an IPv6 host in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
