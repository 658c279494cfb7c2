"""Words of names that do not tell who it is: titles, forms of companies, "walk-in"."""

from __future__ import annotations


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


MALE = _set("اقای اقا جناب حاجاقا mr mister herr")
FEMALE = _set("خانم خانوم بانو سیده حاجیه حاجخانم mrs ms miss frau")
TITLES = (
    MALE
    | FEMALE
    | _set(
        "سرکار مهندس دکتر استاد پروفسور حاج حاجی سید کربلایی مشهدی",
        "dr prof professor eng haj haji hajj seyed seyyed sayed sayyed sayyid sir",
    )
)
COMPANY_WORDS = _set(
    "شرکت فروشگاه موسسه سهامی خاص عام با مسیولیت محدود",
    "the co company corp corporation inc incorporated ltd limited llc llp plc gmbh mbh ag kg ug sa",
    "sarl srl bv nv oy ab as aps pty pvt shop store",
)
NOBODY = _set(
    "walkin walkincustomer customer guest client unknown noname anonymous test cash cashcustomer",
    "none nan na مشتری مشتریحضوری مشتریمتفرقه مشتریگذری مشترینقدی متفرقه حضوری گذری ناشناس بینام",
    "بدوننام نامشخص مهمان تست",
)
"""What is written where the name is not known, without blanks."""
SPOKEN_ALIKE = ("زذضظ", "سصث", "تط", "قغ", "هح", "اع")
"""Letters that Persian speaks alike."""
