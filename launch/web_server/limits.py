"""The limits on time and size; the reasons are in docs/decisions/0010-web-server.md."""

from __future__ import annotations

import resource

THREADS = 32  # requests answered at a time by all workers; a connection holds none while it sends or reads
MIN_THREADS = 8  # of each worker
AT_ONCE = 1  # requests that a worker works on at a time: it can use one core
AT_ONCE_OVER_A_NETWORK = 4  # the same with a database on another machine, for which each statement waits
LONG_SECONDS = 0.03  # after which a request is no longer counted as one of these, and others go on beside it
SWITCH_INTERVAL = 0.001  # seconds after which a thread passes on Python's lock, for which a writer may wait
MAX_CONNECTIONS = 2000  # of all workers; above it, the one that has been idle or slow for longest is closed
MAX_STREAMS = 400  # event streams of all people and workers together
MAX_HEADER = 32 * 1024  # bytes
MAX_BODY = 12 * 1024 * 1024  # bytes: an upload and the form around it, which the application limits itself
HEADER_SECONDS = 10.0  # from the first byte of a request, or the connection, to the end of its header
BODY_SECONDS = 20.0  # for a body, and one second more for every MIN_RATE bytes of it
IDLE_SECONDS = 75.0  # between two requests: longer than proxies keep a connection (nginx: 60), so that they end it
READING_SECONDS = 30.0  # in each such period a client must read its answer at MIN_RATE:
MIN_RATE = 1_000  # bytes a second
MIN_RATE_HOLDING = 64_000  # while a thread waits for the client, because the answer is larger than SPOOLED
SPOOLED = 64 * 1024 * 1024  # bytes of an answer that are kept for a slow client; above 1 MB in a temporary file
LINGER_SECONDS = 2.0  # of reading after a refusal, so that the client can read it
GRACE = 30.0  # seconds that requests in progress have after a signal
STAY = 1.0  # seconds after a signal in which requests still arrive and are answered; then the port is closed
YIELD_SECONDS = 0.01  # for which a worker leaves a new connection to one that has fewer
TICK = 1.0  # seconds between two checks of all connections
HEARTBEAT_INTERVAL = 10.0  # seconds between two heartbeats of a stream, which show whether the client is there


def raise_file_limit() -> int:
    """Raise the limit of open files as far as possible, because every connection is one; returns the limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65536 if hard == resource.RLIM_INFINITY else min(hard, 65536)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)
