"""What a file is by its first bytes, where the decoder cannot tell."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_HEIF = {**dict.fromkeys((b"heic", b"heix", b"heif", b"hevc", b"mif1"), "HEIC"), b"avif": "AVIF", b"avis": "AVIF"}
_OTHERS = {b"%PDF": "PDF", b"8BPS": "PSD", b"\0\0\x01\0": "ICO", b"PK\x03\x04": "ZIP", b"\0\0\0\x0cJXL ": "JPEG XL"}
_HEAD = 1024  # an SVG may begin with a prologue and a comment


def looks_like_a_picture(data: bytes) -> bool:
    """Whether the file begins like one of the formats that are read."""
    return data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def name_unsupported_format(data: bytes) -> str | None:
    """The name of a format that people take for a picture and that is not read, if it is one of those."""
    if data[4:8] == b"ftyp":
        return _HEIF.get(data[8:12])
    if b"<svg" in data[:_HEAD].lower():
        return "SVG"
    return next((name for head, name in _OTHERS.items() if data.startswith(head)), None)
