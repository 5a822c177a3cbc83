"""A second factor: set up, asked for at log-in, lost and taken away by a superuser."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.worker.retention import clear_ended_sessions
from profiles.due import encrypt_second_factors_anew
from profiles.second_factor import encrypt_anew, take_away
from tests.factories import profiles as cast
from tests.factories.second_factor import SECRET, code_of, with_app

WRONG = "not this one"


@pytest.fixture(autouse=True)
def nobody_was_counted_yet(db):
    cache.clear()


@pytest.fixture
def superuser(db):
    return cast.account("root-of-all", is_staff=True, is_superuser=True)


def log_in(client, user, **more):
    return client.post(reverse("account_login"), {"login": user.username, "password": cast.PASSWORD, **more})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def taken_away(client, user, why="She called; I know her voice."):
    return client.post(reverse("admin:profiles_user_second_factor", args=[user.pk]), {"why": why})


# --- Setting up and logging in --------------------------------------------------------------------------------------


@pytest.mark.both_databases
def test_an_app_is_set_up_and_recovery_codes_come_with_it(client, anna):
    client.force_login(anna)
    form = client.get(reverse("mfa_activate_totp")).context["form"]

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(form.secret)})

    assert answer.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer.url).context["unused_codes"]) == 10


def test_setting_one_up_asks_first_who_it_is(client, anna, sessions_as_they_are):
    client.force_login(anna)

    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))


def test_a_password_alone_does_not_let_in_where_there_is_a_second_factor(client, anna):
    with_app(anna)

    assert log_in(client, anna).url == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code_of()}).url == reverse("profiles:profile")
    assert is_in(client)


@pytest.mark.both_databases
def test_a_recovery_code_lets_in_once(client, anna):
    with_app(anna)
    code = Authenticator.objects.get(user=anna, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        log_in(client, anna)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_in(client) is expected
        client.post(reverse("account_logout"))


def test_the_page_that_was_wanted_is_kept_over_both_steps(client, officer):
    with_app(officer)
    log_in(client, officer, next="/events/")

    assert client.post(reverse("mfa_authenticate"), {"code": code_of()}).url == "/events/"


def test_codes_cannot_be_guessed_on_and_on(client, anna):
    with_app(anna)
    log_in(client, anna)
    for attempt in range(8):
        client.post(reverse("mfa_authenticate"), {"code": f"{attempt:06}"})

    client.post(reverse("mfa_authenticate"), {"code": code_of()})

    assert not is_in(client)


def test_who_has_a_second_factor_still_changes_the_address(client, anna):
    with_app(anna)
    client.force_login(anna)

    client.post(reverse("account_email"), {"email": "anna.new@example.org", "action_add": ""})

    assert OutboxMail.objects.filter(to="anna.new@example.org").exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_of_a_second_factor_wear_our_face(client, anna, language):
    anna.language = language
    anna.save()
    with_app(anna)
    client.force_login(anna)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
                 "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate", "usersessions_list"):  # fmt: skip
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert 'class="masthead' in page.content.decode(), name


# --- How it is kept -------------------------------------------------------------------------------------------------


def test_what_codes_are_made_from_is_encrypted_in_the_database(anna):
    with_app(anna)

    kept = " ".join(str(factor.data) for factor in Authenticator.objects.filter(user=anna))

    assert SECRET not in kept
    assert Authenticator.objects.get(user=anna, type="totp").wrap().validate_code(code_of())


def test_an_earlier_key_of_the_portal_still_opens_it_and_without_any_no_code_is_accepted(anna, settings):
    with_app(anna)
    cache.clear()
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another secret of the portal"
    kept = Authenticator.objects.get(user=anna, type="totp")
    codes = Authenticator.objects.get(user=anna, type="recovery_codes").wrap()

    assert not kept.wrap().validate_code(code_of())
    assert codes.generate_codes() != codes.generate_codes()  # of secrets that nobody knows, each time another
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert kept.wrap().validate_code(code_of())


def test_an_earlier_key_can_go_once_the_worker_has_encrypted_anew(anna, settings):
    with_app(anna)
    cache.clear()
    codes = Authenticator.objects.get(user=anna, type="recovery_codes").wrap().generate_codes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another secret of the portal", [settings.SECRET_KEY]

    encrypt_second_factors_anew(at=timezone.now())
    settings.SECRET_KEY_FALLBACKS = []

    assert encrypt_anew() == 0
    assert Authenticator.objects.get(user=anna, type="totp").wrap().validate_code(code_of())
    assert Authenticator.objects.get(user=anna, type="recovery_codes").wrap().generate_codes() == codes


def test_what_no_key_opens_is_left_as_it_is(anna, settings):
    with_app(anna)
    before = Authenticator.objects.get(user=anna, type="totp").data
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another secret of the portal", ["a third one"]

    encrypt_second_factors_anew(at=timezone.now())

    assert Authenticator.objects.get(user=anna, type="totp").data == before


def test_an_app_names_the_portal_and_the_user_a_passkey_too(client, anna, rf):
    client.force_login(anna)

    address = client.get(reverse("mfa_activate_totp")).context["totp_url"]
    options = client.get(reverse("mfa_add_webauthn")).context["js_data"]["creation_options"]["publicKey"]

    assert "totp/anna?" in address
    assert "media%20accreditation%20portal" in address
    assert (options["user"]["name"], options["rp"]["id"]) == ("anna", "testserver")


def test_no_page_of_the_admin_shows_factors_or_sessions(client, superuser):
    client.force_login(superuser)
    for address in ("/admin/mfa/authenticator/", "/admin/usersessions/usersession/"):
        assert client.get(address).status_code == 404


def test_the_download_names_the_factors_and_no_secret(client, anna):
    with_app(anna)
    log_in(client, anna)
    client.post(reverse("mfa_authenticate"), {"code": code_of()}, headers={"user-agent": "Browser of Anna"})

    content = json.loads(ZipFile(BytesIO(b"".join(client.post("/profile/data/")))).read("data.json"))

    assert [factor["kind"] for factor in content["second_factors"]] == ["totp", "recovery_codes"]
    assert [session["browser"] for session in content["sessions"]] == ["Browser of Anna"]
    assert "secret" not in content["second_factors"][0]


def test_staff_change_their_password_where_everybody_does_and_the_session_stays_listed(client, superuser):
    log_in(client, superuser)
    own = reverse("account_change_password")
    for address in ("/admin/password_change/", f"/admin/profiles/user/{superuser.pk}/password/"):
        assert client.get(address).url == own
        assert client.post(address, {"password1": "x", "password2": "x"}).url == own
    new = "another sentence of theirs"

    client.post(own, {"oldpassword": cast.PASSWORD, "password1": new, "password2": new})

    listed = client.get(reverse("usersessions_list")).context["sessions"]
    assert client.session.session_key in [session.session_key for session in listed]
    assert OutboxMail.objects.filter(to=superuser.email).exists()


# --- Lost -----------------------------------------------------------------------------------------------------------


def test_a_superuser_takes_a_lost_factor_away_recorded_and_told(client, superuser, officer):
    log_in(client, officer)
    with_app(officer)
    other = type(client)()
    other.force_login(superuser)
    account = reverse("admin:profiles_user_change", args=[officer.pk])
    assert "Lost? Take it away" in other.get(account).content.decode()
    assert other.get(reverse("admin:profiles_user_second_factor", args=[officer.pk])).status_code == 200

    assert taken_away(other, officer).url == account

    assert not Authenticator.objects.filter(user=officer).exists()
    assert client.get("/admin/").status_code == 302  # the session that was open is ended
    line = LogEntry.objects.get(object_id=str(officer.pk))
    assert (line.user, line.change_message) == (superuser, "Second factor taken away: She called; I know her voice.")
    assert OutboxMail.objects.get(notice="profiles.second_factor_reset").to == "officer@example.org"
    taken_away(other, officer)  # the second of two clicks
    assert LogEntry.objects.filter(object_id=str(officer.pk)).count() == 1
    assert OutboxMail.objects.filter(notice="profiles.second_factor_reset").count() == 1


def test_a_lost_factor_is_not_taken_away_without_a_reason(client, superuser, officer):
    with_app(officer)
    client.force_login(superuser)

    page = taken_away(client, officer, why="  ")

    assert page.context["form"].errors.keys() == {"why"}
    assert Authenticator.objects.filter(user=officer).exists()


def test_nobody_takes_their_own_away_there(client, superuser):
    with_app(superuser)
    client.force_login(superuser)

    assert taken_away(client, superuser).url == reverse("mfa_index")
    assert Authenticator.objects.filter(user=superuser).exists()
    with pytest.raises(ValueError, match="somebody else"):
        take_away(superuser, by=superuser, why="I say so.")


def test_nobody_but_superusers_takes_one_away(client, officer, anna):
    with_app(anna)
    client.force_login(officer)

    assert taken_away(client, anna).status_code == 403
    client.logout()
    assert taken_away(client, anna).status_code == 302
    assert Authenticator.objects.filter(user=anna).count() == 2
    client.force_login(cast.account("root", is_staff=True, is_superuser=True))
    assert client.get("/admin/profiles/user/999999/second-factor/").status_code == 404


# --- Where one is logged in -----------------------------------------------------------------------------------------


def test_everybody_sees_their_own_sessions_and_ends_the_others(client, anna, stranger):
    elsewhere, foreign = type(client)(), type(client)()
    log_in(elsewhere, anna)
    log_in(foreign, stranger)
    log_in(client, anna)
    assert len(client.get(reverse("usersessions_list")).context["sessions"]) == 2

    client.post(reverse("usersessions_list"))

    assert elsewhere.get("/profile/").status_code == 302
    assert client.get("/profile/").status_code == 200
    assert foreign.get("/profile/").status_code == 200
    assert UserSession.objects.filter(user=anna).count() == 1


@pytest.mark.both_databases
def test_everybody_ends_a_single_session_of_their_own(client, anna):
    one, another = type(client)(), type(client)()
    for browser in (one, another, client):
        log_in(browser, anna)
    page = client.get(reverse("usersessions_list"))
    current, mine = page.content.decode(), {each.session_key: each for each in page.context["sessions"]}
    own, ended = mine[client.session.session_key], mine[one.session.session_key]
    assert reverse("profiles:end_session", args=[ended.pk]) in current
    assert reverse("profiles:end_session", args=[own.pk]) not in current  # marked as this browser

    for _click in range(2):
        assert client.post(reverse("profiles:end_session", args=[ended.pk])).url == reverse("usersessions_list")

    assert one.get("/profile/").status_code == 302
    assert another.get("/profile/").status_code == client.get("/profile/").status_code == 200
    assert client.post(reverse("profiles:end_session", args=[own.pk])).url == reverse("account_logout")


def test_nobody_ends_a_session_of_somebody_else(client, anna, stranger):
    log_in(client, stranger)
    theirs = UserSession.objects.create(user=anna, ip="192.0.2.1", user_agent="x", session_key="k" * 32)

    client.post(reverse("profiles:end_session", args=[theirs.pk]))

    assert UserSession.objects.filter(pk=theirs.pk).exists()
    assert client.get(reverse("profiles:end_session", args=[theirs.pk])).status_code == 405


@pytest.mark.both_databases
def test_a_new_password_ends_all_other_sessions(client, anna):
    elsewhere = type(client)()
    log_in(elsewhere, anna)
    log_in(client, anna)
    new = "another sentence of some length"

    client.post(reverse("account_change_password"),
                {"oldpassword": cast.PASSWORD, "password1": new, "password2": new})  # fmt: skip

    assert elsewhere.get("/profile/").status_code == 302
    assert client.get("/profile/").status_code == 200


def test_where_somebody_was_is_forgotten_with_the_session(client, anna):
    log_in(client, anna)
    Session.objects.all().delete()

    clear_ended_sessions(at=None)

    assert not UserSession.objects.exists()
