"""Refuses passwords that others would guess, without asking anybody outside.

Django's own validators refuse short passwords, its list of 20,000 common ones and what
resembles the person. ``zxcvbn`` adds the leaked lists it carries and the patterns of guessing
programs (keyboard walks, dates, repeated words, swapped letters). It knows no Dutch, so the
words below are given to it: welcome, password, seasons, months, days and our own subject.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

ENOUGH = 4
"""zxcvbn's score, 0 to 4; 4 stands for 10^10 guesses and more, which “Zomer2026!Zomer” is not."""
LONGEST = 72
"""zxcvbn's time grows with length; nobody guesses what comes after 72 characters."""

GUESSED_FIRST = tuple(
    """
    welkom wachtwoord geheim inloggen baken mensenhandel mensensmokkel signaal melding gemeente
    voorjaar lente zomer herfst winter januari februari maart april mei juni juli augustus
    september oktober november december maandag dinsdag woensdag donderdag vrijdag zaterdag
    zondag rotterdam dordrecht schiedam vlaardingen maassluis feyenoord sparta excelsior ajax
    nederland holland oranje koningsdag sinterklaas hallo goedemorgen vakantie koffie
    """.split()  # noqa: SIM905
)
"""Not region data: the same in every region, where people also cheer for somebody else's club."""


class LengthValidator(MinimumLengthValidator):
    """Django's validator in our own words: its Dutch catalogue lacks the message it gives."""

    def get_error_message(self) -> str:
        """Return what is wrong with a short password."""
        length = self.min_length
        return _("This password is too short. Take at least %(length)s characters.") % {
            "length": length
        }


class GuessableValidator:
    """A password validator for ``AUTH_PASSWORD_VALIDATORS``."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ``ValidationError`` for a password that is guessed soon."""
        about = [str(getattr(user, name, "") or "") for name in ("name", "email")]
        words = [
            *GUESSED_FIRST,
            *about,
            *" ".join(about).replace("@", " ").replace(".", " ").split(),
        ]
        if zxcvbn(password[:LONGEST], user_inputs=words)["score"] < ENOUGH:
            raise ValidationError(
                _("This password is easy to guess. Take four words that have nothing in common."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        """Return the advice for the form."""
        return _("Four words that have nothing in common make a good password.")
