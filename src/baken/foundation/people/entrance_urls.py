"""The door's addresses, under the names by which django-allauth looks for them.

Without a namespace for that reason. What django-allauth offers beyond these does not exist.
"""

from django.urls import path

from .views import entrance, one_time_links

urlpatterns = [
    path("account/inloggen/", entrance.sign_in, name="account_login"),
    path("account/uitloggen/", entrance.sign_out, name="account_logout"),
    path("account/gesloten/", entrance.inactive, name="account_inactive"),
    path("account/bevestigen/", entrance.confirm_password, name="account_reauthenticate"),
    path("account/wachtwoord/", entrance.change_password, name="account_change_password"),
    path(
        "account/wachtwoord/vergeten/",
        one_time_links.ask_password_link,
        name="account_reset_password",
    ),
    path("account/tweede-stap/", entrance.second_steps, name="mfa_index"),
    path("account/tweede-stap/inloggen/", entrance.second_step, name="mfa_authenticate"),
    path("account/tweede-stap/bevestigen/", entrance.confirm_code, name="mfa_reauthenticate"),
    path("account/tweede-stap/app/", entrance.add_app, name="mfa_activate_totp"),
    path("account/tweede-stap/app/verwijderen/", entrance.remove_app, name="mfa_deactivate_totp"),
    path(
        "account/tweede-stap/herstelcodes/",
        entrance.recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/tweede-stap/herstelcodes/nieuw/",
        entrance.new_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/tweede-stap/herstelcodes/downloaden/",
        entrance.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(
        "account/tweede-stap/passkeys/inloggen/",
        entrance.sign_in_by_passkey,
        name="mfa_login_webauthn",
    ),
    path(
        "account/tweede-stap/passkeys/bevestigen/",
        entrance.confirm_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/tweede-stap/passkeys/toevoegen/", entrance.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/tweede-stap/passkeys/<int:pk>/naam/",
        entrance.rename_passkey,
        name="mfa_edit_webauthn",
    ),
    path(
        "account/tweede-stap/passkeys/<int:pk>/verwijderen/",
        entrance.remove_passkey,
        name="mfa_remove_webauthn",
    ),
]
