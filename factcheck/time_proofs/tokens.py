"""Time stamps by RFC 3161: the request over some bytes, and the answer verified offline (pure)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from factcheck.i18n import N_, _

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

NOT_A_STAMP = N_("The time authority’s answer isn’t a time stamp.")
NOT_GRANTED = N_("The time authority has refused to stamp the captures (status %(status)s).")
NOT_VERIFIED = N_("The time authority’s stamp can’t be verified with its certificates: %(reason)s.")


class StampRefused(ValueError):
    """An answer isn't a stamp of these bytes by this authority; the text says why."""


class Stamp(NamedTuple):
    """A verified stamp."""

    token: bytes  # TimeStampResp (RFC 3161 §2.4.2), DER
    at: datetime  # UTC


class TimestampRequest:
    """A request for a stamp of some bytes."""

    def __init__(self, stamped: bytes) -> None:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # 4 MiB with what it needs, for jobs

        builder = TimestampRequestBuilder().data(stamped).hash_algorithm(HashAlgorithm.SHA256)
        self._request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
        self._stamped = stamped
        self.data: bytes = self._request.as_bytes()  # TimeStampReq, DER

    def stamp(self, answer: bytes, certificates: bytes) -> Stamp:
        """The stamp in an answer to this request; raises StampRefused."""
        response = _decoded(answer)
        if response.tst_info.nonce != self._request.nonce:
            raise StampRefused(_(NOT_VERIFIED, reason="nonce"))
        return Stamp(answer, _verified(response, certificates, self._stamped))


def verified_time(token: bytes, certificates: bytes, stamped: bytes) -> datetime:
    """When an authority has stamped these bytes, in UTC; raises StampRefused unless its certificates prove it."""
    return _verified(_decoded(token), certificates, stamped)


def _decoded(answer: bytes) -> TimeStampResponse:
    from rfc3161_client import decode_timestamp_response

    try:
        response = decode_timestamp_response(answer)
    except ValueError:
        raise StampRefused(_(NOT_A_STAMP)) from None
    if response.status not in (0, 1):  # granted, granted with changes
        raise StampRefused(_(NOT_GRANTED, status=response.status))
    return response


def _verified(response: TimeStampResponse, certificates: bytes, stamped: bytes) -> datetime:
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder

    builder = VerifierBuilder()
    for certificate in load_pem_x509_certificates(certificates):
        if _is_root(certificate):
            builder = builder.add_root_certificate(certificate)
        else:
            builder = builder.add_intermediate_certificate(certificate)
    try:
        builder.build().verify_message(response, stamped)
    except (VerificationError, ValueError) as error:
        raise StampRefused(_(NOT_VERIFIED, reason=str(error).rstrip("."))) from None
    at: datetime = response.tst_info.gen_time
    return at.astimezone(UTC)


def _is_root(certificate: Certificate) -> bool:
    return certificate.issuer == certificate.subject
