"""What one worker holds while lists change under it."""

from pathlib import Path

from support.homes import home_with
from support.service import asking, service_over
from support.service_lists import LISTS


def test_a_list_that_is_newer_than_what_is_open_is_answered_all_the_same(tmp_path: Path) -> None:
    engine = home_with(tmp_path, LISTS)
    service = service_over(tmp_path, engine)
    service.refresh()
    before = service.library
    for text in ("id,name\n1,Somebody New\n", "id,name\n1,Somebody New\n2,Somebody Newer\n"):
        (tmp_path / "own.csv").write_text(text)
        (outcome,) = engine.import_files([tmp_path / "own.csv"], dataset="own")
        assert outcome.error is None
    with asking(service) as client:
        assert service.library is before  # nobody has looked yet
        for name, id_ in (("Somebody Newer", "own:2"), ("Orik Vantu", "us_ofac_sdn:101")):
            answer = client.match("default", a=("Person", {"name": name}))
            assert answer.status_code == 200
            found = [one["id"] for one in answer.json()["responses"]["a"]["results"]]
            assert not found or id_ in found
        service.refresh()
        again = client.match("own", a=("LegalEntity", {"name": "Somebody Newer"})).json()
        assert again["responses"]["a"]["results"]
