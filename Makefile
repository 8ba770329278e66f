# Two commands do all the set-up: `make run` and `make test`. The rest is for those who change the code.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
JOBS ?= 2
KERNEL := hatch_build.py $(wildcard src/ostrakon/matching/kernel/*.pyx src/ostrakon/matching/kernel/*.hpp)

.PHONY: run test test-spark check bench bench-owners quality soak docs snapshot lock clean

run: $(VENV)/.run  ## screen the example customers and the example report on the embedded lists, offline
	@echo "── ostrakon screen --input examples/customers.csv"
	@$(BIN)/ostrakon screen --input examples/customers.csv; test $$? -le 1
	@echo "── ostrakon read examples/report.txt"
	@$(BIN)/ostrakon read examples/report.txt; test $$? -le 1

test: $(VENV)/.test  ## pass the tests
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not soak and not spark"

test-spark: $(VENV)/.spark  ## pass the tests of registers on Spark, started here; minutes, and Java 17 or later
	$(BIN)/python -m pytest -m spark tests/ownership/register

check: $(VENV)/.check test  ## what CI runs: tests, style, types, the shape of the house, the docs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.quality  ## measure speed, memory and their growth on the real lists (else the snapshot), peers beside us
	$(BIN)/python -m benchmarks.speed

bench-owners: $(VENV)/.quality  ## measure synthetic registers of up to 10 million companies; ten minutes, 8 GB
	$(BIN)/python -m benchmarks.register

quality: $(VENV)/.quality  ## measure what is found and what alerts wrongly; PEERS=1 puts other engines beside it
	$(BIN)/python -m benchmarks.quality $(if $(PEERS),--peers)
	$(BIN)/python -m benchmarks.quality.parties

quality-claims: $(VENV)/.check  ## measure how well reports are read, by kind and slot, with each extractor
	$(BIN)/python -m benchmarks.quality.claims

soak: $(VENV)/.test  ## full-size mutated files; minutes, not seconds
	$(BIN)/python -m pytest -m soak

docs: $(VENV)/.check  ## the documentation as a web site under site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

snapshot: $(VENV)/.test  ## rebuild the embedded lists from the two packages that carry them
	$(BIN)/python -m tools.build_snapshot

lock: $(VENV)/.check  ## compile requirements/*.txt anew from pyproject.toml
	$(BIN)/python requirements/compile.py

clean:
	rm -rf $(VENV) site dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# Each stamp is a set of installed requirements; build.txt holds what PyICU and we are built with.
$(VENV)/.%: requirements/%.txt requirements/build.txt pyproject.toml $(KERNEL) | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/build.txt
	$(PIP) install --quiet --require-hashes --no-build-isolation -r requirements/$*.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
