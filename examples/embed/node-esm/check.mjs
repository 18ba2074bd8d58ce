import { readFile } from "node:fs/promises";
import { load } from "tickmark";

const engine = await load();
const assessment = JSON.parse(await readFile(process.argv[2], "utf8"));
const problems = engine.check(assessment);
if (problems.length > 0) throw new Error(problems[0].message);
const { plan, forecast } = engine.assess(assessment);
console.log(plan.readiness.low, plan.gaps.length, Math.round(forecast.headline.expected));
