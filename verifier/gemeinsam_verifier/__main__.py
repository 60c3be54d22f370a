"""`python -m gemeinsam_verifier` is the command `gemeinsam-verify`."""

from gemeinsam_verifier.command_line import run

if __name__ == "__main__":
    run()
