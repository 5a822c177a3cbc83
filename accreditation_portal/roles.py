"""Who may do what: the groups of staff and their permissions, made again after every migrate."""

from django.apps import apps
from django.contrib.auth.management import create_permissions

EVENT_PARTS = ("event", "programmeitem", "collectionpoint", "collectionhours", "mediaadvisory")

ROLES: dict[str, tuple[str, ...]] = {
    "Accreditation officers": (
        "adhoc.view_eventregistration",
        "adhoc.decide_eventregistration",
        "adhoc.view_lateadmission",
        "adhoc.add_lateadmission",
        "personal_data.view_erasurerequest",
        "personal_data.decide_erasurerequest",
        "worker.view_forgotten",
        "review.view_export",
        "review.view_reason",
        "review.add_reason",
        "review.change_reason",
        "notifications.change_wording",
        "notifications.view_outboxmail",
        "notifications.send_again_outboxmail",
        "notifications.view_failingaddress",
        "notifications.clear_failingaddress",
        "annual.view_annualrequest",
        "annual.decide_annualrequest",
        "annual.view_attestation",
        "annual.add_attestation",
        *(f"events.view_{part}" for part in EVENT_PARTS),
        "profiles.view_mediarepresentative",
        "profiles.view_presscard",
        "profiles.view_issuingbody",
        "profiles.add_issuingbody",
        "profiles.change_issuingbody",
        "profiles.view_mediaorganisation",
        "profiles.add_mediaorganisation",
        "profiles.change_mediaorganisation",
    ),
    "Press officers": (
        "events.view_event",
        "events.add_event",
        "events.change_event",
        "events.delete_event",
        "events.publish_event",
        *(f"events.{act}_{part}" for part in ("programmeitem", "collectionpoint", "collectionhours")
          for act in ("view", "add", "change", "delete")),
        "events.view_mediaadvisory",
    ),
    "Security verification": ("adhoc.verify_security",),
    "Pass Office": (
        "adhoc.view_approved_eventregistration",
        "adhoc.hand_over_pass",
        "annual.view_approved_annualrequest",
        "annual.hand_over_pass",
    ),
}  # fmt: skip


def make_roles(sender, using, **kwargs):
    """Give every group exactly its permissions; idempotent. Groups that an operator added stay as they are."""
    # Migrations make permissions only after the last of them has run; asking for them here does no harm.
    for config in apps.get_app_configs():
        if config.models_module:
            create_permissions(config, verbosity=0, using=using)
    group_model, permission_model = apps.get_model("auth.Group"), apps.get_model("auth.Permission")
    for name, wanted in ROLES.items():
        group, _ = group_model.objects.using(using).get_or_create(name=name)
        pairs = [permission.split(".") for permission in wanted]
        found = permission_model.objects.using(using).filter(codename__in=[codename for _, codename in pairs])
        by_name = {
            (permission.content_type.app_label, permission.codename): permission
            for permission in found.select_related("content_type")
        }
        group.permissions.set([by_name[app, codename] for app, codename in pairs])
