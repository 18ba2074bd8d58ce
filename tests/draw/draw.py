#!/usr/bin/env python3
"""The draw of src/evidence/draw.rs: draw.py SEED CONTROL N, keys one a line on standard input."""
import hashlib
import sys

seed, control, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
keys = dict.fromkeys(line.rstrip("\n") for line in sys.stdin)
digest = lambda key: hashlib.sha256(f"{seed}|{control}|{key}".encode()).hexdigest()
for key in sorted(keys, key=digest)[:n]:
    print(key)
