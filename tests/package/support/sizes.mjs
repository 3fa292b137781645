/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 965_000,
  'engine, gzipped': 398_000,
  'import, gzipped': 540_000,
  'page, gzipped': 535_000,
  tarball: 1_220_000,
});
