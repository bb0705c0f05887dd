"""Windows that watch their pages: what no page of Baken may do fails the test at its end.

No request to another host, no error in the console (a blocked script or style shows there), no
uncaught error of a script, no answer of 500 or more, no file of Baken that is not there.
"""

from __future__ import annotations

from typing import Any

from .helpers import sign_in

MISSING, FAULT = 400, 500
TIMEOUT = 15_000


class Windows:
    """Opens windows of one browser, each without a cookie, and closes them all."""

    def __init__(self, chromium: Any, product: str) -> None:
        self.chromium, self.product = chromium, product
        self.contexts: list[Any] = []
        self.faults: list[str] = []
        self.other_hosts: tuple[str, ...] = ()  # where a test may lead, such as the quick exit

    def open(self, *, width: int = 1280, javascript: bool = True, **options: Any) -> Any:
        """Return the page of a fresh window; ``page.baken_addresses`` is all it asked for."""
        context = self.chromium.new_context(
            base_url=self.product,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            **options,
        )
        context.set_default_timeout(TIMEOUT)
        self.contexts.append(context)
        page = context.new_page()
        page.baken_addresses = []
        context.on("request", lambda request: self._asked(page, request.url))
        context.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        return page

    def _asked(self, page: Any, url: str) -> None:
        page.baken_addresses.append(url)
        if not url.startswith((self.product, "data:", "blob:", *self.other_hosts)):
            self.faults.append(f"{page.url} asked another host: {url}")

    def _answered(self, response: Any) -> None:
        if response.status >= FAULT or (response.status >= MISSING and "/static/" in response.url):
            self.faults.append(f"{response.url} answered {response.status}")

    def _said(self, message: Any) -> None:
        # A page that is not there, or not valid, is reported here too; the tests ask for those.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"{message.location.get('url')}: {message.text}")

    def close(self) -> None:
        """Close all windows; fail with what a page did that no page may do."""
        for context in self.contexts:
            context.close()
        assert self.faults == [], "\n".join(self.faults)


class People:
    """The invented cast of a story: ``people("Noor Klaproos")`` is her page, signed in."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        self._pages: dict[str, Any] = {}

    def __call__(self, name: str, *, width: int = 1280) -> Any:
        """Return the page of one of the cast; it stays the same until the story ends."""
        if name not in self._pages:
            self._pages[name] = sign_in(self.windows.open(width=width), name)
        return self._pages[name]

    def stranger(self, *, width: int = 360, javascript: bool = True) -> Any:
        """Return a fresh page of somebody without an account."""
        return self.windows.open(width=width, javascript=javascript)
