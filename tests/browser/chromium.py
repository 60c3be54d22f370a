"""How chromium is started: nothing that reaches out, and nothing that no page needs."""

# Chromium counts the last list only, so the first line is what is left out of every test
# browser anyway. The rest are parts of its own frame, which nobody sees here: to keep them
# ready it starts two more processes for each window, at twice the cost of the window itself.
_LEFT_OUT = (
    *("DestroyProfileOnBrowserClose", "HttpsUpgrades", "PaintHolding", "MediaRouter"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch", "AimEnabled"),
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup"),
    "SpareRendererForSitePerProcess",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(_LEFT_OUT)}",
]
