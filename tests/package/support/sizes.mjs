/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 540_000,
  'engine, gzipped': 222_000,
  'import, gzipped': 300_000,
  'page, gzipped': 345_000,
  tarball: 690_000,
});
