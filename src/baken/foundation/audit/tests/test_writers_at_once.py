"""Several processes write in one register at the same moment."""

import threading
import uuid

import pytest
from django.db import connection

from baken.foundation.access.actor import Actor
from baken.foundation.audit import register
from baken.foundation.audit.models import AuditEvent
from baken.foundation.audit.verifying import verify


@pytest.mark.django_db(transaction=True)
def test_they_wait_for_each_other_and_the_chain_holds():
    chains = [uuid.uuid4(), uuid.uuid4()]
    begin = threading.Barrier(4)
    failed = []

    def write(number):
        try:
            begin.wait()
            for step in range(6):
                register.record(
                    actor=Actor.system(f"writer-{number}"),
                    event="vault.read",
                    organisation_id=chains[step % 2],
                )
        except Exception as problem:  # a thread cannot fail the test itself
            failed.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    reports = {report.chain: report for report in verify()}
    assert [(reports[chain].events, reports[chain].fault) for chain in chains] == [(12, None)] * 2
    writers = AuditEvent.objects.unscoped(reason="test").order_by("sequence")
    assert {event.actor_name for event in writers} == {f"writer-{n}" for n in range(4)}
