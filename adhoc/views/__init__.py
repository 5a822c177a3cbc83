"""What a representative does about events: see, register, complete, withdraw, print, and check the boxes."""

from adhoc.views.attendance import UpdateAttendance
from adhoc.views.completion import Complete
from adhoc.views.event import CalendarWithStandings, EventWithRegistration
from adhoc.views.register import Register
from adhoc.views.registration import Confirmation, Registration, Withdraw

__all__ = [
    "CalendarWithStandings",
    "Complete",
    "Confirmation",
    "EventWithRegistration",
    "Register",
    "Registration",
    "UpdateAttendance",
    "Withdraw",
]
