"""Every write of concerns, one function each; pages, API and commands call these.

Each takes a keyword-only ``actor``, runs in one transaction behind both locks, checks the
permission (``PermissionDenied``), fetches through ``visible_to`` (``Model.DoesNotExist``),
checks the step in ``workflow`` (``StepNotAllowed``), seals, writes the audit event and the
time line, and puts notices before people. What a user can get wrong is a ``ConcernError``
whose text may be shown. ``at`` is the moment of the step; leave it out for "now".
"""

from .answering import accept, complete, mark_answer_read, record_answer_for, refuse
from .content import (
    add_interpretation,
    add_note,
    add_observation,
    add_person,
    correct_observation,
)
from .feedback import give_feedback, mark_reply_read, open_channel, reporter_reply
from .handling import close, edit_details, hand_over, reopen, take, transfer_holdings
from .intake import receive_from_public, register
from .looking import look_up
from .referring import mark_messages_read, refer, send_referral_message, withdraw
from .weighing import decide, give_assessment, request_assessment

__all__ = [
    "accept",
    "add_interpretation",
    "add_note",
    "add_observation",
    "add_person",
    "close",
    "complete",
    "correct_observation",
    "decide",
    "edit_details",
    "give_assessment",
    "give_feedback",
    "hand_over",
    "look_up",
    "mark_answer_read",
    "mark_messages_read",
    "mark_reply_read",
    "open_channel",
    "receive_from_public",
    "record_answer_for",
    "refer",
    "refuse",
    "register",
    "reopen",
    "reporter_reply",
    "request_assessment",
    "send_referral_message",
    "take",
    "transfer_holdings",
    "withdraw",
]
