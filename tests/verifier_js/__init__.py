"""The second verifier, run in a browser as people run it: modules, a worker, our content policy."""
