"""An answer → one HTML page with its picture, and with tables that say the same."""

from importlib.resources import files
from typing import TYPE_CHECKING

from ostrakon.model import ChainLink, OwnersAnswer
from ostrakon.ownership.pictures.drawing import RULE_NAMES, printable, title_of, to_svg
from ostrakon.version import __version__

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["to_html"]

_TITLES = {"us": "United States", "eu": "European Union", "gb": "United Kingdom"}


def to_html(answer: OwnersAnswer) -> str:
    """Self-contained: no script, no style, font or picture from elsewhere. Raises OstrakonError without the
    extra `charts`."""
    from markupsafe import Markup

    def listed(id_: str) -> str:
        rules = answer.listed.get(id_, ())
        return f" (listed: {', '.join(RULE_NAMES[rule] for rule in rules)})" if rules else ""

    def counts(link: ChainLink) -> str:
        return ", ".join(
            f"{RULE_NAMES[one.rule]}{'' if one.answer == 'blocked' else ' (open)'}"
            for one in answer.answers
            if link in one.chain
        )

    # Drawn by us, every text in it escaped: the only markup that does not come from the template.
    svg = Markup(_without_prologue(to_svg(answer)))  # noqa: S704
    return printable(
        _template().render(
            answer=answer,
            title=title_of(answer),
            rules=_TITLES,
            links=_links(answer),
            listed=listed,
            counts=counts,
            svg=svg,
            version=__version__,
        ),
        keep="\n\t",
    )


def _links(answer: OwnersAnswer) -> list[ChainLink]:
    return list(dict.fromkeys([*(link for one in answer.answers for link in one.chain), *answer.ties]))


def _without_prologue(svg: str) -> str:
    """What stands before the root element belongs to a file of its own."""
    return svg[svg.index("<svg") :]


def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    text = files("ostrakon.ownership.pictures").joinpath("data", "report.html").read_text("utf-8")
    return environment.from_string(text)
