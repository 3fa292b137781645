/** How large what people load may be, in bytes: the budget of docs/size.md. Kilobytes are thousands. */
export const MOST_BYTES = Object.freeze({
  engine: 677_000,
  'engine, gzipped': 281_000,
  'import, gzipped': 376_000,
  'page, gzipped': 410_000,
  tarball: 912_000,
});
