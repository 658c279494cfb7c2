from __future__ import annotations

import gzip
import io
import os
import threading
import tracemalloc
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmtui.errors import FileUnreadable
from crmtui.exchange.tables.decode import Decoded, open_text
from tests.exchange import data, written

PERSIAN = "نام,تلفن\nسارا محمدی,۰۹۱۲۰۰۰۰۰۰۱\nعلی رضایی,۰۹۱۲۰۰۰۰۰۰۲\n"
ARABIC_LETTERS = "نام;شهر\nسارا محمدي;تهران\nعلي رضايي;كرمان\n"


def read(decoded: Decoded) -> str:
    with decoded.stream as stream:
        return stream.read()


def test_utf8_with_and_without_mark(tmp_path: Path) -> None:
    plain = open_text(written(tmp_path, PERSIAN))
    assert (plain.encoding, plain.guessed, plain.size) == ("utf-8", False, len(PERSIAN.encode()))
    assert read(plain) == PERSIAN
    marked = open_text(written(tmp_path, PERSIAN.encode("utf-8-sig")))
    assert (marked.encoding, marked.guessed) == ("utf-8-sig", False)
    assert read(marked) == PERSIAN


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_encodings_with_mark(tmp_path: Path, encoding: str) -> None:
    decoded = open_text(written(tmp_path, PERSIAN.encode(encoding)))
    assert (decoded.encoding, decoded.guessed) == (encoding, False)
    assert read(decoded) == PERSIAN


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [PERSIAN, "name,phone\nSara,0912\n"])
def test_utf16_without_mark(tmp_path: Path, encoding: str, text: str) -> None:
    decoded = open_text(written(tmp_path, text.encode(encoding)))
    assert (decoded.encoding, decoded.guessed) == (encoding, True)
    assert read(decoded) == text


def test_persian_of_windows(tmp_path: Path) -> None:
    decoded = open_text(written(tmp_path, ARABIC_LETTERS.encode("cp1256")))
    assert (decoded.encoding, decoded.guessed) == ("cp1256", True)
    assert read(decoded) == ARABIC_LETTERS


@pytest.mark.parametrize("text", ["José,Müller\n", "Größe;Ødegård\n", "prix\n5 €\n", "é"])
def test_latin_of_windows(tmp_path: Path, text: str) -> None:
    decoded = open_text(written(tmp_path, text.encode("cp1252")))
    assert (decoded.encoding, decoded.guessed) == ("cp1252", True)
    assert read(decoded) == text


def test_what_tells_the_encoding_may_stand_at_the_end(tmp_path: Path) -> None:
    filler = b"plain ascii line\n" * 150_000
    path = written(tmp_path, filler + "محمدي\n".encode("cp1256"))
    decoded = open_text(path)
    assert decoded.encoding == "cp1256"
    assert read(decoded).endswith("محمدي\n")


def test_one_broken_byte_does_not_spoil_utf8(tmp_path: Path) -> None:
    decoded = open_text(written(tmp_path, PERSIAN.encode() * 20 + b"\xff,1\n"))
    assert (decoded.encoding, decoded.guessed) == ("utf-8", True)
    assert read(decoded) == PERSIAN * 20 + "\ufffd,1\n"


def test_bytes_without_meaning_in_a_guess_are_shown(tmp_path: Path) -> None:
    decoded = open_text(written(tmp_path, b"a,b\xe9c\x81\n"))
    assert (decoded.encoding, read(decoded)) == ("cp1252", "a,béc\ufffd\n")


def test_line_ends_stay(tmp_path: Path) -> None:
    assert read(open_text(written(tmp_path, "a\r\nb\rc\n"))) == "a\r\nb\rc\n"


def test_gzip_of_any_name_and_several_members(tmp_path: Path) -> None:
    packed = gzip.compress(PERSIAN.encode()) + gzip.compress(b"x,y\n")
    decoded = open_text(written(tmp_path, packed))
    assert decoded.size == len(PERSIAN.encode()) + 4
    assert read(decoded) == PERSIAN + "x,y\n"


def test_standard_input_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = gzip.compress(PERSIAN.encode())
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(packed)))
    assert read(open_text(None)) == PERSIAN


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_read_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(PERSIAN.encode(),))
    writer.start()
    assert read(open_text(pipe)) == PERSIAN
    writer.join()


def test_given_encoding(tmp_path: Path) -> None:
    path = written(tmp_path, ARABIC_LETTERS.encode("cp1256"))
    decoded = open_text(path, encoding="windows-1256")
    assert (decoded.encoding, decoded.guessed) == ("cp1256", False)
    assert read(decoded) == ARABIC_LETTERS
    marked = written(tmp_path, PERSIAN.encode("utf-8-sig"))
    assert read(open_text(marked, encoding="UTF8")) == PERSIAN


@pytest.mark.parametrize("name", ["nonsense", "base64", "rot13", "unde\0fined", "undefined"])
def test_unknown_encoding(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileUnreadable) as refused:
        open_text(written(tmp_path, PERSIAN), encoding=name)
    assert "encoding" in refused.value.message
    assert "utf-8" in refused.value.hint


def test_given_encoding_that_does_not_fit_names_the_place(tmp_path: Path) -> None:
    path = written(tmp_path, b"name\nok\nJos\xe9\n")
    with pytest.raises(FileUnreadable, match=r"utf-8.*line 3, byte 12"):
        open_text(path, encoding="utf-8")
    with pytest.raises(FileUnreadable, match="line 200001"):
        open_text(written(tmp_path, b"0123456789\n" * 200_000 + b"\xff\n"), encoding="utf-8")


def test_cut_off_wide_character(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable, match="utf-16"):
        open_text(written(tmp_path, PERSIAN.encode("utf-16")[:-1]))


def refusal(path: Path) -> FileUnreadable:
    with pytest.raises(FileUnreadable) as refused:
        open_text(path)
    assert "\n" not in refused.value.message
    assert refused.value.hint
    return refused.value


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "no\x1b.csv").message
    assert "\x1b" not in refusal(tmp_path / "no\x1b.csv").message
    assert "folder" in refusal(tmp_path).message
    assert "cannot be read" in refusal(tmp_path / "nul\0").message


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads anything")
def test_file_one_may_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, PERSIAN)
    path.chmod(0)
    assert "cannot be read" in refusal(path).message


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n", b"\xff\xfe", b"\n" * 9])
def test_nothing_in_it(tmp_path: Path, content: bytes) -> None:
    assert "is empty" in refusal(written(tmp_path, content)).message
    assert "is empty" in refusal(written(tmp_path, gzip.compress(content))).message


def office(part: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (office("xl/workbook.xml"), "Excel workbook"),
        (office("word/document.xml"), "Word document"),
        (office("photo.jpg"), "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel"),
        (b"SQLite format 3\0" + bytes(100), "database"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (gzip.compress(gzip.compress(b"a,b\n", mtime=0), mtime=0), "compressed"),
        (gzip.compress(b"x" * 257 + b"ustar\0", mtime=0), "archive"),
    ],
)
def test_names_what_is_no_text(tmp_path: Path, content: bytes, kind: str) -> None:
    assert kind in refusal(written(tmp_path, content)).message


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    assert "byte 3 is a NUL" in refusal(written(tmp_path, b"ab\0cd,efgh,ijklmnop\n" * 9)).message
    assert refusal(written(tmp_path, bytes(range(256)) * 40))
    assert refusal(written(tmp_path, bytes(5000)))


@pytest.mark.parametrize("cut", [5, 20, -6, -1])
def test_gzip_that_is_cut_off(tmp_path: Path, cut: int) -> None:
    packed = gzip.compress((PERSIAN * 50).encode())
    refusal(written(tmp_path, packed[:cut]))


def test_gzip_with_a_flipped_bit(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress((PERSIAN * 50).encode()))
    packed[-5] ^= 1
    assert "cannot be read" in refusal(written(tmp_path, bytes(packed))).message


def test_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    packed = gzip.compress(ARABIC_LETTERS.encode("cp1256") * 300_000, 1)
    path = written(tmp_path, packed)
    tracemalloc.start()
    decoded = open_text(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    decoded.stream.close()
    assert decoded.size > 12_000_000
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("fa_derived/fa_contacts_cp1256_semicolon.csv", "cp1256"),
        ("fa_derived/fa_contacts_utf8bom.csv", "utf-8-sig"),
        ("adversarial/agate/test_latin1.csv", "cp1252"),
        ("adversarial/agate/test_utf16_big.csv", "utf-16"),
        ("adversarial/rust-csv/uspop-latin1.csv", "cp1252"),
        ("vcard/ical4j-vcard/vcard-vCards-SAP.vcf", "cp1252"),
    ],
)
def test_real_files(name: str, encoding: str) -> None:
    decoded = open_text(data(name))
    assert decoded.encoding == encoding
    assert read(decoded)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_any_utf8_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = written(tmp_path_factory.mktemp("any"), text + "\nx")
    assert read(open_text(path)) == text + "\nx"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("any"), content)
    try:
        read(open_text(path))
    except FileUnreadable as refused:
        assert refused.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
def test_a_few_nuls_are_dropped(tmp_path: Path, encoding: str) -> None:
    text = "نام,تلفن\nسارا محمدي,0912\n" * 30_000
    at = len(text) // 2
    content = (text[:at] + "\0" * 40 + text[at:] + "\0").encode(encoding)
    decoded = open_text(written(tmp_path, content))
    assert decoded.encoding == encoding
    assert decoded.stream.read(100) == text[:100]
    decoded.stream.seek(0)
    assert list(decoded.stream) == text.splitlines(keepends=True)
    decoded.stream.seek(0)
    assert read(decoded) == text
    assert decoded.stream.buffer.raw.closed  # type: ignore[attr-defined]


def test_nuls_in_gzip_and_at_the_ends(tmp_path: Path) -> None:
    packed = gzip.compress(b"\0\0" + b"name,phone\nAli,0912\n" * 40 + b"\0")
    assert read(open_text(written(tmp_path, packed))) == "name,phone\nAli,0912\n" * 40
    short = open_text(written(tmp_path, b"a,b\n\0c,d\n" + b"e,f\n" * 3))
    assert read(short) == "a,b\nc,d\n" + "e,f\n" * 3


def test_a_binary_with_few_nuls_is_refused(tmp_path: Path) -> None:
    noise = bytes((at * 7919 >> 3) % 255 + 1 for at in range(50_000))
    assert "NUL" in refusal(written(tmp_path, noise + b"\0" + noise)).message


def test_the_longest_line_is_named(tmp_path: Path) -> None:
    decoded = open_text(written(tmp_path, b"a\nb\n" + b"x" * 3_000_000 + b"\ny\n"))
    decoded.stream.close()
    assert decoded.longest > 2_000_000
    assert decoded.longest_line == 3
