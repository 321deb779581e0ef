"""What the cutting process may use."""

import ctypes
import re
from pathlib import Path

from fandom.infra import bounds

# With the code of the libraries, which does not count to it, it stays below 400 MB.
MEMORY = 364 * 1024 * 1024
CPU_S = 240
FILE_BYTES = 256 * 1024 * 1024
FILES = 32


# Of the C library's store of memory: from what size on a piece is given back at once, and how many stores there are.
MMAP_THRESHOLD, ARENAS = -3, -8
LARGE = 256 * 1024
NEARLY = 0.7
STATUS = Path("/proc/self/status")


def confine() -> None:
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(MMAP_THRESHOLD, LARGE)
        library.mallopt(ARENAS, 2)
    bounds.confine(memory=MEMORY, cpu_s=CPU_S, file_bytes=FILE_BYTES, files=FILES)


def full() -> bool:
    """Whether there was a moment at which one more large frame had no room."""
    return _most_used() > NEARLY * MEMORY


def _most_used() -> int:
    """In bytes. Not what `getrusage` has: after an exec that is still the parent's."""
    try:
        said = STATUS.read_text()
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s+(\d+) kB$", said, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0
