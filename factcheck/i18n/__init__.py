"""The language of the pages: messages, numbers, labels of stored values, and pseudo-locales for tests."""

from factcheck.i18n.language import N_, _, count, current_language, ngettext, site_language, speak

__all__ = ["N_", "_", "count", "current_language", "ngettext", "site_language", "speak"]
