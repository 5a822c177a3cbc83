"""What this room keeps: events, their programme and collection points, the versions of their advisories, followers."""

from events.models.advisory import MediaAdvisory
from events.models.event import Event
from events.models.following import Following
from events.models.parts import CollectionHours, CollectionPoint, ProgrammeItem

__all__ = ["CollectionHours", "CollectionPoint", "Event", "Following", "MediaAdvisory", "ProgrammeItem"]
