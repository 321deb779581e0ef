"""Headers that keep pages to themselves: no inline script or style, no frame, no foreign anything."""

from flask import Flask, Response

from fandom.config import Settings

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def policy(origins: frozenset[str]) -> str:
    """`connect-src` names the socket's address, which 'self' does not mean in every browser."""
    sockets = " ".join(sorted(origin.replace("http", "ws", 1) for origin in origins))
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "media-src 'self'",
            "font-src 'self'",
            f"connect-src 'self' {sockets}",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


# Of the one page that is made for frames on other sites: it runs no script and takes no form.
FRAMED = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors *",
    ]
)


def headers(settings: Settings) -> dict[str, str]:
    kept = {
        "Content-Security-Policy": policy(settings.origins),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.secure:
        kept["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return kept


def init(app: Flask, settings: Settings) -> None:
    kept = headers(settings)

    def guard(response: Response) -> Response:
        given = {name.lower() for name, _ in response.headers}
        if response.headers.get("Content-Security-Policy") == FRAMED:
            given.add("x-frame-options")
        response.headers.extend({name: value for name, value in kept.items() if name.lower() not in given})
        if response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(guard)
