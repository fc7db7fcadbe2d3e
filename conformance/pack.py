"""Packs vectors that generate.py made for the project's own resources.

usage: pack.py FOLDER SEED [SEED ...]     (FOLDER/SEED/*.json -> src/main/resources/.../SEED/*.json.gz)

Layers that the project does not have yet are kept for the first seed only.
"""
import gzip
import json
import pathlib
import sys

MISSING = {"conv_transpose2d", "group_norm", "gru", "instance_norm2d", "multi_head_attention", "rnn",
           "transformer_encoder_layer", "upsample2d"}
target = pathlib.Path(__file__).parent / "src/main/resources/dev/cotangent/conformance"

for number, seed in enumerate(sys.argv[2:]):
    for source in sorted(pathlib.Path(sys.argv[1], seed).glob("*.json")):
        cases = [case for case in json.loads(source.read_text())
                 if number == 0 or case["name"] not in MISSING and "num_layers" not in (case.get("attrs") or {})]
        text = "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n"
        folder = target / seed
        folder.mkdir(parents=True, exist_ok=True)
        (folder / (source.name + ".gz")).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
