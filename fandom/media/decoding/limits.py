"""What the decoding process may use. It sets them on itself before it has read a byte, and cannot lift them again."""

import resource

# Of its own: heap, stacks and private mappings, which is what the code of shared libraries does not count towards.
MEMORY = 224 * 1024 * 1024
CPU_S = 8
FILE_BYTES = 32 * 1024 * 1024
FILES = 32


def confine() -> None:
    # At its end it is told that it was the time; a kill a second later would look like anybody's.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 1))
    for kind, most in (
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
