/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 670_000,
  'engine, gzipped': 275_000,
  'import, gzipped': 368_000,
  'page, gzipped': 412_000,
  tarball: 820_000,
});
