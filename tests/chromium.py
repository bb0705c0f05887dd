"""Finds a Chromium for the browser tests, or installs one: ``python -m tests.chromium``.

Prints the path. Order: ``BAKEN_CHROMIUM``, the machine's own, Playwright's own, a package of the
distribution (as root, or with ``sudo`` that asks nothing).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of a Chromium that is there, or None."""
    named = os.environ.get("BAKEN_CHROMIUM")
    if named:
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _tell(line: str) -> None:
    sys.stderr.write(line + "\n")


def install() -> None:
    """Try Playwright's own download, then the distribution's package."""
    _tell("No Chromium found; installing one ...")
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        attempts = [
            [*sudo, "apt-get", "update", "-q"],
            [*sudo, "apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
            *attempts,
        ]
    for command in attempts:
        try:
            subprocess.run(command, stdout=sys.stderr, timeout=600, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            _tell(f"{command[0]}: {error}")
        if find():
            return


def main() -> int:
    """Print the path of a Chromium, installed if need be."""
    if find() is None:
        install()
    path = find()
    if path is None:
        _tell("The browser tests need Chromium. Install it, or set BAKEN_CHROMIUM to its path.")
        return 1
    sys.stdout.write(path + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
