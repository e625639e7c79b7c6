"""The data dictionary: no column without a class, none for a column that is gone."""

from flask import Flask

from referral import db, vault
from referral.cli.dictionary import CLASSES, classified, columns


def test_every_column_has_a_class_and_no_class_is_left_over() -> None:
    found = {(table, column) for table, column, _type in columns()}
    assert set(classified()) == found
    assert set(classified().values()) <= set(CLASSES)


def test_what_is_encrypted_is_called_sealed_and_nothing_else_is() -> None:
    mappers = db.Base.registry.mappers
    sealed = {str(m.local_table) for m in mappers if issubclass(m.class_, vault.Sealed)}
    told = {table for (table, _column), name in classified().items() if name == "sealed"}
    assert told == sealed


def test_it_is_printed_whole(app: Flask) -> None:
    printed = app.test_cli_runner().invoke(args=["data", "dictionary"]).output
    assert "## case_identity" in printed
    assert "| sealed |" in printed
    assert "UNCLASSIFIED" not in printed
    assert printed.count("\n| ") == len(list(columns())) + printed.count("\n## ")
