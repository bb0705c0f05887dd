"""The addresses of this room; those of the door itself are in ``entrance_urls``."""

from django.conf import settings
from django.urls import include, path

from .views import accounts, endings, memberships, one_time_links, own, readers, sign_up, tokens

app_name = "people"

_account = [
    path("", accounts.account, name="account"),
    path("uitnodiging/opnieuw/", accounts.repeat_invitation, name="repeat-invitation"),
    path("uitnodiging/intrekken/", accounts.withdraw_invitation, name="withdraw-invitation"),
    path("activeren/", accounts.activate, name="activate"),
    path("deactiveren/", endings.deactivate, name="deactivate"),
    path("tweede-stap/", accounts.reset_second_factor, name="reset-second-factor"),
    path("rollen/toevoegen/", memberships.give, name="give-role"),
    path("rollen/<uuid:membership_id>/verlengen/", memberships.prolong, name="prolong-role"),
    path("rollen/<uuid:membership_id>/beeindigen/", endings.end_role, name="end-role"),
]

urlpatterns = [
    path("account/", own.own_account, name="own-account"),
    path("account/naam/", own.rename, name="rename"),
    path("account/rol/", own.switch, name="switch"),
    path("account/collegas/", own.colleagues, name="colleagues"),
    path("account/sessies/", own.end_sessions, name="end-sessions"),
    path("account/api-sleutels/", tokens.token_list, name="tokens"),
    path("account/api-sleutels/maken/", tokens.make_token, name="make-token"),
    path(
        "account/api-sleutels/<uuid:token_id>/intrekken/",
        tokens.revoke_token,
        name="revoke-token",
    ),
    path("uitnodiging/", one_time_links.one_time_link, name="one-time-link"),
    path("kennisbank/aanmelden/", sign_up.sign_up, name="reader-sign-up"),
    path("kennisbank/aanmelden/bevestigen/", sign_up.confirm, name="reader-confirm"),
    path("kennisbank/aanmelden/verlengen/", sign_up.renew, name="reader-renew"),
    path("beheer/lezers/", readers.request_list, name="reader-requests"),
    path("beheer/lezers/<uuid:request_id>/", readers.request_page, name="reader-request"),
    path("beheer/lezers/<uuid:request_id>/toelaten/", readers.admit, name="admit-reader"),
    path("beheer/lezers/<uuid:request_id>/afwijzen/", readers.refuse, name="refuse-reader"),
    path("beheer/accounts/", accounts.account_list, name="accounts"),
    path("beheer/accounts/uitnodigen/", memberships.invite, name="invite"),
    path("beheer/accounts/rolkeuze/", memberships.role_choice, name="role-choice"),
    path("beheer/accounts/<uuid:account_id>/", include(_account)),
    path("beheer/rollen/", accounts.roles, name="roles"),
]

if settings.IS_DEMONSTRATION:
    # Elsewhere the route does not even exist.
    urlpatterns += [path("demo/", include("baken.foundation.people.demonstration_urls"))]
