/** A small picture of what one gets: the first lines of the sample's report, and its levels by domain. */

/** @typedef {import("./build-sample.mjs").Sample} Sample */

const [LEFT, ROW, STEP, TOP] = [96, 17, 36, 18];
const LEVELS = 5;

/**
 * The picture as HTML. What it says is taken out of the report itself.
 *
 * @param {Sample} sample
 * @param {import("./tickmark.js").Engine} engine
 */
export function picture({ assessment, result, html }, engine) {
  const names = new Map(engine.form(assessment).questions.map(({ domain, section }) => [domain, section]));
  const rows = result.assessment.domains.flatMap(({ id, supported }) => {
    const name = names.get(id);
    return name && supported ? [{ name, ...supported }] : [];
  });
  const [, title] = cut(html, /<h1[^>]*>(.*?)<\/h1>/s);
  const [, credited = ""] = cut(html, /an auditor could credit, of 100<\/td><td><strong>(.*?)<\/strong>/s);
  const [, exceptions] = cut(html, /Exceptions expected at the end of the window<\/td><td><strong>.*?<\/strong> \((.*?)\)/s);
  const [, first] = cut(html, />What weighs most<\/h3>.*?<td>1\. (?:<[^>]+>)*[A-Z]+-[0-9]+(?:<[^>]+>)* (.*?), [a-z]+<\/td>/s);
  return `<figure class="excerpt">
          <div class="leaf" lang="en">
            <p class="doc">${title}</p>
            <dl>
              <div><dt>An auditor could credit</dt><dd>${credited.replaceAll(" ", "&nbsp;")}&nbsp;of&nbsp;100</dd></div>
              <div><dt><span aria-hidden="true">◇</span> Exceptions expected</dt><dd>${exceptions}</dd></div>
              <div><dt>To do first</dt><dd>${first}</dd></div>
            </dl>
            ${chart(rows)}
          </div>
          <figcaption>What you get: the beginning of <a href="sample.html">a sample report</a>, with the level that each domain can show, 0 to ${LEVELS}.</figcaption>
        </figure>`;
}

/** @param {{ name: string, low: number, high: number }[]} rows */
function chart(rows) {
  const [width, height] = [LEFT + LEVELS * STEP + 8, TOP + rows.length * ROW];
  const x = (/** @type {number} */ level) => LEFT + level * STEP;
  const grid = Array.from({ length: LEVELS + 1 }, (_, level) =>
    `<path d="M${x(level)} ${TOP - 4}V${height}" stroke="currentColor" stroke-opacity=".2"/><text x="${x(level)}" y="10" text-anchor="middle">${level}</text>`,
  );
  const bars = rows.map(({ name, low, high }, at) => {
    const y = TOP + at * ROW;
    const bar = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ more) =>
      to > from ? `<path d="M${x(from)} ${y + 6}H${x(to)}" stroke="currentColor" stroke-width="8"${more}/>` : "";
    return `<text x="0" y="${y + 10}">${name}</text>${bar(0, low, "")}${bar(low, high, ' stroke-opacity=".35"')}`;
  });
  return `<svg viewBox="0 0 ${width} ${height}" font-size="12" fill="currentColor" aria-hidden="true" focusable="false">${grid.join("")}${bars.join("")}</svg>`;
}

/**
 * @param {string} html
 * @param {RegExp} pattern
 * @returns {string[]}
 */
function cut(html, pattern) {
  const found = pattern.exec(html);
  if (!found) throw new Error(`the report has no ${pattern}`);
  return found;
}
