"""The nightly shredding. Cron times are in UTC."""

from procrastinate.contrib.django import app

from .shredding import run


@app.periodic(cron="0 1 * * *")
@app.task(name="retention.shred", queueing_lock="retention.shred")
def shred(timestamp: int) -> None:
    """Shred what has passed its term."""
    run()
