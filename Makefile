# Two commands do everything: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
RUN := .venv/.run
DEV := .venv/.dev
DEMO_LANG ?= en

.PHONY: demo test thorough mutation bench lint train lock clean

demo: $(RUN)
	$(BIN)/cleanbreak demo --lang $(DEMO_LANG)

test: $(DEV) lint
	$(PYTHON) tools/system_packages.py
	$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term:skip-covered

thorough: $(DEV)
	HYPOTHESIS_PROFILE=thorough CLEANBREAK_THOROUGH=1 $(BIN)/python -m pytest -n auto

mutation: $(DEV)
	HYPOTHESIS_PROFILE=mutation $(BIN)/mutmut run --max-children 1
	$(BIN)/mutmut export-cicd-stats

lint: $(DEV)
	$(BIN)/ruff check src tests benchmarks tools
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(DEV)
	$(BIN)/python -m benchmarks.review
	$(BIN)/python -m benchmarks.mail

train: $(DEV)
	$(BIN)/python -m training.train
	$(BIN)/python -m training.secondlook

lock: $(DEV)
	$(BIN)/python -m tools.lock

$(RUN): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(RUN)

$(DEV): requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(RUN) $(DEV)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
