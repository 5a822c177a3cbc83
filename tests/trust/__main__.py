"""`python -m tests.trust [NAME …]`: the long proofs, one after another; 1 where one of them fails."""

import argparse
import subprocess
import sys

PROOFS = {
    "faults": ["-m", "tests.trust.faults", "--kills", "50", "--stops", "2", "--fulls", "1"],
    "full_disk": ["-m", "tests.trust.full_disk"],
    "hostile_files": ["-m", "tests.trust.hostile_files", "--files", "500"],
    "hostile_strings": ["-m", "tests.trust.hostile_strings", "--strings", "500"],
    "pages": ["-m", "tests.trust.pages"],
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="make trust")
    asked.add_argument("names", nargs="*", metavar="NAME", default=list(PROOFS), help=", ".join(PROOFS))
    failed = []
    for name in asked.parse_args().names:
        print(f"--- {name}", flush=True)
        if subprocess.run([sys.executable, "-W", "ignore", *PROOFS[name]], check=False).returncode:
            failed.append(name)
    print("Failed: " + ", ".join(failed) if failed else "Every proof holds.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
