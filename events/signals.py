"""All that this room says to rooms above it."""

from django.dispatch import Signal

# Sent inside the transaction that publishes a version, with ``event``, ``version`` (a MediaAdvisory) and ``by``.
# Cancelling and moving are versions too.
advisory_published = Signal()
