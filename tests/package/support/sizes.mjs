/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 460_000,
  'engine, gzipped': 180_000,
  'import, gzipped': 270_000,
  'page, gzipped': 310_000,
  tarball: 530_000,
});
