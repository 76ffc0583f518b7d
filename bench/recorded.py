"""What a training of relevance measured, as it recorded it beside its weights."""

import json
from importlib.resources import files


def show_recorded(file: str, who: str) -> dict[str, dict[str, float]]:
    """Print and return the measures with sources left out.

    Args:
        file: Metadata in ``processors/relevance``.
        who: What it was that was trained.
    """
    recorded = json.loads((files("processors.relevance") / file).read_text(encoding="utf-8"))["left_out_measures"]
    print(f"\nleft out of training, recorded with the weights of {who}:")
    for name, row in recorded.items():
        print(f"  {name:40s} {row['n']:5d} {row['core']:5d}  F1 {row['f1']:.3f}  P {row['precision']:.3f}  R {row['recall']:.3f}"
              f"  AUC {row['auc']:.4f}  ECE {row['ece']:.3f}")  # fmt: skip
    return dict(recorded)
