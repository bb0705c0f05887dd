"""Outside links: what an answer means, what is never asked, and what happens without internet."""

from __future__ import annotations

import contextlib
import datetime as dt
import socket
import threading
import time
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from baken.foundation.notices.models import Notice
from baken.network.library import jobs
from baken.network.library.actions import links as link_actions
from baken.network.library.links import looking
from baken.network.library.links import round as rounds
from baken.network.library.links.looking import Answer, Page, is_public, look
from baken.network.library.models import CheckedLink, LinkRound, LinkState, RoundOutcome

from .workshop import WHY, published

HERE = "https://www.example.org/een"
SITES = {
    "https://www.example.org/een": (200, "", b"<title>Een</title><h1>Welkom</h1>"),
    "https://www.example.org/weg": (404, "", b""),
    "https://www.example.org/dicht": (403, "", b""),
    "https://www.example.org/oud": (301, "/een", b""),
    "https://example.org/een/": (301, "https://www.example.org/een", b""),
    "https://www.example.org/even": (302, "/een", b""),
    "https://www.example.org/rond": (302, "/rond", b""),
    "https://www.example.org/binnen": (302, "http://169.254.169.254/latest", b""),
}


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer from ``SITES``; return the addresses that were really asked."""
    asked: list[str] = []

    def exchange(scheme: str, host: str, address: str, path: str, end: float) -> Page:
        asked.append(f"{scheme}://{host}{path}")
        assert address == "93.184.216.34"
        if asked[-1] not in SITES:
            raise OSError("no such site")
        status, location, content = SITES[asked[-1]]
        return Page(status, location, "text/html; charset=utf-8", content)

    def resolve(host: str, port: int) -> list[str]:
        return ["93.184.216.34"] if host.endswith("example.org") else [host]

    monkeypatch.setattr(looking, "_exchange", exchange)
    monkeypatch.setattr(looking, "addresses_of", resolve)
    return asked


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("een", LinkState.FINE),
        ("weg", LinkState.DEAD),
        ("dicht", LinkState.UNREACHABLE),
        ("oud", LinkState.MOVED),
        ("even", LinkState.FINE),
        ("rond", LinkState.UNREACHABLE),
        ("stil", LinkState.UNREACHABLE),
        ("binnen", LinkState.UNREACHABLE),
    ],
)
def test_what_an_answer_means(web: list[str], path: str, state: LinkState) -> None:
    assert look(f"https://www.example.org/{path}").state == state


def test_a_slash_or_www_is_no_move(web: list[str]) -> None:
    assert look("https://example.org/een/").state == LinkState.FINE


def test_another_title_or_heading_is_a_change_and_another_word_is_not(web: list[str]) -> None:
    known = look(HERE).digest
    SITES_BEFORE = SITES[HERE]
    try:
        SITES[HERE] = (200, "", SITES_BEFORE[2] + b"<p>Vandaag 12 bezoekers</p>")
        assert look(HERE, known_digest=known).state == LinkState.FINE
        SITES[HERE] = (200, "", b"<title>Casino</title>")
        assert look(HERE, known_digest=known).state == LinkState.CHANGED
    finally:
        SITES[HERE] = SITES_BEFORE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fd00::1",
        "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "2001:0:a00:1::1", "fe80::1%eth0",
        "fec0::1",
        "no address",
    ],
)  # fmt: skip
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_address_of_the_internet_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://10.1.2.3/beheer", "https://[::1]/", "http://0x7f.1/",
        "http://localhost/", "ftp://www.example.org/", "file:///etc/passwd", "gopher://x/",
        "http://www.example.org:8080/", "http://name:secret@www.example.org/", "http://[bad/",
        "http://www.example.org:99999/",
    ],
)  # fmt: skip
def test_nothing_inside_is_asked(web: list[str], url: str) -> None:
    assert look(url).state in {LinkState.DEAD, LinkState.UNREACHABLE}
    assert web == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(web: list[str]) -> None:
    answer = look(HERE, resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    assert (answer.state, web) == (LinkState.DEAD, [])


def test_an_answer_that_does_not_end_is_cut_off() -> None:
    class Endless:
        def read1(self, size: int) -> bytes:
            return b"x" * size

    read = looking._read(Endless(), end=10**12)  # type: ignore[arg-type]
    assert len(read) == looking.MAXIMUM_BYTES


def test_a_server_that_drips_its_answer_is_left_when_the_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def drip(server: socket.socket) -> None:
        line, _address = server.accept()
        with line, contextlib.suppress(OSError):
            line.sendall(b"HTTP/1.1 200 OK\r\n")
            for _second in range(40):
                line.sendall(b"X-Wait: a\r\n")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setitem(looking.PORTS, "http", server.getsockname()[1])
        threading.Thread(target=drip, args=[server], daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(looking.NoAnswer):
            looking._exchange("http", "traag.example.org", "127.0.0.1", "/", begun + 0.5)
        assert time.monotonic() - begun < 2


# -- A round -----------------------------------------------------------------------------------

BODY = """Zie [een](https://www.example.org/een#deel) en [weg](https://www.example.org/weg),
of mail naar [ons](mailto:info@example.org).
"""


def link(path: str) -> CheckedLink:
    found: CheckedLink = CheckedLink.objects.unscoped(reason=WHY).get(
        url=f"https://www.example.org/{path}"
    )
    return found


@pytest.mark.django_db
class TestRound:
    def test_each_address_of_published_texts_is_looked_at_once(
        self, cast: Any, web: list[str]
    ) -> None:
        published(cast, body=BODY)
        published(cast, title="Nog een", body=BODY)
        made = rounds.run_round()
        assert (made.outcome, made.checked) == (RoundOutcome.DONE, 2)
        assert len(web) == 2
        assert (link("een").state, link("weg").state) == (LinkState.FINE, LinkState.DEAD)
        page = cast.editor.client.get(reverse("library:links")).content.decode()
        assert "https://www.example.org/weg" in page
        assert "https://www.example.org/een" not in page
        assert "Nog een" in page

    def test_without_internet_nothing_is_judged_and_the_page_says_so(self, cast: Any) -> None:
        published(cast, body=BODY)
        rounds.run_round(lambda url, digest: Answer(LinkState.FINE, 200))
        rounds.run_round(lambda url, digest: Answer(LinkState.UNREACHABLE, heard=False))
        assert {link("een").state, link("weg").state} == {LinkState.FINE}
        page = cast.editor.client.get(reverse("library:links")).content.decode()
        assert "geen internet" in page

    def test_many_silent_addresses_in_a_row_end_the_round(self, cast: Any) -> None:
        many = "\n".join(f"[x](https://www.example.org/{number})" for number in range(20))
        published(cast, body=many)
        asked: list[str] = []

        def silence(url: str, digest: str) -> Answer:
            asked.append(url)
            return Answer(LinkState.UNREACHABLE, heard=False)

        assert rounds.run_round(silence).outcome == RoundOutcome.OFFLINE
        assert len(asked) == rounds.SILENT_ENOUGH

    def test_one_site_that_is_silent_for_weeks_is_gone(self, cast: Any) -> None:
        published(cast, body=BODY)

        def one_silent(url: str, digest: str) -> Answer:
            if url.endswith("/weg"):
                return Answer(LinkState.UNREACHABLE, heard=False)
            return Answer(LinkState.FINE, 200)

        now = timezone.now()
        rounds.run_round(one_silent)
        assert link("weg").state == LinkState.UNREACHABLE
        with time_machine.travel(now + dt.timedelta(days=20), tick=False):
            rounds.run_round(one_silent)
        assert link("weg").state == LinkState.DEAD

    def test_an_address_that_left_the_texts_leaves_the_list(
        self, cast: Any, web: list[str]
    ) -> None:
        text = published(cast, body=BODY)
        rounds.run_round()
        text.body = "[een](https://www.example.org/een)"
        text.save(update_fields=["body"])
        rounds.run_round()
        assert CheckedLink.objects.unscoped(reason=WHY).count() == 1

    def test_editors_hear_of_it_once(self, cast: Any, web: list[str]) -> None:
        published(cast, body=BODY)
        jobs.check_and_tell()
        jobs.check_and_tell()
        told = Notice.objects.unscoped(reason=WHY).filter(kind="library.links")
        assert set(told.values_list("membership", flat=True)) == {
            cast.editor.membership.pk,
            cast.coordinator.membership.pk,
        }
        assert told.count() == 2

    def test_a_changed_page_is_accepted_by_an_editor(self, cast: Any) -> None:
        published(cast, body=BODY)
        rounds.run_round(lambda url, digest: Answer(LinkState.CHANGED, 200, digest="b" * 64))
        link_actions.accept_link(actor=cast.editor.actor, link_id=link("een").pk)
        assert (link("een").state, link("een").digest) == (LinkState.FINE, "")

    def test_asking_twice_puts_one_round_in_the_queue(self, cast: Any) -> None:
        assert link_actions.ask_check(actor=cast.editor.actor)
        assert not link_actions.ask_check(actor=cast.editor.actor)
        assert not LinkRound.objects.unscoped(reason=WHY).exists()
