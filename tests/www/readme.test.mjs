/** Every command of the README does what it says. */

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block]) => block.trim().split("\n"));
const inline = [...readme.matchAll(/`(cargo run [^`]*)`/g)].map(([, command]) => command);
const commands = [...blocks, ...inline].map((line) => line.replace(/\s+#.*$/, ""));

test("the README has the two commands", () => {
  assert.deepEqual(commands.slice(0, 2), ["make serve", "make test"]);
});

test("make serve prints an address that answers", async () => {
  const server = spawn("make", ["serve"], { cwd, detached: true, env: { ...process.env, PORT: "0" } });
  try {
    let said = "";
    const address = await new Promise((found, failed) => {
      server.stdout.on("data", (text) => {
        said += text;
        const match = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
        if (match) found(match[0]);
      });
      server.on("exit", (code) => failed(new Error(`make serve ended with ${code}: ${said}`)));
    });
    const answer = await fetch(address);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get("content-security-policy"), /default-src 'none'/);
    assert.match(await answer.text(), /<tickmark-assessment/);
  } finally {
    process.kill(-server.pid);
  }
});

test("make test is what runs this", () => {
  const { stdout } = spawnSync("make", ["-n", "test"], { cwd, encoding: "utf8" });
  assert.match(stdout, /tests\/www\/readme\.test\.mjs/);
});

for (const command of commands.slice(2)) {
  test(command, () => {
    const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { cwd, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const [, written] = /-o (\S+)/.exec(command) ?? [];
    const said = written ? readFileSync(written, "utf8") : stdout;
    assert.ok(said.length > 10, said);
  });
}
