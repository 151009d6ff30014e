"""Why a page isn't fetched."""

from __future__ import annotations

from enum import StrEnum

from factcheck.i18n import N_, _


class Reason(StrEnum):
    """What stood in the way."""

    OFF = "off"
    NO_WEB_ADDRESS = "no web address"
    UNKNOWN_HOST = "unknown host"
    PRIVATE = "private network"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    BUSY = "busy"
    TOO_SLOW = "too slow"
    TOO_LARGE = "too large"
    TOO_MANY_REDIRECTS = "too many redirects"
    BAD_REDIRECT = "bad redirect"
    NOT_HTTP = "not HTTP"
    INCOMPLETE = "incomplete"
    NO_ACCESS = "no access"
    NOT_FOUND = "not found"
    SERVER_BUSY = "server busy"
    STATUS = "status"
    ROBOTS = "robots.txt"
    NO_ROBOTS = "no robots.txt"


MESSAGES = {
    Reason.OFF: N_("This installation doesn’t fetch pages."),
    Reason.NO_WEB_ADDRESS: N_("Only http and https addresses without a user name or password can be fetched."),
    Reason.UNKNOWN_HOST: N_("There is no website at %(host)s, or this server can’t look it up."),
    Reason.PRIVATE: N_("%(host)s is in a private network. Pages there aren’t fetched."),
    Reason.UNREACHABLE: N_("%(host)s can’t be reached from this server."),
    Reason.CERTIFICATE: N_("%(host)s has no valid certificate, so the page could come from somebody else."),
    Reason.BUSY: N_("Too many pages are being fetched. Try again in a minute."),
    Reason.TOO_SLOW: N_("%(host)s didn’t send the whole page within %(seconds)s seconds."),
    Reason.TOO_LARGE: N_("The page is larger than %(megabytes)s MB."),
    Reason.TOO_MANY_REDIRECTS: N_("The address redirects more than %(redirects)s times."),
    Reason.BAD_REDIRECT: N_("The address redirects to one that isn’t a web page."),
    Reason.NOT_HTTP: N_("%(host)s didn’t answer as a website does."),
    Reason.INCOMPLETE: N_("%(host)s closed the connection before the page was complete."),
    Reason.NO_ACCESS: N_("%(host)s refused to send the page (status %(status)s). It may need a sign-in."),
    Reason.NOT_FOUND: N_("%(host)s has no page at this address (status %(status)s)."),
    Reason.SERVER_BUSY: N_("%(host)s is busy or limits requests (status %(status)s). Try again later."),
    Reason.STATUS: N_("%(host)s couldn’t send the page (status %(status)s)."),
    Reason.ROBOTS: N_("The robots.txt of %(host)s asks programs not to fetch this page."),
    Reason.NO_ROBOTS: N_("The robots.txt of %(host)s can’t be had now, so its pages aren’t fetched. %(cause)s"),
}
STATUSES = {
    **dict.fromkeys((401, 402, 403, 407, 451), Reason.NO_ACCESS),
    **dict.fromkeys((404, 410), Reason.NOT_FOUND),
    **dict.fromkeys((429, 503), Reason.SERVER_BUSY),
}


class FetchRefused(ValueError):
    """A page was not fetched; `reason` says why, and the text says so to a person."""

    def __init__(self, reason: Reason, **values: object) -> None:
        super().__init__(_(MESSAGES[reason], **values))
        self.reason = reason


def refuse_status(status: int, host: str) -> None:
    """Raise FetchRefused for the status of an answer that isn't a page."""
    if not 200 <= status < 300 or status in {204, 205}:
        raise FetchRefused(STATUSES.get(status, Reason.STATUS), host=host, status=status)
