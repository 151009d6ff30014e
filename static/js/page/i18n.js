// @ts-check
/* Messages of the scripts in the language of the page: gettext, as on the server. */

const catalogue = document.getElementById("translations");
/** @type {Record<string, string>} */
const translations = catalogue ? JSON.parse(catalogue.textContent) : {};

/**
 * The message in the page's language; `%(name)s` in it becomes the value of that name.
 * @param {string} message
 * @param {Record<string, unknown>} [values]
 */
export function _(message, values = {}) {
  return (translations[message] ?? message).replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));
}
