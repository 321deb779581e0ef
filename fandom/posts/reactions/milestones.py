"""Numbers of reactions worth a word: 10, 50, 100, 500, 1,000 and so on. Pure."""

LEAST = 10


def is_milestone(count: int) -> bool:
    if count < LEAST:
        return False
    while count % 10 == 0:
        count //= 10
    return count in {1, 5}
