/* What the scripts say, in the language of the page: gettext, as on the server (factcheck/language.py). */

const source = document.getElementById("translations");
const words = source ? JSON.parse(source.textContent) : {};

/** The message in the page's language; `%(name)s` in it becomes the value of that name. */
export function _(message, values = {}) {
  return (words[message] ?? message).replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}
