"""`explain` writes a PNG, and says so where another file is asked for."""

from core.cli import main


def test_an_explanation_is_a_png_and_is_called_so(tmp_path, capsys):
    words = ["explain", "imagenet", str(tmp_path / "photo.png"), "--method", "gradcam"]
    assert main([*words, "--out", str(tmp_path / "why.jpg")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Name a file that ends in .png" in err
