"""An issuer's label for a relation → the kind of stake, and which side is the owner."""

from msgspec import Struct

from ostrakon.model import StakeKind

__all__ = ["Tie", "tie_of"]


class Tie(Struct, frozen=True):
    """`outward`: the listing that holds the relation is the owner, else the other side is."""

    kind: StakeKind
    outward: bool


# "From = owned, To = owner" and so on: issuer-formats 1.5, measured on the SDN list of 2025-05-29. OFAC
# merges ownership and control, and gives no share; a property "in the interest of" somebody is neither.
_TIES = {
    "owned or controlled by": Tie("owned_or_controlled", outward=False),
    "owns, controls, or operates": Tie("owned_or_controlled", outward=True),
    "providing support to": Tie("support", outward=True),
    "acting for or on behalf of": Tie("acts_for", outward=True),
    "leader or official of": Tie("management", outward=True),
    "principal executive officer": Tie("management", outward=True),
    "playing a significant role in": Tie("association", outward=True),
    "family member of": Tie("family", outward=True),
    "associate of": Tie("association", outward=True),
    "property in the interest of": Tie("link", outward=False),
    "linked to": Tie("link", outward=True),
    # The United Kingdom's, of both its lists.
    "parent company": Tie("owned_or_controlled", outward=False),
    "subsidiaries": Tie("owned_or_controlled", outward=True),
    "current owners": Tie("owned_or_controlled", outward=False),
    # FollowTheMoney schemas, as a list of your own keeps them.
    "ownership": Tie("shares", outward=True),
    "control": Tie("influence", outward=True),
    "directorship": Tie("directorship", outward=True),
    "family": Tie("family", outward=True),
    "associate": Tie("association", outward=True),
    "membership": Tie("association", outward=True),
    "employment": Tie("association", outward=True),
    "representation": Tie("acts_for", outward=True),
    "unknownlink": Tie("link", outward=True),
}


def tie_of(label: str, other: str = "") -> Tie:
    """What is not known is a link, of which nothing follows: "Ownership (51 of 100 seats)" is "ownership".

    `other` is the other side where it is named in words, which may contradict the label: OFSI prints
    "Cham Holdings (parent)" among subsidiaries.
    """
    if "(parent" in other.casefold():
        return Tie("link", outward=True)
    bare = label.casefold().partition(" (")[0].rstrip(": ")
    return _TIES.get(bare, Tie("link", outward=True))
