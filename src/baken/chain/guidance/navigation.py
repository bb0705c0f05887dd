"""What guidance adds to the navigation of the public pages."""

from django.utils.translation import gettext_lazy as _

from baken.web.navigation import NavItem, register_public


def register() -> None:
    """Register the entries; called once, when the app is ready."""
    register_public(
        NavItem(_("Check"), "guidance:check", order=10),
        NavItem(_("Route card"), "guidance:route-card", order=20),
        NavItem(_("Forms of exploitation"), "guidance:forms", order=30),
        NavItem(_("What may I share?"), "guidance:sharing", order=50),
    )
