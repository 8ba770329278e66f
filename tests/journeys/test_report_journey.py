"""A report's way: a web page with a script in it → read → JSON and a page on which nothing runs."""

import json
from datetime import date
from pathlib import Path

from lxml import html
from support.homes import home_with
from support.listings import person
from typer.testing import CliRunner

from ostrakon.cli.commands import app

PAGE = """<html><head><title>Raid on market</title><script>steal()</script></head><body><article>
<h1>Raid on market</h1>
<p onclick="steal()">At least 33 people, among them 12 children, were killed on Tuesday when army jets bombed
the market in Aleppo, the Syrian Observatory for Human Rights said. <img src=x onerror=steal()></p>
<p>\u201cThere was no army position near the stalls,\u201d Mayor Idris Qalam told reporters. Britain did not
rule out sanctions on Bashar al-Assad. &lt;script&gt;steal()&lt;/script&gt;</p>
</article></body></html>"""


def test_a_web_page_is_read_and_nothing_in_it_is_run(tmp_path: Path) -> None:
    crowd = [person(str(1000 + n), f"Filler{n:03d} PERSON{n % 7}") for n in range(50)]
    listed = person("12735", "Bashar AL-ASSAD", listed_on=date(2011, 5, 18))
    home_with(tmp_path / "home", {"us_ofac_sdn": {date(2016, 3, 25): [listed, *crowd]}})
    file, page = tmp_path / "report.html", tmp_path / "page.html"
    file.write_text(PAGE, "utf-8")

    words = [
        "read",
        str(file),
        "--dated",
        "2016-10-16",
        "--extractor",
        "rules",
        "--json",
        "--html",
        str(page),
    ]
    environment = {"OSTRAKON_HOME": str(tmp_path / "home"), "OSTRAKON_DATABASE_URL": ""}
    result = CliRunner(env=environment).invoke(app, words)

    assert result.exit_code == 1
    read = json.loads(result.stdout)
    figures = [claim for claim in read["claims"] if claim["kind"] == "figure"]
    assert [(one["value"]["low"], one["perpetrator"], one["source"]) for one in figures] == [
        (33, "army", "Syrian Observatory for Human Rights"),
        (12, "army", "Syrian Observatory for Human Rights"),
    ]
    assert figures[0]["window"]["from"] == "2016-10-11"
    (quotation,) = [claim for claim in read["claims"] if claim["kind"] == "quotation"]
    assert quotation["speaker"] == "Idris Qalam"
    assert [claim["modality"] for claim in read["claims"] if claim["kind"] == "stance"] == ["not_ruled_out"]
    (party,) = [party for party in read["parties"] if party["class"] == "listed"]
    assert party["listings"][0]["party"] == "us_ofac_sdn:12735"

    shown = html.fromstring(page.read_text("utf-8"))
    assert not shown.xpath("//script | //img | //@onclick | //@onerror")
    assert "<script>steal()</script>" in shown.xpath("//article")[0].text_content()
