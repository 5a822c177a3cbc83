"""docs/security.md says what is there: each requirement of the standard once, and no file or test that is not."""

import re
from pathlib import Path

import pytest

from accreditation_portal.review.references import ALPHABET, WEIGHTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")

# The requirements of ASVS 5.0.0 at levels 1 and 2, by section. Of each section they are its first ones.
REQUIREMENTS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4,
    "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5,
    "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4,
    "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4,
    "17.3": 2,
}  # fmt: skip
VERDICTS = {"met", "partly", "not met", "operator", "n/a"}
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)

QUOTED = {quoted for page in ("docs/security.md", "SECURITY.md")
          for quoted in re.findall(r"`([^`\n]+)`", (ROOT / page).read_text("utf-8"))}  # fmt: skip
PLACES = sorted(quoted for quoted in QUOTED if re.fullmatch(r"[\w./-]+\.(?:py|js|html|txt|toml|md)(?:::\w+)?", quoted))
SETTINGS = sorted(quoted for quoted in QUOTED if re.fullmatch(r"[A-Z]{5,}|[A-Z]+(?:_[A-Z]+)+", quoted))
ELSEWHERE = {"MFA_TOTP_TOLERANCE", "ACCOUNT_LOGIN_ON_PASSWORD_RESET"}  # of allauth, at its default


def test_every_requirement_of_both_levels_stands_there_once():
    wanted = [f"{section}.{number}" for section, most in REQUIREMENTS.items() for number in range(1, most + 1)]

    assert [row[0] for row in ROWS] == wanted
    assert len(wanted) == 253
    assert [row[1] for row in ROWS].count("1") == 70


def test_every_verdict_is_one_of_five_and_the_sum_is_theirs():
    for verdict in VERDICTS:
        counts = [sum(row[3] == verdict and row[1] == level for row in ROWS) for level in "12"]
        assert f"| {verdict} | {counts[0]} | {counts[1]} |" in PAGE, verdict
    assert {row[3] for row in ROWS} == VERDICTS


def test_what_is_met_says_where():
    assert [row[0] for row in ROWS if row[3] == "met" and not row[4].strip()] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_file_and_what_is_named_in_it_is_there(place):
    path, _, name = place.partition("::")

    assert (ROOT / path).is_file()
    assert re.search(rf"\b{name}\b", (ROOT / path).read_text("utf-8"))


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_one(name):
    known = "".join((ROOT / "accreditation_portal" / file).read_text("utf-8") for file in ("settings.py", "office.py"))

    assert name in ELSEWHERE or re.search(rf"\b{name}\b", known)


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", PAGE)

    assert links
    assert [link for link in links if not (ROOT / "docs" / link).is_file()] == []


def test_the_figure_of_references_is_the_codes():
    assert f"{len(ALPHABET)}^{len(WEIGHTS)} = {len(ALPHABET) ** len(WEIGHTS):,}" in PAGE
