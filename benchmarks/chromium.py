"""How Chromium is started to measure and to take pictures: it asks for nothing but what is on this machine."""

from __future__ import annotations

# Without a sandbox as it may run as root; without the browser's own calls home.
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
