"""Every address of the portal with whatever it is about, for one person: a new page is met as soon as it has a name."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLResolver

from accreditation_portal.documents.models import Document
from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.review import bulk
from accreditation_portal.review.admin.bulk import TITLES
from adhoc.models import EventRegistration
from annual.models import AnnualRequest
from annual.parts import Part
from events.models import Event

KINDS = {"adhoc": EventRegistration, "annual": AnnualRequest}
# Not looked at by the walk, and why.
LEFT_OUT = {
    "profiles:end_session": "ends a session", "account_logout": "ends the session", "admin:logout": "ends the session",
    "account_confirm_email": "needs a letter", "account_reset_password_from_key": "needs a letter",
    "events:stop_following": "needs a letter", "mfa_authenticate": "needs a login that is half done",
    "mfa_reauthenticate": "needs one who must say again who they are", "account_confirm_login_code": "no such login",
    "admin:view_on_site": "leads elsewhere", "pages:healthz": "holds nothing", "admin:jsi18n": "holds nothing",
    "mailbox:mailbox": "in debug mode alone", "mailbox:mail": "in debug mode alone",
    "mfa_remove_webauthn": "needs a key", "mfa_edit_webauthn": "needs a key",
}  # fmt: skip


def names_of(patterns=None, space: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each named address with the names of its parts."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            within = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names_of(pattern.url_patterns, within)
        elif pattern.name:
            found = pattern.pattern
            yield space + pattern.name, tuple(getattr(found, "converters", None) or found.regex.groupindex)


def addresses(user: Any, names: set[str] | None = None, most: int = 3) -> Iterator[tuple[str, str]]:
    """Names and paths that this person may try, at most so many for each name; only ``names`` where they are given."""
    for name, parts in names_of():
        is_desk = name.startswith("admin:")
        if name in LEFT_OUT or (names is not None and name not in names) or is_desk != bool(user and user.is_staff):
            continue
        # Each part, act and event has a form of its own, or none.
        number = 50 if {"part", "act"} & set(parts) or name == "adhoc:register" else most
        try:
            yield from ((name, reverse(name, args=args)) for args in islice(_arguments(name, parts, user), number))
        except NoReverseMatch:
            continue  # of two with one name, the other one


def _arguments(name: str, parts: tuple[str, ...], user: Any) -> Iterator[list[Any]]:
    room = name.split(":")[0]
    if not parts:
        yield []
    elif room == "admin":
        yield from _of_the_desk(name.removeprefix("admin:"), parts, user)
    elif parts == ("reference",):
        yield from ([case.reference] for case in KINDS[room].objects.filter(representative__user=user).order_by("pk"))
    elif parts == ("slug",):
        yield from ([slug] for slug in Event.objects.published().order_by("slug").values_list("slug", flat=True))
    elif parts == ("part",):
        yield from ([part] for part in Part.values)
    elif room == "documents":
        kept = Document.objects.filter(owner=user).order_by("pk") if user else ()
        yield from ([document.pk, 1][: len(parts)] for document in kept)


def _of_the_desk(name: str, parts: tuple[str, ...], user: Any) -> Iterator[list[Any]]:
    if parts == ("app_label",):
        yield from ([label] for label in ("adhoc", "annual", "review", "profiles"))
        return
    if name == "auth_user_password_change":
        name = "profiles_user_password"
    label, model = next(
        (model._meta.app_label, model) for model in apps.get_models()
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
    )  # fmt: skip
    rows = model._default_manager.order_by("-pk")
    if name in ("adhoc_verificationbatch_event", "adhoc_verificationbatch_results"):
        model, rows = Event, Event.objects.filter(authorities_check_media=True).order_by("-verification_batches", "-pk")
    if "act" in parts:
        for step in TITLES:
            yield [bulk.prepared(model, step, model.objects.order_by("-pk")[:3], by=user).pk]
        return
    if "letter" in parts:
        rows = rows.filter(reference__in=OutboxMail.objects.values("about"))
    for pk in rows.values_list("pk", flat=True)[:200]:
        if "letter" in parts:
            about = model._default_manager.get(pk=pk).reference
            yield [pk, OutboxMail.objects.filter(about=about).values_list("pk", flat=True).first()]
        elif "number" in parts:
            yield [pk, 1]
        else:
            yield [pk]
    if label == "notifications" and "wording" in name:
        yield ["adhoc.approved"]
