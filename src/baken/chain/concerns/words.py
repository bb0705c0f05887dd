"""Words and colours that several pages share."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models.choices import ConcernStatus, DueKind, EventKind, ReferralStatus

CRITERIA_WORDS = {
    "concrete": _("Is it concrete enough to act on?"),
    "recent": _("Is it recent?"),
    "fits_phenomenon": _("Does it fit what is known of trafficking?"),
    "municipal_task": _("Is there a task for the municipality?"),
    "own_territory": _("Does it take place in our municipality?"),
}
"""The five questions of weighing, in the order of the model protocol."""

KIND_OF_STATUS = {
    ConcernStatus.RECEIVED: "info",
    ConcernStatus.IN_ASSESSMENT: "neutral",
    ConcernStatus.DECIDED: "neutral",
    ConcernStatus.WITH_PARTNERS: "neutral",
    ConcernStatus.ANSWERED: "info",
    ConcernStatus.CLOSED: "success",
}
"""The tag of a status; the text says it, the colour only repeats."""

KIND_OF_REFERRAL = {
    ReferralStatus.SENT: "info",
    ReferralStatus.ACCEPTED: "neutral",
    ReferralStatus.REFUSED: "warning",
    ReferralStatus.DONE: "success",
    ReferralStatus.WITHDRAWN: "neutral",
}

FOR_REPORTER = {
    ConcernStatus.RECEIVED: _("Your report was received. It waits for a focal point."),
    ConcernStatus.IN_ASSESSMENT: _("A focal point has your report and weighs it with a colleague."),
    ConcernStatus.WITH_PARTNERS: _("Your report was passed on to an organisation that can help."),
    ConcernStatus.ANSWERED: _("The organisation has answered. The focal point reads the answer."),
    ConcernStatus.DECIDED: _("The focal point has decided what to do with your report."),
    ConcernStatus.CLOSED: _("Your report was handled and is closed."),
}
"""What a reporter reads at each status, in plain words and without any content."""

STUCK = {
    DueKind.FIRST_LOOK: _("Nobody has taken it up"),
    DueKind.ASSESSMENT: _("No decision yet"),
    DueKind.SECOND_OPINION: _("The second assessor has not answered"),
    DueKind.FOLLOW_UP: _("The decision was not carried out"),
    DueKind.REFERRAL_ANSWER: _("A partner has not accepted or refused"),
    DueKind.ADVICE_ANSWER: _("A partner has not given advice"),
    DueKind.REFERRAL_RESULT: _("A partner has not told the result"),
    DueKind.FEEDBACK: _("The reporter has had no feedback"),
    DueKind.CLOSING: _("Handled, but not closed"),
}
"""Where work is late, as the region's overview says it."""

DUE_FOR_PARTNER: dict[str, str | Promise] = {
    DueKind.REFERRAL_ANSWER: _("Accept or refuse"),
    DueKind.ADVICE_ANSWER: _("Give advice"),
    DueKind.REFERRAL_RESULT: _("Report the result"),
}
"""What a receiver has to do before its deadline, in its own words."""

EVENT_FOR_PARTNER: dict[str, str | Promise] = {
    EventKind.REFERRED: _("Sent to your organisation"),
    EventKind.REFERRAL_ACCEPTED: _("Accepted"),
    EventKind.REFERRAL_REFUSED: _("Refused"),
    EventKind.REFERRAL_DONE: _("Result reported"),
    EventKind.REFERRAL_WITHDRAWN: _("Withdrawn by the municipality"),
    EventKind.MESSAGE_SENT: _("Message sent"),
}

EVENT_FOR_REPORTER: dict[str, str | Promise] = {
    EventKind.RECEIVED: _("Your report was received"),
    EventKind.TAKEN: _("A focal point took it up"),
    EventKind.REFERRED: _("It was passed on to an organisation"),
    EventKind.REFERRAL_ACCEPTED: _("The organisation answered"),
    EventKind.REFERRAL_REFUSED: _("The organisation answered"),
    EventKind.REFERRAL_DONE: _("The organisation answered"),
    EventKind.REFERRAL_WITHDRAWN: _("The municipality took it back"),
    EventKind.FEEDBACK_GIVEN: _("You got feedback"),
    EventKind.REPORTER_REPLIED: _("You answered"),
    EventKind.CLOSED: _("It was handled and closed"),
}
"""Steps as the reporter reads them; not which organisation, and not what it answered."""

TONE_OF_EVENT: dict[str, str] = {
    EventKind.DECIDED: "success",
    EventKind.REFERRAL_ACCEPTED: "success",
    EventKind.REFERRAL_DONE: "success",
    EventKind.REFERRAL_REFUSED: "danger",
    EventKind.REFERRAL_WITHDRAWN: "warning",
    EventKind.CLOSED: "success",
    EventKind.REOPENED: "warning",
}

MODELS = {
    "concerns.concerncontent": _("Report"),
    "concerns.observation": _("Fact"),
    "concerns.interpretation": _("Interpretation"),
    "concerns.person": _("Person"),
    "concerns.note": _("Note"),
    "concerns.assessment": _("Second opinion"),
    "concerns.decision": _("Decision"),
    "concerns.referralcontent": _("Referral"),
    "concerns.referralmessage": _("Message"),
    "concerns.feedbackmessage": _("Feedback"),
}
"""What was opened, by the model in the register's field names ("concerns.person.name")."""


PURPOSES = {
    "concern-page": _("The whole concern"),
    "refer": _("The whole concern, to refer it"),
    "correct-fact": _("One fact, to correct it"),
    "edit-conflict": _("One fact, changed by two people at once"),
    "give-assessment": _("The question to the second assessor"),
    "referral-page": _("What was shared with a referral"),
    "reporter-channel": _("The feedback to the reporter"),
}
"""Why sealed data was opened, by the code in the register."""
