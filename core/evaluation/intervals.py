"""How far a measured share may be from the true one."""

import math

Z_95 = 1.959964  # two-sided 95 % of the normal distribution


def wilson(successes: int, n: int, z: float = Z_95) -> tuple[float, float]:
    """The score interval for a share of `successes` among `n` (both ends from 0 to 1).

    Unlike the textbook's p ± z·s it stays inside 0 to 1, and it is right for few pictures and for shares near 0 or 1.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927) 209-212.

    Raises:
        ValueError: `n` is not positive, or `successes` not between 0 and `n`.

    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no share")
    share = successes / n
    centre = share + z**2 / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
