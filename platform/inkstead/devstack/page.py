"""Does the site answer yet?"""

import urllib.error
import urllib.request

from inkstead.devstack.where import Where

ANY_IPV4 = "0.0.0.0"


def page_answers(where: Where) -> bool:
    """True when the platform's first page comes with a status below 500, past any proxy."""
    host = "127.0.0.1" if where.bind == ANY_IPV4 else where.bind
    host = f"[{host}]" if ":" in host else host
    request = urllib.request.Request(
        f"http://{host}:{where.port}/", headers={"Host": f"{where.host}:{where.port}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=10) as response:
            return bool(response.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
