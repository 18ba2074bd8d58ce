/** The look of what comes after the first question: data parts, review, evidence, tables and the report. */

export const LATER = `
.part { max-width: 46rem; margin-top: 1.75rem; }
.part > h3 { margin: 0 0 0.25rem; }
[dir="rtl"] :is(.options, fieldset:not(.across, .boxes)) > .option:has(:checked) { box-shadow: inset -3px 0 var(--tm-accent); }
.part > .hint { margin-bottom: 1rem; }
.part > .option { border: 0; margin-block: -1rem 1rem; margin-inline-start: -0.5rem; }
.part > button { margin-bottom: 1.25rem; }
@container (min-width: 46rem) { .periods { display: grid; grid-template-columns: 13rem 12rem 5rem 6.5rem auto; gap: 0; } }
.periods legend { grid-column: 1 / -1; }
.pairs { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 0 1.5rem; align-items: end; }
.sizes details { margin: 0; border-block: 0; border-inline-start: 3px solid var(--tm-line); padding-inline-start: 0.875rem; }
.sizes details + details { margin-top: 0.25rem; }
.sizes p { margin-bottom: 0.5rem; }
.picture { border-top: 2px solid var(--tm-ink); padding-top: 0.75rem; max-width: 46rem; }
.picture h3 { margin: 0 0 0.25rem; }
.picture svg { display: block; width: 100%; height: 0.75rem; margin: 0 0 0.75rem; }
.picture .scale { fill: var(--tm-line); }
.picture .span { fill: var(--tm-accent); }
.sections { max-width: 46rem; margin-bottom: 1.25rem; }
.sections h3 { margin: 0 0 0.375rem; }
.sections ul { list-style: none; padding: 0; margin: 0; max-width: none; }
.sections li { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.125rem 1rem; align-items: center; margin: 0 0 0.625rem; }
@container (min-width: 46rem) { .sections li { grid-template-columns: 12rem 9rem minmax(0, 1fr); margin: 0 0 0.25rem; } }
.sections svg { display: block; width: 100%; max-width: 16rem; height: 0.75rem; border-block-end: 1px solid var(--tm-line-strong); }
[dir="rtl"] .sections svg { transform: scaleX(-1); }
.sections rect { fill: var(--tm-accent); }
.sections .not-applicable { fill: var(--tm-line-strong); }
@media (forced-colors: active) {
  .picture .span, .sections rect { fill: CanvasText; }
  .picture .scale, .sections .not-applicable { fill: GrayText; }
}
.answers h3 { margin: 1.5rem 0 0.25rem; }
.answers ul { list-style: none; padding: 0; max-width: none; border-top: 1px solid var(--tm-line); }
.answers li { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: flex-start; border-bottom: 1px solid var(--tm-line); padding: 0.625rem 0; margin: 0; }
.answers li > div { flex: 1 1 16rem; }
.answers p { margin: 0 0 0.125rem; }
.answers .asked { font-weight: 600; }
.answers .link { min-width: 4rem; justify-content: flex-end; }
.answers .flag { color: var(--tm-muted); font-size: var(--tm-small); }
[aria-pressed="true"] { border-color: var(--tm-ink); box-shadow: inset 0 -3px var(--tm-accent); font-weight: 600; }
.problems { padding-inline-start: 1.1em; }
.problems details { margin: 0; border: 0; }
.problems summary { font-weight: 400; }
.drop { border: 1px dashed var(--tm-line-strong); padding: 1.5rem 1rem; text-align: center; max-width: 46rem; margin-bottom: 1.5rem; }
.pickers { display: flex; flex-wrap: wrap; gap: 0.5rem; justify-content: center; }
.feeds { padding-inline-start: 1.1em; }
.card-head > p { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.drop p { margin: 0.5rem auto 0; }
.drop.over { background: var(--tm-paper-2); border: 1px solid var(--tm-accent); }
.card { border-top: 2px solid var(--tm-ink); padding: 0.75rem 0 1rem; margin-bottom: 1rem; }
.card.refused { border-top-color: var(--tm-bad); }
.card.quiet { color: var(--tm-muted); }
.card-head { display: flex; gap: 1rem; justify-content: space-between; align-items: baseline; }
.card-head h3 { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.card .facts { margin: 0.25rem 0 1rem; }
.paper { border-top: 1px solid var(--tm-line); padding-top: 0.75rem; }
.paper h4 { margin: 0 0 0.375rem; }
.figures { display: flex; flex-wrap: wrap; gap: 0.125rem 1.5rem; }
.figures b { font-weight: 600; }
.mark, .symbol { font-family: var(--tm-serif); margin-inline-end: 0.25em; color: var(--tm-accent); font-weight: 600; }
.bad { color: var(--tm-bad); }
.legend { display: flex; flex-wrap: wrap; gap: 0.125rem 1.25rem; border-top: 1px solid var(--tm-line); padding-top: 0.625rem; font-size: var(--tm-small); color: var(--tm-muted); max-width: none; }
.scroll { position: relative; }
.toolbar { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0 0 1.5rem; }
.pair { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.compare > p { max-width: 46rem; }
.compare > p .hint { margin-inline-start: 0.25rem; }
[aria-busy="true"] { opacity: 0.6; }
.registered { border-top: 2px solid var(--tm-ink); padding-top: 0.75rem; margin-bottom: 1.5rem; max-width: 58rem; }
.registered h3 { margin: 0 0 0.25rem; }
.registered > details { margin: 0.5rem 0; max-width: none; }
.gap { border: 0; border-top: 1px solid var(--tm-line); margin: 0; padding: 1rem 0 0; min-width: 0; }
.gap > legend { float: inline-start; width: 100%; margin-bottom: 0.5rem; }
.gap > legend + * { clear: both; }
.gap .row { align-items: flex-end; gap: 0 1.25rem; }
.gap .row .field { flex: 1 1 11rem; max-width: 20rem; margin-bottom: 0.75rem; }
.gap details { margin: 0; max-width: none; border-bottom: 0; }
.gap textarea { max-width: 42rem; }
.register > button { margin: 0.5rem 0 1rem; }
.row-notes p { margin: 0 0 0.375rem; }
.naming { margin: 0 0 1.5rem; }
.exports { list-style: none; padding: 0; margin: 1rem 0; display: grid; gap: 0.875rem; }
.share { margin: 0 0 1.5rem; }
.share h3 { margin: 1.25rem 0 0.375rem; }
.share .option { border: 0 !important; }
.contains { overflow-wrap: anywhere; }
.difference { border-inline-start: 3px solid var(--tm-line-strong); padding-inline-start: 0.875rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
.difference dt { font-weight: 600; }
.difference dd { margin: 0 0 0.5rem; }
.sent > :is(.top, .steps, .progress, .actions, .tools, #notice, #past) { display: none; }
#past { margin: 0 clamp(1rem, 4cqi, 2.5rem) 0.5rem; }
.kept { max-width: 46rem; }
.kept-list { list-style: none; padding: 0; max-width: none; border-top: 1px solid var(--tm-line); margin-bottom: 1.25rem; }
.kept-list li { border-bottom: 1px solid var(--tm-line); padding: 0.625rem 0.5rem; margin: 0; }
.kept-list li[aria-current] { box-shadow: inset 3px 0 var(--tm-accent); padding-inline-start: 0.875rem; }
.kept-list p { margin: 0 0 0.125rem; overflow-wrap: anywhere; }
.kept-list .small-actions { margin: 0; }
.sent > .body { padding-top: 1.75rem; }
.naming p { margin: 0.4rem 0 0; }
/* A shade at an edge behind which the table goes on. */
.scroll, .tm-table {
  overflow-x: auto;
  margin: 0 0 1.25rem;
  background: linear-gradient(90deg, var(--tm-paper) 30%, transparent) 0 0 / 2.5rem 100% no-repeat local,
    linear-gradient(270deg, var(--tm-paper) 30%, transparent) 100% 0 / 2.5rem 100% no-repeat local,
    linear-gradient(90deg, #0004, transparent) 0 0 / 0.6rem 100% no-repeat scroll,
    linear-gradient(270deg, #0004, transparent) 100% 0 / 0.6rem 100% no-repeat scroll;
}
table { border-collapse: collapse; width: 100%; font-size: var(--tm-small); line-height: 1.45; }
.tm-id { white-space: nowrap; }
caption { text-align: start; font-weight: 600; padding-bottom: 0.25rem; }
th, td { text-align: start; vertical-align: top; padding-block: 0.375rem; padding-inline: 0 0.875rem; border-bottom: 1px solid var(--tm-line); }
thead th, thead td { border-bottom: 1px solid var(--tm-ink); }
thead th { font-weight: 600; }
td[align="right"], th[align="right"] { text-align: end; }
td { min-width: 2.75rem; }
.cells { color: var(--tm-muted); font-family: var(--tm-mono); font-size: 0.8125rem; overflow-wrap: anywhere; }
.report { border-top: 2px solid var(--tm-ink); padding-top: 1.5rem; }
h1 { font: 600 1.625rem / 1.25 var(--tm-serif); margin: 0 0 0.75rem; }
.report h2 { font-size: 1.375rem; margin-top: 2.25rem; }
.chapter { content-visibility: auto; contain-intrinsic-size: auto 24rem; overflow-clip-margin: 1rem; }
.chapter:first-child > :first-child { margin-top: 0; }
.report a, .drop a { color: var(--tm-accent); text-underline-offset: 0.2em; }
.report blockquote { margin: 0 0 1rem; padding-inline-start: 1rem; border-inline-start: 3px solid var(--tm-line-strong); color: var(--tm-muted); }
.report hr { border: 0; border-top: 1px solid var(--tm-line); margin: 2rem 0; }
.report dt { font-weight: 600; }
.report dd { margin: 0 0 0.5rem; }
.report ol, .report ul { max-width: var(--tm-measure); }
[class^="tm-heat-"] { background: linear-gradient(var(--heat), var(--heat)) 0 0 / calc(100% - 0.375rem) 100% no-repeat; box-shadow: -0.375rem 0 var(--heat); print-color-adjust: exact; }
@media (forced-colors: active) { [class^="tm-heat-"] { background: none; box-shadow: none; } }
.tm-heat-1 { --heat: light-dark(#faf0dc, #2b2417); }
.tm-heat-2 { --heat: light-dark(#f5e0b8, #43351c); }
.tm-heat-3 { --heat: light-dark(#eecb8e, #5e4820); }
.tm-heat-4 { --heat: light-dark(#e5b266, #7a5c22); }
.tm-chart { overflow-x: auto; margin: 0 0 1.25rem; }
.tm-chart svg { display: block; max-width: none; }
.row.bottom { align-items: flex-end; }
.row.bottom .field { margin-bottom: 0.75rem; }
.row.bottom button { margin-bottom: 0.75rem; }
.paper { position: fixed; inset-inline-start: -200vw; width: 210mm; height: 297mm; border: 0; }
.inline { display: grid; grid-template-columns: 10rem minmax(0, 1fr); gap: 0 1rem; align-items: center; margin-bottom: 0.5rem; }
@container (max-width: 36rem) { .inline { grid-template-columns: minmax(0, 1fr); } }
@media print {
  :host { color-scheme: light; }
  .sheet { border: 0; container-type: normal; font-size: 10pt; }
  .tools, .steps, .progress, .actions, .toolbar, .naming, .registered, .compare, .files, .share, #reader, .drop, #undo, #notice, #said, #heading:has(~ .report) { display: none !important; }
  .body { padding-top: 1rem; }
  .top, .body { margin-inline: 0; padding-inline: 0; }
  .scroll, .tm-table, .tm-chart { overflow: visible; }
  .tm-chart { break-inside: avoid; }
  .tm-chart svg { max-width: 100%; height: auto; }
  .chapter { content-visibility: visible; }
  h2, h3, h4 { break-after: avoid; }
  tr, .card-head, .figures { break-inside: avoid; }
}
`;
