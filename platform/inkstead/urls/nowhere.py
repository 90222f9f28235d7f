"""What a host serves that has no blog to show: one page for every path."""

from django.urls import path

from tenants.states import nowhere

urlpatterns = [path("", nowhere), path("<path:path>", nowhere)]
