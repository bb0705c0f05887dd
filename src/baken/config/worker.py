"""The background worker: takes jobs from the database's own queue, one process, no broker."""

from __future__ import annotations

from .start import set_up_django

MAIL_QUEUE = "mail"


def work() -> int:
    """Work until SIGINT or SIGTERM; a job that runs gets half a minute to finish.

    Without a mail server the mail queue is left alone: its jobs wait, nothing is lost.
    """
    set_up_django()
    from django.conf import settings
    from procrastinate.contrib.django import app

    queues = None
    if not settings.MAIL_CONFIGURED:
        queues = sorted({task.queue for task in app.tasks.values()} - {MAIL_QUEUE})
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector) as worker_app:
        worker_app.run_worker(
            queues=queues,
            name="baken",
            concurrency=2,
            shutdown_graceful_timeout=30,
            delete_jobs="successful",
        )
    return 0
