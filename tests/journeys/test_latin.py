"""The line in Latin letters is written while a name is typed, and stays the person's own."""

from profiles.models import MediaRepresentative
from profiles.models.latin import latin
from tests.factories import profiles as cast
from tests.journeys.acts import choose, log_in, press_button


def test_whatever_the_script_proposes_the_server_would_propose_too(portal, open_context):
    """Each Latin letter with a mark; a line that the script cannot write stays empty."""
    cast.account("nina")
    page = open_context(javascript=True).new_page()
    log_in(page, "nina")
    page.goto("/profile/edit/identity/")
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]

    written = page.evaluate(
        """(letters) => letters.map((letter) => {
            const { family_name, latin_family_name } = document.querySelector("main form").elements;
            family_name.value = letter;
            family_name.dispatchEvent(new Event("input", { bubbles: true }));
            return latin_family_name.value;
        })""",
        letters,
    )

    proposed = dict(zip(letters, written, strict=True))
    assert {letter: line for letter, line in proposed.items() if line and line != latin(letter)} == {}
    assert [proposed[letter] for letter in "éÇšłđøäÖüåñ"] == [
        "E",
        "C",
        "S",
        "L",
        "D",
        "OE",
        "AE",
        "OE",
        "UE",
        "AA",
        "N",
    ]
    assert len(list(filter(None, written))) > 300


def test_a_plain_name_is_compared_and_saved_once(portal, open_context):
    cast.account("nina")
    page = open_context(javascript=True).new_page()
    log_in(page, "nina")
    page.goto("/profile/edit/identity/")

    page.fill("[name=family_name]", "van der  O’Hara-Peeters")
    page.fill("[name=given_names]", "Нина")
    assert page.input_value("[name=latin_given_names]") == ""  # the server's to propose
    assert page.get_by_text("at the foot of your document: VAN DER O'HARA-PEETERS ?").is_visible()
    page.fill("[name=given_names]", "Nínà")
    assert page.input_value("[name=latin_family_name]") == "VAN DER O'HARA-PEETERS"
    assert page.input_value("[name=latin_given_names]") == "NINA"
    folded = page.get_by_text("at the foot of your document: VAN DER O'HARA-PEETERS NINA")
    folded.click()
    page.fill("[name=latin_given_names]", "NINA M")
    page.fill("[name=given_names]", "Nina Marie")
    assert page.input_value("[name=latin_given_names]") == "NINA M"  # the person's own
    page.fill("[name=birth_date]", "1988-02-29")
    page.fill("[name=birth_place]", "Ghent")
    choose(page, "nationality", "BE")
    press_button(page, "Save")

    page.wait_for_url("**/edit/document/**")
    person = MediaRepresentative.objects.get(user__username="nina")
    assert (person.latin_family_name, person.latin_given_names) == ("VAN DER O'HARA-PEETERS", "NINA M")


def test_what_states_write_in_different_ways_is_unfolded_to_be_compared(portal, open_context):
    cast.account("nina")
    page = open_context(javascript=True).new_page()
    log_in(page, "nina")
    page.goto("/profile/edit/identity/")
    line = page.locator("[name=latin_family_name]")

    page.fill("[name=given_names]", "Zoë")
    assert not line.is_visible()
    page.fill("[name=family_name]", "Müller-Öztürk")
    assert line.is_visible()
    assert line.input_value() == "MUELLER-OEZTUERK"
    line.fill("MULLER-OZTURK")
    page.fill("[name=birth_date]", "1988-02-29")
    page.fill("[name=birth_place]", "Ghent")
    choose(page, "nationality", "BE")
    press_button(page, "Save")

    page.wait_for_url("**/edit/document/**")
    assert MediaRepresentative.objects.get(user__username="nina").latin_family_name == "MULLER-OZTURK"


def test_any_other_name_is_left_to_the_server(portal, open_context):
    cast.representative("nina", family_name="Müller", latin_family_name="MULLER")
    page = open_context(javascript=True).new_page()
    log_in(page, "nina")
    page.goto("/profile/edit/identity/")

    page.fill("[name=family_name]", "Mueller")
    assert page.input_value("[name=latin_family_name]") == "MULLER"
    page.fill("[name=given_names]", "Нина")
    press_button(page, "Save")

    assert "One more look" in page.locator(".error-summary").inner_text()
