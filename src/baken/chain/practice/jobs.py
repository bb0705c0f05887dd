"""Background jobs of a practice installation: the others react, and what is old disappears."""

from __future__ import annotations

from django.conf import settings
from procrastinate.contrib.django import app

from . import actions, script

if settings.IS_PRACTICE:
    # Elsewhere these jobs do not even exist.

    @app.periodic(cron="* * * * * */20")
    @app.task(name="practice.play", queueing_lock="practice.play")
    def play(timestamp: int) -> None:
        """Let colleagues and partners react, three times a minute."""
        script.play()

    @app.periodic(cron="50 2 * * *")
    @app.task(name="practice.forget", queueing_lock="practice.forget")
    def forget(timestamp: int) -> None:
        """Remove who began more than 30 days ago, and forget used tickets."""
        actions.forget_old()
        actions.forget_tickets()
