"""RFC 3161 timestamps of checkpoints: an outside service signed that a text existed by then.

Checked are, as docs/rules/public_log.md says: the imprint, the service's signature over it and
over the time, and that its certificate is one of those that were brought along or was issued
under one of them, for timestamps, and was valid at that time. Not checked is whether a
certificate has been revoked.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID

from gemeinsam_verifier import der
from gemeinsam_verifier.der import INTEGER, NAME, OCTETS, SEQUENCE, SET, Parts

CONTEXT_0 = 0xA0
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
TIMESTAMP = bytes.fromhex("2a864886f70d0109100104")
CONTENT_TYPE = bytes.fromhex("2a864886f70d010903")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
CERTIFICATE = bytes.fromhex("2a864886f70d010910020c")
CERTIFICATE_V2 = bytes.fromhex("2a864886f70d010910022f")
SHA256 = bytes.fromhex("608648016503040201")
HASHES: dict[bytes, hashes.HashAlgorithm] = {
    SHA256: hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
GRANTED = {b"\x00", b"\x01"}
SMALLEST_KEY = 2048  # bits of RSA
LONGEST_CHAIN = 5
MOMENT = re.compile(rb"(\d{14})(?:\.\d{0,8}[1-9])?Z")


MALFORMED = (
    ValueError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
"""What reading bytes of a stranger may raise."""


class TimestampWrong(Exception):
    """The timestamp is none, or is not of this text by a trusted service; the text says why."""


class NoCertificates(Exception):
    """The file holds no certificates."""


@dataclass(frozen=True)
class Stamp:
    """A checkpoint's first `size` entries existed at `time`, seconds since 1970, says `by`."""

    size: int
    time: int
    by: str


@dataclass(frozen=True)
class _Token:
    info: bytes
    certificates: tuple[x509.Certificate, ...]
    signed: bytes
    attributes: dict[bytes, bytes]
    hash: hashes.HashAlgorithm
    signature: bytes


def read_certificates(content: bytes) -> list[x509.Certificate]:
    """Read certificates one trusts, PEM.

    Raises:
        NoCertificates: there are none.
    """
    try:
        return x509.load_pem_x509_certificates(content)
    except ValueError as error:
        raise NoCertificates(f"no certificates: {error}") from None


def check_timestamp(reply: bytes, text: bytes, trusted: Sequence[x509.Certificate]) -> Stamp:
    """Check the reply of a service about a text; `size` of what is returned is 0.

    Raises:
        TimestampWrong: as it says.
    """
    try:
        token = _token(reply)
        time = _time(token.info, text)
        signer = _signer(token, trusted)
        _check_signature(token, signer)
        _check_trust(signer, [*trusted, *token.certificates], trusted, time)
    except MALFORMED as error:
        raise TimestampWrong(str(error) or "unreadable") from None
    return Stamp(0, int(time.timestamp()), signer.subject.rfc4514_string())


def _token(reply: bytes) -> _Token:
    """Take a TimeStampResp apart."""
    response = der.value(reply, SEQUENCE).parts()
    if response.take(SEQUENCE).parts().take(INTEGER).content not in GRANTED:
        raise TimestampWrong("the service has refused")
    content = response.take(SEQUENCE).parts()
    response.end()
    _expect(content, SIGNED_DATA)
    signed = der.value(content.take(CONTEXT_0).content, SEQUENCE).parts()
    signed.take(INTEGER)
    signed.take(SET)
    encapsulated = signed.take(SEQUENCE).parts()
    _expect(encapsulated, TIMESTAMP)
    info = der.value(encapsulated.take(CONTEXT_0).content, OCTETS).content
    embedded = signed.maybe(CONTEXT_0)
    found = embedded.parts().each(SEQUENCE) if embedded else ()
    certificates = tuple(x509.load_der_x509_certificate(each.whole) for each in found)
    signed.maybe(0xA1)
    (signer,) = signed.take(SET).parts().each(SEQUENCE)
    return _signed_by(signer.parts(), info, certificates)


def _signed_by(signer: Parts, info: bytes, certificates: tuple[x509.Certificate, ...]) -> _Token:
    signer.take(INTEGER)
    signer.take(SEQUENCE)  # Issuer and number: the signed attribute says which certificate it is.
    algorithm = _hash(signer.take(SEQUENCE).parts())
    attributes = signer.take(CONTEXT_0)
    signer.take(SEQUENCE)
    signature = signer.take(OCTETS).content
    named: dict[bytes, bytes] = {}
    for attribute in attributes.parts().each(SEQUENCE):
        parts = attribute.parts()
        name = parts.take(NAME).content
        if name in named:
            raise TimestampWrong("an attribute is there twice")
        named[name] = parts.take(SET).content
    # What is signed are the attributes as a set, not as the field in which they stand.
    signed = der.written(SET, attributes.content)
    return _Token(info, certificates, signed, named, algorithm, signature)


def _expect(parts: Parts, name: bytes) -> None:
    if parts.take(NAME).content != name:
        raise TimestampWrong("no timestamp")


def _hash(algorithm: Parts) -> hashes.HashAlgorithm:
    found = HASHES.get(algorithm.take(NAME).content)
    if found is None:
        raise TimestampWrong("a hash that is not SHA-2")
    return found


def _time(info: bytes, text: bytes) -> datetime:
    """Return the time of a TSTInfo, whose imprint has to be the text's."""
    parts = der.value(info, SEQUENCE).parts()
    parts.take(INTEGER)
    parts.take(NAME)
    imprint = parts.take(SEQUENCE).parts()
    algorithm = imprint.take(SEQUENCE).parts().take(NAME).content
    digest = imprint.take(OCTETS).content
    imprint.end()
    if algorithm != SHA256 or digest != hashlib.sha256(text).digest():
        raise TimestampWrong("it is of another text")
    parts.take(INTEGER)
    moment = MOMENT.fullmatch(parts.take(der.TIME).content)
    if moment is None:
        raise TimestampWrong("the time is unreadable")
    return datetime.strptime(moment[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _signer(token: _Token, trusted: Sequence[x509.Certificate]) -> x509.Certificate:
    """Return the certificate that the signed attributes name."""
    if CERTIFICATE_V2 in token.attributes:
        named = _first(token.attributes[CERTIFICATE_V2])
        algorithm = named.maybe(SEQUENCE)
        kind = _hash(algorithm.parts()) if algorithm else hashes.SHA256()
    elif CERTIFICATE in token.attributes:
        named, kind = _first(token.attributes[CERTIFICATE]), hashes.SHA1()  # noqa: S303 - RFC 3161 knows no other there; the chain is checked by itself
    else:
        raise TimestampWrong("it does not say whose it is")
    wanted = named.take(OCTETS).content
    for certificate in (*token.certificates, *trusted):
        if certificate.fingerprint(kind) == wanted:
            return certificate
    raise TimestampWrong("the certificate of the service is missing")


def _first(attribute: bytes) -> Parts:
    """Return the parts of the first certificate that a SigningCertificate names."""
    listed = der.value(attribute, SEQUENCE).parts().take(SEQUENCE)
    return listed.parts().take(SEQUENCE).parts()


def _check_signature(token: _Token, signer: x509.Certificate) -> None:
    attributes = token.attributes
    digest = hashes.Hash(token.hash)
    digest.update(token.info)
    if attributes.get(MESSAGE_DIGEST) != der.written(OCTETS, digest.finalize()):
        raise TimestampWrong("the digest is of something else")
    if attributes.get(CONTENT_TYPE) != der.written(NAME, TIMESTAMP):
        raise TimestampWrong("what is signed is no timestamp")
    key = signer.public_key()
    try:
        if isinstance(key, RSAPublicKey) and key.key_size >= SMALLEST_KEY:
            key.verify(token.signature, token.signed, PKCS1v15(), token.hash)
        elif isinstance(key, EllipticCurvePublicKey):
            key.verify(token.signature, token.signed, ECDSA(token.hash))
        else:
            raise TimestampWrong("a key that is neither RSA of 2048 bits nor of an elliptic curve")
    except InvalidSignature:
        raise TimestampWrong("the signature is wrong") from None


def _check_trust(
    signer: x509.Certificate,
    known: Iterable[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    time: datetime,
) -> None:
    """Find the way from the signer to a certificate one trusts."""
    usage = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    if list(usage.value) != [ExtendedKeyUsageOID.TIME_STAMPING] or not usage.critical:
        raise TimestampWrong("the certificate is not for timestamps")
    authorities = [each for each in known if _is_authority(each)]
    here = signer
    for _ in range(LONGEST_CHAIN):
        if not here.not_valid_before_utc <= time <= here.not_valid_after_utc:
            raise TimestampWrong("a certificate was not valid at that time")
        if here in trusted:
            return
        above = next((each for each in authorities if _issued(each, here)), None)
        if above is None:
            break
        here = above
    raise TimestampWrong("the service is not one of those that are trusted")


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _issued(authority: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
