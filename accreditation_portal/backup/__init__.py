"""Database and documents together in one file, and back from it into an empty portal, on either database."""
