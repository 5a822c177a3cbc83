"""`python -m tests.architecture`: write the tables of pages by role into docs/security.md, as the walk finds them."""

import sys

import pytest


class Writes:
    """There while the tables are to be written, not compared."""


WALKS = ("tests/architecture/test_addresses.py", "tests/architecture/test_pages_by_role.py")

sys.exit(pytest.main(["-q", "-n", "0", "-m", "one_database", *WALKS], plugins=[Writes]))
