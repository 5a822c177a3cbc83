"""What happens to registrations without anybody clicking."""

from adhoc.reminders import remind_of_drafts, remind_of_information, remind_of_passes

__all__ = ["remind_of_drafts", "remind_of_information", "remind_of_passes"]
