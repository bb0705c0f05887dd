"""Everything that writes lending. Each action checks permission and is one transaction."""

from .deciding import approve as approve
from .deciding import extend as extend
from .deciding import refuse as refuse
from .deciding import refuse_extension as refuse_extension
from .deciding import swap as swap
from .handling import ItemCheck as ItemCheck
from .handling import hand_out as hand_out
from .handling import take_back as take_back
from .requests import ask as ask
from .requests import ask_extension as ask_extension
from .requests import cancel as cancel
from .requests import change as change
from .requests import report_problem as report_problem
from .requests import set_reach as set_reach
from .store import add_item as add_item
from .store import bring_back as bring_back
from .store import edit_kind as edit_kind
from .store import mark_clean as mark_clean
from .store import mend as mend
from .store import report_defect as report_defect
from .store import retire as retire
