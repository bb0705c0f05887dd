"""The ``baken`` command line."""

import os
import sys


def main() -> None:
    """Hand over to Django's management commands (placeholder until the launcher is in)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
