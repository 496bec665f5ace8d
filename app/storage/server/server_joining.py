"""Joins this computer to a practice's server by a pairing code; `chartproof server join` calls it.

The certificate that the server shows is fetched before anything is told to it, and compared with
the fingerprint in the code. PostgreSQL begins TLS on demand: eight bytes that ask for it, one
letter as answer (postgresql.org, "SSL Session Encryption").
"""

import hmac
import socket
import ssl
from pathlib import Path

from app.certificates import fingerprint
from app.files import make_private_folder, write_whole
from app.server_errors import ServerUnreachable, UntrustedServer
from app.storage.server.pairing import Pairing
from app.storage.server.server import ServerLogin, ServerPractice
from app.storage.server.server_engine import CONNECT_SECONDS

CERTIFICATE = "server.crt"
_ASK_FOR_TLS = bytes.fromhex("0000000804d2162f")
_WILLING = b"S"


def join_server(pairing: Pairing, data: Path) -> ServerLogin:
    """Keep the server's certificate in the data folder; how to get in, which has been tried.

    Raises UntrustedServer for another certificate than the code's, OlderServerSchema and others of
    `app.server_errors`, DiskFull, ReadOnlyFolder.
    """
    shown = _shown_certificate(pairing.host, pairing.port)
    if not hmac.compare_digest(fingerprint(shown), pairing.fingerprint):
        raise UntrustedServer
    make_private_folder(data)
    kept = data / CERTIFICATE
    write_whole(kept, ssl.DER_cert_to_PEM_cert(shown).encode("ascii"))
    login = ServerLogin(pairing.address(str(kept)), pairing.password)
    ServerPractice(data, lambda: login).stands()
    return login


def _shown_certificate(host: str, port: int) -> bytes:
    """The server's certificate (DER), not trusted yet."""
    unproven = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unproven.check_hostname = False
    unproven.verify_mode = ssl.CERT_NONE  # the fingerprint is compared instead
    try:
        with socket.create_connection((host, port), CONNECT_SECONDS) as plain:
            plain.sendall(_ASK_FOR_TLS)
            if plain.recv(1) != _WILLING:
                raise UntrustedServer
            with unproven.wrap_socket(plain) as secured:
                shown = secured.getpeercert(binary_form=True)
    except ssl.SSLError:
        raise UntrustedServer from None
    except OSError:
        raise ServerUnreachable from None
    if not shown:
        raise UntrustedServer
    return shown
