"""The choices of an event: its kind, its late rule, who may attend an item of its programme."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    MINISTERIAL = "ministerial", _("Ministerial meeting")
    SUMMIT = "summit", _("Meeting of Heads of State and Government")
    PRESS_CONFERENCE = "press_conference", _("Press conference")
    BRIEFING = "briefing", _("Briefing")
    OTHER = "other", pgettext_lazy("event", "Other event")


class Late(TextChoices):
    REFUSED = "refused", pgettext_lazy("late requests", "Refused")
    FLAGGED = "flagged", pgettext_lazy("late requests", "Accepted and marked late")


class Access(TextChoices):
    OPEN = "open", pgettext_lazy("programme", "Open to accredited media")
    INVITATION = "invitation", pgettext_lazy("programme", "By invitation")
    POOL = "pool", pgettext_lazy("programme", "Pool only")


class Media(TextChoices):
    """For whom pool places are; the same names as the roles of media representatives."""

    JOURNALIST = "journalist", _("Journalist")
    TV_PRODUCER = "tv_producer", _("TV producer")
    PHOTOGRAPHER = "photographer", _("Photographer")
    VIDEOGRAPHER = "videographer", _("Videographer")
    BLOGGER = "blogger", _("Blogger")
    TECHNICIAN = "technician", _("Technician")


def media_words(media: list[str]) -> list[str]:
    """The media types of a pool, in the active language."""
    return [str(Media(name).label) for name in media if name in Media.values]


def suffices_by_default(kind: str, *, at_headquarters: bool) -> bool:
    """Where an event begins: at the Headquarters annual accreditation suffices, summits excepted (S20, P8)."""
    return at_headquarters and kind != Kind.SUMMIT
