"""What happens to profiles without anybody clicking."""

from profiles.reminders import remind_of_identity_documents, remind_of_press_cards

__all__ = ["remind_of_identity_documents", "remind_of_press_cards"]
