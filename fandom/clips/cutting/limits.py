"""What the cutting process may use."""

from fandom.infra import bounds

# With the code of the libraries, which does not count to it, it stays below 400 MB.
MEMORY = 352 * 1024 * 1024
CPU_S = 240
FILE_BYTES = 256 * 1024 * 1024
FILES = 32


def confine() -> None:
    bounds.confine(memory=MEMORY, cpu_s=CPU_S, file_bytes=FILE_BYTES, files=FILES)
