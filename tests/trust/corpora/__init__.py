"""What attackers send, made by code from a seed: files in families, and strings."""

from tests.trust.corpora.files import FAMILIES, MARK, Hostile, files
from tests.trust.corpora.strings import strings

__all__ = ["FAMILIES", "MARK", "Hostile", "files", "strings"]
