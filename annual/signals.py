"""All that this room says to rooms above it."""

from django.dispatch import Signal

# Sent inside the transaction that ends an accreditation, with ``annual_request`` and ``on``, its last day in force.
# Where another one takes its place: also ``held_until``, the day to which it had been granted, and ``followed_by``.
accreditation_ended = Signal()
