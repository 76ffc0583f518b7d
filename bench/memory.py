"""Peak memory of a fresh process that assesses articles, read where Linux tells it (``ru_maxrss`` counts the parent's too)."""

import json
import subprocess
import sys

_PROBE = """
import json, pathlib, sys
from processors.relevance import assess_relevance, load_encoder
encoder = load_encoder() if sys.argv[1] == "encoder" else None
for title, text, language in json.load(sys.stdin):
    assess_relevance(title, text, language=language, encoder=encoder)
status = pathlib.Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) // 1024)
"""


def peak_memory_mb(items: list[tuple[str, str, str]], *, with_encoder: bool) -> int:
    """MB after assessing them; an item is title, text, language."""
    command = [sys.executable, "-c", _PROBE, "encoder" if with_encoder else "words"]
    return int(subprocess.run(command, input=json.dumps(items), capture_output=True, text=True, check=True).stdout)
