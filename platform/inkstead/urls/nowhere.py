"""What a host serves that has no blog to show: one page for every path."""

from django.urls import path

from tenants.states import nowhere

urlpatterns = [path("", nowhere), path("<path:path>", nowhere)]

handler400 = "inkstead.views.errors.bad_request"
handler403 = "inkstead.views.errors.forbidden"
handler404 = "inkstead.views.errors.not_found"
handler500 = "inkstead.views.errors.server_error"
