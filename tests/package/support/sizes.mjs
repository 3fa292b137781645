/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 1_040_000,
  'engine, gzipped': 426_000,
  'import, gzipped': 572_000,
  'page, gzipped': 562_000,
  tarball: 1_275_000,
});
