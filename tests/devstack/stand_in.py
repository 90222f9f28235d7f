"""`make run` around stand-ins for the site: the same run, with quicker parts.

python -m tests.devstack.stand_in [exit code of the demo step]
"""

import sys

from inkstead.devstack import DevstackError
from inkstead.devstack.run import Run
from inkstead.devstack.where import Where

PYTHON = sys.executable


def main(code: str = "0") -> int:
    where = Where.from_environment()
    steps = {
        "Migrations": [PYTHON, "-c", "print('migrated')"],
        "Demo content": [PYTHON, "-c", f"print('said why'); raise SystemExit({code})"],
    }
    site = {
        "web server": [PYTHON, "-m", "http.server", str(where.port), "--bind", where.bind],
        "worker": [PYTHON, "-c", "import time; time.sleep(1000)"],
    }
    try:
        Run(where, steps, site).until_stopped()
    except DevstackError as error:
        print(error)  # noqa: T201 -- as main() does
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
