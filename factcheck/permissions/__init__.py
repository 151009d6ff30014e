"""Who may do what: names, one table of rules, the words of refusals."""

from factcheck.permissions.permission import Permission
from factcheck.permissions.rules import RULES, can, require

__all__ = ["RULES", "Permission", "can", "require"]
