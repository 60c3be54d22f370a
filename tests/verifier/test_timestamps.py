"""Timestamps are believed if they are of this checkpoint, by a service one trusts."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from gemeinsam_verifier import der
from gemeinsam_verifier.command_line import main
from gemeinsam_verifier.policy import read_policy
from gemeinsam_verifier.source import Folder
from gemeinsam_verifier.timestamps import (
    CERTIFICATE_V2,
    TimestampWrong,
    check_timestamp,
    read_certificates,
)
from gemeinsam_verifier.verifying import Wishes, verify
from tests.verifier.laboratory import Laboratory, complaints
from tests.verifier.log_files import LOG, checkpoint, policy
from tests.verifier.stamping import TimestampService
from tests.verifier.story import honest_story

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SOON_AFTER = datetime(2020, 1, 2, tzinfo=UTC)
NEXT_YEAR = datetime(2099, 1, 1, tzinfo=UTC)
FILES = honest_story().files(sizes=[50])
SIZE = len(FILES.entries)


def text_of(size: int) -> str:
    """Return what is stamped of a checkpoint: the part that is signed."""
    return FILES.checkpoint(size).partition("\n\n")[0] + "\n"


TEXT = text_of(50)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> TimestampService:
    return TimestampService(tmp_path_factory.mktemp("services") / "tsa")


@pytest.fixture(scope="module")
def reply(service: TimestampService) -> bytes:
    return service.reply(TEXT)


@pytest.fixture
def laboratory(tmp_path: Path, service: TimestampService, reply: bytes) -> Laboratory:
    """Return the honest log with a timestamp of its first 50 entries."""
    made = Laboratory(tmp_path / "log", tsa=service.authority)
    made.publish(FILES)
    (made.folder / "checkpoints/50.tsr").write_bytes(reply)
    return made


def test_a_timestamp_is_believed_and_told_of(laboratory: Laboratory) -> None:
    report = laboratory.verify()
    assert report.exit_code == 0
    assert report.stamps is not None
    [stamp] = report.stamps
    assert (stamp.size, stamp.by) == (50, "CN=Zeitstempel zum Testen")
    assert abs(stamp.time - (laboratory.folder / "checkpoint").stat().st_mtime) < 600


def test_without_a_certificate_they_are_not_looked_at(laboratory: Laboratory) -> None:
    (laboratory.folder / "checkpoints/50.tsr").write_bytes(b"nothing")
    laboratory.tsa = b""
    report = laboratory.verify()
    assert (report.exit_code, report.stamps) == (0, None)


def test_the_command_takes_the_certificate(
    laboratory: Laboratory, service: TimestampService, capsys: pytest.CaptureFixture[str]
) -> None:
    trusted = laboratory.folder.parent / "policy"
    trusted.write_text(policy())
    certificate = service.folder / "ca.pem"
    asked = [str(laboratory.folder), "--policy", str(trusted), "--tsa", str(certificate)]
    assert main([*asked, "--language", "de"]) == 0
    assert "1 Zeitstempel sind echt. Die ersten 50 Einträge gab es am" in capsys.readouterr().out
    assert main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["timestamps"][0]["size"] == 50
    (laboratory.folder / "checkpoints/50.tsr").unlink()
    assert main([*asked, "--language", "en"]) == 0
    assert "The log has no timestamps." in capsys.readouterr().out
    certificate = trusted
    assert main([*asked[:4], str(certificate)]) == 2
    assert "no certificates" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("key", "digest", "naming"),
    [
        ("rsa:2048", "sha512", "sha256"),
        ("rsa:2048", "sha256", "sha1"),
        ("ec -pkeyopt ec_paramgen_curve:P-384", "sha384", "sha512"),
    ],
)
def test_services_of_all_kinds_are_understood(
    tmp_path: Path, key: str, digest: str, naming: str
) -> None:
    made = TimestampService(tmp_path / "tsa", key=key, digest=digest, naming=naming)
    for trusted, sent in ((made.authority, "-cert"), (made.own, "-cert"), (made.own, "")):
        stamped = made.reply(TEXT, certificates=sent)
        found = check_timestamp(stamped, TEXT.encode(), read_certificates(trusted))
        assert abs(found.time - (made.folder / "reply").stat().st_mtime) < 600


def refused(reply: bytes, trusted: bytes, text: str = TEXT) -> str:
    """Return why a timestamp is refused."""
    with pytest.raises(TimestampWrong) as caught:
        check_timestamp(reply, text.encode(), read_certificates(trusted))
    return str(caught.value)


def test_one_of_another_text_is_refused(service: TimestampService, reply: bytes) -> None:
    assert refused(reply, service.authority, text_of(SIZE)) == "it is of another text"
    longer = service.reply(TEXT, "sha512")
    assert refused(longer, service.authority) == "it is of another text"


def test_one_that_names_no_certificate_is_refused(service: TimestampService, reply: bytes) -> None:
    attributes = attributes_of(reply)
    nobody = der.written(der.SEQUENCE, der.written(der.SEQUENCE, b""))
    changed = b"".join(
        der.written(
            der.SEQUENCE, der.written(der.NAME, CERTIFICATE_V2) + der.written(der.SET, nobody)
        )
        if CERTIFICATE_V2 in each.content
        else each.whole
        for each in der.Parts(attributes).each(der.SEQUENCE)
    )
    assert changed != attributes
    forged = exchanged(der.value(reply, der.SEQUENCE), attributes, changed)
    assert refused(forged, service.authority) == "expected 0x30"


def exchanged(value: der.Value, old: bytes, new: bytes) -> bytes:
    """Return a value in which one content stands instead of another, with lengths that fit."""
    if value.content == old:
        return der.written(value.tag, new)
    if old not in value.content:
        return value.whole
    inside = (exchanged(each, old, new) for each in der._split(value.content))  # noqa: SLF001 - whatever tags
    return der.written(value.tag, b"".join(inside))


class Changing(Folder):
    """A server that shows a checkpoint once, and something else whenever it is asked again."""

    def __init__(self, folder: Path, name: str, other: bytes) -> None:
        super().__init__(folder)
        self._name, self._other, self._asked = name, other, 0

    def read(self, name: str) -> bytes | None:
        self._asked += name == self._name
        return self._other if name == self._name and self._asked > 1 else super().read(name)


@pytest.mark.parametrize("other", [b"nothing", None])
def test_one_of_what_is_shown_only_the_second_time_is_refused(
    laboratory: Laboratory, service: TimestampService, other: bytes | None
) -> None:
    forged = checkpoint(50, b"\0" * 32, (LOG,))
    if other is None:
        other = forged.encode()
        stamped = service.reply(forged.partition("\n\n")[0] + "\n")
        (laboratory.folder / "checkpoints/50.tsr").write_bytes(stamped)
    source = Changing(laboratory.folder, "checkpoints/50", other)
    trusted = read_certificates(service.authority)
    report = verify(source, Wishes(read_policy(policy()), tsa=trusted))
    assert complaints(report) == ["published-checkpoint-wrong"]
    assert report.stamps == []


def test_one_by_a_stranger_is_refused(tmp_path: Path, reply: bytes) -> None:
    stranger = TimestampService(tmp_path / "stranger")
    untrusted = "the service is not one of those that are trusted"
    assert refused(reply, stranger.authority) == untrusted
    assert refused(stranger.reply(TEXT, certificates=""), stranger.authority) == (
        "the certificate of the service is missing"
    )


def test_a_service_that_refuses_has_stamped_nothing(service: TimestampService) -> None:
    rejection = bytes.fromhex("30053003020102")
    assert refused(rejection, service.authority) == "the service has refused"
    assert refused(b"", service.authority)
    assert refused(b"\x30\x80", service.authority)


def test_a_certificate_of_the_same_key_must_be_for_timestamps_and_valid(tmp_path: Path) -> None:
    made = TimestampService(tmp_path / "tsa", key="rsa:2048")
    reply = made.reply(TEXT)
    again, certificate = signed_again(made, reply)
    found = check_timestamp(again, TEXT.encode(), read_certificates(certificate))
    assert found.by == "CN=Somebody else"
    assert refused(*signed_again(made, reply, usage=ExtendedKeyUsageOID.SERVER_AUTH)) == (
        "the certificate is not for timestamps"
    )
    assert refused(*signed_again(made, reply, until=SOON_AFTER)) == (
        "a certificate was not valid at that time"
    )


def signed_again(
    made: TimestampService,
    reply: bytes,
    usage: ObjectIdentifier = ExtendedKeyUsageOID.TIME_STAMPING,
    until: datetime = NEXT_YEAR,
) -> tuple[bytes, bytes]:
    """Let a service sign again under another certificate of its key; return both."""
    [service] = x509.load_pem_x509_certificates(made.own)
    key = serialization.load_pem_private_key((made.folder / "tsa.key").read_bytes(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Somebody else")])
    usages = x509.ExtendedKeyUsage([usage])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, LONG_AGO, until)
    other = builder.add_extension(usages, critical=True).sign(key, hashes.SHA256())
    attributes = attributes_of(reply)
    named = attributes.replace(
        service.fingerprint(hashes.SHA256()), other.fingerprint(hashes.SHA256())
    )
    assert named != attributes
    again = key.sign(der.written(der.SET, named), padding.PKCS1v15(), hashes.SHA256())
    changed = reply.replace(attributes, named)[: -len(again)] + again
    return changed, other.public_bytes(serialization.Encoding.PEM)


def attributes_of(reply: bytes) -> bytes:
    """Return what is signed of a reply that brings certificates, without its tag."""
    response = der.value(reply, der.SEQUENCE).parts()
    response.take(der.SEQUENCE)
    content = response.take(der.SEQUENCE).parts()
    content.take(der.NAME)
    signed = der.value(content.take(0xA0).content, der.SEQUENCE).parts()
    for tag in (der.INTEGER, der.SET, der.SEQUENCE, 0xA0):
        signed.take(tag)
    signer = der.value(signed.take(der.SET).content, der.SEQUENCE).parts()
    for tag in (der.INTEGER, der.SEQUENCE, der.SEQUENCE):
        signer.take(tag)
    return signer.take(0xA0).content


def test_no_changed_byte_makes_another_timestamp(service: TimestampService, reply: bytes) -> None:
    trusted = read_certificates(service.authority)
    right = check_timestamp(reply, TEXT.encode(), trusted)
    noticed = 0
    for at in range(len(reply)):
        changed = reply[:at] + bytes([reply[at] ^ 1]) + reply[at + 1 :]
        try:
            assert check_timestamp(changed, TEXT.encode(), trusted) == right
        except TimestampWrong:
            noticed += 1
    # What is not noticed says nothing: the status' number, versions, who the signer claims to be.
    assert noticed > len(reply) * 0.85
