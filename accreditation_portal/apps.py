"""Says which admin site is the default one."""

from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class PressAndMediaAdminConfig(AdminConfig):
    default_site = "accreditation_portal.admin.PressAndMediaSite"

    def ready(self):
        # Models are there only now; checks and what is logged of accounts register here.
        from accreditation_portal import checks, roles, security_log  # noqa: F401

        super().ready()
        post_migrate.connect(roles.make_roles, sender=self)
