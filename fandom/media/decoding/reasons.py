"""Why a picture was not taken, in sentences for people; the codes are what the decoding process says."""

MEGAPIXELS = 24
MAX_PIXELS = MEGAPIXELS * 1_000_000

TOO_MANY_PIXELS, DAMAGED, UNREADABLE, TOO_LONG, TOO_HEAVY = "pixels", "damaged", "unreadable", "time", "memory"
REASONS = {
    TOO_MANY_PIXELS: "It has more than 24 megapixels; make it smaller and try again.",
    DAMAGED: "It is damaged, or a part of it is missing.",
    UNREADABLE: "This is not a picture that we can read. Choose a PNG, JPEG, WEBP or GIF.",
    TOO_LONG: "It took too long to read this picture. Save it anew and try again.",
    TOO_HEAVY: "It took too much memory to read this picture. Make it smaller and try again.",
}


class Refused(Exception):
    """`code` is one of REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def sentence(self) -> str:
        return REASONS[self.code]
