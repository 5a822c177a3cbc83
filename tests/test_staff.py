"""What staff are held to: a second factor before anything else, sessions of a day, and to say who they are again."""

import time

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation_portal import staff
from accreditation_portal.review.models import Export
from profiles.models import User
from tests.factories import profiles as cast
from tests.factories.adhoc import event_registration
from tests.factories.events import event
from tests.factories.second_factor import code_of, with_app
from tests.factories.verification import accepted, batch_of


@pytest.fixture(autouse=True)
def nobody_was_counted_yet(db):
    cache.clear()


@pytest.fixture
def required(settings):
    settings.STAFF_MFA = True


@pytest.fixture
def superuser(db):
    return cast.account("root-of-all", is_staff=True, is_superuser=True)


def confirm(client, address):
    """Follow to the page that asks who it is, and answer it."""
    assert address.startswith(reverse("account_reauthenticate"))
    client.get(address)
    return client.post(address, {"password": cast.PASSWORD, "next": address.partition("next=")[2].replace("%2F", "/")})


# --- The second factor ----------------------------------------------------------------------------------------------


def test_staff_without_a_second_factor_reach_the_page_that_sets_one_up_and_nothing_else(client, required, officer):
    client.force_login(officer)

    for address in ("/admin/", "/admin/adhoc/eventregistration/", "/profile/", "/events/", "/accounts/sessions/",
                    "/documents/00000000-0000-0000-0000-000000000000/", "/profile/data/"):  # fmt: skip
        assert client.get(address).headers.get("Location") == reverse("mfa_index"), address
    assert client.post("/admin/logout/").url == reverse("mfa_index")
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("pages:privacy")).status_code == 200
    assert client.post(reverse("account_logout")).url == "/"


def test_they_go_where_they_wanted_once_it_is_there(client, required, officer):
    client.force_login(officer)
    client.get("/admin/adhoc/eventregistration/?state=approved")
    assert "Staff accounts need one" in client.get(reverse("mfa_index")).content.decode()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    codes = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}, follow=True).content.decode()

    assert 'href="/admin/adhoc/eventregistration/?state=approved"' in codes
    assert client.get("/admin/adhoc/eventregistration/?state=approved").status_code == 200
    assert staff.WANTED not in client.session


def test_recovery_codes_alone_are_no_second_factor(client, required, officer):
    with_app(officer).authenticator_set.filter(type="totp").delete()
    client.force_login(officer)

    assert client.get("/admin/").url == reverse("mfa_index")


def test_representatives_and_portals_without_the_rule_are_not_asked(client, officer, anna, settings):
    for user, rule in ((anna, True), (officer, False)):
        settings.STAFF_MFA = rule
        client.force_login(user)
        assert client.get("/events/").status_code == 200


def test_the_rule_is_asked_once_in_a_session(client, officer, django_assert_num_queries, settings):
    with_app(officer)
    client.force_login(officer)
    client.get("/events/")
    with CaptureQueriesContext(connection) as before:
        client.get("/events/")
    asked, settings.STAFF_MFA = len(before), True
    client.get("/events/")
    with django_assert_num_queries(asked):
        client.get("/events/")


def test_whose_factor_goes_is_asked_again(client, required, officer):
    with_app(officer)
    client.force_login(officer)
    assert client.get("/admin/").status_code == 200

    client.get(reverse("mfa_index"))
    officer.authenticator_set.all().delete()

    assert client.get("/admin/").url == reverse("mfa_index")


def test_a_session_from_before_the_factor_is_asked_for_it(transactional, required, officer, sessions_as_they_are):
    thief, colleague = Client(), Client()  # both know the password; one of them has the phone
    for each in (thief, colleague):
        log_in(each, "officer")
        assert each.get("/admin/").url == reverse("mfa_index")
    confirm(thief, thief.get(reverse("mfa_activate_totp")).url)
    confirm(colleague, colleague.get(reverse("mfa_activate_totp")).url)
    secret = colleague.get(reverse("mfa_activate_totp")).context["form"].secret
    colleague.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert colleague.get("/admin/").status_code == 200
    for name in ("admin:index", "mfa_index", "mfa_view_recovery_codes", "mfa_add_webauthn", "account_email",
                 "account_change_password", "account_reauthenticate"):  # fmt: skip
        address = reverse(name)
        assert thief.get(address).url == f"{reverse('mfa_reauthenticate')}?next={address}", name
        assert thief.post(address).url == f"{reverse('mfa_reauthenticate')}?next=/admin/", name
    assert thief.get(reverse("pages:privacy")).status_code == 200
    assert thief.get(reverse("mfa_reauthenticate")).status_code == 200
    assert thief.post(reverse("mfa_reauthenticate"), {"code": "000000"}).status_code == 200
    assert thief.post(reverse("mfa_reauthenticate"), {"code": code_of(secret), "next": "/admin/"}).url == "/admin/"
    assert thief.get("/admin/").status_code == 200  # it was the colleague's other browser


def test_who_logs_in_with_the_factor_is_not_asked_twice(client, required, officer, sessions_as_they_are):
    with_app(officer)
    log_in(client, "officer")

    assert client.post(reverse("mfa_authenticate"), {"code": code_of()}).url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_whoever_takes_the_own_factor_away_comes_no_further_at_once(client, required, officer):
    with_app(officer)
    client.force_login(officer)
    assert client.get("/admin/").status_code == 200

    client.post(reverse("mfa_deactivate_totp"))

    assert client.get("/admin/").url == reverse("mfa_index")


# --- Sessions -------------------------------------------------------------------------------------------------------


def log_in(client, name):
    return client.post(reverse("account_login"), {"login": name, "password": cast.PASSWORD})


@pytest.mark.both_databases
@pytest.mark.parametrize(("pauses", "lasts"), [([59], True), ([61], False), ([50] * 9, True), ([50] * 10, False)])
def test_a_session_of_staff_ends_after_an_hour_without_a_page_and_after_eight(
    client, officer, sessions_as_they_are, pauses, lasts
):
    with time_machine.travel("2026-05-04 06:00Z", tick=False) as clock:
        log_in(client, "officer")
        for minutes in pauses:
            clock.shift(minutes * 60)
            answer = client.get("/admin/?p=1")
        assert answer.status_code == (200 if lasts else 302)
        if not lasts:
            assert answer.url == "/accounts/login/?next=/admin/%3Fp%3D1"
            assert "Your session has ended" in client.get(answer.url).content.decode()


def test_the_hours_count_from_the_log_in_even_if_no_page_follows(client, officer, sessions_as_they_are):
    with time_machine.travel("2026-05-04 06:00Z", tick=False) as clock:
        client.post(reverse("account_login"), {"login": "officer", "password": cast.PASSWORD, "remember": "on"})
        clock.shift(3 * 24 * 3600)
        assert client.get("/admin/").status_code == 302


def test_a_page_within_the_same_minute_writes_no_session(client, officer, sessions_as_they_are):
    with time_machine.travel("2026-05-04 06:00Z", tick=False) as clock:
        log_in(client, "officer")
        for later, noted in ((50, 0), (20, 70)):
            clock.shift(later)
            client.get("/admin/")
            assert client.session[staff.SEEN] - client.session[staff.BEGAN] == noted


def test_what_was_sent_after_the_end_is_refused_and_nothing_is_done(client, officer, press, anna, sessions_as_they_are):
    case = event_registration(anna, event(by=press))
    with time_machine.travel("2026-05-04 06:00Z", tick=False) as clock:
        log_in(client, "officer")
        clock.shift(9 * 3600)
        answer = client.post(f"/admin/adhoc/eventregistration/{case.pk}/change/", {"step": "approve"})
    assert answer.url == "/accounts/login/?next=/admin/"
    case.refresh_from_db()
    assert case.state == "submitted"


def test_a_session_from_before_there_were_hours_begins_to_count(client, officer, sessions_as_they_are):
    client.force_login(officer)

    assert client.get("/admin/").status_code == 200
    assert client.session[staff.BEGAN] == pytest.approx(time.time(), abs=60)


def test_representatives_stay_logged_in(client, anna, sessions_as_they_are):
    with time_machine.travel("2026-05-04 06:00Z", tick=False) as clock:
        log_in(client, "anna")
        clock.shift(9 * 3600)
        assert client.get("/profile/").status_code == 200


# --- Who it is ------------------------------------------------------------------------------------------------------


def test_an_export_asks_first_who_it_is_and_remembers_it_for_some_minutes(
    client, officer, press, anna, sessions_as_they_are
):
    event_registration(anna, event(by=press))
    address = "/admin/adhoc/eventregistration/export/"
    with time_machine.travel("2026-05-04 06:00Z", tick=False) as clock:
        log_in(client, "officer")
        assert confirm(client, client.get(address).url).url == address
        assert client.get(address).status_code == 200
        clock.shift(14 * 60)
        assert client.get(address).status_code == 200
        clock.shift(2 * 60)
        sent = {"columns": ["reference"], "file_format": "csv"}
        asked = client.post(address, sent).url
        assert not Export.objects.exists()
        assert confirm(client, asked)["Content-Type"].startswith("text/csv")  # what was sent is done, once
    assert Export.objects.count() == 1


def test_who_may_not_is_refused_before_being_asked(client, press, anna, sessions_as_they_are):
    client.force_login(press)

    for address in ("/admin/adhoc/eventregistration/export/", f"/admin/profiles/user/{anna.pk}/change/",
                    "/admin/auth/group/add/", f"/admin/profiles/user/{anna.pk}/password/",
                    "/admin/auth/group/1/delete/"):  # fmt: skip
        assert client.get(address).status_code == 403, address


def test_rights_and_passwords_of_others_are_changed_by_who_says_who_they_are(
    client, superuser, officer, sessions_as_they_are
):
    client.force_login(superuser)

    for address in (f"/admin/profiles/user/{officer.pk}/change/", f"/admin/profiles/user/{officer.pk}/password/",
                    "/admin/profiles/user/add/", "/admin/auth/group/add/", "/admin/auth/group/1/delete/",
                    f"/admin/profiles/user/{officer.pk}/second-factor/"):  # fmt: skip
        assert client.get(address).url.startswith(reverse("account_reauthenticate")), address
        assert client.post(address, {"why": "x"}).url.startswith(reverse("account_reauthenticate")), address


def test_no_password_is_kept_while_it_is_asked_who_it_is(client, superuser, sessions_as_they_are):
    client.force_login(superuser)
    secret = "a sentence for the colleague"
    sent = {"username": "paula", "email": "paula@example.org", "language": "en", "usable_password": "true",
            "password1": secret, "password2": secret}  # fmt: skip

    asked = client.post("/admin/profiles/user/add/", sent).url

    assert secret not in str(dict(client.session))
    page = confirm(client, asked)
    assert page.context["adminform"].form["username"].value() == "paula"  # the rest of the form is there again
    assert not User.objects.filter(username="paula").exists()


def test_the_authorities_batches_are_read_by_who_says_who_they_are(client, press, officer, anna, sessions_as_they_are):
    meeting, verifier = event(by=press, authorities_check_media=True), cast.staff("verifier", "Security verification")
    accepted(anna, meeting, officer)
    batch = batch_of(meeting, verifier)
    client.force_login(verifier)

    for name, pk in (("change", batch.pk), ("download", batch.pk), ("results", meeting.pk)):
        address = reverse(f"admin:adhoc_verificationbatch_{name}", args=[pk])
        assert client.get(address).url.startswith(reverse("account_reauthenticate")), name
    assert not batch.downloads.exists()
    assert client.get(reverse("admin:adhoc_verificationbatch_changelist")).status_code == 200


def test_the_log_in_of_the_admin_is_everybodys_and_leads_to_no_other_site(client, officer):
    assert client.get("/admin/").url == "/admin/login/?next=/admin/"
    assert client.post("/admin/login/?next=/admin/events/event/", {"username": "officer", "password": "x"}).url == (
        "/accounts/login/?next=%2Fadmin%2Fevents%2Fevent%2F"
    )
    client.force_login(officer)
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        assert client.get("/admin/login/", {"next": elsewhere}).url == "/admin/"
        assert "evil" not in client.post(
            reverse("account_reauthenticate"), {"password": cast.PASSWORD, "next": elsewhere}
        ).url  # fmt: skip
