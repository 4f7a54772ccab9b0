"""Runs in Kokoro's environment: how far windows are from whole sentences, in bfloat16.

python -P distances.py FILE: a list of [voice, speed, decibels] is written, as JSON.
"""

import json
import sys
from pathlib import Path

from backend_queues.kokoro.check import WHOLE, distance_of, trials
from backend_queues.kokoro.choice import OPENVINO_BF16, load
from backend_queues.kokoro.files import FOLDER, NAME
from backend_queues.provisioning.builds import built

loaded = load(OPENVINO_BF16, built(NAME, FOLDER), 0, WHOLE)
distances = [[trial.voice, trial.speed, distance_of(trial, loaded)] for trial in trials()]
Path(sys.argv[1]).write_text(json.dumps(distances))
