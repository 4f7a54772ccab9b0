"""`make bench`: what is measured, side by side in one run."""

import asyncio

from tests.bench.first_audio import bench

asyncio.run(bench())
