"""What the stories share: signing in, the accessibility check, the width check."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def check(page: Any) -> None:
    """Fail on any axe violation and on a page that is wider than its window."""
    results = Axe().run(page, options=AXE_OPTIONS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{page.url} is {width} pixels too wide"


def sign_in(page: Any, name: str) -> Any:
    """Sign in as one of the invented cast, on the demonstration page."""
    page.goto("/demo/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url("**/mijn-werk/")
    return page
