"""Which addresses count as public, and that no way leads to another."""

from pathlib import Path

import pytest
from support.issuer import QUICK, failing, running_issuer

from ostrakon.evidence import guard
from ostrakon.evidence.guard import is_public, public_transport
from ostrakon.evidence.transfers import TransferError, transfer


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_of_the_whole_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1"],
        *["224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fd00::1"],
        *["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "", "abc"],
    ],
)
def test_private_and_special_ones_are_not_however_written(address: str) -> None:
    assert not is_public(address)


def test_a_redirect_to_a_private_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first address stands for a public one; every other address of loopback stays private.
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    with running_issuer() as issuer:
        inside = issuer.url("/secret").replace("127.0.0.1", "127.0.0.2")
        issuer.at("/a", failing(302, Location=inside))
        with pytest.raises(TransferError, match=r"127\.0\.0\.2, which is no public address"):
            transfer(issuer.url("/a"), tmp_path / "a", transport=public_transport(5.0), limits=QUICK)
        assert len(issuer.requests) == 1
    assert list(tmp_path.iterdir()) == []
