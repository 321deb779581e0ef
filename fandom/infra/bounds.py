"""What a process that reads strangers' files may use: set on itself before it has read a byte, never lifted again."""

import resource


def confine(*, memory: int, cpu_s: int, file_bytes: int, files: int) -> None:
    """`memory` is its own: heap, stacks and private mappings, which the code of shared libraries does not count to."""
    # At its end it is told that it was the time; a kill a second later would look like anybody's.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    for kind, most in (
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_NOFILE, files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
