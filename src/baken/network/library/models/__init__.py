"""The knowledge base in tables."""

from .article import CONTENT as CONTENT
from .article import OPEN_STATES as OPEN_STATES
from .article import Article as Article
from .article import Attachment as Attachment
from .article import Audience as Audience
from .article import Content as Content
from .article import Kind as Kind
from .article import Revision as Revision
from .article import RevisionState as RevisionState
from .article import Theme as Theme
from .shelf import CheckedLink as CheckedLink
from .shelf import Edition as Edition
from .shelf import LinkRound as LinkRound
from .shelf import LinkState as LinkState
from .shelf import RoundOutcome as RoundOutcome
from .shelf import Subscription as Subscription
from .shelf import Term as Term
from .shelf import Visit as Visit
from .talk import Talk as Talk
