/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 660_000,
  'engine, gzipped': 274_000,
  'import, gzipped': 366_000,
  'page, gzipped': 400_000,
  tarball: 900_000,
});
