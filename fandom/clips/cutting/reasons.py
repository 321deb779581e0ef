"""Why a film was not taken or a clip not cut, in sentences for people; the codes are what the cutting process says."""

MEGAPIXELS = 36
MAX_PIXELS = MEGAPIXELS * 1_000_000

UNREADABLE, DAMAGED, NO_VIDEO, TOO_MANY_PIXELS = "unreadable", "damaged", "no video", "pixels"
BACKWARDS, STILL, PAST_END = "backwards", "still", "past the end"
TOO_LONG, TOO_HEAVY = "time", "memory"
VANISHED, CHANGED, WORN_OUT = "vanished", "changed", "worn out"
REASONS = {
    UNREADABLE: "This is not a video that we can read.",
    DAMAGED: "The video is damaged, or a part of it is missing.",
    NO_VIDEO: "There is no picture in this file, only sound or nothing at all.",
    TOO_MANY_PIXELS: "The video has more than 36 megapixels; a smaller one will do.",
    BACKWARDS: "A clip ends after it begins; choose the two ends again.",
    STILL: "Not one picture changes in so short a time; take a longer part.",
    PAST_END: "The video is over before this clip begins.",
    TOO_LONG: "It took too long to make this clip. A shorter one may do.",
    TOO_HEAVY: "It took too much memory to make this clip. A smaller video may do.",
    VANISHED: "The video that this was to be cut from is no longer there.",
    CHANGED: "The video that this was to be cut from has changed since.",
    WORN_OUT: "Making this clip was tried several times and never came to its end.",
}


class Refused(Exception):
    """`code` is one of REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return REASONS[self.code]
