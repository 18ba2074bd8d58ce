/** The look of tables and of the report inside the page. */

export const REPORT = `
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
caption { text-align: left; font-weight: 600; padding-bottom: 0.25rem; }
th, td { text-align: left; vertical-align: top; padding: 0.375rem 0.875rem 0.375rem 0; border-bottom: 1px solid var(--tm-line); }
thead th { border-bottom: 1px solid var(--tm-ink); font-weight: 600; }
td[align="right"], th[align="right"] { text-align: right; }
td { min-width: 2.75rem; }
.cells { color: var(--tm-muted); font-family: var(--tm-mono); font-size: 0.8125rem; overflow-wrap: anywhere; }
.report { border-top: 2px solid var(--tm-ink); padding-top: 1.5rem; }
h1 { font: 600 1.625rem / 1.25 var(--tm-serif); margin: 0 0 0.75rem; }
.report h2 { font-size: 1.375rem; margin-top: 2.25rem; }
.report h2:first-child, .report h1:first-child { margin-top: 0; }
.report a { color: var(--tm-accent); text-underline-offset: 0.2em; }
.report blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 3px solid var(--tm-line-strong); color: var(--tm-muted); }
.report hr { border: 0; border-top: 1px solid var(--tm-line); margin: 2rem 0; }
.report dt { font-weight: 600; }
.report dd { margin: 0 0 0.5rem; }
.report ol, .report ul { max-width: var(--tm-measure); }
.report svg { max-width: 100%; height: auto; }
`;
