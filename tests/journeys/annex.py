"""The way of a new person through the portal, as Annex 1 tells it: what its pictures show (S28)."""

from collections.abc import Callable

from django.utils.translation import gettext, override

from profiles.demo.portraits import Face, portrait
from tests.factories import files
from tests.journeys.acts import choose, latest_mail, link_in, press_button, upload

PASSWORD = "quiet harbour lantern 88"
MAIL = "nina@example.org"
FACE = Face("#e8c4a0", "#4a3020", "#2e4057", "#e9edf0", "long")
MAIN = "main > .shell"
FORM = ".columns > .stack"


class Walk:
    """One person with one browser in one language; ``picture`` is called with each screen's name and its part."""

    def __init__(self, page, language: str, picture: Callable):
        self.page, self.language, self.picture = page, language, picture

    def press(self, label: str) -> None:
        with override(self.language):
            press_button(self.page, gettext(label))

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.fill(f"[name={name}]", value)

    def all_the_way(self) -> None:
        self.sign_up()
        self.complete_profile()
        self.add_press_card()
        self.make_photo()
        self.register()
        self.ask_for_annual_accreditation()

    def sign_up(self) -> None:
        page = self.page
        page.goto("/accounts/signup/")
        self.fill(username="nina", email=MAIL, password1=PASSWORD, password2=PASSWORD)
        self.picture("sign_up", MAIN, "main form")
        self.press("Create the account")
        page.goto(link_in(latest_mail(to=MAIL), "confirm"))
        self.picture("confirm", MAIN)
        self.press("Confirm")
        if "login" in page.url:
            self.fill(login="nina", password=PASSWORD)
            self.press("Log in")

    def complete_profile(self) -> None:
        page = self.page
        page.goto("/profile/edit/identity/")
        self.fill(family_name="Novak", given_names="Nina", birth_date="1988-02-29", birth_place="Ljubljana")
        choose(page, "nationality", "SI")
        self.picture("identity", MAIN)
        self.press("Save")
        self.press("Save")  # the lines in Latin letters are proposed, and the person confirms them
        page.goto("/profile/edit/document/")
        choose(page, "document_kind", "passport")
        self.fill(document_number="P01234567", document_valid_until="2036-05-01")
        choose(page, "document_country", "SI")
        self.press("Save")
        page.goto("/profile/edit/residence/")
        choose(page, "residence_country", "BE")
        self.fill(residence_town="Brussels")
        choose(page, "belgian_residence", "id_card")
        self.fill(belgian_residence_until="2036-05-01")
        self.press("Save")
        page.goto("/profile/")
        self.picture("profile", MAIN, ".tasks")
        page.goto("/profile/edit/work/")
        choose(page, "role", "journalist")
        choose(page, "employment", "employed")
        page.locator("[name=organisation-name]").fill("Northern Wire")
        self.press("Save")

    def add_press_card(self) -> None:
        page = self.page
        page.goto("/profile/press-card/")
        page.select_option("[name$=country]", "BE")
        page.locator("[name=body-name]").fill("AGJPB")
        self.fill(number="B-77123", valid_until="2036-12-31")
        self.picture("press_card", "main form")
        self.press("Save")
        page.locator("[name=body-match]").first.check()
        self.press("Save")

    def make_photo(self) -> None:
        page = self.page
        page.goto("/profile/photo/")
        page.set_input_files("[data-studio-file]", upload("portrait.jpg", portrait(FACE), "image/jpeg"))
        page.locator("[data-keep]:enabled").wait_for()
        self.picture("photo", "[data-studio]")
        self.press("Keep this as my photo")

    def register(self) -> None:
        page = self.page
        page.goto("/events/madrid-summit/")
        self.picture("event", "#your-registration")
        page.goto("/events/madrid-summit/register/")
        purpose = {"en": "Reports of the summit for the agency.", "fr": "Reportages du sommet pour l'agence."}
        self.fill(purpose=purpose[self.language])
        self.picture("register", "#answers")
        page.set_input_files("[name=identity]", upload("passport.jpg", files.jpeg((1200, 900)), "image/jpeg"))
        page.set_input_files("[name=profession]", upload("press-card.pdf", files.pdf(), "application/pdf"))
        self.press("Continue: check your answers")
        self.picture("check_registration", f"{FORM} > h2:last-of-type", "main form:has([name=checked])")
        self.press("Submit the registration")
        page.wait_for_url("**/registrations/**")
        self.picture("registration", MAIN)
        page.goto("/attendance/")
        self.picture("attendance", MAIN, FORM)

    def ask_for_annual_accreditation(self) -> None:
        page = self.page
        page.goto("/annual/apply/")
        self.press("Begin")
        choose(page, "path", "press_card")
        self.press("Save and continue")
        choose(page, "online", "no")
        self.press("Save and continue")
        words = {"en": "Ten years of reports from Brussels.", "fr": "Dix ans de reportages à Bruxelles."}
        self.fill(words=words[self.language])
        self.picture("annual_part", MAIN, "#answers")
        self.press("Save and continue")
        page.goto("/annual/apply/")
        self.picture("annual_parts", MAIN, FORM)
        page.goto("/annual/apply/check/")
        self.picture("check_annual", f"{FORM} > h2", "main form")
        page.check("[name=declares]")
        page.check("[name=confirms]")
        self.press("Submit the request")
        page.wait_for_url("**/annual/A-*/")
        self.picture("annual_request", MAIN)
