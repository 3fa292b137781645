/** The planner's styles, for a shadow tree. What bundles the page puts their text in here instead. */

const NAMES = ['base', 'forms', 'frame', 'queues', 'runs', 'dialogs', 'element'];

/**
 * Answers once they hold: unstyled, the planner is not to be seen.
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
        // A policy of the page may refuse it; plain is better than nothing.
        link.onerror = resolve;
      }),
  );
  shadow.append(...links);
  await Promise.all(loaded);
}
