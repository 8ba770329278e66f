"""The key that certificates are signed with (Ed25519, RFC 8032), made when it is first needed."""

import base64
import binascii
import os
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from ostrakon.errors import OstrakonError
from ostrakon.model import Problem

__all__ = ["SignatureKeyError", "SigningKey", "is_signed", "public_key_in"]

_PUBLIC_BYTES = 32
_MOST_KEY_BYTES = 65536


class SignatureKeyError(OstrakonError):
    """A key that cannot be read, or that others may read."""


class SigningKey:
    """The private key in `folder`/certificates.pem; its public half lies beside it as certificates.pub."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "certificates.pem"
        self.public_path = folder / "certificates.pub"

    def sign(self, content: bytes) -> bytes:
        """64 bytes. The key is made when there is none."""
        key = self._key()
        if not self.public_path.exists():  # the process that made the key was killed before
            self.public_path.write_bytes(_public_pem(key))
        return key.sign(content)

    def public(self) -> bytes:
        """The 32 bytes that others check signatures with. The key is made when there is none."""
        return self._key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    def public_if_any(self) -> bytes | None:
        """None where nothing was ever signed; no key is made. The public half alone is enough."""
        if self.path.exists():
            return self.public()
        return public_key_in(self.public_path) if self.public_path.exists() else None

    def verify(self) -> Iterator[Problem]:
        """Where the key cannot be used, or its public half is another's. Nothing for a home without one."""
        if not self.path.exists():
            return
        try:
            own = self.public()
        except SignatureKeyError as error:
            yield Problem(str(self.path), str(error).removeprefix(f"{self.path}: "))
            return
        try:
            if public_key_in(self.public_path) != own:
                yield Problem(str(self.public_path), f"is not the public half of {self.path.name}")
        except SignatureKeyError as error:
            yield Problem(str(self.public_path), str(error).removeprefix(f"{self.public_path}: "))

    def _key(self) -> Ed25519PrivateKey:
        if not self.path.exists():
            self._make()
        if os.name == "posix" and self.path.stat().st_mode & 0o077:
            raise SignatureKeyError(f"{self.path}: others may read it; chmod 600 it, or make a new one")
        try:
            key = load_pem_private_key(self.path.read_bytes(), password=None)
        except (ValueError, TypeError, OSError, UnsupportedAlgorithm) as error:
            raise SignatureKeyError(f"{self.path}: no private key that can be read: {error}") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise SignatureKeyError(f"{self.path}: not an Ed25519 key")
        return key

    def _make(self) -> None:
        """Of several that make one at once, the first one's stays."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = Ed25519PrivateKey.generate()
        private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        fresh = self.path.with_name(f".{self.path.name}-{token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(private)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, self.path)
        except FileExistsError:
            return
        finally:
            fresh.unlink()
        self.public_path.write_bytes(_public_pem(key))


def public_key_in(path: Path) -> bytes:
    """The 32 bytes of the Ed25519 public key in a file: PEM, or base64 as in a certificate."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_KEY_BYTES)
    except OSError as error:
        raise SignatureKeyError(f"{path}: {error.strerror}") from error
    try:
        if content.lstrip().startswith(b"-----BEGIN"):
            key = load_pem_public_key(content)
            if isinstance(key, Ed25519PublicKey):
                return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        else:
            raw = base64.b64decode(content.strip(), validate=True)
            if len(raw) == _PUBLIC_BYTES:
                return raw
    except (ValueError, binascii.Error, UnsupportedAlgorithm) as error:
        raise SignatureKeyError(f"{path}: no public key that can be read: {error}") from error
    raise SignatureKeyError(f"{path}: not an Ed25519 public key")


def _public_pem(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def is_signed(content: bytes, signature: bytes, public: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
