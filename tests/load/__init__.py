"""`python -m tests.load b1 b4 b5`: what the design promises in ratios, each against its own baseline in the same run."""
