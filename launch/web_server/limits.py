"""How long and how much a client may take; the reasons are in docs/decisions/0010-web-server.md."""

from __future__ import annotations

THREADS = 32  # requests that are answered at a time; a connection holds none while it sends or reads
MAX_CONNECTIONS = 2000  # above it, the one that has been idle or slow for longest is closed
MAX_STREAMS = 400  # event streams, of all people together
MAX_HEADER = 32 * 1024  # bytes
MAX_BODY = 12 * 1024 * 1024  # bytes: an upload and the form around it, which the application limits itself
HEADER_SECONDS = 10.0  # from the first byte of a request, or the connection, to the end of its header
BODY_SECONDS = 20.0  # for a body, and one second more for every MIN_RATE bytes of it
IDLE_SECONDS = 60.0  # between two requests
READING_SECONDS = 30.0  # in which a client has to take so much of its answer, again and again until it has all of it:
MIN_RATE = 1_000  # bytes a second
MIN_RATE_HOLDING = 64_000  # while a thread waits for the client, because the answer is larger than SPOOLED
SPOOLED = 64 * 1024 * 1024  # bytes of an answer that are kept for a slow client; above 1 MB in a temporary file
LINGER_SECONDS = 2.0  # to read on after a refusal, so that the client gets to read it
GRACE = 30.0  # seconds that requests under way may take after a signal
STAY = 1.0  # seconds in which new requests are refused in words, before the port is closed
TICK = 1.0  # seconds between two looks at all connections
BEAT = 10.0  # seconds after which a stream says that it is there, and so finds out whether anybody listens
