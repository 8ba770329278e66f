"""The rows of one party in the issuer's words."""

from msgspec import Struct

__all__ = ["COLUMNS", "Group", "Row"]


class Row(Struct, frozen=True):
    """One row: a name of a party, with one of its birth dates and one of its addresses.

    A column that the file's layout does not have is blank in every row; `unknown` holds the columns
    that this reader has no name for.
    """

    line: int
    name_6: str = ""
    name_1: str = ""
    name_2: str = ""
    name_3: str = ""
    name_4: str = ""
    name_5: str = ""
    title: str = ""
    non_latin_name: str = ""
    non_latin_script: str = ""
    non_latin_language: str = ""
    birth_date: str = ""
    birth_town: str = ""
    birth_country: str = ""
    nationality: str = ""
    passport_number: str = ""
    passport_details: str = ""
    national_number: str = ""
    national_details: str = ""
    position: str = ""
    address_1: str = ""
    address_2: str = ""
    address_3: str = ""
    address_4: str = ""
    address_5: str = ""
    address_6: str = ""
    postal_code: str = ""
    country: str = ""
    other_information: str = ""
    group_type: str = ""
    alias_type: str = ""
    alias_quality: str = ""
    regime: str = ""
    listed_on: str = ""
    designated_on: str = ""
    last_updated: str = ""
    group_id: str = ""
    unknown: tuple[tuple[str, str], ...] = ()


class Group(Struct, frozen=True):
    """A party: its rows in the order of the file, which need not stand together."""

    id: str
    document: str
    rows: tuple[Row, ...]

    @property
    def place(self) -> str:
        return f"{self.document}, line {self.rows[0].line}, group {self.id}"


# The 36 columns since February 2022, and NI Number, which two of them replaced.
COLUMNS = {
    "Name 6": "name_6",
    "Name 1": "name_1",
    "Name 2": "name_2",
    "Name 3": "name_3",
    "Name 4": "name_4",
    "Name 5": "name_5",
    "Title": "title",
    "Name Non-Latin Script": "non_latin_name",
    "Non-Latin Script Type": "non_latin_script",
    "Non-Latin Script Language": "non_latin_language",
    "DOB": "birth_date",
    "Town of Birth": "birth_town",
    "Country of Birth": "birth_country",
    "Nationality": "nationality",
    "Passport Number": "passport_number",
    "Passport Details": "passport_details",
    "NI Number": "national_details",
    "National Identification Number": "national_number",
    "National Identification Details": "national_details",
    "Position": "position",
    "Address 1": "address_1",
    "Address 2": "address_2",
    "Address 3": "address_3",
    "Address 4": "address_4",
    "Address 5": "address_5",
    "Address 6": "address_6",
    "Post/Zip Code": "postal_code",
    "Country": "country",
    "Other Information": "other_information",
    "Group Type": "group_type",
    "Alias Type": "alias_type",
    "Alias Quality": "alias_quality",
    "Regime": "regime",
    "Listed On": "listed_on",
    "UK Sanctions List Date Designated": "designated_on",
    "Last Updated": "last_updated",
    "Group ID": "group_id",
}
