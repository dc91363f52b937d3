"""What Streamlit's server is told for a host; `core.cli` starts it, and the app reads the rest of the settings."""

from core.hosting.settings import HostSettings

LARGEST_MESSAGE = 8  # megabytes that a browser sends at once, files aside; they are in memory before anybody looks
VISITOR_HEADER = "x-glassbox-visitor"  # set by our own middleware, which drops one that a browser has sent
VISITOR = "glassbox_visitor"  # what it is called among what Streamlit knows of a session's user


def build_options(host: HostSettings) -> list[str]:
    """The options of `streamlit run`."""
    options = {
        "server.address": host.listen,
        "server.port": host.port,
        "server.baseUrlPath": host.base_path,
        "server.headless": "true",
        "server.enableXsrfProtection": "true",
        "server.enableCORS": "true",
        "server.maxUploadSize": host.limits.person.file_mb or 100,
        "server.maxMessageSize": LARGEST_MESSAGE,
        "server.maxWidgetStateSize": LARGEST_MESSAGE,
        "server.allowedHosts": host.host,
        "server.trustedUserHeaders": f'{{"{VISITOR_HEADER}": "{VISITOR}"}}',
        "browser.serverAddress": host.host,
        "browser.gatherUsageStats": "false",
        "client.showErrorDetails": "none",
    }
    return [f"--{name}={value}" for name, value in options.items() if value != ""]


def build_environment(host: HostSettings) -> dict[str, str]:
    """The cookie's secret, which no list of processes shows, and the names that `pages.server.hosts` answers to."""
    return {"STREAMLIT_SERVER_COOKIE_SECRET": host.cookie_secret.get_secret_value()}
