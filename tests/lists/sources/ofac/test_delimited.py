import gzip
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders.ofac_delimited import address, alias, comment, part, party
from support.reading import Reading, read_bytes, read_files
from support.shared import shared_list

from ostrakon.errors import SourceError
from ostrakon.lists.parsing import Document, Doubts, Recognised
from ostrakon.lists.sources.ofac.delimited.remarks import read_remarks
from ostrakon.lists.sources.ofac.printed_dates import printed_date
from ostrakon.lists.sources.us_ofac_cons import SOURCE as CONS
from ostrakon.lists.sources.us_ofac_sdn import SOURCE as SDN
from ostrakon.model import Country, Listing, PartialDate, Relation

RealFile = Callable[[str], Reading]
CUT_OFF = "remarks of 3 entries are cut off at 1,000 characters: no comments file was given"


@pytest.fixture(scope="module")
def real() -> RealFile:
    """The real files of each day, read once."""
    held: dict[str, Reading] = {}
    parts = {"2015-01-17": ("sdn",), "2018-01-26": ("sdn",), "2019-01-04": ("sdn", "add", "alt")}

    def read(day: str) -> Reading:
        if day not in held:
            files = [shared_list(f"us_ofac_sdn/{day}/{name}.csv.gz") for name in parts[day]]
            held[day] = read_files(SDN, *files)
        return held[day]

    return read


def read_party(remarks: str | None = None, **fields: Any) -> Listing:
    return read_bytes(SDN, sdn_dot_csv=part(party(remarks=remarks, **fields))).listings[0]


class TestTheRealFiles:
    """The control totals of facts 1.10 and 1.7."""

    @pytest.mark.parametrize(
        ("day", "kinds", "syria", "birth", "linked", "highest"),
        [
            ("2015-01-17", (2_824, 2_620, 264, 168), (168, 3, 6), 2_563, 465, 17_627),
            ("2018-01-26", (3_545, 2_324, 81, 118), (535, 3, 6), 3_362, 857, 23_635),
            ("2019-01-04", (3_845, 2_994, 323, 217), (552, 3, 6), 3_662, 1_727, 26_235),
        ],
    )
    def test_entries(
        self,
        real: RealFile,
        day: str,
        kinds: tuple[int, ...],
        syria: tuple[int, ...],
        birth: int,
        linked: int,
        highest: int,
    ) -> None:
        listings = real(day).listings
        found = Counter(listing.kind for listing in listings)
        assert tuple(found[kind] for kind in ("Person", "LegalEntity", "Vessel", "Airplane")) == kinds
        tags = Counter(programme.code for listing in listings for programme in listing.programmes)
        assert tuple(tags[tag] for tag in ("SYRIA", "HRIT-SY", "FSE-SY")) == syria
        assert sum(bool(listing.birth_dates) for listing in listings) == birth
        assert sum(bool(listing.relations) for listing in listings) == linked
        assert max(int(listing.id) for listing in listings) == highest

    def test_names_and_addresses_of_2019(self, real: RealFile) -> None:
        listings = real("2019-01-04").listings
        names = Counter((n.type, n.strength) for listing in listings for n in listing.names)
        assert names == {
            ("primary", "strong"): 7_379,
            ("alias", "strong"): 9_335,
            ("former", "strong"): 331,
            ("new", "strong"): 16,
            ("alias", "weak"): 2_026,
            ("former", "weak"): 11,
        }
        # 2,406 are printed, the last of each of the three that are cut off is no whole name.
        ties = Counter(relation.type for listing in listings for relation in listing.relations)
        assert ties == {"Linked To": 2_406 - 3}
        with_alias = [
            one for one in listings if any(n.type != "primary" and n.strength == "strong" for n in one.names)
        ]
        assert len(with_alias) == 3_196
        # 11,696 rows: 2,222 of them nothing but null marks, two nothing but an "undetermined" country.
        addresses = [address for listing in listings for address in listing.addresses]
        assert len(addresses) == 11_696 - 2_222 - 2
        # Six more are "undetermined", seven in Kafia Kingi and Northern Mali, which are no countries.
        assert sum(address.country is None for address in addresses) == 2_263 - 2_222 + 6 + 7

    @pytest.mark.parametrize("day", ["2015-01-17", "2018-01-26"])
    def test_the_end_mark_is_no_row(self, real: RealFile, day: str) -> None:
        content = gzip.decompress(shared_list(f"us_ofac_sdn/{day}/sdn.csv.gz").read_bytes())
        assert content.endswith(b"\r\n\x1a")
        assert len(real(day).listings) == content.count(b"\r\n")

    @pytest.mark.parametrize("day", ["2015-01-17", "2018-01-26"])
    def test_the_primary_file_alone_says_so(self, real: RealFile, day: str) -> None:
        assert real(day).edition.remarks == ("primary names only", CUT_OFF)
        assert real(day).edition.published_on is None

    def test_the_entries_that_are_cut_off(self, real: RealFile) -> None:
        reading = real("2019-01-04")
        assert reading.edition.remarks == (CUT_OFF,)
        assert reading["12300"].notes[-1] == "Linked To: PROMO RAI"
        assert reading["12300"].relations[-1].other_name == "PARQUES TEMATICOS S.A.S."

    @pytest.mark.parametrize("day", ["2015-01-17", "2018-01-26", "2019-01-04"])
    def test_little_is_not_understood(self, real: RealFile, day: str) -> None:
        doubts = dict(real(day).doubts.counts)
        assert doubts.pop("remarks cut off, no comment continues them") == 3
        assert doubts.pop("unknown country") == 3  # "possibly Palestinian"
        assert doubts == ({"file ends inside a null mark": 1} if day == "2019-01-04" else {})

    def test_bashar_al_assad(self, real: RealFile) -> None:
        listing = real("2019-01-04")["12735"]
        assert [(n.text, n.type, n.strength) for n in listing.names] == [
            ("Bashar AL-ASSAD", "primary", "strong"),
            ("Bashar AL-ASAD", "alias", "strong"),
            ("Bashar ASSAD", "alias", "strong"),
            ("Bashar Hafez AL ASSAD", "alias", "strong"),
        ]
        assert [programme.code for programme in listing.programmes] == ["SYRIA"]
        assert [(d.text, d.precision) for d in listing.birth_dates] == [("11 Sep 1965", "day")]
        assert [place.text for place in listing.birth_places] == ["Damascus, Syria"]
        assert listing.titles == ("President of the Syrian Arab Republic",)
        assert (listing.notes, listing.addresses) == ((), ())  # the title again, and a row of nulls
        assert (listing.listed_on, listing.date_basis) == (None, "unknown")


class TestTheParts:
    def test_all_four_make_one_listing(self) -> None:
        remarks = "DOB 1960; " + "x" * 984 + "; Link"
        assert len(remarks) == 1_000
        reading = read_bytes(
            SDN,
            sdn_dot_csv=part(party(remarks=remarks), party(102, "OTHER", None)),
            add_dot_csv=part(address(101, 1, "1 Test Street", "Homs 0578", "Syria"), address(102, 2)),
            alt_dot_csv=part(alias(), alias(101, 2, "fka", "VANTU, Orik", "until 1999")),
            sdn_comments_dot_csv=part(comment(101, "ed To: NOWHERE BANK; DOB 1961.")),
        )
        listing = reading["101"]
        assert reading.edition.remarks == ()
        assert reading.doubts.counts == {}
        assert [(n.text, n.type, n.strength, n.note) for n in listing.names] == [
            ("Orik Vantu MOSSO", "primary", "strong", None),
            ("Orik MOSO", "alias", "strong", None),
            ("Orik VANTU", "former", "strong", "until 1999"),
        ]
        [home] = listing.addresses
        assert (home.text, home.street, home.city) == (
            "1 Test Street, Homs 0578, Syria",
            "1 Test Street",
            "Homs 0578",
        )
        assert listing.relations == (Relation("Linked To", other_name="NOWHERE BANK"),)
        assert [d.text for d in listing.birth_dates] == ["1960", "1961"]
        assert reading["102"].addresses == ()

    def test_what_is_missing_is_said(self) -> None:
        primary = part(party())
        assert read_bytes(SDN, sdn_dot_csv=primary).edition.remarks == ("primary names only",)
        without_aliases = read_bytes(SDN, sdn_dot_csv=primary, add_dot_csv=part(address()))
        assert without_aliases.edition.remarks == ("no aliases: the aliases file (alt.csv) was not given",)
        without_addresses = read_bytes(SDN, sdn_dot_csv=primary, alt_dot_csv=part(alias()))
        assert without_addresses.edition.remarks == (
            "no addresses: the addresses file (add.csv) was not given",
        )

    def test_a_comment_that_is_missing_from_the_comments_file_is_missed(self) -> None:
        long = party(remarks="DOB 1960; " + "x" * 984 + "; Link")
        reading = read_bytes(
            SDN, sdn_dot_csv=part(long, party(102)), sdn_comments_dot_csv=part(comment(102, "DOB 1961."))
        )
        assert reading.edition.remarks == (
            "primary names only",
            "remarks of 1 entries are cut off at 1,000 characters: the comments file does not continue them",
        )

    @pytest.mark.parametrize("length", range(3, 12))
    def test_a_part_is_known_wherever_its_head_ends(self, length: int) -> None:
        """A cell may hold line breaks, and the head of 64 KiB end within one."""
        remarks = "line one\r\nline two " * length
        primary = recognise(part(*(party(number, remarks=remarks) for number in range(1, 900))))
        assert primary is not None
        assert (primary.role, primary.dataset) == ("primary", "us_ofac_sdn")
        comments = recognise(part(*(comment(number, remarks * 5) for number in range(1, 400))))
        assert comments is not None
        assert comments.role == "comments"

    def test_the_part_is_told_from_the_rows(self) -> None:
        parts = {
            "primary": part(party()),
            "addresses": part(address()),
            "aliases": part(alias()),
            "comments": part(comment(101, "more")),
        }
        for role, content in parts.items():
            recognised = recognise(content)
            assert recognised is not None
            assert (recognised.layout, recognised.role) == ("CSV", role)
            assert recognised.dataset == ("us_ofac_sdn" if role == "primary" else None)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\x1a",
            b"ent_num,name\r\n1,x\r\n",
            b"1,2,3\r\n",
            b'1,"x","robot","SYRIA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n',
            b"\xff\xfe\x00\x01",
        ],
    )
    def test_other_files_are_strangers(self, content: bytes) -> None:
        assert recognise(content) is None

    def test_programmes_that_block_nobody_make_the_consolidated_list(self) -> None:
        primary = part(party(program="NS-PLC"), party(102, program="SDGT] [NS-PLC"))
        assert read_bytes(CONS, cons_prim_dot_csv=primary).edition.dataset == "us_ofac_cons"
        with pytest.raises(AssertionError):
            read_bytes(SDN, cons_prim_dot_csv=primary)


class TestRemarks:
    def test_every_kind_of_remark(self) -> None:
        listing = read_party(
            "DOB 11 Sep 1960; alt. DOB circa 1958; alt. DOB 1957 to 1959; POB Homs, Syria; alt. POB Hama; "
            "nationality Syria; citizen Iraq; alt. citizen Egypt; a.k.a. 'QUIET ONE'; a.k.a. 'SA'D, Abu'; "
            "f.k.a. 'VANTU'; Gender Male; Passport X 0012345 (Syria) issued 05 May 2011 expires 2021; "
            "alt. Passport 79 (Bosnia and Herzegovina); National ID No. K357514(4) (Hong Kong); "
            "SWIFT/BIC TESTSYDA; Digital Currency Address - XBT 1TestTestTestTest; Website www.example.org; "
            "Secondary sanctions risk: section 0 of an order; Executive Order 13645 Determination - Subject "
            "to Secondary Sanctions; Minister of Nothing; Passport issued in Homs; Linked To: NOWHERE BANK; "
            "Linked To: TEST S.A.",
            title="Minister of Nothing",
        )
        assert [(d.text, d.precision, d.circa) for d in listing.birth_dates] == [
            ("11 Sep 1960", "day", False),
            ("circa 1958", "year", True),
            ("1957 to 1959", "range", False),
        ]
        assert [place.text for place in listing.birth_places] == ["Homs, Syria", "Hama"]
        assert listing.nationalities == (Country("Syria", "sy"),)
        assert listing.citizenships == (Country("Iraq", "iq"), Country("Egypt", "eg"))
        assert [(n.text, n.type, n.strength) for n in listing.names[1:]] == [
            ("QUIET ONE", "alias", "weak"),
            ("Abu SA'D", "alias", "weak"),
            ("VANTU", "former", "weak"),
        ]
        assert listing.genders == ("male",)
        assert [(i.type, i.value, i.asset) for i in listing.identifiers] == [
            ("passport", "X 0012345", None),
            ("passport", "79", None),
            ("national_id", "K357514(4)", None),
            ("bic", "TESTSYDA", None),
            ("wallet", "1TestTestTestTest", "XBT"),
        ]
        passport, second, *_ = listing.identifiers
        assert passport.country == Country("Syria", "sy")
        assert (str(passport.issued_on and passport.issued_on.earliest), passport.expires_on) == (
            "2011-05-05",
            PartialDate.of_year(2021),
        )
        assert second.country == Country("Bosnia and Herzegovina", "ba")
        assert [(p.name, p.value) for p in listing.properties] == [
            ("website", "www.example.org"),
            ("Secondary sanctions risk:", "section 0 of an order"),
            ("Executive Order 13645 Determination -", "Subject to Secondary Sanctions"),
        ]
        assert listing.notes == ("Passport issued in Homs",)
        assert [r.other_name for r in listing.relations] == ["NOWHERE BANK", "TEST S.A."]

    @pytest.mark.parametrize(
        ("remarks", "name"),
        [
            ("Linked To: USA REALLY.", "USA REALLY"),
            ("Linked To: TEST S.A.", "TEST S.A."),
            ("Linked To: TEST CO., LTD.", "TEST CO., LTD."),
            ("Linked To: TEST S. DE R.L. DE C.V.", "TEST S. DE R.L. DE C.V."),
        ],
    )
    def test_the_full_stop_that_ends_all_remarks(self, remarks: str, name: str) -> None:
        assert read_party(remarks).relations == (Relation("Linked To", other_name=name),)

    def test_a_ship_in_its_own_columns_and_in_remarks(self) -> None:
        ship = ("T3ST", "Crude Oil Tanker", "318,000", "163,660", "Iran", "Nowhere Shipping")
        listing = read_party(
            "Former Vessel Flag Malta; Vessel Registration Identification IMO 9074729; MMSI 123456789.",
            name="STAR, TEST",
            kind="vessel",
            vessel=ship,
        )
        assert (listing.name, listing.kind) == ("STAR, TEST", "Vessel")
        assert [(i.type, i.value) for i in listing.identifiers] == [
            ("call_sign", "T3ST"),
            ("imo", "9074729"),
            ("mmsi", "123456789"),
        ]
        assert {p.name: p.value for p in listing.properties} == {
            "type": "Crude Oil Tanker",
            "flag": "Iran",
            "owner": "Nowhere Shipping",
            "tonnage": "318,000",
            "grossRegisteredTonnage": "163,660",
            "pastFlags": "Malta",
        }

    def test_several_programmes_share_a_cell(self) -> None:
        listing = read_party(program="SDGT] [SDT] [SYRIA")
        assert [programme.code for programme in listing.programmes] == ["SDGT", "SDT", "SYRIA"]

    def test_a_company_keeps_its_commas(self) -> None:
        assert read_party(name="TEST, S.A.", kind=None).name == "TEST, S.A."

    @given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Z"]), max_size=60)))
    def test_no_remark_is_lost(self, printed: list[str]) -> None:
        remarks = read_remarks("; ".join(printed), where="1", doubts=Doubts())
        found = [
            *(date.text for date in remarks.birth_dates),
            *(place.text for place in remarks.birth_places),
            *(country.text for country in (*remarks.nationalities, *remarks.citizenships)),
            *(alias.name for alias in remarks.weak_aliases),
            *(relation.other_name or "" for relation in remarks.relations),
            *(f"{detail.label}{detail.value}" for detail in remarks.details),
            *remarks.notes,
        ]
        letters = [character for character in "".join(printed) if character.isalnum()]
        assert Counter("".join(found)) >= Counter(letters)

    @given(st.dates(), st.sampled_from(["%d %b %Y", "%b %Y", "%Y"]), st.booleans())
    def test_every_form_of_a_date_names_its_day(self, day: Any, form: str, circa: bool) -> None:
        printed = day.strftime(form.replace("%Y", f"{day.year:04}"))
        found = printed_date(f"circa {printed}" if circa else printed)
        assert found.circa == circa
        assert found.earliest
        assert found.latest
        assert found.earliest <= day <= found.latest

    @pytest.mark.parametrize("text", ["31 Feb 1960", "1960 to 1950", "Foo 1960", "0000", "early 1960s", "to"])
    def test_what_is_no_date_is_kept_as_words(self, text: str) -> None:
        assert printed_date(text) == PartialDate.of_text(text)


class TestWhatIsRefused:
    def test_a_number_that_stands_there_twice(self) -> None:
        with pytest.raises(SourceError, match=r"ent_num 101 .* stands there twice"):
            read_bytes(SDN, sdn_dot_csv=part(party(), party()))

    @pytest.mark.parametrize(
        ("name", "content"),
        [("add", part(address(999))), ("alt", part(alias(999))), ("comments", part(comment(999, "more")))],
    )
    def test_a_row_of_nobody(self, name: str, content: bytes) -> None:
        with pytest.raises(SourceError, match=f"{name}.csv: ent_num 999 is not in the primary file"):
            read_bytes(SDN, **{"sdn_dot_csv": part(party()), f"{name}_dot_csv": content})

    def test_two_files_of_one_part(self) -> None:
        with pytest.raises(SourceError, match="is a second aliases file"):
            read_bytes(SDN, a_dot_csv=part(party()), b_dot_csv=part(alias()), c_dot_csv=part(alias()))

    def test_aliases_alone(self) -> None:
        with pytest.raises(SourceError, match="no primary file"):
            read_bytes(SDN, alt_dot_csv=part(alias()))

    def test_a_row_without_a_name(self) -> None:
        with pytest.raises(SourceError, match="ent_num 101 has no name"):
            read_bytes(SDN, sdn_dot_csv=part(party(name="")))
        with pytest.raises(SourceError, match="an alias has no name"):
            read_bytes(SDN, sdn_dot_csv=part(party()), alt_dot_csv=part(alias(name="")))

    def test_a_file_cut_off_inside_its_last_row(self) -> None:
        rows = [party(number, remarks="DOB 1960; Linked To: NOWHERE BANK.") for number in range(1, 200)]
        content = part(*rows, end=b"")
        whole_row = len(content) - len(part(rows[-1], end=b""))
        for end in range(whole_row + 1, len(content) - 2):
            with pytest.raises(SourceError):
                read_bytes(SDN, sdn_dot_csv=content[:end])

    @pytest.mark.parametrize("cut", [1, 2])
    def test_a_null_mark_cut_off_at_the_end_costs_nothing(self, cut: int) -> None:
        content = part(party(remarks="DOB 1960."), party(102), end=b"").removesuffix(b" \r\n")
        reading = read_bytes(SDN, sdn_dot_csv=content[: len(content) - cut])
        assert len(reading.listings) == 2
        assert reading.listings[1].notes == ()
        assert reading.doubts.counts == {"file ends inside a null mark": 1}

    @pytest.mark.parametrize("end", [b"", b"\x1a", b"\x1a\r\n"])
    def test_with_or_without_an_end_mark(self, end: bytes) -> None:
        assert len(read_bytes(SDN, sdn_dot_csv=part(party(), end=end)).listings) == 1
        unix = part(party(), end=end).replace(b"\r\n", b"\n")
        assert len(read_bytes(SDN, sdn_dot_csv=unix).listings) == 1


def recognise(content: bytes) -> Recognised | None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(content)
        return SDN.recognise(Document(path.name, path))
