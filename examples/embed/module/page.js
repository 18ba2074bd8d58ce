import "./node_modules/tickmark/dist/define.js";

const check = document.querySelector("tickmark-assessment");
check.profile = { organisation: "Acme", type: 2, window: { start: "2026-09-15", end: "2027-03-14" } };
check.addEventListener("tickmark-result", ({ detail: { summary } }) => {
  document.querySelector("#state").textContent = `${summary.answered} of ${summary.total} answered, ${summary.readiness.low}`;
});
