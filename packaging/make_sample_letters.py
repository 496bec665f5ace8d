"""Draws the two letters that lie with the sample notes, and names them in the note files.

    .venv/bin/python packaging/make_sample_letters.py

The letters are pictures as a scanner makes them. Everybody in them is invented.
"""

import hashlib
import json
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
SAMPLES = RESOURCES / "samples"
SIZE = (1275, 1650)  # US Letter at 150 dpi
LEFT, LINE = 150, 34

CARDIOLOGY = (
    "Sampleton Heart Clinic",
    "7 Invented Avenue, Sampleton, OH 43000 · 614-555-0142",
    """November 3, 2026

To: Ada Samplemann, DDS, Sampleton Dental Group
Re: Marisol Testwell, born 04/02/1958

Dear Dr. Samplemann,

Thank you for your call today about the periodontal surgery that you plan for
our patient. She has had a mechanical aortic valve since 2019 and an infection
of it in 2021.

Surgery is acceptable if prophylaxis is given before each visit and the visits
are kept short. I recommend amoxicillin 2 g by mouth one hour before each of
them. Please keep epinephrine below 0.04 mg in one visit.

Kind regards,

Lena Cardwell, MD
Cardiology

FICTIONAL SAMPLE. Nobody in this letter exists.""",
)

PEDIATRICS = (
    "Sampleton Developmental Pediatrics",
    "21 Invented Avenue, Sampleton, OH 43000 · 614-555-0177",
    """May 12, 2026

To whom it may concern
Re: the patient named on the enclosed attachment

The patient is under my care for a developmental condition that limits how
long an unfamiliar situation, noise and touch can be borne. Visits should be
short, at a quiet hour, with a person of trust in the room, and announced step
by step beforehand.

Kind regards,

Otto Prufer, MD
Developmental pediatrics

FICTIONAL SAMPLE. Nobody in this letter exists.""",
)

LETTERS = {
    "D9311": ("cardiology-letter.png", "Reply letter of the cardiologist, 11/03/2026", CARDIOLOGY),
    "D9997": (
        "pediatrics-letter.png",
        "Letter of the developmental pediatrician, 05/12/2026",
        PEDIATRICS,
    ),
}


def main() -> None:
    """Draw both letters and write their SHA-256 and size into the sample notes."""
    for code, (name, title, letter) in LETTERS.items():
        path = SAMPLES / name
        drawn(*letter).save(path, optimize=True, dpi=(150, 150))
        content = path.read_bytes()
        note = SAMPLES / f"{code}.json"
        plain = json.loads(note.read_text("utf-8"))
        sha256 = hashlib.sha256(content).hexdigest()
        item = {"title": title, "sha256": sha256, "size": len(content)}
        plain["answers"]["enclosures"] = [item]
        note.write_text(json.dumps(plain, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(f"{path.name}: {len(content)} bytes")


def drawn(head: str, address: str, text: str) -> Image.Image:
    """One page in sixteen grays."""
    page = Image.new("L", SIZE, 255)
    pen = ImageDraw.Draw(page)
    pen.text((LEFT, 130), head, fill=0, font=font("SemiBold", 34))
    pen.text((LEFT, 182), address, fill=90, font=font("Regular", 20))
    pen.line((LEFT, 225, SIZE[0] - LEFT, 225), fill=90, width=2)
    for number, line in enumerate(text.split("\n")):
        pen.text((LEFT, 270 + number * LINE), line, fill=20, font=font("Regular", 24))
    return page.quantize(16)


def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """A face that ships, in pixels."""
    return ImageFont.truetype(str(RESOURCES / "fonts" / f"NotoSans-{weight}.ttf"), size)


if __name__ == "__main__":
    main()
