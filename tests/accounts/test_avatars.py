"""Where faces come from."""

from fandom.accounts.avatars import avatar_path


def test_a_face_has_an_address_only_where_there_is_a_picture() -> None:
    assert avatar_path("d201jd7rr6wc8") == "/media/d201jd7rr6wc8/320.jpg"
    assert avatar_path(None) is None
