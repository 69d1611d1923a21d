"""Every field has a French label, which the forms of the preview show."""

from plugins.model import SOLE_FILES, TYPES
from plugins.model.base import fields_in
from plugins.model.section import Section
from tests.tables import each_row


def groups(cls):
    yield cls
    for field in cls.model_fields.values():
        if group := fields_in(field.annotation):
            yield from groups(group)


@each_row("cls", [*TYPES, Section, *SOLE_FILES.values()])
def test_every_field_of_a_type_has_a_label_and_a_description(cls):
    for group in groups(cls):
        labels = [field.title or "" for field in group.model_fields.values()]
        assert all(label[:1].isupper() and not label.endswith((":", ".")) for label in labels), (group, labels)
        assert len(set(labels)) == len(labels), (group, labels)
        assert all(field.description for field in group.model_fields.values()), group
