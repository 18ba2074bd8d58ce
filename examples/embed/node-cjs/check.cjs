const { readFileSync } = require("node:fs");
const { load } = require("tickmark");
const full = require("tickmark/full");

load().then((engine) => {
  engine.provide(full); // the long questionnaire, which the engine does not carry
  const assessment = JSON.parse(readFileSync(process.argv[2], "utf8"));
  const { plan } = engine.assess(assessment);
  console.log(plan.readiness.low, plan.gaps.length);
});
