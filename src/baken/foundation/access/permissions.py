"""Every permission of the product, ``resource:action``. Keep the list alphabetical."""

from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do. *Which* records they may do it to is ``visible_to(actor)``."""

    ACCOUNT_MANAGE = "account:manage"
    AUDIT_READ = "audit:read"
    CONCERN_ANSWER_REFERRAL = "concern:answer-referral"
    CONCERN_ASSESS = "concern:assess"
    CONCERN_CLOSE = "concern:close"
    CONCERN_CREATE = "concern:create"
    CONCERN_DECIDE = "concern:decide"
    CONCERN_HAND_OVER = "concern:hand-over"
    CONCERN_LOOK_UP = "concern:look-up"
    CONCERN_READ = "concern:read"
    CONCERN_REFER = "concern:refer"
    OUTLINE_READ_MUNICIPALITY = "outline:read-municipality"
    OUTLINE_READ_REGION = "outline:read-region"
    REFERRAL_READ = "referral:read"
    REGION_EDIT = "region:edit"
    REGION_EDIT_OWN = "region:edit-own"
    WORK_READ = "work:read"
