"""All that this room says to rooms above it."""

from django.dispatch import Signal

# Sent inside the transaction that ends an accreditation, with ``annual_request`` and ``on``, its last day in force.
accreditation_ended = Signal()
