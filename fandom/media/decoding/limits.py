"""What the decoding process may use."""

from fandom.infra import bounds

MEMORY = 224 * 1024 * 1024
CPU_S = 8
FILE_BYTES = 32 * 1024 * 1024
FILES = 32


def confine() -> None:
    bounds.confine(memory=MEMORY, cpu_s=CPU_S, file_bytes=FILE_BYTES, files=FILES)
