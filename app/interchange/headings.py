"""Which column of an export is which field, guessed from its heading; the CSV reader calls it.

The spellings are those that practice systems and people use; they were collected for this program.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.incoming import FIELDS, Columns, ImportKind

_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "chart_number": "chart number, chart no, chart num, chart id, chart, patient id, pat id,"
        " patient number, pat num, pn, account number, account, acct, medical record number,"
        " mrn, id",
        "given": "first name, first, f name, given name, given, name first, forename, fn, name f",
        "family": "last name, last, l name, family name, family, surname, name last, ln",
        "middle": "middle name, middle, middle initial, mi, m i, middle i, name middle",
        "suffix": "suffix, name suffix, generation",
        "full_name": "name, full name, patient, patient name, provider name, provider, doctor,"
        " name fl",
        "birth_date": "date of birth, birth date, birthdate, dob, birthday, born, d o b, bd",
        "phone": "phone, phone number, telephone, home phone, hm phone, primary phone, cell phone,"
        " cell, mobile, mobile phone, wireless phone, work phone, wk phone, contact number",
        "fax": "fax, fax number, facsimile",
        "street": "street, address, address 1, address line 1, street address, home address, addr,"
        " addr 1, mailing address",
        "city": "city, town",
        "state": "state, st, province",
        "zip": "zip, zip code, postal code, postcode, zip 4",
        "language": "language, preferred language, primary language, lang",
        "payer": "payer, carrier, carrier name, insurance, insurance company, insurance carrier,"
        " ins company, ins co, insurance name, primary carrier, primary insurance, payer name",
        "order": "order, order 1 primary, ordinal, rank, priority, coverage order, insurance order,"
        " coverage",
        "member_id": "member id, subscriber id, member number, insurance id, policy number,"
        " id number, member, subscriber number",
        "group_number": "group number, group no, group num, group, group id",
        "plan": "plan, plan name, group name, group plan",
        "payer_id": "payer id, electronic id, electid, elect id, carrier id, payer number",
        "relationship": "relationship, relationship to subscriber, relation, rel",
        "subscriber": "subscriber, subscriber name, insured, insured name, policy holder,"
        " policyholder",
        "subscriber_birth_date": "subscriber date of birth, subscriber birth date,"
        " subscribers date of birth, subscriber dob,"
        " subscriber birthdate, insured dob, insured date of birth",
        "role": "role, position, job, job title, type, provider type, staff type",
        "credential": "credential, credentials, title, degree, designation",
        "npi": "npi, npi number, national provider id, national prov id, provider npi,"
        " individual npi",
        "license": "license, license number, license no, state license, licence, lic",
        "taxonomy": "taxonomy, taxonomy code, provider taxonomy",
        "specialty": "specialty, speciality, specialization",
        "organization": "practice or hospital, organization, organisation, practice, practice name,"
        " clinic, hospital, company, office, group practice",
    }
)
_OWNERS = re.compile(r"^(?:patient|pat|pt|provider|prov|referral|ref|doctor|dr)(?=[a-z])")


def _key(heading: str) -> str:
    """A heading without case, blanks and signs: `Chart #`, `chart_no.` and `ChartNo` are near."""
    return re.sub(r"[^a-z0-9]", "", heading.casefold().replace("#", "no"))


_FIELDS_BY_KEY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        key: tuple(
            name
            for name, words in _SPELLINGS.items()
            if key in {_key(each) for each in words.split(",")}
        )
        for key in {_key(each) for words in _SPELLINGS.values() for each in words.split(",")}
    }
)


def guess(kind: ImportKind, headings: Sequence[str]) -> Columns:
    """The column of each field of a kind, as far as the headings tell; the earlier column wins.

    A heading is read as it stands first, then without whom it is about: `PatFName`, `Provider NPI`.
    """
    keys = [_key(heading) for heading in headings]
    names = [field.name for field in FIELDS[kind]]
    found: dict[str, int] = {}
    for bare in (False, True):
        for column, key in enumerate(keys):
            if column in found.values():
                continue
            spelled = _FIELDS_BY_KEY.get(_OWNERS.sub("", key) if bare else key, ())
            name = next((each for each in names if each in spelled and each not in found), None)
            if name is not None:
                found[name] = column
    if "given" in found and "family" in found:
        found.pop("full_name", None)
    return found
