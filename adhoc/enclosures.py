"""What goes along with the letters of this room: the approval brings the event for one's own calendar (B10)."""

from email.mime.base import MIMEBase

from accreditation_portal.notifications.enclosures import calendar_file
from accreditation_portal.notifications.models import OutboxMail
from adhoc import notices
from adhoc.models import EventRegistration
from events.feeds import file_of


def enclosed_with(mail: OutboxMail) -> list[MIMEBase]:
    """The event as it stands when the letter is sent; the same entry as in the feeds, so that it is updated there."""
    if mail.notice != notices.approved.full_name:
        return []
    registration = EventRegistration.objects.select_related("event").filter(reference=mail.about).first()
    content = file_of(registration.event.slug, mail.language) if registration else None
    return [calendar_file(content, f"{registration.event.slug}.ics")] if content else []
