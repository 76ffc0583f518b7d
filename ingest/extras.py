"""Looks for the models that come with extras, once, before work starts (``docs/relevance.md``, ``docs/coding.md``)."""

import subprocess
import sys
from importlib.util import find_spec

from ingest.errors import ExitCode, FatalError
from ingest.settings import ExtraUse
from processors.coding.models import reader
from processors.relevance import encoder

TIMEOUT_S = 60
# In a process of its own: on a processor without the instructions that it needs, native code ends the process
_TRIAL = """
import sys
from processors.relevance import EncoderMissing, assess_relevance, load_encoder
try:
    assess_relevance("Titel", "Ein Satz zum Versuch.", language="de", encoder=load_encoder())
except EncoderMissing as error:
    sys.exit(str(error))
"""


def is_encoder_wanted(use: ExtraUse) -> bool:
    """Whether workers ask the encoder: where it is on, or installed.

    Raises:
        FatalError: It is on and not installed, or installed and does not run here.
    """
    if use is ExtraUse.OFF or (use is ExtraUse.AUTO and find_spec(encoder.PACKAGE) is None):
        return False
    command = [sys.executable, "-c", _TRIAL]
    try:
        trial = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)  # noqa: S603 (our own)
    except subprocess.TimeoutExpired:
        raise FatalError(
            f"the encoder gave no answer in {TIMEOUT_S} s; relevance.encoder = 'off' does without it", ExitCode.SETTINGS
        ) from None
    if trial.returncode < 0:
        why = f"the encoder does not run on this machine (signal {-trial.returncode}; it needs a processor with AVX2)"
        raise FatalError(f"{why}; relevance.encoder = 'off' does without it", ExitCode.SETTINGS)
    if trial.returncode > 0:
        why = trial.stderr.strip().rpartition("\n")[2]
        raise FatalError(f"relevance.encoder: {why}", ExitCode.SETTINGS)
    return True


def is_reader_wanted(use: ExtraUse) -> bool:
    """Whether workers ask the reader: where it is on, or installed. Its engine looks for itself what the processor can do.

    Raises:
        FatalError: It is on and not installed.
    """
    if use is ExtraUse.OFF:
        return False
    is_installed = find_spec(reader.PACKAGE) is not None
    if use is ExtraUse.ON and not is_installed:
        why = f"{reader.PACKAGE} is not installed: pip install conflictwire[reader]"
        raise FatalError(f"coding.reader: {why}", ExitCode.SETTINGS)
    return is_installed
