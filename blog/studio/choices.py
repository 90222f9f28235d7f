"""Languages and time zones to choose from."""

from __future__ import annotations

from functools import cache
from unicodedata import normalize
from zoneinfo import available_timezones

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Choice = tuple[str, str]
type Groups = list[tuple[str | Promise, list[Choice]]]

CONTINENTS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}


@cache
def languages() -> list[Choice]:
    """Code and name of each language, in the language itself, by name."""
    named = [(code, info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info]
    composed = [(code, normalize("NFC", name)) for code, name in named]  # Django's are not, all
    capital = [(code, name[:1].upper() + name[1:]) for code, name in composed]
    return sorted(capital, key=lambda choice: choice[1].casefold())


@cache
def time_zones() -> Groups:
    """Zones by continent, each called by its city; UTC comes first."""
    groups: dict[str, list[Choice]] = {continent: [] for continent in CONTINENTS}
    for name in sorted(available_timezones()):
        continent, slash, city = name.partition("/")
        if slash and continent in groups:
            groups[continent].append((name, city_of(city)))
    named = [(CONTINENTS[continent], zones) for continent, zones in groups.items()]
    return [("UTC", [("UTC", "UTC")]), *named]


def city_of(name: str) -> str:
    """`Argentina/Buenos_Aires` -> `Buenos Aires, Argentina`."""
    return ", ".join(reversed(name.replace("_", " ").split("/")))
