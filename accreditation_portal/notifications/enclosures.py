"""What goes along with a letter, made by its room when it is sent, so that it says what is true then."""

import logging
from email.mime.base import MIMEBase
from email.mime.text import MIMEText

from accreditation_portal.notifications.models import OutboxMail
from accreditation_portal.rooms import each_room_with

log = logging.getLogger(__name__)


def enclosed_with(mail: OutboxMail) -> list[MIMEBase]:
    """What the rooms enclose with this letter. The letter itself goes in any case."""
    try:
        return [part for room in each_room_with("enclosures") for part in room.enclosed_with(mail)]
    except Exception:  # whatever hinders the enclosure, the letter says what counts
        log.exception("letter %s goes without its enclosure", mail.pk)
        return []


def calendar_file(content: bytes, name: str) -> MIMEBase:
    """An iCalendar file as mail programs and calendars take it: to be kept, not answered."""
    part = MIMEText(content.decode(), "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
