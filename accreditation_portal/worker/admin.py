"""Officers read what went by itself: when, of which kind, how many (B9)."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from accreditation_portal.review.admin.read_only import ListAlone
from accreditation_portal.review.timeline import shown_moment
from accreditation_portal.worker.forgetting import kinds
from accreditation_portal.worker.models import Forgotten


@admin.register(Forgotten)
class ForgottenAdmin(ListAlone):
    """A list to read; the worker alone writes it."""

    list_display = ("moment", "what", "number")
    ordering = ("-at", "-pk")

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def moment(self, round_of_it):
        return shown_moment(round_of_it.at)

    @admin.display(description=gettext_lazy("what"), ordering="kind")
    def what(self, round_of_it):
        return {kind.name: kind.label for kind in kinds()}.get(round_of_it.kind, round_of_it.kind)
