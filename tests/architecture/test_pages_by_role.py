"""Every address outside the admin, asked for as everybody: what is not named here as open is refused."""

import pytest

from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.review.states import State
from events import following
from events.models import Following
from tests.architecture.pages_by_role import (
    AT_THE_PORTAL,
    GETS,
    OF_THE_PORTAL,
    STALE,
    Visitors,
    refused_in_short,
    written,
)
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.annual import annual_request
from tests.factories.events import event
from tests.factories.second_factor import with_app, with_passkey


@pytest.fixture
def parts(anna, bruno, officer, press, passoffice):
    """What stands in the parts of each address: something of anna's, who has one of everything."""
    cast.account("root", is_staff=True, is_superuser=True)
    cast.staff("verifier", "Security verification")
    with_app(anna)
    key = with_passkey(anna).authenticator_set.get(type="webauthn")
    ErasureRequest.objects.create(user=anna)
    approved = event_registration(anna, event("approved", by=press), at=State.APPROVED, officer=officer)
    asked = event_registration(anna, event("asked", by=press), at=State.INFORMATION_REQUESTED, officer=officer)
    annual = annual_request(anna, at=State.INFORMATION_REQUESTED, officer=officer)
    coming = event("coming", by=press)
    hidden = event("hidden", published=False)
    letter = following.stop_link(Following(user=anna, event=coming))
    attached, photo = approved.attachments.first().document, approved.photo
    return {
        "account_confirm_email": {"": {"key": "unknown"}},
        "account_reset_password_from_key": {"": {"uidb36": "1", "key": "unknown"}},
        "mfa_remove_webauthn": {"": {"pk": key.pk}},
        "mfa_edit_webauthn": {"": {"pk": key.pk}},
        "profiles:end_session": {"": {"pk": 1}},
        "annual:part": {"": {"part": "path"}},
        "annual": {"": {"reference": annual.reference}},
        "adhoc:complete": {"": {"reference": asked.reference}},
        "adhoc:event": {"published": {"slug": coming.slug}, "unpublished": {"slug": hidden.slug}},
        "adhoc:register": {"published": {"slug": coming.slug}, "unpublished": {"slug": hidden.slug}},
        "adhoc": {"": {"reference": approved.reference}},
        "events:stop_following": {"": {"token": letter.rstrip("/").rpartition("/")[2]}, "forged": {"token": "1-1.no"}},
        "events": {"published": {"slug": coming.slug}, "unpublished": {"slug": hidden.slug}},
        "documents": {"attached": {"pk": attached.pk, "number": 1}, "photo": {"pk": photo.pk, "number": 1}},
    }


EVERYBODY = set(AT_THE_PORTAL)
LOGGED_IN = EVERYBODY - {"anonymous"}
REPRESENTATIVES, OWNER = {"owner", "another"}, {"owner"}

# Who gets something under an address, by its name and, where it has several, by what it is about. What is not named
# here is nobody's: a new address is put where it belongs. Without a part in it, an address shows everybody their own.
OPEN = {
    ("pages:home pages:procedures pages:procedures_annual pages:procedures_events pages:annex_1 pages:eligibility "
     "pages:privacy pages:healthz pages:set_language"): EVERYBODY,
    ("account_login account_logout account_inactive account_signup account_email_verification_sent "
     "account_confirm_email account_reset_password account_reset_password_done account_reset_password_from_key "
     "account_reset_password_from_key_done"): EVERYBODY,
    ("adhoc:calendar events:calendar events:feed events:ical adhoc:event/published events:event/published "
     "events:event_ical/published events:event_feed/published events:stop_following"): EVERYBODY,
    "adhoc:event/unpublished events:event/unpublished": {"officer", "press officer", "superuser"},
    ("account_reauthenticate account_email account_change_password account_set_password account_confirm_login_code "
     "usersessions_list mfa_index mfa_authenticate mfa_reauthenticate mfa_activate_totp mfa_list_webauthn "
     "mfa_login_webauthn mfa_add_webauthn mfa_reauthenticate_webauthn mfa_generate_recovery_codes"): LOGGED_IN,
    # A factor of one's own, which the owner has here and nobody else.
    ("mfa_deactivate_totp mfa_view_recovery_codes mfa_download_recovery_codes mfa_remove_webauthn "
     "mfa_edit_webauthn"): OWNER,
    ("personal_data:data personal_data:take_back profiles:profile profiles:edit profiles:identity profiles:document "
     "profiles:residence profiles:work profiles:press_card profiles:photo profiles:prepare_photo "
     "profiles:address_works profiles:end_session pages:unsent "
     "events:following"): LOGGED_IN,  # staff are led away from what they do not have
    "personal_data:erasure annual:overview annual:apply annual:check annual:part adhoc:attendance": REPRESENTATIVES,
    "adhoc:register/published": REPRESENTATIVES,
    ("annual:request annual:complete annual:withdraw annual:posted annual:cover_sheet "
     "annual:editors_letter adhoc:registration adhoc:confirmation adhoc:withdraw adhoc:complete"): OWNER,
    "documents:document/attached documents:page_picture/attached": OWNER | {"officer", "superuser"},
    "documents:document/photo documents:page_picture/photo": OWNER | {"officer", "Pass Office", "superuser"},
}  # fmt: skip
EXPECTED = {name: who for names, who in OPEN.items() for name in names.split()}


@pytest.mark.one_database
def test_every_address_outside_the_admin_answers_exactly_those_it_is_for(parts, request, caplog, monkeypatch):
    refused_in_short(monkeypatch, caplog)
    found, expected, rows = {}, {}, {}
    visitors = Visitors(AT_THE_PORTAL)
    for name, route, wanted in OF_THE_PORTAL:
        cases = parts.get(name) or parts.get(name.partition(":")[0]) if wanted else {"": {}}
        for what, values in cases.items():
            address = "/" + route
            for part in wanted:
                address = address.replace(f"<{part}>", str(values[part]))
            answers = rows[f"`/{route}` {what}".strip()] = visitors.answers(address)
            about = f"{name}/{what}".strip("/")
            found[about] = {viewer for viewer, answer in answers.items() if answer in GETS}
            expected[about] = EXPECTED.get(about, set())

    assert found == expected
    assert written("pages of the portal", rows, request.config), STALE
