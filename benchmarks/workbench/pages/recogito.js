/* Recogito's text annotator with the renderer that the address names. */
console.time = console.timeEnd = console.debug = () => {};
const renderer = new URLSearchParams(location.search).get("renderer");
const annotator = RecogitoJS.createTextAnnotator(text, { renderer, annotatingEnabled: false });

/** Marks as the library takes them; it makes the ranges itself. */
function annotations(marks) {
  const whole = text.textContent;
  return marks.map(([id, start, end]) => {
    const selector = [{ quote: whole.slice(start, end), start, end }];
    return { id: String(id), bodies: [], target: { annotation: String(id), selector } };
  });
}

window.subject = {
  set(marks) {
    annotator.setAnnotations(annotations(marks));
    return marks.length;
  },

  drawn: () => (renderer === "SPANS" ? document.querySelector(".r6o-annotation") !== null : CSS.highlights.size > 0),
  add: (mark) => annotator.addAnnotation(annotations([mark])[0]),
  focus: (id) => annotator.setSelected(String(id)),

  hit(x, y) {
    const { left, top } = text.getBoundingClientRect();
    return (annotator.state.store.getAt(x - left, y - top, true) ?? []).map((it) => Number(it.id));
  },

  stops() {
    const reached = [...document.querySelectorAll(".r6o-annotation")].filter((it) => it.tabIndex >= 0);
    return new Set(reached.map((it) => it.dataset.annotation)).size;
  },
};
