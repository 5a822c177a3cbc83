"""What this room keeps: events, their programme and collection points, and the versions of their advisories."""

from events.models.advisory import MediaAdvisory
from events.models.event import Event
from events.models.parts import CollectionHours, CollectionPoint, ProgrammeItem

__all__ = ["CollectionHours", "CollectionPoint", "Event", "MediaAdvisory", "ProgrammeItem"]
