"""The nightly proof that the register is whole. Cron times are in UTC."""

from procrastinate.contrib.django import app

from .actions import verify_and_remember


@app.periodic(cron="20 1 * * *")
@app.task(name="audit.verify", queueing_lock="audit.verify")
def verify_registers(timestamp: int) -> None:
    """Verify all chains, remember the outcome, warn when one is broken."""
    verify_and_remember()
