"""Consultation bodies at work: seats, meetings, agendas, decisions, actions and talks.

No personal data of victims, suspects or reporters stands here: a case that got stuck is named by
its reference text only. Bodies themselves are region data (``ConsultationBody``).
"""

from .agenda import AgendaItem as AgendaItem
from .agenda import Attendance as Attendance
from .bodies import BodyArrangement as BodyArrangement
from .bodies import BodySeat as BodySeat
from .choices import ActionState as ActionState
from .choices import AssignmentKind as AssignmentKind
from .choices import AssignmentState as AssignmentState
from .choices import DecisionState as DecisionState
from .choices import ItemKind as ItemKind
from .choices import ItemState as ItemState
from .choices import MeetingState as MeetingState
from .choices import Presence as Presence
from .feed import CalendarFeed as CalendarFeed
from .meeting import Meeting as Meeting
from .meeting import MeetingSeries as MeetingSeries
from .results import Action as Action
from .results import Assignment as Assignment
from .results import Decision as Decision
from .talks import NationalConsultation as NationalConsultation
from .talks import YearTalk as YearTalk
