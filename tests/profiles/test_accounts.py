"""Making an account, confirming it, logging in, and recovering what was forgotten (S5)."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accreditation_portal.notifications.models import OutboxMail
from profiles.models import User

SECRET = "a sentence that nobody guesses"
CARLA = {"username": "carla", "email": "carla@example.org", "password1": SECRET, "password2": SECRET}


@pytest.fixture(autouse=True)
def nobody_was_counted_yet(db):
    cache.clear()


def sign_up(client, **other):
    return client.post(reverse("account_signup"), CARLA | other)


def log_in(client, login, password=SECRET, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def link_in(mail):
    return urlsplit(re.search(r"https?://\S+/accounts/\S+", mail.text).group()).path


def newest_mail():
    return OutboxMail.objects.order_by("-pk").first()


def confirmed(client, **other):
    sign_up(client, **other)
    client.post(link_in(newest_mail()))
    client.post(reverse("account_logout"))
    return User.objects.get(username=other.get("username", "carla"))


# --- Signing up -----------------------------------------------------------------------------------------------------


def test_d6_a_form_makes_an_account_that_works_once_its_address_is_confirmed(client):
    assert sign_up(client).url == reverse("account_email_verification_sent")
    mail = newest_mail()
    assert (mail.to, mail.sent_at) == ("carla@example.org", None)  # queued: no mail server was asked

    assert log_in(client, "carla").url == reverse("account_email_verification_sent")

    page = client.get(link_in(mail))
    assert page.status_code == 200
    assert not EmailAddress.objects.get(email="carla@example.org").verified  # a scanner opens links too
    client.post(link_in(mail))
    assert EmailAddress.objects.get(email="carla@example.org").verified


@pytest.mark.parametrize("language", ["en", "fr"])
def test_b5_an_account_speaks_the_language_in_which_it_was_asked_for(client, language):
    client.cookies["django_language"] = language

    sign_up(client)

    assert User.objects.get(username="carla").language == language
    assert newest_mail().language == language


@pytest.mark.parametrize("same_browser", [True, False])
def test_who_came_from_a_page_is_led_back_to_it_by_the_message(client, same_browser):
    sign_up(client, next="/events/madrid-summit/")
    link = urlsplit(re.search(r"https?://\S+/accounts/\S+", newest_mail().text).group())
    address = f"{link.path}?{link.query}"
    browser = client if same_browser else Client()

    page = browser.get(address)
    answer = browser.post(link.path, {"next": page.context["redirect_field_value"]})

    assert answer.url == "/events/madrid-summit/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_no_message_leads_to_another_site(client, address):
    sign_up(client, next=address)

    assert "evil" not in newest_mail().text
    assert "next=" not in newest_mail().text


def test_b5_the_language_chosen_on_the_way_to_the_log_in_is_the_accounts(client):
    user = confirmed(client)

    client.post(reverse("pages:set_language"), {"language": "fr"})
    log_in(client, "carla")

    user.refresh_from_db()
    assert user.language == "fr"


def test_b5_a_browser_that_spoke_another_language_long_ago_changes_no_account(client):
    user = confirmed(client)
    client.cookies["django_language"] = "fr"

    log_in(client, "carla")

    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize("address", ["anna@example.org", "ANNA@Example.org"])
def test_a_known_address_is_answered_like_a_new_one(client, anna, address):
    new = sign_up(client)
    known = sign_up(client, username="somebody", email=address)

    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert not User.objects.filter(username="somebody").exists()
    assert newest_mail().to.lower() == "anna@example.org"


@pytest.mark.both_databases
def test_two_clicks_at_once_make_one_account_and_no_error(client, monkeypatch):
    # Both clicks have passed the form before either has written: what the second click then meets.
    monkeypatch.setattr("allauth.account.forms.BaseSignupForm.validate_unique_email", lambda form, value: value)
    monkeypatch.setattr(
        "allauth.account.adapter.DefaultAccountAdapter.clean_username", lambda self, name, shallow: name
    )
    sign_up(client)

    assert sign_up(client).url == reverse("account_email_verification_sent")
    assert User.objects.filter(email="carla@example.org").count() == 1


@pytest.mark.parametrize("name", ["carla", "Зоя", "zoë.b-2", "李小明", "a_1", "jean+presse"])
def test_s5_a_user_name_has_letters_of_any_script(client, name):
    sign_up(client, username=name)

    assert User.objects.filter(username=name).exists()


@pytest.mark.parametrize(
    "name",
    ["ab", "anna@example.org", "-dash", "dot.", "two words", "<b>x</b>", "=1+1", "x" * 61, "admin", "Press", "tab\tx",
     "a\u202eb", "", "_under"],
)  # fmt: skip
def test_s5_a_user_name_is_no_address_and_no_reserved_word(client, name):
    page = sign_up(client, username=name)

    assert page.status_code == 200
    assert page.context["form"].errors.keys() == {"username"}
    assert page.context["form"]["email"].value() == "carla@example.org"


@pytest.mark.parametrize("taken", ["anna", "ANNA"])
def test_a_user_name_that_is_taken_may_be_told(client, anna, taken):
    assert "username" in sign_up(client, username=taken).context["form"].errors


@pytest.mark.parametrize("secret", ["short", "password1234", "123456789012345", "carla@example.org"])
def test_a_password_that_is_guessed_easily_is_refused(client, secret):
    assert sign_up(client, password1=secret, password2=secret).context["form"].errors


# --- Logging in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["carla", "carla@example.org", "CARLA@example.org"])
def test_d4_one_logs_in_with_user_name_or_address(client, login):
    confirmed(client)

    assert log_in(client, login).url == reverse("profiles:profile")


def test_staff_come_to_their_desk(client, officer, password):
    assert log_in(client, "officer", password).url == reverse("admin:index")


@pytest.mark.both_databases
def test_the_page_that_was_wanted_goes_first_if_it_is_ours(client, officer, password):
    assert log_in(client, "officer", password, next="/events/").url == "/events/"
    client.post(reverse("account_logout"))
    assert log_in(client, "officer", password, next="https://evil.example/").url == reverse("admin:index")


def test_d4_nothing_tells_a_wrong_password_from_a_wrong_name(client, anna):
    answers = [
        log_in(client, login, "not this one").context["form"].non_field_errors()
        for login in ("anna", "anna@example.org", "nobody", "nobody@example.org")
    ]

    assert len({str(answer) for answer in answers}) <= 2  # by the kind of login that was typed, never by the account
    assert str(answers[0]) == str(answers[2])
    assert str(answers[1]) == str(answers[3])


def test_a_password_cannot_be_guessed_on_and_on(client, anna, password):
    for _attempt in range(12):
        log_in(client, "anna", "not this one")

    refused = log_in(client, "anna", password)

    assert refused.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


# --- Recovering and changing ----------------------------------------------------------------------------------------


def test_d5_a_forgotten_password_is_recovered_by_a_link_that_works_once(client):
    confirmed(client)
    client.post(reverse("account_reset_password"), {"email": "carla@example.org"})
    link = link_in(newest_mail())

    form = client.get(link, follow=True)
    other = "another sentence of some length"
    client.post(form.request["PATH_INFO"], {"password1": other, "password2": other})
    client.post(reverse("account_logout"))

    assert "_auth_user_id" not in client.session
    assert log_in(client, "carla", SECRET).status_code == 200
    assert log_in(client, "carla", other).status_code == 302
    assert "This link does not work any more" in client.get(link, follow=True).content.decode()


def test_d5_recovery_does_not_tell_whether_an_address_has_an_account(client, anna):
    answers = [
        client.post(reverse("account_reset_password"), {"email": address})
        for address in ("anna@example.org", "nobody@example.org")
    ]

    assert [answer.url for answer in answers] == [reverse("account_reset_password_done")] * 2


def test_a_password_is_changed_by_who_knows_the_old_one(client, anna, password):
    log_in(client, "anna", password)
    new = {"password1": SECRET, "password2": SECRET}

    assert client.post(reverse("account_change_password"), new | {"oldpassword": "wrong"}).status_code == 200
    client.post(reverse("account_change_password"), new | {"oldpassword": password})

    anna.refresh_from_db()
    assert anna.check_password(SECRET)


def test_an_address_is_changed_only_by_who_says_who_they_are(client, anna, sessions_as_they_are):
    client.force_login(anna)

    answer = client.post(reverse("account_email"), {"email": "thief@example.org", "action_add": ""})

    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not OutboxMail.objects.filter(to="thief@example.org").exists()


def test_an_address_is_changed_when_the_new_one_is_confirmed(client, anna, password):
    log_in(client, "anna", password)
    client.post(reverse("account_email"), {"email": "anna.p@example.org", "action_add": ""}, follow=True)
    anna.refresh_from_db()
    assert anna.email == "anna@example.org"

    mail = OutboxMail.objects.get(to="anna.p@example.org")
    client.post(link_in(mail))

    anna.refresh_from_db()
    assert anna.email == "anna.p@example.org"


@pytest.mark.both_databases
@pytest.mark.parametrize("waits", ["typed it", "is a colleague's"])
def test_an_address_that_another_account_only_typed_is_theirs_who_confirm_it(client, anna, waits):
    other = User.objects.create_user("carla", "carla@example.org", is_staff=waits != "typed it")
    EmailAddress.objects.create(user=other, email=other.email, primary=True, verified=False)
    client.force_login(anna)
    client.post(reverse("account_email"), {"email": "Carla@example.org", "action_add": ""})

    page = client.post(link_in(newest_mail()), follow=True)

    anna.refresh_from_db()
    given = waits == "typed it"
    assert User.objects.filter(pk=other.pk).exists() is not given
    assert anna.email == ("carla@example.org" if given else "anna@example.org")
    assert EmailAddress.objects.get(user=anna, primary=True).email == anna.email
    assert ("Another account has this email address." in page.content.decode()) is not given


@pytest.mark.both_databases
def test_a_change_to_a_known_address_is_answered_like_one_to_a_new_one(client, anna, stranger, password):
    log_in(client, "anna", password)
    answers = [
        client.post(reverse("account_email"), {"email": address, "action_add": ""})
        for address in ("anna.new@example.org", "stranger@example.org")
    ]

    assert answers[0].status_code == answers[1].status_code
    anna.refresh_from_db()
    assert anna.email == "anna@example.org"
    assert User.objects.filter(email="stranger@example.org").get() == stranger


def test_links_in_mails_begin_with_our_own_address(client, settings):
    settings.SITE_URL = "https://portal.example"
    settings.ALLOWED_HOSTS = ["*"]

    client.post(reverse("account_signup"), CARLA, headers={"host": "evil.example"})

    assert "evil.example" not in newest_mail().text
    assert "https://portal.example/accounts/" in newest_mail().text


def test_permissions_of_ones_own_and_of_ones_groups_come_in_one_query(officer, anna, django_assert_num_queries):
    officer.user_permissions.add(Permission.objects.get(codename="view_presscard"))
    officer, again, anna = (User.objects.get(pk=user.pk) for user in (officer, officer, anna))

    with django_assert_num_queries(1):
        assert officer.has_perms(["profiles.view_presscard", "adhoc.decide_eventregistration"])
        assert not officer.has_perm("events.publish_event")
    assert officer.get_all_permissions() == officer.get_user_permissions() | officer.get_group_permissions()
    assert anna.get_all_permissions() == set()
    again.is_active = False
    assert again.get_all_permissions() == set()
    assert len(User(is_superuser=True).get_all_permissions()) == Permission.objects.count()
