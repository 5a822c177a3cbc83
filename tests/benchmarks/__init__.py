"""`make bench` measures the portal over HTTP on PostgreSQL, at several scales in one run, and prints one table."""
