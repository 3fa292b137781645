/**
 * What stands in the place of the planner when the engine did not start: its file is missing, or is none.
 *
 * @param {unknown} error from the fetch, or from WebAssembly
 */
export function engineFailure(error) {
  const place = document.createElement('div');
  place.className = 'failure';
  place.setAttribute('role', 'alert');
  place.append(
    paragraph('The engine did not start, and nothing can be planned without it.'),
    paragraph(`The reason given: ${error instanceof Error ? error.message : error}`),
    paragraph(
      'Reload the page. If this stays, pkg/engine/engine.wasm is missing where the page comes from, or damaged: ' +
        'put the pkg folder there again, all of it of the same version as the page.',
    ),
  );
  return place;
}

/** @param {string} text */
function paragraph(text) {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}
