"""Accounts, on the platform's host. allauth's sign-up is not among them."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts import second_factor, views
from accounts.account import views as account
from accounts.export.views import export
from accounts.language import language
from accounts.passkeys import views as passkeys

urlpatterns = [
    path("", account.account, name="account"),
    path("name/", account.name, name="account_name"),
    path("export/", export, name="account_export"),
    path("sessions/", account.sessions, name="account_sessions"),
    path("sessions/others/", account.sessions_end_others, name="account_sessions_end_others"),
    path("sessions/<str:handle>/", account.session_end, name="account_session_end"),
    path("passkeys/", passkeys.passkeys, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add, name="mfa_add_webauthn"),
    path("passkeys/sign-in/", passkeys.sign_in, name="mfa_login_webauthn"),
    path("passkeys/again/", passkeys.again, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/rename/", passkeys.rename, name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove, name="mfa_remove_webauthn"),
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", RedirectView.as_view(pattern_name="signup"), name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("language/", language, name="account_language"),
    path("email/", views.email, name="account_email"),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$", allauth.confirm_email, name="account_confirm_email"
    ),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("second/", mfa.index, name="mfa_index"),
    path("second/code/", mfa.authenticate, name="mfa_authenticate"),
    path("second/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("second/app/", second_factor.activate, name="mfa_activate_totp"),
    path("second/app/remove/", second_factor.deactivate, name="mfa_deactivate_totp"),
    path("second/recovery/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second/recovery/new/", second_factor.generate, name="mfa_generate_recovery_codes"),
    path(
        "second/recovery/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
