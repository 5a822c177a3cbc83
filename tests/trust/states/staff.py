"""The other pages of the admin: what surrounds the cases, events, people, letters, accounts."""

from collections.abc import Iterator

from django.contrib.auth.models import Group

from accreditation_portal.notifications.models import FailingAddress, OutboxMail
from accreditation_portal.personal_data.models import ErasureRequest
from accreditation_portal.review.models import Reason
from adhoc.models import VerificationBatch
from annual.models import Attestation
from events.models import MediaAdvisory
from profiles.models import IssuingBody, MediaOrganisation, User
from tests.trust import scene
from tests.trust.scene import PROTECTED, UNPUBLISHED
from tests.trust.states.acts import press, sent
from tests.trust.states.state import State

SAVE = "main [name=_save]"
TAKE = "main button.take"
ROLES = ("officer", "officer2", "press", "passoffice", "admin")
WORDED = ("adhoc.approved",)


def first(kind: type):
    return lambda: kind.objects.order_by("pk").first().pk


def slug(name: str):
    return lambda: scene.of_slug(name).pk


def version() -> tuple[int, int]:
    event = scene.of_slug("madrid-summit")
    return event.pk, MediaAdvisory.objects.filter(event=event).latest("number").number


def staff() -> Iterator[State]:
    for role in ROLES:
        yield State("admin:index", role)
    for label in ("adhoc", "annual", "events", "notifications", "profiles", "review", "auth"):
        yield State("admin:app_list", "admin", (label,))
    for model, kind in LISTS.items():
        yield State(f"admin:{model}_changelist", "admin" if model in OF_ACCOUNTS else "officer")
        if kind:
            yield State(f"admin:{model}_change", "admin" if model in OF_ACCOUNTS else "officer", first(kind))
    for model in ADDED:
        who = "admin" if model in OF_ACCOUNTS else "press" if model == "events_event" else "officer"
        yield State(f"admin:{model}_add", who)
        yield State(f"admin:{model}_add", who, act=sent(SAVE), said="sent empty")
    yield from OTHERS


OF_ACCOUNTS = ("auth_group", "profiles_user")
LISTS = {
    "adhoc_lateadmission": None,
    "annual_attestation": None,
    "review_export": None,
    "review_reason": Reason,
    "notifications_wording": None,
    "notifications_outboxmail": OutboxMail,
    "notifications_failingaddress": FailingAddress,
    "personal_data_erasurerequest": ErasureRequest,
    "worker_forgotten": None,
    "profiles_mediarepresentative": None,
    "profiles_issuingbody": IssuingBody,
    "profiles_mediaorganisation": MediaOrganisation,
    "auth_group": Group,
    "profiles_user": User,
}
ADDED = ("adhoc_lateadmission", "review_reason", "profiles_issuingbody", "profiles_mediaorganisation", "events_event",
         "auth_group", "profiles_user")  # fmt: skip
OTHERS = [
    *(State("admin:profiles_mediarepresentative_change", "officer", lambda who=who: scene.person(who).representative.pk,
            said=who) for who in ("anna", "david", "eva")),
    State("admin:profiles_mediarepresentative_changelist", "officer", query="?q=anna"),
    State("admin:profiles_user_change", "admin", lambda: scene.person(PROTECTED).pk, said="protected"),
    State("admin:profiles_user_second_factor", "admin", lambda: scene.person(PROTECTED).pk),
    State("admin:notifications_wording_change", "officer", WORDED),
    State("admin:notifications_wording_change", "officer", WORDED, act=sent(TAKE, text_en="No {such} word"),
          said="with a mistake"),
    State("admin:notifications_wording_change", "officer", WORDED, act=lambda page: press(page, "[name=preview]"),
          said="looked at"),
    State("admin:annual_attestation_add", "officer"),
    State("admin:annual_attestation_add", "officer", query="?reference=unknown"),
    State("admin:annual_attestation_add", "officer", lambda: (),  act=sent(reference="nothing"), said="not found"),
    State("admin:annual_attestation_strike_out", "officer", first(Attestation)),
    State("admin:annual_attestation_strike_out", "officer", first(Attestation), act=sent(TAKE), said="sent empty"),
    State("admin:adhoc_verificationbatch_changelist", "officer2"),
    State("admin:adhoc_verificationbatch_change", "officer2", first(VerificationBatch)),
    State("admin:adhoc_verificationbatch_event", "officer2", slug("washington-summit")),
    State("admin:adhoc_verificationbatch_results", "officer2", slug("washington-summit")),
    *(State(f"admin:events_event_{page}", "press", slug("madrid-summit"))
      for page in ("change", "publish", "cancel", "unpublish", "history")),
    State("admin:events_event_changelist", "press"),
    State("admin:events_event_changelist", "officer"),
    State("admin:events_event_change", "officer", slug("madrid-summit")),
    State("admin:events_event_change", "press", slug(UNPUBLISHED)),
    State("admin:events_event_change", "press", slug("madrid-summit"), act=sent(SAVE, title_en="", starts_on="never"),
          said="with mistakes"),
    State("admin:events_event_publish", "press", slug(UNPUBLISHED)),
    State("admin:events_event_delete", "press", slug(UNPUBLISHED)),
    State("admin:events_event_cancel", "press", slug("madrid-summit"), act=sent("main [type=submit]"),
          said="sent empty"),
    State("admin:events_event_version", "press", version),
    State("admin:review_reason_history", "officer", first(Reason)),
    State("admin:profiles_user_history", "admin", lambda: scene.person("officer").pk),
    State("admin:auth_group_delete", "admin", first(Group)),
]  # fmt: skip
