# Two commands are enough: `make run` and `make test`. `make help` lists the others.
.DEFAULT_GOAL := help
.PHONY: help run demo test test-citus chaos lint types tools bench bench-fleet bench-reading bench-admin bench-studio bench-report prove mutants words gallery album assets lock clean environment

PYTHON := .venv/bin/python

help: ## What can be done here
	@printf 'Inkstead\n\n'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s%s\n", $$1, $$2 }'
	@printf '\nmake run heeds these variables (make run PORT=8001):\n\n'
	@printf '  %-18s%s\n' \
	  PORT 'where it answers; 8000' \
	  INKSTEAD_DATA 'the data folder; .data' \
	  PLATFORM_HOST 'the name people type; inkstead.localhost' \
	  BIND 'where it listens; 127.0.0.1. For other machines: 0.0.0.0' \
	  DATABASE_URL 'a Postgres to use in place of its own' \
	  REDIS_URL 'a Redis to use in place of its own' \
	  BLOG 'an archive of one blog, to run it by itself'

environment:
	@scripts/bootstrap.sh

run: environment ## Start everything, at first with demo content; Ctrl-C stops
	@exec $(PYTHON) -m inkstead.devstack run

demo: environment ## Fill it with living blogs: N=1000; a stopped one goes on
	@$(PYTHON) manage.py demo --blogs $(or $(N),100)

test: environment ## All that the project can check about itself
	@scripts/test.sh

chaos: environment ## Kill, cut off and fill up at every failpoint: make chaos N=5
	@CHAOS_ROUNDS=$(or $(N),3) $(PYTHON) -m pytest -m faults -n 2 --dist loadgroup

lint: environment ## Lint, format, import contracts, templates
	@scripts/lint.sh

types: environment ## Types, strictly
	$(PYTHON) -m mypy

bench: environment ## Measure; a JSON object a line, exit 1 when a goal is missed
	@$(PYTHON) -m bench

bench-fleet: environment ## Measure a fleet of blogs: make bench-fleet N=1000; a stopped one goes on
	@$(PYTHON) -m bench fleet $(or $(N),1000)

bench-reading: environment ## Measure what readers get, over N blogs: make bench-reading N=1000
	@$(PYTHON) -m bench reading $(or $(N),1000)

bench-studio: environment ## Measure what writers get: keys, opening, keeping, scripts
	@$(PYTHON) -m bench studio

bench-admin: environment ## Measure the admin and the sign-in at N blogs: make bench-admin N=10000
	@$(PYTHON) -m bench admin $(or $(N),10000)

bench-report: environment ## Make the chart and the table of docs/benchmarks.md from what was measured
	@$(PYTHON) -m bench.fleet.report

prove: environment ## Isolation attempts and mutants, as one readable report
	@$(PYTHON) -m tests.prove

test-citus: environment ## The same SQL on a Citus cluster, named by DATABASE_URL
	@DATABASE_URL='$(DATABASE_URL)' scripts/test-citus.sh

mutants: environment ## Break one line at a time in a copy; a test must turn red
	@$(PYTHON) -m tests.mutants

words: environment ## Bring translations in step with the sources; what is left
	@PYTHONPATH=.:platform $(PYTHON) -m tests.words

gallery: environment ## Pictures of every page, from all sides: build/gallery/
	@GALLERY=all REQUIRE_BROWSER=1 $(PYTHON) -m pytest -q tests/browser/test_gallery.py && echo "build/gallery/index.html"

album: environment ## Pictures of every theme, for docs/themes.md: docs/img/themes/
	@$(PYTHON) -m tests.browser.album

tools: ## Fetch what checks with Node and Java: the HTML checker and Lighthouse (npm ci)
	@npm ci --ignore-scripts

assets: ## Make the fonts and the editor's rich text anew, from packages (needs Node)
	@npm ci --ignore-scripts
	@npm run --silent assets

lock: ## Resolve the dependencies into requirements.lock (needs uv)
	@scripts/lock.sh

clean: ## Remove the environment and caches; data stays
	rm -rf .venv build .data-test .mypy_cache .ruff_cache .pytest_cache .import_linter_cache staticfiles
	find . -name __pycache__ -type d -not -path './node_modules/*' -prune -exec rm -rf {} +
