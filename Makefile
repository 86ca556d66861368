# Two commands are all there is to know: `make run` and `make test`. Both do their own set-up.
.PHONY: run test bench lint clean

run:
	@scripts/setup run
	@.venv/bin/wegwijs up

test:
	@scripts/setup test
	@scripts/check

bench:
	@scripts/setup test
	@.venv/bin/python -m benchmarks

lint:
	@scripts/setup test
	@scripts/lint

clean:
	rm -rf .venv models var build *.egg-info
