"""The certificate by which a practice's server proves its name; `app.storage` makes and checks it.

It signs itself: the server's key never leaves the server, and workstations are told the one
certificate they may trust, so no authority outside the office is asked. An elliptic curve of NIST,
because PostgreSQL cannot bind passwords to a connection whose certificate has an Ed25519 key.
"""

import datetime as dt
import hashlib
import ipaddress
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.crypto import Secret

if TYPE_CHECKING:  # ciphers come when they are used
    from cryptography.x509 import GeneralName

A_YEAR = dt.timedelta(days=365)
VALID_FOR = 10 * A_YEAR
"""Nobody in an office renews it in time; a key that got out is answered by a new certificate."""


@dataclass(frozen=True, slots=True)
class ServerCertificate:
    """A certificate and its private key, both as PEM."""

    certificate: bytes
    key: Secret

    @property
    def fingerprint(self) -> bytes:
        """The SHA-256 by which a workstation knows it."""
        return fingerprint(ssl.PEM_cert_to_DER_cert(self.certificate.decode("ascii")))

    def serves(self, name: str, at: dt.datetime) -> bool:
        """Whether it proves a name or address at a moment, and for a year after."""
        from cryptography import x509

        read = x509.load_pem_x509_certificate(self.certificate)
        names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        in_time = read.not_valid_before_utc <= at <= read.not_valid_after_utc - A_YEAR
        return in_time and _name(name) in names


def make_certificate(names: Sequence[str], at: dt.datetime) -> ServerCertificate:
    """A certificate for the names and addresses that a server is reached by, from a moment on."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    itself = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Chartproof server")])
    made = (
        x509.CertificateBuilder()
        .subject_name(itself)
        .issuer_name(itself)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - dt.timedelta(days=1))  # clocks in an office differ
        .not_valid_after(at + VALID_FOR)
        .add_extension(x509.SubjectAlternativeName(map(_name, names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return ServerCertificate(
        made.public_bytes(serialization.Encoding.PEM),
        Secret(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
    )


def fingerprint(der: bytes) -> bytes:
    """The SHA-256 of a certificate, 32 bytes."""
    return hashlib.sha256(der).digest()


def _name(name: str) -> "GeneralName":
    from cryptography import x509

    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
