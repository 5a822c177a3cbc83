#!/usr/bin/env python
"""The command line: development settings unless the environment says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accreditation_portal.settings")
    os.environ.setdefault("DEBUG", "true")
    execute_from_command_line(sys.argv)
