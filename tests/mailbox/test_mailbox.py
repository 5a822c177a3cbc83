"""The mailbox of debug mode: every letter can be read, and its links work; elsewhere it is not there."""

import re
from datetime import UTC, datetime

import pytest
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone

from accreditation_portal.notifications.models import OutboxMail


@pytest.fixture
def debug_mode(settings, db):
    settings.ROOT_URLCONF = "tests.mailbox.urls"


def test_outside_debug_mode_there_is_no_mailbox(client, db, settings):
    assert not settings.DEBUG
    assert client.get("/mailbox/").status_code == 404
    assert client.get("/mailbox/1/").status_code == 404


def test_nobody_logs_in_and_an_empty_mailbox_says_so(client, debug_mode):
    page = client.get("/mailbox/")

    assert page.status_code == 200
    assert "No mail has been written yet." in page.content.decode()


def test_the_letters_are_listed_newest_first_with_what_became_of_them(client, debug_mode):
    for number in range(3):
        send_mail(f"Subject {number}", "T", None, ["a@example.org"])
    OutboxMail.objects.filter(subject="Subject 0").update(sent_at=timezone.now())
    OutboxMail.objects.filter(subject="Subject 1").update(failed_at=timezone.now())

    page = client.get("/mailbox/").content.decode()

    assert re.findall(r"Subject \d", page) == ["Subject 2", "Subject 1", "Subject 0"]
    assert re.findall(r'class="badge \w+">([\w ]+)<', page) == ["Queued", "Given up", "Sent"]


@pytest.mark.both_databases
def test_a_long_mailbox_has_pages_and_a_bounded_number_of_queries(client, debug_mode, django_assert_max_num_queries):
    send_mail("S", "T", None, [f"{number}@example.org" for number in range(60)])

    with django_assert_max_num_queries(2):
        page = client.get(reverse("mailbox:mailbox"))
    assert page.context["page_obj"].paginator.num_pages == 3
    assert client.get("/mailbox/?page=3").status_code == 200
    assert client.get("/mailbox/?page=4").status_code == 404


def test_a_letter_is_shown_as_its_reader_sees_it_and_its_links_work(client, debug_mode, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    send_mail("Subject", f"Hello <b>x</b>\n\n{settings.SITE_URL}/accounts/login/", None, ["a@example.org"])

    page = client.get(f"/mailbox/{OutboxMail.objects.get().pk}/")
    text = page.content.decode()

    assert text.count('href="http://127.0.0.1:8000/accounts/login/"') == 2
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert '<div class="mail-sheet">' in text
    assert 'href="/static/css/mail.css"' in text
    assert "style=" not in text


def test_html_of_strange_origin_does_nothing_here(client, debug_mode):
    mail = OutboxMail.objects.create(
        to="a@example.org", language="en", subject="<i>S</i>", text="T",
        html="<title>x</title><script>alert(1)</script><p onclick=x style=y>ok<img src=x onerror=y>"
        "<a href='javascript:alert(1)'>z</a>",
    )  # fmt: skip

    text = client.get(f"/mailbox/{mail.pk}/").content.decode()

    assert "alert(1)" not in text
    assert not re.search(r"<p [^>]*(onclick|style)|onerror|<i>S", text)


def test_a_forgotten_text_says_why(client, debug_mode):
    mail = OutboxMail.objects.create(to="a@example.org", language="en", subject="S", text="", html="")

    assert "has been forgotten" in client.get(f"/mailbox/{mail.pk}/").content.decode()
    assert client.get(f"/mailbox/{mail.pk + 1}/").status_code == 404


@pytest.mark.both_databases
def test_what_is_called_utc_is_utc(client, debug_mode):
    send_mail("Subject", "T", None, ["a@example.org"])
    OutboxMail.objects.update(queued_at=datetime(2026, 3, 9, 23, 30, tzinfo=UTC))

    assert "2026-03-09 23:30" in client.get("/mailbox/").text
    assert "9 March 2026, 23:30 UTC" in client.get(reverse("mailbox:mail", args=[OutboxMail.objects.get().pk])).text


def test_the_mailbox_tells_what_a_provider_reported(client, debug_mode):
    send_mail("Subject", "T", None, ["a@example.org"])
    now = timezone.now()
    OutboxMail.objects.update(sent_at=now, outcome="bounced", outcome_at=now)

    page = client.get("/mailbox/").content.decode()

    assert "Came back" in page
    assert "Queued" not in page
