"""Pictures of the demo: which moments get one, and what of a film is taken."""

import io
from pathlib import Path

import av
import pytest
from PIL import Image

from fandom.demo import stills, story

STORIES = story.stories()
NOWHERE = Path("/nowhere")


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Ten minutes at one frame a second, each as grey as its minute says."""
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=1)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for second in range(600):
            image = Image.new("RGB", (64, 36), (second // 60 * 25,) * 3)
            out.mux(stream.encode(av.VideoFrame.from_image(image)))
        out.mux(stream.encode())
    return path


def test_every_drawn_frame_hangs_somewhere_and_is_described() -> None:
    hung = list(stills.chosen(STORIES, NOWHERE))
    assert len(hung) == len(list(stills.FRAMES.glob("*.webp")))
    assert len({still.alt for _, still in hung}) == len(hung)
    assert all(Image.open(io.BytesIO(still.data)).size == (1280, 720) for _, still in hung)


def test_the_liveliest_are_shown() -> None:
    of_sintel = [story for story, _ in stills.chosen(STORIES, NOWHERE) if story.show == "sintel"]
    others = [each for each in STORIES if each.show == "sintel" and each not in of_sintel]
    least = min(sum(each.reactions.values()) for each in of_sintel)
    assert all(sum(each.reactions.values()) <= least for each in others)


def test_moments_of_the_film_show_their_own_second(film: Path) -> None:
    hung = [(each, still) for each, still in stills.chosen(STORIES, film) if each.show == stills.FILMED]
    assert len(hung) == sum(each.start_ms is not None for each in STORIES if each.show == stills.FILMED)
    for each, still in hung[:8]:
        minute = ((each.start_ms or 0) + (each.end_ms or 0)) // 2 // 60_000
        grey = Image.open(io.BytesIO(still.data)).convert("L").getpixel((30, 18))
        assert isinstance(grey, int | float)
        assert abs(grey - minute * 25) <= 4
        assert still.alt.startswith(f"Big Buck Bunny at {minute}:")


def test_who_has_one_already_changes_nobody_elses(film: Path) -> None:
    first, *rest = [(each, still.alt) for each, still in stills.chosen(STORIES, film)]
    again = [(each, still.alt) for each, still in stills.chosen(STORIES, film, lambda each: each is not first[0])]
    assert again == rest
