"""The forms of a page as a browser sees them: the values of their fields, and which a person types into."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import html
from lxml.html import HtmlElement

TYPED = {"text", "search", "url", "email", "date", "number", "tel"}
Fields = dict[str, list[str]]


@dataclass
class Form:
    """A form sent by POST: its address, the values of its fields, and which fields are typed into."""

    action: str
    fields: Fields = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    choices: Fields = field(default_factory=dict)  # the options of each choice


def forms_of(text: str, path: str) -> list[Form]:
    """The forms of a page or fragment that write."""
    if not text.strip():
        return []
    found = []
    for element in html.fromstring(f"<div>{text}</div>").iter("form"):
        if (element.get("method") or "").lower() == "post":
            form = Form(urlsplit(element.get("action") or path)._replace(fragment="").geturl())
            for control in element.iter("input", "textarea", "select"):
                _read(form, control)
            found.append(form)
    return found


def upload_form(page: str, path: str) -> Form:
    """The form on a page that takes a text or a file, as a browser without JavaScript sends it, without its keys."""
    form = next(form for form in forms_of(page, path) if form.action == path and "kept_file" in form.fields)
    form.fields = {name: values for name, values in form.fields.items() if name not in {"_key", "_by", "csrf_token"}}
    return form


def _read(form: Form, control: HtmlElement) -> None:
    name, kind = control.get("name"), (control.get("type") or "text").lower()
    if not name or kind in {"file", "submit", "password"}:
        return
    if control.tag == "select":
        options = [option.get("value") or "" for option in control.iter("option")]
        form.choices[name] = options
        chosen = [it.get("value") or "" for it in control.iter("option") if it.get("selected") is not None]
        form.fields.setdefault(name, []).extend(chosen or options[:1])
    elif kind in {"radio", "checkbox"} and control.tag == "input":
        form.choices.setdefault(name, []).append(control.get("value") or "on")
        if control.get("checked") is not None:
            form.fields.setdefault(name, []).append(control.get("value") or "on")
    else:
        value = (
            (control.text or "").removeprefix("\r\n").removeprefix("\n")
            if control.tag == "textarea"
            else control.get("value") or ""
        )
        form.fields.setdefault(name, []).append(value)
        if control.get("readonly") is None and (control.tag == "textarea" or kind in TYPED):
            form.typed.append(name)
