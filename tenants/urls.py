"""Sign-up, blogs and the hand-off, on the platform's host."""

from django.urls import path

from tenants.closing import views as closing
from tenants.handoff.start import start
from tenants.onboarding.opening import blog_opening
from tenants.onboarding.views import (
    address_check,
    blog_new,
    signup,
    signup_invited,
    signup_waiting,
)
from tenants.onboarding.your_blogs import notice_read, sign_out_everywhere, your_blogs
from tenants.own.appeal import blog_decision
from tenants.own.views import blog_archive, blog_delete, blog_download, blog_undelete
from tenants.team.invitation import invitation
from tenants.team.leave import blog_leave
from tenants.team.transfer import blog_transfer

urlpatterns = [
    path("signup/", signup, name="signup"),
    path("signup/address/", address_check, name="address_check"),
    path("signup/waiting/", signup_waiting, name="signup_waiting"),
    path("signup/invited/<str:token>/", signup_invited, name="signup_invited"),
    path("blogs/", your_blogs, name="your_blogs"),
    path("blogs/notices/<uuid:notice_id>/read/", notice_read, name="notice_read"),
    path("blogs/new/", blog_new, name="blog_new"),
    path("blogs/<uuid:tenant_id>/opening/", blog_opening, name="blog_opening"),
    path("blogs/<uuid:tenant_id>/leave/", blog_leave, name="blog_leave"),
    path("blogs/<uuid:tenant_id>/transfer/", blog_transfer, name="blog_transfer"),
    path("blogs/<uuid:tenant_id>/archive/", blog_archive, name="blog_archive"),
    path("blogs/<uuid:tenant_id>/archive/<uuid:backup_id>/", blog_download, name="blog_download"),
    path("blogs/<uuid:tenant_id>/delete/", blog_delete, name="blog_delete"),
    path("blogs/<uuid:tenant_id>/undelete/", blog_undelete, name="blog_undelete"),
    path(
        "blogs/<uuid:tenant_id>/decisions/<uuid:decision_id>/", blog_decision, name="blog_decision"
    ),
    path("invitations/<str:token>/", invitation, name="invitation"),
    path("accounts/close/", closing.close, name="account_close"),
    path("accounts/inactive/", closing.inactive, name="account_inactive"),
    path("accounts/reopen/", closing.reopen, name="account_reopen"),
    path("accounts/reopen/<str:token>/", closing.reopen_link, name="account_reopen_link"),
    path("handoff/", start, name="handoff_start"),
    path("sign-out-everywhere/", sign_out_everywhere, name="sign_out_everywhere"),
]
