/**
 * The element of that ID; the page is broken without it.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${type.name} #${id}`);
  return found;
}

/**
 * A new element. Strings among its children become text, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * What a form's field of that name holds, exactly: FormData would put U+FFFD for half a character.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function textOf(form, name) {
  const field = form.elements.namedItem(name);
  if (!field || !('value' in field)) throw new Error(`the form has no field ${name}`);
  return String(field.value);
}

/**
 * A name that somebody chose. It is kept apart from the text around it, as it may be written from
 * right to left.
 *
 * @param {string} name
 */
export function nameOf(name) {
  return element('code', { class: 'name', dir: 'auto' }, name);
}

/**
 * Words that are only heard.
 *
 * @param {string} words
 */
export function unseen(words) {
  return element('span', { class: 'unseen' }, words);
}

/**
 * Says something in a live region, or nothing. New nodes are announced even when they say the same.
 *
 * @param {HTMLElement} region
 * @param {(Node | string)[]} [children]
 */
export function say(region, children = []) {
  region.replaceChildren(
    ...(children.length > 0 ? [element('p', { class: 'notice' }, ...children)] : []),
  );
}

/**
 * Shows what was thrown; a refusal with its code and its message, letter by letter.
 *
 * @param {HTMLElement} region
 * @param {unknown} thrown
 */
export function sayRefusal(region, thrown) {
  const { message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'Not possible';
  region.replaceChildren(
    element(
      'p',
      { class: 'notice refusal' },
      element('strong', { class: 'code' }, code),
      ' ',
      element('span', { class: 'message', dir: 'auto' }, message),
    ),
  );
}

/**
 * @param {HTMLDataListElement} datalist
 * @param {readonly string[]} values
 */
export function offer(datalist, values) {
  datalist.replaceChildren(...values.map((value) => element('option', { value })));
}
