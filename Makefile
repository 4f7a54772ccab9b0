# make run [PORT=9000] [BACKENDS="tone:2 piper"]
PORT ?= 8000
BACKENDS ?=
PYTHON = .venv/bin/python

# `up` ends when make is gone, also when make is killed.
run: .venv/frontend.stamp
	@VOICE_SERVER_PARENT=$$PPID exec .venv/bin/voice-server up --port $(PORT) $(BACKENDS:%=--backend %)

test: .venv/dev.stamp
	@$(PYTHON) -m pytest -m "not heavy and not hosts" --numprocesses 2 --dist loadfile --durations 20

# Every backend, each in its environment: some 5 GB the first time.
test-backends: .venv/dev.stamp
	@$(PYTHON) -m pytest tests/backend_queues

# Redis with a password, TLS and Sentinel; RabbitMQ, if rabbitmq-server is installed.
test-broker: .venv/dev.stamp
	@$(PYTHON) -m pytest tests/broker

# Two machines made of network namespaces; takes root, iproute2 and two minutes.
test-hosts: .venv/dev.stamp
	@$(PYTHON) -m pytest -m hosts -s tests/hosts

check: .venv/dev.stamp
	$(PYTHON) -m ruff check && $(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy

bench: .venv/dev.stamp
	@$(PYTHON) -m tests.bench

# Environments and caches; model files stay where the backends keep them.
clean:
	rm -rf .venv .venvs .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

.venv/frontend.stamp: pyproject.toml
	@deploy/dev/make-venv.sh frontend && touch $@

.venv/dev.stamp: pyproject.toml
	@deploy/dev/make-venv.sh frontend,dev && deploy/dev/test-programs.sh && touch $@ .venv/frontend.stamp

.PHONY: run test test-backends test-broker test-hosts check bench clean
