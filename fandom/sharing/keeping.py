"""A bounded memory of bytes: what was not asked for the longest goes first."""

from collections import OrderedDict


class Kept:
    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def get(self, key: str) -> bytes | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: str, data: bytes) -> None:
        self._drop(key)
        self._kept[key] = data
        self.size += len(data)
        while self.size > self.most:
            self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        self._kept.clear()
        self.size = 0

    def _drop(self, key: str) -> None:
        self.size -= len(self._kept.pop(key, b""))
