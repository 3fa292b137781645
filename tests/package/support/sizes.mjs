/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 940_000,
  'engine, gzipped': 382_000,
  'import, gzipped': 510_000,
  'page, gzipped': 515_000,
  tarball: 1_170_000,
});
