/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 790_000,
  'engine, gzipped': 325_000,
  'import, gzipped': 440_000,
  'page, gzipped': 480_000,
  tarball: 920_000,
});
