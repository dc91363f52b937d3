"""How a probability or another share is written."""


def format_per_cent(share: float) -> str:
    """Such as ``97.3%``; what is not quite nothing or everything does not read as 0% or 100%."""
    if 0 < share < 0.0005:
        return "<0.1%"
    if 0.9995 <= share < 1:
        return ">99.9%"
    return f"{share:.1%}"
