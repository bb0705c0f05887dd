"""Every write of this room, one function each."""

from .catalogue import add_training, edit_training, take_pack_value
from .counting import (
    BusinessDraft,
    CountDraft,
    add_business,
    edit_business,
    enter_counts,
    enter_finished,
)
from .enrolling import cancel_own, enrol, remove
from .finishing import Checked, Opinion, check_certificate, evaluate, record_attendance
from .outreach import OutreachDraft, add_outreach, delete_outreach, edit_outreach
from .sessions import SessionDraft, cancel_session, change_session, plan_session

__all__ = [
    "BusinessDraft",
    "Checked",
    "CountDraft",
    "Opinion",
    "OutreachDraft",
    "SessionDraft",
    "add_business",
    "add_outreach",
    "add_training",
    "cancel_own",
    "cancel_session",
    "change_session",
    "check_certificate",
    "delete_outreach",
    "edit_business",
    "edit_outreach",
    "edit_training",
    "enrol",
    "enter_counts",
    "enter_finished",
    "evaluate",
    "plan_session",
    "record_attendance",
    "remove",
    "take_pack_value",
]
