"""A table, typed as an editor would paste it: one line a row, columns parted by | or tab."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .text import NormalisedCharBlock, NormalisedTextBlock

LARGEST = 200  # rows


def rows_of(text: str) -> list[list[str]]:
    """The cells of a table as typed, every row as wide as the widest."""
    rows = [
        [cell.strip() for cell in re.split(r"[|\t]", line.strip().strip("|"))]
        for line in text.splitlines()
        if line.strip() and not re.fullmatch(r"[\s|:-]+", line)
    ]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


class TableBlock(blocks.StructBlock):
    """Plain text stays editable on a phone, where a grid of little boxes is not."""

    caption = NormalisedCharBlock(label="পরিচিতি", required=False, max_length=250)
    rows = NormalisedTextBlock(
        label="সারি",
        rows=6,
        help_text="প্রতি লাইনে একটি সারি, ঘরগুলো | দিয়ে আলাদা। স্প্রেডশিট থেকে পেস্ট করলেও চলে।",
    )
    head = blocks.BooleanBlock(label="প্রথম সারি শিরোনাম", required=False, default=True)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        rows = rows_of(cleaned["rows"])
        if not rows or len(rows[0]) < 2:
            error = "সারির ঘরগুলো | দিয়ে আলাদা করুন, যেমন: পণ্য | দাম"
        elif len(rows) > LARGEST:
            error = f"সারণিতে {LARGEST}টির বেশি সারি চলে না।"
        else:
            return cleaned
        raise StructBlockValidationError({"rows": ValidationError(error)})

    class Meta:
        icon = "table"
        label = "সারণি"
