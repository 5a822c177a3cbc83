"""A YAML advisory into an unpublished event, or a list of what is wrong with it."""

from events.advisory_file.contents import AdvisoryRefused, Contents, read
from events.advisory_file.rows import import_advisory, keep

__all__ = ["AdvisoryRefused", "Contents", "import_advisory", "keep", "read"]
