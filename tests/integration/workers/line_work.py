"""Work on lines, for the tests of the ordered mapping."""

import json
import os
import signal

from ingest.batch import LineError, dump


def upper(data: bytes, suffix: str = "") -> bytes:
    """Answer, fail, hang or die as the line says."""
    record = json.loads(data)
    match record["do"]:
        case "fail":
            raise LineError("bad_record", "x" * 1000)
        case "hang":
            while True:
                pass
        case "break":
            raise KeyError("a defect of ours")
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
    return dump({"id": record["id"], "did": record["do"].upper() + suffix})
