"""The form of a copy's address."""

from __future__ import annotations

from factcheck.i18n import N_
from factcheck.web.forms import Form
from factcheck.web.input.fields import Address, Filled, WebAddress


class CopyAddressForm(Form):
    """The address of a copy at an archive service."""

    for_newsroom = frozenset({"url"})

    url = Address(N_("Address of an archived copy"), [Filled(N_("Enter an address.")), WebAddress()])
