/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 680_000,
  'engine, gzipped': 283_000,
  'import, gzipped': 377_000,
  'page, gzipped': 411_000,
  tarball: 920_000,
});
