# make run [PORT=9000] [BACKENDS="tone:2 piper"]
PORT ?= 8000
BACKENDS ?=
PYTHON = .venv/bin/python
CODE = frontend tasks backend_queues celeryconfig.py

# Three processes for two cores, as tests wait half of the time; a file's tests stay together, for
# they share what they started.
PYTEST = $(PYTHON) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder --durations 20
SLOW = brokers or browser or chaos or clients or fuzz or hosts or installs or stacks or tools or weights

# `up` ends when make is gone, also when make is killed.
run: .venv/frontend.stamp
	@VOICE_SERVER_PARENT=$$PPID exec .venv/bin/voice-server up --port $(PORT) $(BACKENDS:%=--backend %)

# All but the slow suites, and one path through each of these.
test: .venv/dev.stamp
	@$(PYTEST) -m "smoke or not ($(SLOW))" --cov --cov-report=
	@$(PYTHON) -m tests.coverage

# Everything; some 5 GB of environments the first time, and root for the two machines.
test-all: .venv/dev.stamp
	@deploy/dev/test-programs.sh all
	@$(PYTEST)

# Every backend, each in its environment.
test-backends: .venv/dev.stamp
	@$(PYTHON) -m pytest tests/backend_queues

# Redis with a password, TLS and Sentinel; RabbitMQ.
test-broker: .venv/dev.stamp
	@deploy/dev/test-programs.sh all
	@$(PYTHON) -m pytest tests/broker

# Two machines made of network namespaces; takes root, iproute2 and two minutes.
test-hosts: .venv/dev.stamp
	@$(PYTHON) -m pytest -s tests/hosts

# The clients people already have, unchanged but for their address and key; 1 GB the first time.
test-clients: .venv/dev.stamp
	@$(PYTHON) -m pytest -m clients tests

# Bad input by machine: a million inputs to what reads them, ten thousand requests. FUZZ="--seed 1"
fuzz: .venv/dev.stamp
	@$(PYTHON) -m tests.fuzz $(FUZZ)

# Mixed load and killed workers for half an hour; nothing may grow or be left over. SOAK="--minutes 5"
soak: .venv/dev.stamp
	@$(PYTHON) -m tests.soak $(SOAK)

# A thousand faults, every sample checked; some 20 minutes. SEED=7 does the same ones again.
chaos: .venv/dev.stamp
	@$(PYTHON) -m tests.chaos.thousand --faults $(or $(FAULTS),1000) $(if $(SEED),--seed $(SEED))

check: .venv/dev.stamp
	$(PYTHON) -m ruff check && $(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	$(PYTHON) -m bandit --quiet --recursive --configfile pyproject.toml $(CODE)
	$(PYTHON) -m tests.audit

bench: .venv/dev.stamp
	@$(PYTHON) -m tests.bench

# Listeners who come at random, at shares of what the workers can do. BENCH="--backend piper --at 0.8"
bench-load: .venv/bench.stamp
	@$(PYTHON) -m tests.bench.load $(BENCH)

# The project as one file, dist/voice_server-*.whl: uv tool install "dist/voice_server-...whl[frontend]"
wheel: .venv/frontend.stamp
	@.venv/bin/uv build --wheel --quiet --out-dir dist && ls dist/*.whl

# Environments and caches; model files stay where the backends keep them.
clean:
	rm -rf .venv .venvs .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage build dist

.venv/frontend.stamp: pyproject.toml
	@deploy/dev/make-venv.sh frontend && touch $@

.venv/dev.stamp: pyproject.toml deploy/dev/test-programs.sh
	@deploy/dev/make-venv.sh frontend,dev && deploy/dev/test-programs.sh && touch $@ .venv/frontend.stamp

.venv/bench.stamp: .venv/dev.stamp
	@deploy/dev/make-venv.sh frontend,dev,bench && touch $@

.PHONY: run test test-all test-backends test-broker test-hosts test-clients chaos fuzz soak check bench bench-load wheel clean
