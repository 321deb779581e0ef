"""What stands for the placeholders of routes when the table of surfaces is asked: names of things in the world.

A name in braces is looked up in `World.ids`; the rest is sent as it is. A rule of its own goes before a placeholder.
"""

NONE = "0000000000000"

PLACES: dict[str, tuple[str, ...]] = {
    "<after>": (NONE,),
    "<alias>": ("{tag}", "rain"),
    "<case_id>": ("{case}",),
    "<comment_id>": ("{said}", "{knowing}", "{mine}"),
    "<decision_id>": ("{decision}",),
    "<emoji>": ("🔥",),
    "<episode>": ("s01e02", "s02e02", "s00e01"),
    "<export_id>": ("{export}",),
    "<file_id>": ("{late_file}", "{past_file}"),
    "<handle>": ("author", "returned"),
    "<import_id>": (NONE,),
    "<job_id>": (NONE,),
    "<kind>": ("tag",),
    "<name>": ("search",),
    "<moment_id>": ("{late}", "{special}", "{plain}", "{held}", "{past}"),
    "<notification_id>": ("{told}",),
    "<number>": ("s01e02", "s02e02"),
    "<path:filename>": ("none.js",),
    "<row_id>": (NONE,),
    "<secret>": ("none",),
    "<session_id>": (NONE,),
    "<slug>": ("saltmarsh",),
    "<token_id>": (NONE,),
    "<upload_id>": (NONE,),
    "<value>": ("rain",),
    "<word_id>": (NONE,),
}
# Changes are tried on these only.
CHANGED: dict[str, tuple[str, ...]] = {
    "<comment_id>": ("{knowing}", "{mine}"),
    "<file_id>": ("{late_file}",),
    "<moment_id>": ("{late}", "{plain}"),
}
RULES: dict[str, tuple[str, ...]] = {
    "GET /media/<file_id>/<name>": tuple(
        f"/media/{{{each}_file}}/{name}" for each in ("late", "past", "reported") for name in ("320.jpg", "640.avif")
    ),
    "GET /media/posters/<name>": ("/media/posters/none.jpg",),
    "POST /shows/<slug>/tags/<alias>/apart": ("/shows/saltmarsh/tags/rain/apart",),
    "GET /tags/<name>": ("/tags/{tag}", "/tags/rain", "/tags/{past_tag}"),
}
