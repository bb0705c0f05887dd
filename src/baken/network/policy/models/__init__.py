"""What policy keeps: frameworks, goals, tasks, actions, measurements and municipal plans."""

from .account import AccountEdition as AccountEdition
from .account import AccountStatus as AccountStatus
from .account import AccountWords as AccountWords
from .account import YearlyAccount as YearlyAccount
from .action import ActionEvent as ActionEvent
from .action import ActionIndicator as ActionIndicator
from .action import ActionPartner as ActionPartner
from .action import Measurement as Measurement
from .action import PlannedAction as PlannedAction
from .action import ProgressNote as ProgressNote
from .agreements import AgreementCheck as AgreementCheck
from .agreements import CheckState as CheckState
from .choices import OPEN_STATES as OPEN_STATES
from .choices import ActionState as ActionState
from .choices import CarryDecision as CarryDecision
from .choices import Direction as Direction
from .choices import FrameworkState as FrameworkState
from .choices import GoalLevel as GoalLevel
from .choices import HistoryKind as HistoryKind
from .choices import PlanState as PlanState
from .framework import Framework as Framework
from .framework import Goal as Goal
from .framework import Task as Task
from .framework import TaskGoal as TaskGoal
from .plan import MunicipalPlan as MunicipalPlan
from .plan import PlanItem as PlanItem
