"""Every page of the house, as those see it for whom it is: for looking at all of them."""

from dataclasses import dataclass

from fandom.sharing.ledger import noting
from fandom.sharing.ledger.values import Asker, Noted
from tests.e2e.stage import SHOW, Stage
from tests.support.watched import watched

SEEN = (Noted("play", "play"), Noted("quarter", "quarter"))
ADMIN = ("", "accounts", "shows", f"shows/{SHOW}", "queues", "limits", "library")


@dataclass(frozen=True)
class Sight:
    """`who` is the handle that looks, None for a visitor; `status` what the page answers."""

    name: str
    path: str
    who: str | None = None
    status: int = 200


def opened_by_some(stage: Stage, moment_id: str) -> None:
    """Twelve people, who saw a quarter of it each."""
    with stage.app.app_context():
        for n in range(12):
            noting.note(moment_id, Asker(f"{n:013d}", "", ""), [Noted("open", "link"), *SEEN])


def furnished(stage: Stage) -> list[Sight]:
    """Fills the stage, and names what there is to see."""
    show_id = stage.show()
    stage.show("sintel", hue=30, kind="film", episodes=1)
    stage.show("harbour-lights", hue=330, public_horizon="closed")
    stage.fan("ada", joins=SHOW)
    stage.fan("bo", joins=SHOW)
    stage.fan("tuck", joins=SHOW)
    stage.fan("newcomer")
    stage.fan("marshal", joins=SHOW, moderates=[show_id])
    sealed = stage.moment("tuck", "He steps out of the water.", episode=(2, 6), start_ms=60_000, end_ms=65_000)
    wanted = stage.moment("tuck", "She turns the lamp around.", episode=(2, 7))
    closed = stage.moment("ada", "The boat comes back.", slug="harbour-lights", episode=(2, 6))
    film = stage.moment("bo", "Watch her hands when she stitches it.", slug="sintel", episode=(1, 1), tags=("wing",))
    moment = stage.moment(
        "ada",
        "“The way she looks at the door.” She hasn’t heard it yet. She ||already knows||.",
        episode=(1, 4),
        start_ms=751_000,
        end_ms=756_000,
        tags=("ines", "the-kettle"),
    )
    said = stage.comment("bo", moment, "Does she look before the knock or after?", at_ms=752_000)
    stage.comment("tuck", moment, "Before. Listen for the kettle, @bo: it stops.", parent=said)
    stage.place("bo", SHOW, (1, 1))
    stage.place("bo", SHOW, (1, 8))
    stage.reveal("bo", wanted)
    alts = ("A lamp in a window", "Rails under shallow water", "")
    pictures = stage.moment("ada", "Three kinds of light.", media=tuple(stage.upload("ada", alt=each) for each in alts))
    waits = stage.moment("ada", "Wait for it.", media=(stage.upload("ada", status="processing"),))
    opened_by_some(stage, moment)
    case = stage.reported("tuck", moment)
    stage.fan("boss", is_admin=True)
    with stage.app.app_context():
        watched(show_id, (1, 4))
    stage.hide("bo", account="tuck", word="kettle", tag="spoiler")
    return [
        Sight("home-visitor", "/"),
        Sight("home", "/", "bo"),
        Sight("home-new", "/?sort=new", "bo"),
        Sight("home-empty", "/?sort=new", "newcomer"),
        Sight("welcome-shows", "/welcome/shows", "newcomer"),
        Sight("welcome-progress", "/welcome/progress", "tuck"),
        Sight("welcome-fans", "/welcome/fans", "bo"),
        Sight("offline", "/offline"),
        Sight("shows", "/shows", "bo"),
        Sight("shows-found", "/shows?q=sintel"),
        Sight("shows-none", "/shows?q=zzz"),
        Sight("show", f"/shows/{SHOW}", "bo"),
        Sight("show-top", f"/shows/{SHOW}?sort=top&window=all", "bo"),
        Sight("show-episode-empty", f"/shows/{SHOW}?episode=s02e01", "bo"),
        Sight("show-visitor", f"/shows/{SHOW}"),
        Sight("film", "/shows/sintel", "bo"),
        Sight("watch", f"/shows/{SHOW}/s01e04", "bo"),
        Sight("watch-asks", f"/shows/{SHOW}/s01e04"),
        Sight("watch-no-film", f"/shows/{SHOW}/s01e05", "bo"),
        Sight("progress", f"/shows/{SHOW}/progress", "bo"),
        Sight("progress-film", "/shows/sintel/progress", "bo"),
        Sight("catch-up", f"/shows/{SHOW}/catch-up", "bo"),
        Sight("catch-up-empty", f"/shows/{SHOW}/catch-up", "ada"),
        Sight("moment", f"/m/{moment}", "bo"),
        Sight("moment-visitor", f"/m/{moment}"),
        Sight("moment-pictures", f"/m/{pictures}", "bo"),
        Sight("moment-waits", f"/m/{waits}", "ada"),
        Sight("edit-pictures", f"/m/{pictures}/edit", "ada"),
        Sight("moment-own", f"/m/{moment}", "ada"),
        Sight("moment-sealed", f"/m/{sealed}", "bo"),
        Sight("moment-revealed", f"/m/{wanted}", "bo"),
        Sight("moment-film", f"/m/{film}"),
        Sight("edit-moment", f"/m/{moment}/edit", "ada"),
        Sight("delete-moment", f"/m/{moment}/delete", "ada"),
        Sight("edit-comment", f"/comments/{said}/edit", "bo"),
        Sight("compose", f"/compose?show={SHOW}", "bo"),
        Sight("compose-pick", "/compose", "newcomer"),
        Sight("share", f"/m/{moment}/share", "bo"),
        Sight("embed", f"/m/{moment}/embed"),
        Sight("embed-sealed", f"/m/{closed}/embed"),
        Sight("embed-pictures", f"/m/{pictures}/embed"),
        Sight("embed-gone", "/m/nothing/embed", None, 404),
        Sight("report", f"/report?kind=moment&id={moment}", "bo"),
        Sight("tag", "/tags/wing"),
        Sight("tag-none", "/tags/nothing?sort=top"),
        Sight("profile", "/u/ada", "ada"),
        Sight("profile-empty", "/u/marshal"),
        Sight("insights", f"/m/{moment}/insights", "ada"),
        Sight("insights-none", f"/m/{pictures}/insights", "ada"),
        Sight("creator", "/creator", "ada"),
        Sight("creator-unseen", "/creator", "bo"),
        Sight("creator-empty", "/creator", "newcomer"),
        Sight("settings", "/settings", "ada"),
        Sight("settings-watching", "/settings/watching", "ada"),
        Sight("settings-data", "/settings/data", "ada"),
        Sight("settings-notifications", "/settings/notifications", "ada"),
        Sight("settings-privacy", "/settings/privacy", "bo"),
        Sight("followers", "/u/tuck/followers", "ada"),
        Sight("profile-shows", "/u/bo/shows", "ada"),
        Sight("hide", "/u/ada/hide", "bo"),
        Sight("show-settings", f"/shows/{SHOW}/settings", "marshal"),
        Sight("forgot", "/forgot"),
        Sight("reset-old", "/reset/nothing", None, 410),
        *(Sight(f"admin-{page or 'state'}", f"/admin/{page}".rstrip("/"), "boss") for page in ADMIN),
        Sight("notifications", "/notifications", "ada"),
        Sight("notifications-empty", "/notifications", "marshal"),
        Sight("moderation", "/moderation", "marshal"),
        Sight("case", f"/moderation/{case}", "marshal"),
        Sight("sign-in", "/sign-in"),
        Sight("sign-up", "/sign-up"),
        Sight("api", "/api/docs"),
        Sight("error-403", "/moderation", "bo", 403),
        Sight("error-404", "/m/nothing", "bo", 404),
        Sight("error-422", "/?cursor=wrong", None, 422),
    ]
