# Entry points for developers and first users. The build itself is CMake's: see CMakePresets.json.
#
#   make run       set up, build, and run the default scenario
#   make test      set up, build, and run all tests but the slow ones and the validation
#   make build     leave the program at build/release/isletsim
#   make slow      the tests labelled slow
#   make studies   run the studies of validation/ and write their tables
#   make sanitize  build with clang's address and undefined-behaviour sanitizers, and test
#   make tsan      build with clang's thread sanitizer, and run the unit, physics and repro tests
#   make check     formatting, include rules and licence lines
#   make tidy      clang-tidy on all sources: many minutes
#   make clean     remove build/

JOBS ?= $(shell nproc)
SCENARIO ?= nod_mouse
CTEST = ctest -j$(JOBS) --output-on-failure

.PHONY: build run test slow studies sanitize tsan check tidy clean
.DEFAULT_GOAL := build

build: build/release/build.ninja
	cmake --build build/release -j$(JOBS) --target isletsim

run: build
	build/release/isletsim run $(SCENARIO) --overwrite

test: build/release/build.ninja
	cmake --build build/release -j$(JOBS)
	$(CTEST) --test-dir build/release -LE 'slow|validation' --no-tests=error

slow: build/release/build.ninja
	cmake --build build/release -j$(JOBS)
	$(CTEST) --test-dir build/release -L slow

studies: build
	tools/studies

sanitize:
	tools/install-deps --sanitize
	cmake --preset sanitize
	cmake --build build/sanitize -j$(JOBS)
	LSAN_OPTIONS=print_suppressions=0:suppressions=$(CURDIR)/tests/sanitizer/leaks.supp $(CTEST) --test-dir build/sanitize -LE 'slow|validation' --no-tests=error

tsan:
	tools/install-deps --sanitize
	tools/build-tsan-tbb
	cmake --preset tsan
	cmake --build build/tsan -j$(JOBS)
	$(CTEST) --test-dir build/tsan -L 'unit|physics|repro' -LE slow --no-tests=error

tidy:
	tools/install-deps
	tools/install-deps --check-tools
	tools/tidy

check:
	tools/install-deps --check-tools
	tools/check

clean:
	rm -rf build

build/release/build.ninja: CMakePresets.json tools/install-deps
	tools/install-deps
	cmake --preset release
