"""One source has one key in all spellings of its address; near misses have their own."""

from __future__ import annotations

from itertools import islice, product

from factcheck.urls import as_address, doi_address, key

HOSTS = ("https://town.example", "HTTPS://Town.Example", "https://town.example:443", "https://TOWN.example.")
PATHS = ("/permits/a-12", "/permits/a-12/", "/permits/%61-12", "/permits/a%2D12")
QUERIES = ("?id=7", "?id=7&utm_source=x", "?fbclid=1&id=7", "?id=7&gclid=2")
AROUND = ("{}", " {} ", "<{}>", "“{}”", "{}#top", "{}#:~:text=opens", "\u200b{}")
DOIS = ("10.1000/Ab.12", "doi:10.1000/ab.12", "DOI: 10.1000/AB.12", "https://doi.org/10.1000/ab.12")
DOIS += ("http://doi.org/10.1000/ab.12", "http://dx.doi.org/10.1000/AB.12", "https://dx.doi.org/10.1000/ab.12")
OTHERS = (
    *(f"https://town.example/permits/a-{number}?id=7" for number in range(100, 130)),
    *(f"https://town.example/permits/a-12?id={number}" for number in range(10, 40)),
    *(f"https://{name}.town.example/permits/a-12?id=7" for name in ("www", "m", "old", "en", "de", "api")),
    *(f"https://town.example:{port}/permits/a-12?id=7" for port in (80, 8080, 8443)),
    *(f"https://town.example/permits/a-12?id=7#/page/{number}" for number in range(12)),
    *(f"https://doi.org/10.1000/ab.{number}" for number in range(13, 28)),
    *("https://town.example/Permits/a-12?id=7", "https://town.example/permits/A-12?id=7"),
    *("https://town.example/permits/a-12", "https://town.example/permits/a-12?ID=7"),
)


def key_of(typed: str) -> str:
    return key(doi_address(typed) or as_address(typed))


def test_100_spellings_of_an_address_are_one_source() -> None:
    spellings = {form.format("".join(parts)) for *parts, form in product(HOSTS, PATHS, QUERIES, AROUND)}
    assert len(spellings) > 100
    assert {key_of(it) for it in spellings} == {"https://town.example/permits/a-12?id=7"}
    assert {key_of(it) for it in DOIS} == {key(it) for it in DOIS} == {"https://doi.org/10.1000/ab.12"}


def test_100_near_misses_are_100_sources() -> None:
    others = list(islice(OTHERS, 100))
    assert len({key_of(it) for it in others} - {key_of(DOIS[0]), "https://town.example/permits/a-12?id=7"}) == 100
