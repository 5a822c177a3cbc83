"""What a press officer fills in: an event with its programme and collection points, and the acts on it."""

from events.forms.acts import CancelForm, PublishForm, SeenForm
from events.forms.event import EventForm
from events.forms.parts import CollectionPointForm, PartFormSet, ProgrammeItemForm

__all__ = [
    "CancelForm",
    "CollectionPointForm",
    "EventForm",
    "PartFormSet",
    "ProgrammeItemForm",
    "PublishForm",
    "SeenForm",
]
