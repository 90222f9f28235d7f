"""What the platform's host serves."""

from django.urls import include, path

from inkstead.admin.urls import admin_urls
from inkstead.views import contact, dev, health, pages, report, tls

urlpatterns = [
    path("", pages.landing, name="landing"),
    path("about/", pages.about, name="about"),
    path("contact/", contact.contact, name="contact"),
    path("contact/sent/", contact.sent, name="contact_sent"),
    path("report/", report.report, name="report"),
    path("report/sent/", report.sent, name="report_sent"),
    path("", include("tenants.urls")),
    path("blog/", include("tenants.discover.urls")),
    path("accounts/", include("accounts.urls")),
    path("admin/", admin_urls()),
    path("health/", health.health, name="health"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("internal/tls-ask", tls.ask, name="tls_ask"),
    path("dev/mail/", dev.mailbox, name="dev_mail"),
    path("dev/mail/<str:name>/", dev.letter, name="dev_letter"),
]

handler400 = "inkstead.views.errors.bad_request"
handler403 = "inkstead.views.errors.forbidden"
handler404 = "inkstead.views.errors.not_found"
handler500 = "inkstead.views.errors.server_error"
