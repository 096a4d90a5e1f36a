"""Write the pins anew: every dependency as uv resolves it today, into pyproject.toml
(for developers and CI) and, with hashes, into requirements.txt (for production).

No address of an index is written down. Run by `just pins`, then `make test`.
"""

import re
import subprocess
import sys
from pathlib import Path

PROJECT = Path("pyproject.toml")
COMPILE = (
    "pip compile --no-emit-index-url --no-header --no-annotate --universal --quiet"
)
HEAD = """[tool.uv]
# every direct and indirect dependency as it was tested; written by `just pins`
constraint-dependencies = [
"""


def resolved(uv: str, *options: str) -> str:
    """Return what uv resolves, a line each."""
    command = [uv, *COMPILE.split(), *options, str(PROJECT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def main(uv: str) -> None:
    """Free the old pins, resolve, and write the new ones."""
    text = PROJECT.read_text("utf-8")
    free = re.sub(r"\[tool\.uv\]\n.*?\n\]\n\n", "", text, flags=re.DOTALL)
    PROJECT.write_text(free, "utf-8")
    try:
        pins = resolved(uv, "--group", "dev").replace('"', "'").splitlines()
        hashed = resolved(uv, "--generate-hashes")
    except SystemExit:
        PROJECT.write_text(text, "utf-8")
        raise
    lines = "".join(f'    "{pin}",\n' for pin in pins)
    at = free.index("[tool.hatch")
    PROJECT.write_text(f"{free[:at]}{HEAD}{lines}]\n\n{free[at:]}", "utf-8")
    Path("requirements.txt").write_text(hashed, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
