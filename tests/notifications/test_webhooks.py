"""Providers report through their own address, with their own payloads; settings alone choose them."""

import hashlib
import hmac
import json
import sys
from base64 import b64encode
from datetime import UTC, datetime
from email import message_from_bytes, policy
from types import ModuleType, SimpleNamespace

import pytest
from anymail.signals import tracking
from anymail.webhooks.amazon_ses import AmazonSESTrackingWebhookView
from anymail.webhooks.mailgun import MailgunTrackingWebhookView
from django.core.mail import get_connection
from django.urls import clear_url_caches, include, path

from accreditation_portal.notifications.delivery import Round, deliver_due, message_of
from accreditation_portal.notifications.models import RANK, FailingAddress, OutboxMail, Outcome
from accreditation_portal.notifications.urls import reports_of
from accreditation_portal.urls import urlpatterns as of_the_portal

SECRET = "provider:reports-0123456789"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://portal.example"


def fate(mail):
    return OutboxMail.objects.get(pk=mail.pk).state


def failing():
    return list(FailingAddress.objects.failing().values_list("address", "why"))


# --- Through the address of the provider ---


@pytest.fixture
def webhooks(settings):
    """Mount the webhook of one provider, as the addresses are with it in EMAIL_URL."""

    def mount(provider, **keys):
        settings.EMAIL_PROVIDER = provider
        settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, **keys}
        module = ModuleType("addresses_with_the_provider")
        reports = path("anymail/", include((reports_of(provider), "anymail")))
        module.urlpatterns = [reports, *of_the_portal]
        settings.ROOT_URLCONF = module
        clear_url_caches()

    yield mount
    clear_url_caches()


def post(client, address, payload, secret=SECRET):
    authorization = "Basic " + b64encode(secret.encode()).decode()
    return client.post(address, payload, content_type="application/json", headers={"authorization": authorization})


def bounce_of_postmark(number):
    return {"RecordType": "Bounce", "Type": "HardBounce", "MessageID": number, "Email": "anna@example.org", "ID": 42,
            "BouncedAt": "2026-11-23T13:00:00Z", "Details": "smtp;550 5.1.1 unknown user",
            "Description": "The server was unable to deliver your message"}  # fmt: skip


def test_postmark_reports_a_bounce(client, webhooks, sent, anna):
    webhooks("postmark", POSTMARK_SERVER_TOKEN="t")
    mail = sent(anna, "883953f4-6105-42a2-a16a-77a8eac79483")

    for _time in range(2):
        response = post(client, "/anymail/postmark/tracking/", bounce_of_postmark(mail.provider_id))
        assert response.status_code == 200

    mail.refresh_from_db()
    assert (mail.state, mail.outcome_said) == ("bounced", "smtp;550 5.1.1 unknown user")
    assert mail.outcome_at == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    assert failing() == [(anna.email, "bounced")]


def test_a_report_without_the_secret_is_refused(client, webhooks, sent, anna):
    webhooks("postmark", POSTMARK_SERVER_TOKEN="t")
    mail = sent(anna)

    assert post(client, "/anymail/postmark/tracking/", bounce_of_postmark("id-1"), "a:b").status_code == 400
    assert fate(mail) == "sent"


@pytest.mark.parametrize("other", ["mailgun/tracking/", "postmark/inbound/", "mandrill/"])
def test_no_other_provider_and_no_inbound_mail_has_an_address(client, webhooks, other):
    webhooks("postmark", POSTMARK_SERVER_TOKEN="t")

    assert post(client, f"/anymail/{other}", {}).status_code == 404


def mailgun(event, number, **more):
    token, at = "a" * 50, "1795438800"
    signature = hmac.new(b"signing", f"{at}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"token": token, "timestamp": at, "signature": signature},
        "event-data": {"event": event, "timestamp": float(at), "recipient": "anna@example.org",
                       "message": {"headers": {"message-id": number.strip("<>")}}, **more},
    }  # fmt: skip


@pytest.mark.both_databases
def test_mailgun_reports_delivery_a_bounce_and_a_complaint_signed(client, webhooks, sent, anna, bruno):
    webhooks("mailgun", MAILGUN_API_KEY="k", MAILGUN_WEBHOOK_SIGNING_KEY="signing")
    arrived, back = sent(anna, "<1@mg.example>"), sent(bruno, "<2@mg.example>")
    failed = {"severity": "permanent", "reason": "bounce",
              "delivery-status": {"code": 550, "message": "5.1.1 no such user", "description": ""}}  # fmt: skip
    reports = [
        mailgun("delivered", "<1@mg.example>"),
        mailgun("failed", "<2@mg.example>", **failed),
        mailgun("failed", "<1@mg.example>", **failed | {"severity": "temporary"}),
        mailgun("complained", "<1@mg.example>"),
    ]

    for each in reports:
        assert post(client, "/anymail/mailgun/tracking/", each).status_code == 200
    forged = reports[0] | {"signature": reports[0]["signature"] | {"signature": "0" * 64}}
    assert post(client, "/anymail/mailgun/tracking/", forged).status_code == 400

    assert (fate(arrived), fate(back)) == ("complained", "bounced")


def test_mailgun_reports_under_our_own_number_where_its_own_is_not_known(tell, anna):
    mail, view = tell(anna), object.__new__(MailgunTrackingWebhookView)

    event = view.esp_to_anymail_event(mailgun("delivered", mail.message_id))
    tracking.send(sender=None, event=event, esp_name="Mailgun")

    assert fate(mail) == "delivered"


@pytest.mark.parametrize("known", [True, False])
def test_amazon_ses_reports_a_bounce_under_its_number_or_ours(sent, anna, known):
    mail, view = sent(anna, "0100ses"), object.__new__(AmazonSESTrackingWebhookView)
    notification = {
        "notificationType": "Bounce",
        "bounce": {"bounceType": "Permanent", "bounceSubType": "General",
                   "bouncedRecipients": [{"emailAddress": anna.email, "diagnosticCode": "smtp; 550 5.1.1 unknown"}]},
        "mail": {"messageId": "0100ses" if known else "another", "destination": [anna.email],
                 "headers": [{"name": "Subject", "value": "x"},
                             {"name": "Message-ID", "value": mail.message_id}]},
    }  # fmt: skip

    for event in view.esp_to_anymail_events(notification, {"MessageId": "sns", "Timestamp": "2026-11-23T13:00:00Z"}):
        tracking.send(sender=None, event=event, esp_name="Amazon SES")

    mail.refresh_from_db()
    assert (mail.state, mail.outcome_said) == ("bounced", "smtp; 550 5.1.1 unknown")


# --- Chosen by settings alone ---


class Answered:
    """A requests session that answers as the provider does, and keeps what it was asked."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def request(self, **parameters):
        self.asked.append(parameters)
        return SimpleNamespace(status_code=200, json=lambda: self.answer, reason="OK", text=json.dumps(self.answer))

    def close(self):
        pass


@pytest.mark.parametrize(
    ("provider", "keys", "answer", "number"),
    [
        ("postmark", {"POSTMARK_SERVER_TOKEN": "t"},
         {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": "anna@example.org"}, "b7bc2f4a"),
        ("mailgun", {"MAILGUN_API_KEY": "k", "MAILGUN_SENDER_DOMAIN": "mg.example"},
         {"id": "<1@mg.example>", "message": "Queued. Thank you."}, "<1@mg.example>"),
    ],
)  # fmt: skip
def test_a_provider_takes_a_letter_and_its_number_is_kept(
    settings, monkeypatch, tell, anna, provider, keys, answer, number
):
    settings.EMAIL_TRANSPORT, settings.ANYMAIL = f"anymail.backends.{provider}.EmailBackend", keys
    session = Answered(answer)
    backend = type(get_connection(settings.EMAIL_TRANSPORT))
    monkeypatch.setattr(backend, "create_session", lambda self: session)
    mail = tell(anna)

    assert deliver_due() == Round(sent=1)

    assert OutboxMail.objects.get(pk=mail.pk).provider_id == number
    assert provider in session.asked[0]["url"]
    assert mail.message_id.strip("<>") in str(session.asked[0])


def test_a_recipient_whom_the_provider_refuses_is_given_up_at_once(settings, monkeypatch, tell, anna):
    settings.EMAIL_TRANSPORT = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "t"}
    said = {"ErrorCode": 406, "Message": "You tried to send to recipient(s) that have been marked as inactive. "
            "Found inactive addresses: anna@example.org. Inactive recipients are ones that have generated a hard "
            "bounce, a spam complaint, or a manual suppression."}  # fmt: skip
    backend = type(get_connection(settings.EMAIL_TRANSPORT))
    monkeypatch.setattr(backend, "create_session", lambda self: Answered(said))
    tell(anna)

    assert deliver_due() == Round(given_up=1)
    assert failing() == [(anna.email, "refused")]


@pytest.fixture
def without_boto3(monkeypatch):
    """The packages of the extra ``ses`` as far as a message is built, for machines that do without them."""
    names = {"boto3": (), "botocore": (), "botocore.client": ("Config",),
             "botocore.exceptions": ("BotoCoreError", "ClientError", "ConnectionError")}  # fmt: skip
    for name, contents in names.items():
        module = ModuleType(name)
        for each in contents:
            setattr(module, each, type(each, (Exception,), {"__init__": lambda self, *args, **kwargs: None}))
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.delitem(sys.modules, "anymail.backends.amazon_ses", raising=False)
    yield
    sys.modules.pop("anymail.backends.amazon_ses", None)


def test_amazon_ses_builds_a_message(settings, without_boto3, tell, anna):
    settings.EMAIL_TRANSPORT, settings.ANYMAIL = "anymail.backends.amazon_ses.EmailBackend", {}
    mail = tell(anna, "Zoë")

    payload = get_connection(settings.EMAIL_TRANSPORT).build_message_payload(message_of(mail), {})
    payload.finalize_payload()

    assert payload.params["Destination"] == {"ToAddresses": [anna.email]}
    message = message_from_bytes(payload.params["Content"]["Raw"]["Data"], policy=policy.default)
    assert message["Subject"] == "For Zoë"
    assert message["Message-ID"] == mail.message_id


def test_every_report_has_a_rank():
    assert RANK.keys() == {"", *Outcome}
