"""Tags in the ways in which people type lists."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from factcheck.claims.models import Claim
from factcheck.claims.tags import parted
from factcheck.db import db
from tests.factories import make_article, make_user, post, sign_in


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("port, ferry", ("port", "ferry")),
        ("النقل، الميناء", ("النقل", "الميناء")),
        ("交通、港口，渡轮", ("交通", "港口", "渡轮")),
        ("ｆｅｒｒｙ､ 港", ("ｆｅｒｒｙ", "港")),
        ("վարկ՝ նավ", ("վարկ", "նավ")),
        ("ወደብ፣ መርከብ", ("ወደብ", "መርከብ")),
        ("#port, # ferry,##quay,＃pier", ("port", "ferry", "quay", "pier")),
        ("c#, c++", ("c#", "c++")),
        ("Port,PORT, port ,ＰＯＲＴ", ("port",)),
        ("caf\u00e9, cafe\u0301", ("caf\u00e9",)),
        ("Straße, STRASSE", ("straße",)),
        (" harbour\u00a0  dues ,\u3000,, ", ("harbour dues",)),
        ("one\ntwo\n", ("one", "two")),
        ("4.2 million; 2016", ("4.2 million; 2016",)),  # a semicolon parts nothing
        ("", ()),
        ("#,、", ()),
    ],
)
def test_a_list_is_parted_at_the_commas_of_all_scripts_each_tag_once(typed: str, tags: tuple[str, ...]) -> None:
    assert parted(typed) == tags


def test_a_claim_and_the_list_of_claims_take_them_alike(client: FlaskClient) -> None:
    make_article()
    sign_in(client, make_user("Rita"))
    said = {"exact": "The harbour will open in May", "statement": "It opens in May", "claimant_kind": "person"}
    post(client, "/articles/1/claims", **said, kind="checkable", tags="النقل، الميناء، #النقل")
    claim = db.session.query(Claim).one()
    assert {tag.name for tag in claim.tags} == {"النقل", "الميناء"}
    chosen = f"{claim.id}-{claim.revision}"
    assert post(client, "/claims", claim=chosen, act="tag", tags="港口、#渡轮").status_code == 303
    db.session.expire_all()
    assert {"港口", "渡轮"} < {tag.name for tag in db.session.get_one(Claim, claim.id).tags}
    assert "It opens in May" in client.get("/claims?tag=%23港口").text
