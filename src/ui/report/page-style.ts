/**
 * How the page of a report looks: on a screen, on a phone, and on paper.
 *
 * Charts scroll in a box of their own where the screen is narrow, and are shrunk to the paper in print. Colour is never alone.
 *
 * Not here: what stands on it (html-report.ts).
 */

export const PAGE_STYLE = `:root { --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --wash: #f6f8fa; --good: #0b6e4f; --bad: #b3261e; --warn: #7a5c00; --tone: var(--warn); }
* { box-sizing: border-box; }
html { color-scheme: light; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1064px; margin: 0 auto; padding: 40px 32px 72px; }
main.passed { --tone: var(--good); }
main.failed, main.aborted { --tone: var(--bad); }
h1, h2, h3, p, ul, ol, dl, dd, figure, blockquote, pre { margin: 0; padding: 0; }
h1 { font-size: clamp(1.5rem, 4.2vw, 2.15rem); line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; max-width: 30em; }
h2 { font-size: 1.2rem; letter-spacing: -0.005em; margin: 40px 0 12px; padding-top: 14px; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; }
code, pre { font: 0.86em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
pre { background: var(--wash); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px; white-space: pre-wrap; }
pre code { font-size: 1em; }
.soft, .why, .hint, .kind, .when, .note { color: var(--soft); }
.bad { color: var(--bad); }
.kind { font-size: 0.9rem; margin-bottom: 6px; }
.description { margin-top: 12px; max-width: 44em; }
.verdict { margin: 26px 0 28px; padding: 16px 20px; border: 1px solid var(--line); border-left: 8px solid var(--tone); border-radius: 6px; background: var(--wash); }
.verdict .word { color: var(--tone); font-size: 1.6rem; line-height: 1.2; font-weight: 700; letter-spacing: -0.01em; }
.reasons { margin: 12px 0 0 1.15em; }
.reasons li { margin-top: 6px; overflow-wrap: anywhere; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(215px, 1fr)); gap: 14px 28px; }
.facts dt { color: var(--soft); font-size: 0.8rem; }
.facts dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.hint { font-size: 0.9rem; margin: -8px 0 12px; }
.scroll { overflow-x: auto; }
.strip svg, figure svg { display: block; width: 100%; height: auto; min-width: 900px; }
figure { margin-top: 22px; }
figcaption { position: sticky; left: 0; width: fit-content; max-width: min(100%, 100vw - 64px); display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 16px; font-size: 0.85rem; margin-bottom: 6px; }
figcaption h3 { font-size: 0.95rem; }
.key { white-space: nowrap; }
.key i { display: inline-block; width: 12px; height: 12px; margin-right: 6px; border: 1px solid rgba(31, 35, 40, 0.25); border-radius: 2px; vertical-align: -1px; }
.steps, .promises, .lines, .plain { list-style: none; }
.step { padding: 16px 0; border-top: 1px solid var(--line); }
.step:first-child { border-top: 0; padding-top: 0; }
.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 14px; }
.number { min-width: 30px; padding: 1px 6px; border-radius: 4px; background: var(--ink); color: #fff; font-size: 0.85rem; font-weight: 600; text-align: center; }
.when { margin-left: auto; font-size: 0.9rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.danger { color: var(--warn); font-size: 0.85rem; font-weight: 600; }
.body { margin: 6px 0 0 44px; display: grid; gap: 10px; }
.body:empty { display: none; }
.mark { font-weight: 600; white-space: nowrap; }
.mark.done, .mark.held { color: var(--good); }
.mark.failed, .mark.aborted { color: var(--bad); }
.mark.open, .mark.skipped, .mark.undone, .mark.under-way { color: var(--warn); }
.failure { padding: 8px 12px; border-left: 4px solid var(--bad); background: #fdf3f2; overflow-wrap: anywhere; }
.skip { padding: 8px 12px; border-left: 4px solid var(--warn); background: #fdf9ec; }
blockquote { padding-left: 12px; border-left: 4px solid var(--line); }
.lines li { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline; font-size: 0.95rem; }
.lines code { padding: 2px 7px; border-radius: 4px; background: var(--wash); border: 1px solid var(--line); }
.promises > li { display: grid; grid-template-columns: 112px 1fr; gap: 2px 12px; padding: 8px 0; border-top: 1px solid #eaeef2; }
.promises > li:first-child { border-top: 0; padding-top: 0; }
.promises .mark { font-size: 0.9rem; white-space: normal; }
.promise { min-width: 0; }
.outcome { font-size: 0.9rem; font-variant-numeric: tabular-nums; }
.why { font-size: 0.9rem; }
.gauge { display: inline-block; width: 84px; height: 7px; margin-left: 8px; border: 1px solid var(--good); border-radius: 4px; overflow: hidden; vertical-align: 1px; }
.gauge i { display: block; height: 100%; background: var(--good); }
.plain li { padding: 5px 0; overflow-wrap: anywhere; }
.plain .when { margin: 0 10px 0 0; }
.plain .lines { margin-top: 4px; }
summary { cursor: pointer; font-weight: 600; }
details .scroll, details pre { margin-top: 10px; }
table { border-collapse: collapse; font-size: 0.85rem; width: 100%; }
th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: 4px 16px 4px 0; vertical-align: top; border-bottom: 1px solid #eaeef2; }
td.when { margin: 0; }
:focus-visible { outline: 2px solid #3b7dd8; outline-offset: 2px; }
@media (max-width: 640px) {
  main { padding: 22px 16px 48px; }
  h2 { margin-top: 36px; }
  .facts { grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 12px 20px; }
  figcaption { max-width: calc(100vw - 32px); }
  .body { margin-left: 0; }
  .head .when { margin-left: 0; flex-basis: 100%; }
  .promises > li { grid-template-columns: 1fr; }
}
@page { size: A4; margin: 14mm; }
@media print {
  html { font-size: 9.5pt; }
  body { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; padding: 0; }
  h2 { margin-top: 22pt; }
  .facts { grid-template-columns: repeat(4, 1fr); }
  .scroll { overflow: visible; }
  .strip svg, figure svg { min-width: 0; }
  figcaption { position: static; max-width: none; }
  figure, .verdict, .promises > li, .lines li, tr, .facts div { break-inside: avoid; }
  h2, h3, .head, figcaption { break-after: avoid; }
  .hint { break-after: avoid; }
  details::details-content { display: block; content-visibility: visible; block-size: auto; }
  details > summary { list-style: none; }
  thead { display: table-header-group; }
}
`;
