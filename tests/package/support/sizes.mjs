/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 535_000,
  'engine, gzipped': 225_000,
  'import, gzipped': 300_000,
  'page, gzipped': 395_000,
  tarball: 790_000,
});
