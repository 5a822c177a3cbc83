"""How often something was asked for in a while, for everything that is limited."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Count(models.Model):
    """What one account, or one address, has asked for within one window of time."""

    key = models.CharField(_("digest of what and for whom"), max_length=64, primary_key=True)
    number = models.PositiveIntegerField(_("how often"))
    ends_at = models.DateTimeField(_("end"), db_index=True)

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
