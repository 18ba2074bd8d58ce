module.exports = { mode: "production", entry: "./page.js", output: { path: `${__dirname}/dist`, clean: true }, performance: { hints: false } };
