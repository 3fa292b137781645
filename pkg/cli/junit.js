/**
 * Results as JUnit XML, which CI systems show test by test.
 *
 * @param {string} suite
 * @param {readonly { name: string; path?: string; met: boolean; actual: string }[]} results
 * @param {readonly string[]} notes
 */
export function junit(suite, results, notes) {
  const failures = results.filter(({ met }) => !met).length;
  const cases = results.map(({ name, path = 'document', met, actual }) => {
    const start = `    <testcase classname="${escaped(path)}" name="${escaped(name)}"`;
    if (met) return `${start}/>`;
    return `${start}>\n      <failure message="${escaped(actual)}"/>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${results.length}" failures="${failures}">`,
    `  <testsuite name="${escaped(suite)}" tests="${results.length}" failures="${failures}" errors="0" skipped="0">`,
    ...cases,
    ...(notes.length === 0 ? [] : [`    <system-out>${escaped(notes.join('\n'))}</system-out>`]),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/**
 * A text as the value of an attribute. Characters that XML 1.0 cannot hold in any way are replaced.
 *
 * @param {string} text
 */
function escaped(text) {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}
