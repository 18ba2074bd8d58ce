import { embed } from "./node_modules/tickmark/dist/iframe.js";

const check = embed(document.querySelector("iframe"), {
  attributes: { questionnaire: "quick" },
  profile: { organisation: "Acme", type: 2, window: { start: "2026-09-15", end: "2027-03-14" } },
  properties: { "--tm-accent": "#7a1f5c" },
  takesExports: true,
});
check.addEventListener("tickmark-result", ({ detail: { summary } }) => {
  document.querySelector("#state").textContent = `${summary.answered} of ${summary.total} answered`;
});
check.addEventListener("tickmark-export", ({ detail: { filename, bytes } }) => {
  document.querySelector("#state").textContent = `${filename}: ${bytes.byteLength} bytes`;
});
Object.assign(globalThis, { check });
