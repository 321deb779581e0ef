"""Which numbers of reactions are worth a word."""

from fandom.posts.reactions.milestones import is_milestone


def test_one_and_five_of_each_size() -> None:
    found = [count for count in range(-10, 10_001) if is_milestone(count)]
    assert found == [10, 50, 100, 500, 1_000, 5_000, 10_000]
