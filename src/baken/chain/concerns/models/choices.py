"""The closed lists of the life cycle. Open lists (reasons, grounds, forms) are region data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConcernStatus(models.TextChoices):
    """Where a concern stands; ``workflow.py`` says which steps are allowed."""

    RECEIVED = "received", _("Received")
    IN_ASSESSMENT = "in-assessment", _("In assessment")
    DECIDED = "decided", _("Decided")
    WITH_PARTNERS = "with-partners", _("With partners")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Channel(models.TextChoices):
    """How the concern reached the municipality."""

    PUBLIC = "public", _("Public check")
    FOCAL_POINT = "focal-point", _("In person, to the focal point")
    PHONE = "phone", _("Phone")
    MAIL = "mail", _("Mail")
    PARTNER = "partner", _("Partner organisation")


class YesNoUnknown(models.TextChoices):
    """Three answers: not knowing is one of them."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Unknown")


class Subject(models.TextChoices):
    """Whether it is about a person, or about a place or business without a known victim."""

    PERSON = "person", _("A person")
    PLACE = "place", _("A place or business")


class DueKind(models.TextChoices):
    """What has to happen before the date in ``next_due_on``."""

    FIRST_LOOK = "first-look", _("First look")
    ASSESSMENT = "assessment", _("Decision after assessment")
    SECOND_OPINION = "second-opinion", _("Answer of the second assessor")
    FOLLOW_UP = "follow-up", _("Carry out the decision")
    REFERRAL_ANSWER = "referral-answer", _("Answer of a partner")
    ADVICE_ANSWER = "advice-answer", _("Advice of a partner")
    REFERRAL_RESULT = "referral-result", _("Result of a partner")
    FEEDBACK = "feedback", _("Feedback to the reporter")
    CLOSING = "closing", _("Close the concern")


class SourceKind(models.TextChoices):
    """How somebody came to know a fact."""

    SEEN = "seen", _("Seen by the observer")
    TOLD = "told", _("Told to the observer")
    FILE = "file", _("Found in a file")
    ANONYMOUS = "anonymous", _("Anonymous tip")


class PersonKind(models.TextChoices):
    """What somebody seems to be in what was seen. Never a finding."""

    POSSIBLE_VICTIM = "possible-victim", _("Possible victim")
    POSSIBLE_OFFENDER = "possible-offender", _("Possible offender")
    FACILITATOR = "facilitator", _("Possible facilitator")
    WITNESS = "witness", _("Witness")
    UNCLEAR = "unclear", _("Not clear")


class IdentifierKind(models.TextChoices):
    """What can be looked up exactly, through a keyed blind index."""

    PHONE = "phone", _("Phone number")
    PLATE = "plate", _("Licence plate")
    IBAN = "iban", _("Bank account (IBAN)")
    EMAIL = "email", _("Mail address")
    PERSON = "person", _("Name and date of birth")


class Advice(models.TextChoices):
    """What the second assessor thinks of the concern."""

    AGREE = "agree", _("Agree: this needs a follow-up")
    DISAGREE = "disagree", _("Disagree: no follow-up needed")
    MORE_FACTS = "more-facts", _("More facts are needed first")


class Outcome(models.TextChoices):
    """What the focal point decides; more than one is normal."""

    REFER = "refer", _("Refer to a partner")
    ADVICE = "advice", _("Ask a partner for advice, without a name")
    INVESTIGATE = "investigate", _("Administrative investigation by the municipality")
    RIEC = "riec", _("Bring in at the RIEC")
    NO_ACTION = "no-action", _("No action")


class ReferralKind(models.TextChoices):
    """A referral hands something over; advice asks without saying who it is about."""

    REFERRAL = "referral", _("Referral")
    ADVICE = "advice", _("Advice without a name")


class ReferralStatus(models.TextChoices):
    """Where a referral stands; ``workflow.py`` says which steps are allowed."""

    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    DONE = "done", _("Done")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MessageSide(models.TextChoices):
    """Which of the two sides of a referral wrote."""

    SENDER = "sender", _("Sender")
    RECEIVER = "receiver", _("Receiver")


class FeedbackDirection(models.TextChoices):
    """Whether feedback goes to the reporter or comes back from them."""

    TO_REPORTER = "to-reporter", _("To the reporter")
    FROM_REPORTER = "from-reporter", _("From the reporter")


class FeedbackMeans(models.TextChoices):
    """How the reporter was told."""

    CHANNEL = "channel", _("Through the reference and secret")
    PHONE = "phone", _("By phone")
    MAIL = "mail", _("By mail")
    IN_PERSON = "in-person", _("In person")


class HandOverReason(models.TextChoices):
    """Why another colleague now holds the concern."""

    TAKEN = "taken", _("Taken from the queue")
    HANDED_OVER = "handed-over", _("Handed over to a colleague")
    HOLDER_LEFT = "holder-left", _("The holder left")


class EventKind(models.TextChoices):
    """Steps on the time line: what happened, never what was said."""

    RECEIVED = "received", _("Received")
    TAKEN = "taken", _("Taken up by a focal point")
    HANDED_OVER = "handed-over", _("Handed over")
    EDITED = "edited", _("Details changed")
    FACT_ADDED = "fact-added", _("Fact added")
    FACT_CORRECTED = "fact-corrected", _("Fact corrected")
    INTERPRETATION_ADDED = "interpretation-added", _("Interpretation added")
    PERSON_ADDED = "person-added", _("Person added")
    NOTE_ADDED = "note-added", _("Note added")
    ASSESSMENT_REQUESTED = "assessment-requested", _("Second assessor asked")
    ASSESSMENT_GIVEN = "assessment-given", _("Second assessor answered")
    DECIDED = "decided", _("Decision taken")
    REFERRED = "referred", _("Sent to a partner")
    REFERRAL_ACCEPTED = "referral-accepted", _("Accepted by the partner")
    REFERRAL_REFUSED = "referral-refused", _("Refused by the partner")
    REFERRAL_DONE = "referral-done", _("Completed by the partner")
    REFERRAL_WITHDRAWN = "referral-withdrawn", _("Withdrawn")
    MESSAGE_SENT = "message-sent", _("Message sent")
    FEEDBACK_GIVEN = "feedback-given", _("Feedback given to the reporter")
    REPORTER_REPLIED = "reporter-replied", _("The reporter replied")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
