"""Lets `python -m cleanbreak` start the command line."""

from cleanbreak.cli.main import main

if __name__ == "__main__":
    main()
