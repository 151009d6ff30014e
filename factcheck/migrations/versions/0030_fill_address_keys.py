"""The keys by which addresses are compared: of articles for the first time, of sources by the same rule from now on."""

import hashlib
import re
import string
from urllib.parse import quote, urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0030_fill_address_keys"
down_revision = "0029_address_keys"
branch_labels = None
depends_on = None

LONGEST = 2000  # characters
DEFAULT_PORTS = {"http": 80, "https": 443}
UNRESERVED = re.compile(r"%(2[DdEe]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")  # RFC 3986 §2.3, percent-encoded
ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
TRACKING = re.compile(  # query parameters that say where a reader came from, never what is shown
    r"utm_.*|_ga|_gl|_hsenc|_hsmi|dclid|fbclid|gad_source|gbraid|gclid|gclsrc|igsh|igshid|li_fat_id|mc_cid|mc_eid"
    r"|mkt_tok|msclkid|ttclid|twclid|wbraid|yclid|ysclid",
    re.IGNORECASE,
)


def upgrade() -> None:
    bind = op.get_bind()
    articles, sources = table("articles", "canonical_url"), table("sources", "url")
    for id_, url in bind.execute(sa.select(articles.c.id, articles.c.canonical_url)).all():
        if url:
            bind.execute(articles.update().where(articles.c.id == id_).values(url_key=key(url)))
    rows = bind.execute(sa.select(sources.c.id, sources.c.url, sources.c.url_key).order_by(sources.c.id)).all()
    taken = {row.url_key for row in rows}
    for id_, url, before in rows:
        found = key(url) if url else None
        if (
            found != before and found not in taken
        ):  # of two sources that are one by the new rule, the later keeps its key
            bind.execute(sources.update().where(sources.c.id == id_).values(url_key=found))
            taken.add(found)


def downgrade() -> None:
    """The keys of sources stay: they compare as well as the earlier ones."""


def table(name, url):
    return sa.table(name, sa.column("id"), sa.column(url), sa.column("url_key"))


def key(url):
    url = url.strip()
    try:
        parts = urlsplit(url)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
            return url
        port = f":{parts.port}" if parts.port and parts.port != DEFAULT_PORTS[parts.scheme] else ""
    except ValueError:
        return url
    query, route = _query(parts.query), _route(parts.fragment)
    found = f"{parts.scheme}://{_host(parts.hostname)}{port}{_path(parts.path)}{query}{route}"
    return found if len(found.encode()) <= LONGEST else hashlib.sha256(found.encode()).hexdigest()


def _host(name):
    if ":" in name:
        return f"[{name}]"
    try:
        return name.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:  # too long for a domain name, or letters that none has: compared as it is
        return name


def _path(path):
    path = quote(path.rstrip("/"), safe=string.printable)  # only what is not ASCII
    path = UNRESERVED.sub(lambda found: chr(int(found[1], 16)), path)
    return ENCODED.sub(lambda found: found[0].upper(), path)


def _query(query):
    kept = "&".join(pair for pair in query.split("&") if not TRACKING.fullmatch(pair.partition("=")[0]))
    return f"?{kept}" if kept else ""


def _route(fragment):
    route = fragment.partition(":~:")[0]  # what follows only marks words of the page
    return f"#{route}" if route.startswith(("/", "!")) else ""
