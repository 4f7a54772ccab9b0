"""`make bench`: what is measured, side by side in one run."""

import asyncio

from tests.bench import first_audio, segmenter

segmenter.main()
asyncio.run(first_audio.bench())
