"""Take the pictures of the README: ``python -m tests.browser.take_screenshots http://localhost:8000``.

Walks the demonstration as the stories do and writes ``docs/screenshots/*.png``; the product must
run already, with fresh data (``make reset run``), so that the pictures tell one story.
"""

from __future__ import annotations

import base64
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.chromium import find as find_chromium

from .conftest import CHROMIUM_ARGUMENTS
from .helpers import HOUSING_INSPECTION, do_the_check, sign_in
from .windows import Windows

FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
MOST_BYTES = 150_000
DESKTOP, PHONE = (1280, 880), (390, 1500)


PALETTE = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0);
  const data = drawing.getImageData(0, 0, image.width, image.height).data;
  const at = (place) => (data[place] << 16) | (data[place + 1] << 8) | data[place + 2];
  const counts = new Map();
  for (let p = 0; p < data.length; p += 4) counts.set(at(p), (counts.get(at(p)) || 0) + 1);
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map((entry) => entry[0]);
  const far = (a, b) => [16, 8, 0].reduce(
    (sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);
  const nearest = new Map(palette.map((colour, index) => [colour, index]));
  for (const colour of counts.keys()) {
    if (nearest.has(colour)) continue;
    let best = 0;
    palette.forEach((other, index) => {
      if (far(colour, other) < far(colour, palette[best])) best = index;
    });
    nearest.set(colour, best);
  }
  let text = "";
  for (let p = 0; p < data.length; p += 4) text += String.fromCharCode(nearest.get(at(p)));
  return { width: image.width, height: image.height, palette, places: btoa(text) };
}"""
"""The 256 most frequent colours, and for each point the nearest of them."""


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG file."""
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def lighter(page: Any, picture: bytes) -> bytes:
    """Return the picture as a PNG with a palette: a third of the size."""
    source = "data:image/png;base64," + base64.b64encode(picture).decode()
    desk = page.context.browser.new_page()  # an empty page, without our policy
    made = desk.evaluate(PALETTE, source)
    desk.close()
    width, height = made["width"], made["height"]
    places = base64.b64decode(made["places"])
    lines = b"".join(
        b"\0" + places[start : start + width] for start in range(0, width * height, width)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(colour.to_bytes(3, "big") for colour in made["palette"])
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in (
            (b"IHDR", header),
            (b"PLTE", colours),
            (b"IDAT", zlib.compress(lines, 9)),
            (b"IEND", b""),
        )
    )


def take(page: Any, name: str, size: tuple[int, int] = DESKTOP) -> None:
    """Write what the window shows now; fail when the picture is too large for a README."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    path = FOLDER / f"{name}.png"
    path.write_bytes(lighter(page, page.screenshot(animations="disabled")))
    weight = path.stat().st_size
    sys.stdout.write(f"{path.name}: {weight // 1000} kB\n")
    if weight > MOST_BYTES:
        sys.exit(f"{path.name} is larger than {MOST_BYTES // 1000} kB")


def public(windows: Windows) -> None:
    """The start page, and an outcome on a phone."""
    page = windows.open()
    page.goto("/")
    take(page, "start")
    phone = windows.open(width=PHONE[0])
    do_the_check(phone, HOUSING_INSPECTION)
    take(phone, "outcome-phone", PHONE)


def staff(windows: Windows) -> None:
    """My work, a concern, a referral at its receiver, the overview and the register."""
    noor = sign_in(windows.open(), "Noor Klaproos")
    take(noor, "my-work")
    noor.goto("/signalen/?due=&holder=mine")
    noor.locator("main tbody a").first.click()
    take(noor, "concern")
    mei = sign_in(windows.open(), "Mei Vergeetmeniet")
    mei.locator("main tbody a").first.click()
    take(mei, "referral")
    milan = sign_in(windows.open(), "Milan Heermoes")
    milan.goto("/overzicht/")
    take(milan, "overview")
    joris = sign_in(windows.open(), "Joris Hondsdraf")
    joris.goto("/logboek/")
    joris.locator("main table").first.scroll_into_view_if_needed()
    joris.locator("main table").first.evaluate("table => scrollTo(0, table.offsetTop + 320)")
    take(joris, "audit-register")


def together(windows: Windows) -> None:
    """The knowledge base, a text of it, the dossier and the path of a new focal point."""
    noor = sign_in(windows.open(), "Noor Klaproos")
    noor.goto("/kennisbank/")
    take(noor, "library")
    noor.goto("/kennisbank/introductiedossier/")
    take(noor, "dossier")
    noor.goto("/honderd-dagen/")
    take(noor, "hundred-days")


def main(address: str) -> None:
    """Take all pictures of the product at ``address``."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS
        )
        windows = Windows(browser, address.rstrip("/"))
        public(windows)
        staff(windows)
        together(windows)
        windows.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
