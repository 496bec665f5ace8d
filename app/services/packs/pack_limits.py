"""What of a pack does not fit its channel or may not leave, and how to mend it.

`pack_making` asks once everything is made in memory and nothing is written.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.packs.channel import LEAST_NUMBER, Channel
from app.domain.packs.pack import UPLOADED, PackedFile, PackWish
from app.services.packs.pack_material import Attached, PackMaterial

MEGABYTE = 1_000_000
PICTURES = ("jpeg", "png", "tiff")
LOWER_DPI = (150, 120, 100)
"""What pages are scaled down to, step by step; below 100 small print is hard to read."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One way out: another wish to make the pack by, or a document to open first."""

    label: str
    wish: PackWish | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Misfit:
    """One sentence on what does not fit. One that `blocks` keeps the pack from being made."""

    text: str
    mends: tuple[Mend, ...] = ()
    blocks: bool = True


def misfits(
    material: PackMaterial,
    channel: Channel,
    wish: PackWish,
    number: str,
    files: Sequence[PackedFile],
) -> tuple[Misfit, ...]:
    """Everything that does not fit, what blocks sending first."""
    return (
        *(Misfit(text) for text in (*material.kept_from.blocks, *material.blockers)),
        *(Misfit(text, blocks=False) for text in material.kept_from.warns),
        *_documents(material, wish),
        *_card(material),
        *_form(channel, wish),
        *_number(channel, number),
        *_sizes(material, channel, wish, [each for each in files if each.role in UPLOADED]),
    )


def _documents(material: PackMaterial, wish: PackWish) -> Iterator[Misfit]:
    for each in material.attached:
        record = each.record
        if each.why:
            yield Misfit(f"“{each.title}” cannot go: {each.why}", blocks=False)
        if record is None or record.id not in wish.documents:
            continue
        look = Mend("Open the document", document=record.id)
        drop = Mend("Leave it out", without(wish, record.id))
        if each.sensitive:
            yield Misfit(
                f"“{each.title}” is sensitive. Send it only if this payer needs it.",
                (drop,),
                blocks=False,
            )
        if record.must_ask_others:
            yield Misfit(
                f"“{each.title}”: are other patients visible? Look, black them out, and answer.",
                (look, drop),
            )
        elif record.other_patients == "redacted" and not record.is_redacted:
            yield Misfit(
                f"“{each.title}” is said to be blacked out, but nothing on its pages is.",
                (look, drop),
            )
        if not record.sent_pages:
            yield Misfit(f"“{each.title}” has no page left that is sent.", (look, drop))


def _card(material: PackMaterial) -> Iterator[Misfit]:
    if material.attachments == "never":
        yield Misfit("The payer card says: this payer takes no attachments.", blocks=False)
    if material.attachments == "on_request":
        yield Misfit(
            "The payer card says: send attachments only when the payer asks for them.", blocks=False
        )
    if material.attachments == "unless_asked":
        yield Misfit(
            "The payer card says: this payer refuses attachments that it did not ask for.",
            blocks=False,
        )


def _form(channel: Channel, wish: PackWish) -> Iterator[Misfit]:
    types = channel.files.types
    ways = []
    if any(each in types for each in PICTURES):
        ways.append(Mend("Send pages as pictures", picture_wish(channel, wish)))
    if "pdf" in types:
        ways.append(Mend("Send a PDF", pdf_wish(wish)))
    if not ways:
        yield Misfit(f"{channel.title} takes no file that is made here. Choose another channel.")
        return
    if wish.as_pdf and "pdf" not in types:
        yield Misfit(f"{channel.title} takes no PDF.", tuple(ways))
    if wish.as_images and wish.image_type not in types:
        kind = wish.image_type.upper()
        yield Misfit(f"{channel.title} does not take {kind} pictures.", tuple(ways))
    if not wish.as_pdf and not wish.as_images:
        yield Misfit("Choose a PDF, pictures of the pages, or both.")
    if not wish.papers and not wish.documents:
        yield Misfit("There is nothing in this pack. Choose the claim attachment or a document.")


def _number(channel: Channel, number: str) -> Iterator[Misfit]:
    if not channel.number.used:
        return
    if not LEAST_NUMBER <= len(number) <= channel.number.at_most:
        yield Misfit(
            f"The attachment number has {len(number)} characters; {channel.title} takes"
            f" {LEAST_NUMBER} to {channel.number.at_most}. Change its format on the practice page."
        )


def _sizes(
    material: PackMaterial, channel: Channel, wish: PackWish, files: Sequence[PackedFile]
) -> Iterator[Misfit]:
    rules = channel.files
    drops = tuple(_drops(material, wish))
    if rules.at_most is not None and len(files) > rules.at_most:
        yield Misfit(
            f"These are {len(files)} files; {channel.title} takes {rules.at_most}.",
            (*_fewer_files(channel, wish), *drops),
        )
    large = [each for each in files if rules.file_bytes and each.size > rules.file_bytes]
    if large and rules.file_bytes:
        names = large[0].name if len(large) == 1 else f"{len(large)} files"
        verb = "is" if len(large) == 1 else "are"
        yield Misfit(
            f"{names} {verb} larger than the {in_megabytes(rules.file_bytes)} that"
            f" {channel.title} takes for one file.",
            (*_smaller(channel, wish), *drops),
        )
    total = sum(each.size for each in files)
    if rules.total_bytes and total > rules.total_bytes:
        yield Misfit(
            f"The files have {in_megabytes(total)} together; {channel.title} takes"
            f" {in_megabytes(rules.total_bytes)}.",
            (*_smaller(channel, wish, split=False), *drops),
        )


def _smaller(channel: Channel, wish: PackWish, *, split: bool = True) -> Iterator[Mend]:
    lower = next((dpi for dpi in LOWER_DPI if dpi < wish.dpi), None)
    if lower:
        yield Mend(f"Scale pages down to {lower} dpi", wish.model_copy(update={"dpi": lower}))
    if not wish.gray:
        yield Mend("Make pages gray", wish.model_copy(update={"gray": True}))
    if split and wish.as_pdf and _may_split(channel, wish):
        parts = wish.parts + 1
        yield Mend(f"Split the PDF in {parts}", wish.model_copy(update={"parts": parts}))


def _may_split(channel: Channel, wish: PackWish) -> bool:
    most = channel.files.at_most
    return wish.parts < 20 and not wish.as_images and (most is None or wish.parts < most)


def _fewer_files(channel: Channel, wish: PackWish) -> Iterator[Mend]:
    if wish.as_pdf and wish.as_images:
        yield Mend("Send the PDF alone", pdf_wish(wish))
    elif wish.as_images and "pdf" in channel.files.types:
        yield Mend("Send one PDF instead", pdf_wish(wish))
    if wish.parts > 1:
        parts = wish.parts - 1
        yield Mend(f"Split the PDF in {parts} only", wish.model_copy(update={"parts": parts}))


def _drops(material: PackMaterial, wish: PackWish) -> Iterator[Mend]:
    for each in material.attached:
        if each.id in wish.documents:
            yield Mend(f"Leave out “{each.title}”", without(wish, each.id))


def without(wish: PackWish, document: str) -> PackWish:
    """The wish without a document."""
    kept = tuple(each for each in wish.documents if each != document)
    return wish.model_copy(update={"documents": kept})


def picture_wish(channel: Channel, wish: PackWish) -> PackWish:
    """The wish with pages as pictures of the first type the channel takes."""
    types = (each for each in PICTURES if each in channel.files.types)
    chosen = {"as_pdf": False, "as_images": True, "parts": 1}
    return wish.model_copy(update={**chosen, "image_type": next(types, wish.image_type)})


def pdf_wish(wish: PackWish) -> PackWish:
    """The wish as one PDF."""
    return wish.model_copy(update={"as_pdf": True, "as_images": False, "parts": 1})


def usual_wish(material: PackMaterial, channel: Channel) -> PackWish:
    """What a pack is unless somebody wants otherwise: what the payer card asks, and what is fit.

    Minimum necessary: sensitive documents and those the note does not name stay out.
    """
    papers = {"chart_note": ("chart-note",), "both": ("attachment", "chart-note")}
    wish = PackWish(
        papers=papers.get(material.records, ("attachment",)),
        documents=tuple(each.id for each in _usual(material.attached)),
        dpi=channel.pages.dpi,
        gray=channel.pages.gray,
    )
    return wish if not channel.files.images_only else picture_wish(channel, wish)


def _usual(attached: Iterable[Attached]) -> Iterator[Attached]:
    for each in attached:
        if each.field and each.record and each.record.sent_pages and not each.sensitive:
            yield each


def in_megabytes(size: int) -> str:
    """Bytes in words."""
    if size < MEGABYTE:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
