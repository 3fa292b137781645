/** The planner's styles, for a shadow tree. What bundles the page puts their text in here instead. */

const NAMES = [
  'base',
  'forms',
  'composer',
  'frame',
  'picture',
  'flow',
  'listed',
  'start',
  'dialogs',
  'print',
  'element',
];

/**
 * Resolves when they are loaded, so that the planner is never shown unstyled.
 *
 * @param {ShadowRoot} shadow
 */
export async function addStyles(shadow) {
  const links = NAMES.map((name) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL(`styles/${name}.css`, import.meta.url).href;
    return link;
  });
  const loaded = links.map(
    (link) =>
      new Promise((resolve) => {
        link.onload = resolve;
        // The page's policy may forbid it; an unstyled planner is better than none.
        link.onerror = resolve;
      }),
  );
  shadow.append(...links);
  await Promise.all(loaded);
}
