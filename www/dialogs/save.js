/**
 * Lets the browser save something as a file.
 *
 * @param {string | Blob} content
 * @param {string} name
 * @param {string} type
 */
export function saveAs(content, name, type) {
  const whole = typeof content === 'string' ? `${type};charset=utf-8` : type;
  const url = URL.createObjectURL(new Blob([content], { type: whole }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  // Some browsers begin to read it only after a while.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * A name that every file system takes.
 *
 * @param {string} title
 * @param {string} extension
 */
export function fileName(title, extension) {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) ?? [];
  const name = words.join('-').slice(0, 60);
  return `${name || 'plan'}.${extension}`;
}
