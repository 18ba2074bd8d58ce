import "tickmark/define";

const check = document.querySelector("tickmark-assessment");
check.profile = { organisation: "Acme", type: 2, window: { start: "2026-09-15", end: "2027-03-14" } };
check.addEventListener("tickmark-result", ({ detail: { summary } }) => {
  document.querySelector("#state").textContent = `${summary.answered} of ${summary.total} answered`;
});
