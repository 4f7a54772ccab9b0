"""Runs the command wyoming-bench, with its arguments."""

import sys

from wyoming_bench.cli import main

sys.exit(main())
