"""What a blog's host serves."""

from django.urls import include, path

from tenants.handoff import views as handoff

urlpatterns = [
    path("login/", handoff.login, name="login"),
    path("logout/", handoff.logout, name="logout"),
    path("handoff/", handoff.callback, name="handoff_callback"),
    path("studio/", include("blog.studio.urls")),
    path("", include("blog.public.urls")),
]

handler400 = "inkstead.views.errors.bad_request"
handler403 = "inkstead.views.errors.forbidden"
handler404 = "blog.public.views.errors.not_found"
handler500 = "inkstead.views.errors.server_error"
