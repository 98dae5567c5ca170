"""`python -m kagoj` is `kagoj`."""

import sys

from kagoj.cli import main

sys.exit(main())
