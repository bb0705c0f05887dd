"""Mail of this room: one link or one sentence, never a name, a role or an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .models import Account, LinkPurpose, Refusal


@dataclass(frozen=True)
class Letter:
    """Subject and text of a mail; ``%(address)s`` in the text becomes the link."""

    subject: str | Promise
    text: str | Promise


LINK_LETTERS = {
    LinkPurpose.JOIN: Letter(
        _("Your invitation for Baken"),
        _(
            "You have been invited to work with Baken.\n\n"
            "Open this link to choose a password. It works once, for seven days:\n\n"
            "%(address)s\n\n"
            "Are you new in your role? Your first page shows you where to begin.\n\n"
            "Did you not expect this? Then you can ignore this mail."
        ),
    ),
    LinkPurpose.RESTART: Letter(
        _("Set up your access to Baken again"),
        _(
            "Your second step for signing in to Baken has been reset by an administrator.\n\n"
            "Open this link to choose a password and set up a new second step. "
            "It works once, for seven days:\n\n"
            "%(address)s\n\n"
            "Did you not ask for this? Call your administrator now."
        ),
    ),
    LinkPurpose.PASSWORD: Letter(
        _("Choose a new password for Baken"),
        _(
            "Somebody asked for a new password for Baken with this mail address.\n\n"
            "Open this link to choose one. It works once, for one hour:\n\n"
            "%(address)s\n\n"
            "Was it not you? Then you can ignore this mail; nothing changes."
        ),
    ),
}

LINK_LETTERS |= {
    LinkPurpose.CONFIRM: Letter(
        _("Baken: confirm your mail address for the knowledge base"),
        _(
            "Somebody signed up for the knowledge base with this mail address.\n\n"
            "Was it you? Then open this link. It works once, for three days:\n\n"
            "%(address)s\n\n"
            "Was it not you? Then you can ignore this mail; nothing changes."
        ),
    ),
    LinkPurpose.READER: Letter(
        _("Baken: you can read the knowledge base"),
        _(
            "You asked for access to the knowledge base, and you have it.\n\n"
            "Open this link to choose a password. It works once, for seven days:\n\n"
            "%(address)s\n\n"
            "Is the link too old? Sign up again, then you get a new one."
        ),
    ),
    LinkPurpose.RENEW: Letter(
        _("Baken: do you want to go on reading the knowledge base?"),
        _(
            "Your access to the knowledge base lasts a year.\n\n"
            "Do you still work on this subject? Open this link, then you can go on for another "
            "year. It works once, for thirty days:\n\n"
            "%(address)s\n\n"
            "Do you no longer need it? Then you need do nothing."
        ),
    ),
    LinkPurpose.RISE: Letter(
        _("You have a new role in Baken"),
        _(
            "You were given a role in Baken that needs a second step for signing in.\n\n"
            "Open this link to choose a new password and set up the second step. Your old "
            "password no longer works. The link works once, for seven days:\n\n"
            "%(address)s\n\n"
            "Did you not expect this? Call your administrator now."
        ),
    ),
}

WORDS = {
    "password-changed": Letter(
        _("Your password for Baken was changed"),
        _(
            "The password of your Baken account was changed and all other sessions were ended.\n\n"
            "Was it not you? Call your administrator now."
        ),
    ),
    "second-factor-changed": Letter(
        _("Your second step for Baken was changed"),
        _(
            "A second step for signing in to Baken was added, removed or renewed.\n\n"
            "Was it not you? Call your administrator now."
        ),
    ),
    "token-made": Letter(
        _("An API token for Baken was made"),
        _(
            "With your Baken account an API token was made, with which a program can work for "
            "you.\n\n"
            "Was it not you? Call your administrator now."
        ),
    ),
}


READER_WORDS = {
    "known": Letter(
        _("There already is an account for Baken with this mail address"),
        _(
            "Somebody signed up for the knowledge base with this mail address. There is an "
            "account with it already, so nothing was changed.\n\n"
            "Sign in with it: %(address)s\n"
            "There you can also choose a new password. Were you invited and did you not answer "
            "yet? Then use the link in that mail. Does it not work? Ask the administrator of "
            "your region.\n\n"
            "Was it not you? Then you can ignore this mail."
        ),
    ),
    "waits": Letter(
        _("Baken: your request for the knowledge base waits"),
        _(
            "You signed up before and confirmed your mail address. Somebody of the region looks "
            "at your request. You get a mail as soon as there is an answer.\n\n"
            "Was it not you? Then you can ignore this mail."
        ),
    ),
}
REFUSED = Letter(
    _("Baken: about your request for the knowledge base"),
    _(
        "You asked for access to the knowledge base. You do not get it now.\n\n"
        "The reason: %(reason)s\n\n"
        "Is this not right? Contact the region: %(address)s"
    ),
)


def send_link(email: str, purpose: LinkPurpose, address: str) -> None:
    """Send a one-time link; raises what the mail server raises, so that the job tries again."""
    _send(LINK_LETTERS[purpose], email, address)


def send_reader_word(email: str, word: str) -> None:
    """Answer somebody who signed up and needs no link: one of the ``READER_WORDS``."""
    _send(READER_WORDS[word], email, f"{settings.SITE_ADDRESS}{reverse('account_login')}")


def send_refusal(email: str, reason: Refusal) -> None:
    """Tell an applicant that the answer is no, with the reason from the closed list."""
    address = f"{settings.SITE_ADDRESS}{reverse('region:directory')}"
    _send(REFUSED, email, address, reason=reason.label)


def send_word(account: Account, word: str) -> None:
    """Send one of the fixed ``WORDS``."""
    _send(WORDS[word], account.email)


def _send(letter: Letter, email: str, address: str = "", **values: str | Promise) -> None:
    with override(settings.LANGUAGE_CODE):
        text = str(letter.text)
        if address:
            text = text % {"address": address, **values}
        send_mail(str(letter.subject), f"{text}\n", settings.DEFAULT_FROM_EMAIL, [email])
