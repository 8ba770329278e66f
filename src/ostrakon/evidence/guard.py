"""A way out to public addresses alone, with one deadline for all that a server says."""

import socket
import ssl
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore
import httpx

from ostrakon.evidence.transfers import TransferError

__all__ = ["is_public", "public_transport"]

# NAT64 (RFC 6052, RFC 8215): the last four bytes are an IPv4 address that the network translates to.
_TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_SocketOptions = Iterable[Any]


def is_public(address: str) -> bool:
    """Whether `address` is one of the whole Internet: not private, loopback, link-local, reserved or
    multicast, nor an IPv6 address behind which such an IPv4 address stands."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(parsed)
    if inner is not None:
        return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if any(address in network for network in _TRANSLATED):
        return IPv4Address(address.packed[-4:])
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


def public_transport(total_timeout_s: float, *, allow_private: bool = False) -> httpx.BaseTransport:
    """A transport that connects to public addresses alone, and ends after `total_timeout_s` in all.

    A name is resolved once, and the connection goes to the very address that was looked at, so that a
    name server cannot give another one in between. Proxies of the environment are not used: they would
    resolve the name themselves. Raises TransferError for an address that is refused.
    """
    transport = httpx.HTTPTransport(trust_env=False)
    backend = _Guarded(time.monotonic() + total_timeout_s, allow_private=allow_private)
    # httpx has no argument for it; tests/evidence/test_guard.py tells when this no longer holds.
    transport._pool = httpcore.ConnectionPool(
        ssl_context=ssl.create_default_context(), network_backend=backend
    )
    return transport


class _Guarded(httpcore.NetworkBackend):
    def __init__(self, deadline: float, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _resolved(host, port)
        refused = [address for address in addresses if not is_public(address)]
        if refused and not self._allow_private:
            raise TransferError(f"{host} is {refused[0]}, which is no public address")
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
                return _Timed(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")


class _Timed(httpcore.NetworkStream):
    """A connection of which each wait ends at the deadline: a server that says one byte a minute, each in
    time, would otherwise hold it for days."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"{host}: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TransferError("took longer than allowed in all")
    return left if timeout is None else min(timeout, left)
