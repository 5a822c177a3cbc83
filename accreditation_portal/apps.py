"""Says which admin site is the default one."""

from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class PressAndMediaAdminConfig(AdminConfig):
    default_site = "accreditation_portal.admin.PressAndMediaSite"

    def ready(self):
        from accreditation_portal import checks, roles  # noqa: F401 - models are there only now; checks register here

        super().ready()
        post_migrate.connect(roles.make_roles, sender=self)
