"""Trainings, sessions, certificates and the numbers of who was reached."""

from .catalogue import Training, TrainingAudience, TrainingForm, TrainingPlace
from .counts import (
    BusinessKind,
    FunctionCount,
    Outreach,
    OutreachAudience,
    StaffFinished,
    StaffFunction,
    TakingPart,
)
from .sessions import SCALE, Cancelled, Certificate, Enrolment, Evaluation, Session

__all__ = [
    "SCALE",
    "BusinessKind",
    "Cancelled",
    "Certificate",
    "Enrolment",
    "Evaluation",
    "FunctionCount",
    "Outreach",
    "OutreachAudience",
    "Session",
    "StaffFinished",
    "StaffFunction",
    "TakingPart",
    "Training",
    "TrainingAudience",
    "TrainingForm",
    "TrainingPlace",
]
