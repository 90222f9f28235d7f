"""`python -m inkstead.devstack run`."""

import sys

from inkstead.devstack.run import main

if sys.argv[1:] != ["run"]:
    sys.exit("Usage: python -m inkstead.devstack run")
sys.exit(main())
