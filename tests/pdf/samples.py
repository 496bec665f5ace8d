"""Documents that several tests of printing read: fictional, and as varied as real ones."""

from app.documents.blocks import (
    DRAFT,
    Block,
    Bullets,
    Column,
    Document,
    Grid,
    Heading,
    KeepTogether,
    KeyValues,
    Letterhead,
    Notice,
    Numbered,
    PageBreak,
    PageSize,
    Paragraph,
    SignatureBlock,
    TickBoxes,
)

NAMES = {
    "Spanish": "José Ángel Peña-Núñez",
    "Vietnamese": "Nguyễn Thị Hồng Ngọc Trần Đặng",
    "Polish": "Łukasz Wójcik-Żółć Grzegorz Święcki",
    "Greek": "Αικατερίνη Παπαδοπούλου",
    "Ukrainian": "Їжакевич Ганна Юріївна",
    "Arabic": "فاطمة الزهراء بنت محمد",
    "Hebrew": "שרה בת־חן לוי",
    "Hindi": "अनुष्का क्षत्रिय शर्मा",
    "Thai": "น้ำฝน ศรีสุขที่รัก",
    "Chinese": "欧阳娜娜 王小明",
    "Korean": "김민수 박지영",
    "Japanese": "さとう けんじ 佐藤健二",
    "Armenian": "Արամ Սարգսյան",
    "Amharic": "ብርሃኑ ተስፋዬ",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Khmer": "សុខ វណ្ណា",
}

CONTACTS = (
    ("11/03/2026", "Phone", "Dr. Pia Exempla, cardiology", "Left message with the front desk."),
    ("11/04/2026", "Phone", "Dr. Pia Exempla, cardiology", "Spoke 12 minutes; advice as below."),
    ("11/05/2026", "Fax", "Sampletown Heart Center", "Sent the planned procedures and drugs."),
)


_WORK = (
    "Called the ride service; it needs two days' notice and a form from the clinic.",
    "Spoke with the school nurse.",
    "Asked the interpreter agency for a Vietnamese interpreter by video; confirmed for 9:30.",
)

_LONG = "The mother asked that her daughter be seen in the morning. " * 9

_ATTACHMENT: tuple[Block, ...] = (
    Letterhead(
        "Sampletown Family Dentistry",
        (
            "100 Example Street, Sampletown, IL 60600",
            "Phone 312-555-0100, fax 312-555-0101",
        ),
        ("November 22, 2026", "Control number CP-000123"),
    ),
    Heading("Claim attachment", 1),
    KeyValues(
        (
            ("Patient", "Marisol Testwell"),
            ("Payer", "Example Dental of Illinois"),
            ("Date of birth", "02/14/1961"),
            ("Member ID", "EXD 000 111 222"),
            ("Subscriber", "Marisol Testwell (self)"),
            ("Group", "Sample Foods, 45-0099"),
            ("Code and date", "D9311 on 11/04/2026"),
            ("Treating dentist", "Ada Samplemann, DDS, NPI 1234567893"),
        ),
        columns=2,
    ),
    Heading("Why it was necessary"),
    Paragraph(
        "The patient takes warfarin for a mechanical mitral valve placed in 2019. Four "
        "teeth with advanced periodontitis need surgery under local anesthesia with "
        "epinephrine. Whether to continue the anticoagulant, at which INR to operate, "
        "and whether the valve calls for antibiotic prophylaxis had to be decided "
        "jointly before treatment; a routine letter could not settle the three "
        "questions together."
    ),
    Heading("Medical history that matters here"),
    Bullets(
        (
            "Mechanical mitral valve (2019); atrial fibrillation, controlled",
            "Warfarin 5 mg daily; metoprolol 25 mg twice daily",
            "INR 2.8 on 11/02/2026; no known drug allergies",
        )
    ),
    Heading("Questions asked"),
    Numbered(
        (
            "May warfarin be continued, and up to which INR is surgery acceptable?",
            "Is antibiotic prophylaxis advised for this valve, and which regimen?",
            "Is there a limit to epinephrine in the local anesthetic?",
        )
    ),
    Heading("Contacts"),
    Grid(
        (
            Column("Date", 1.1),
            Column("How", 0.8),
            Column("With", 2.4),
            Column("Result", 3.6),
        ),
        CONTACTS * 5,
    ),
    Heading("Advice received"),
    Paragraph("Continue warfarin; operate at an INR up to 3.0.", lead="Anticoagulant."),
    Paragraph(
        "Amoxicillin 2 g by mouth, 30 to 60 minutes before each session.",
        lead="Prophylaxis.",
    ),
    Paragraph("At most two cartridges of 1:100,000 per session.", lead="Epinephrine."),
    Heading("Effect on the dental plan"),
    Paragraph(
        "The plan was modified: surgery in two sessions instead of one, each with an INR "
        "of the same day, local measures to stop bleeding, and a call the evening after. "
        "Without the consultation the surgery would have been postponed."
    ),
    Heading("Narrative"),
    Paragraph(
        "Dr. Samplemann consulted Dr. Pia Exempla, cardiology, by phone for 12 minutes on "
        "11/04/2026 about a patient on warfarin with a mechanical mitral valve before "
        "periodontal surgery of teeth 24 to 27. Dr. Exempla advised to continue warfarin, "
        "to operate at an INR up to 3.0, and to give amoxicillin 2 g before each session. "
        "The surgery was divided into two sessions as a result."
    ),
    Heading("Enclosures"),
    Bullets(("Letter of Dr. Exempla, 11/05/2026, one page", "Periodontal chart, 10/20/2026")),
    Notice(
        "info",
        "Every fact that the guide for D9311 asks for is in the chart note of 11/04/2026.",
        "Complete",
    ),
)

_SPECIMEN: tuple[Block, ...] = (
    Letterhead(
        "Sampletown Family Dentistry",
        ("100 Example Street, Sampletown, IL 60600", "Return fax 312-555-0101"),
        ("November 22, 2026", "Reply by December 1, 2026"),
    ),
    Heading("Request for a medical consultation", 1),
    Notice(
        "draft",
        "Questions 2 and 3 have not been reviewed by the dentist.",
        "This is a draft",
    ),
    KeyValues(
        tuple((language, name) for language, name in NAMES.items()),
        columns=2,
    ),
    Heading("A long table"),
    Grid(
        (
            Column("No.", 0.5, "right"),
            Column("Date", 1.1),
            Column("What was done", 4),
            Column("Minutes", 0.8, "right"),
        ),
        tuple(
            (
                str(i),
                f"11/{i % 28 + 1:02d}/2026",
                _LONG if i == 20 else _WORK[i % 3],
                str(i % 17),
            )
            for i in range(1, 61)
        ),
    ),
    Heading("Numbers and signs", 3),
    Paragraph("INR ≥ 2.5 and ≤ 3.5; 36.6 °C → normal; ✓ done, ☐ open; ½ tablet; 25 µg"),
    Paragraph("<b>not bold</b> &amp; 5 < 7 \\ ( % ) ]]> {x}", lead="As typed:"),
    Paragraph("أخذت المريضة دواء وارفارين 5 mg كل يوم منذ عام 2019 (بعد جراحة القلب)."),
    Paragraph("Her mother, فاطمة الزهراء (born 1970), gave the history: «نعم، كل يوم»."),
    Paragraph("患者服用华法林，每日五毫克。手术前需要与心脏科医生共同决定是否继续用药；" * 3),
    Paragraph("ผู้ป่วยรับประทานยาวาร์ฟารินทุกวันเนื่องจากลิ้นหัวใจเทียม " * 4),
    Notice("warn", "The patient does not want her employer to be told.", "Restriction"),
)

_REPLY: tuple[Block, ...] = (
    PageBreak(),
    Heading("Reply", 1),
    KeepTogether(
        (
            Numbered(("May warfarin be continued?",)),
            TickBoxes(
                ("Continue unchanged", "Hold for the days given", "Change the dose"),
                columns=3,
            ),
            TickBoxes(lines=2, lines_label="Details:"),
        )
    ),
    KeepTogether(
        (
            Numbered(("Is antibiotic prophylaxis advised?",), start=2),
            TickBoxes(("No", "Yes, as follows"), "Please tick one.", columns=2, lines=2),
        )
    ),
    SignatureBlock("Medical professional"),
    SignatureBlock("Treating dentist", "Ada Samplemann", "DDS", "November 4, 2026, 4:12 PM"),
)


def claim_attachment(page_size: PageSize = "letter", *, draft: bool = False) -> Document:
    """Return a two-page attachment of the usual kind."""
    return Document(
        title="Claim attachment D9311",
        subject="Attachment to a dental claim",
        author="Sampletown Family Dentistry",
        page_size=page_size,
        header_left=("Sampletown Family Dentistry", "Claim attachment, D9311"),
        header_right=("Marisol Testwell, born 02/14/1961", "Attachment control number CP-000123"),
        footer="Contains health information. If this reached you in error, call 312-555-0100.",
        mark=DRAFT if draft else None,
        blocks=(
            *_ATTACHMENT,
            SignatureBlock(
                "Treating dentist",
                "" if draft else "Ada Samplemann",
                "" if draft else "DDS, license IL 019-000000",
                "" if draft else "November 4, 2026, 4:12 PM",
                "I consulted the medical professional named above and decided as described.",
            ),
        ),
    )


def specimen(page_size: PageSize = "letter", *, draft: bool = True) -> Document:
    """Return a document with every kind of block and all scripts."""
    return Document(
        title="Specimen",
        page_size=page_size,
        header_left=("Sampletown Family Dentistry", "Consultation request, D9311"),
        header_right=("Nguyễn Thị Hồng Testwell", "Chart 000-123"),
        footer="Sampletown Family Dentistry, 312-555-0100",
        mark=DRAFT if draft else None,
        blocks=(
            *_SPECIMEN,
            *_REPLY,
        ),
    )
