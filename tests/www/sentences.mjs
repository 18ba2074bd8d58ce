/** Reads the page's scripts with TypeScript's parser: which sentences they say, and what they say past `t` and `plural`. */

import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const www = fileURLToPath(new URL("../../www/", import.meta.url));
const require = createRequire(new URL("../../www/package.json", import.meta.url));
const typescript = (name) => import(pathToFileURL(require.resolve(`typescript/unstable/${name}`)).href);
const [{ API }, ast] = await Promise.all([typescript("sync"), typescript("ast")]);

/** Scripts that say nothing to a reader: looks, and what runs in a worker. */
const SILENT = /^(styles|styles-later|.*-worker|working|sw)\.js$/;

/** Names of properties whose value is for the browser. */
const TECHNICAL = new Set(
  "class id for type name part role href rel accept lang dir value format kind code style slot autocomplete autocapitalize inputmode spellcheck list key do tag month day year hour minute timeZone loader httpEquiv content cache credentials types".split(" "),
);

/** Functions whose texts are for the browser or for the engine. */
const FUNCTIONS = /^(querySelector|querySelectorAll|getElementById|closest|matches|addEventListener|removeEventListener|createElement|createElementNS|setAttribute|getAttribute|hasAttribute|removeAttribute|toggleAttribute|startsWith|endsWith|includes|split|join|replace|replaceAll|getItem|setItem|test|exec|matchMedia|createPolicy|emit|field|select|resolve|match|concat|Event|CustomEvent|Blob|URL)$/;

/**
 * @returns {{ keys: Map<string, { other: boolean, one?: string, where: string }>, dynamic: string[], loose: string[] }}
 *   `dynamic`: calls whose sentence is not written there; `loose`: texts that look like words for a reader and go past `t`
 */
export function said() {
  const api = new API({ cwd: www });
  const snapshot = api.updateSnapshot({ openProject: `${www}tsconfig.json` });
  const [project] = snapshot.getProjects();
  const found = { keys: new Map(), dynamic: [], loose: [] };
  for (const folder of ["", "steps/"]) {
    for (const file of readdirSync(www + folder).filter((name) => name.endsWith(".js") && !SILENT.test(name))) {
      read(project.program.getSourceFile(www + folder + file), folder + file, found);
    }
  }
  api.close();
  return found;
}

function read(source, file, found) {
  const lines = source.text.split("\n");
  let [line, start] = [0, 0];
  const starts = lines.map((one) => (start += one.length + 1) - one.length - 1);
  const where = (node) => {
    line = starts.findLastIndex((at) => at <= node.getStart(source));
    return `${file}:${line + 1}`;
  };
  const called = (node) => (ast.isCallExpression(node) || ast.isNewExpression(node) ? (node.expression.name?.text ?? node.expression.text ?? "") : "");
  const literal = (node) => (node && (ast.isStringLiteral(node) || ast.isNoSubstitutionTemplateLiteral(node)) ? node.text : undefined);
  const visit = (node, around) => {
    if (ast.isImportDeclaration(node) || ast.isExportDeclaration(node)) return;
    const name = called(node);
    if (ast.isCallExpression(node) && (name === "t" || name === "plural")) {
      const [one, other] = name === "t" ? [undefined, literal(node.arguments[0])] : [literal(node.arguments[1]), literal(node.arguments[2])];
      if (other === undefined || (name === "plural" && one === undefined)) found.dynamic.push(`${file}: ${node.getText(source)}`);
      else remember(found, other, one, where(node));
      for (const argument of node.arguments) if (literal(argument) === undefined) visit(argument, around);
      return;
    }
    const text = ast.isTemplateExpression(node)
      ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("§")
      : literal(node);
    if (text !== undefined && isForReaders(text) && !isTechnical(node, around)) found.loose.push(`${where(node)} ${text}`);
    node.forEachChild((child) => visit(child, node));
  };
  /** Whether a text stands where the browser or the engine reads it. */
  const isTechnical = (node, parent) => {
    if (ast.isPropertyAssignment(parent)) return parent.name === node || TECHNICAL.has(parent.name.text);
    if (ast.isBinaryExpression(parent)) return /^[=!]==$/.test(parent.operatorToken.getText(source));
    if (ast.isCallExpression(parent) || ast.isNewExpression(parent)) {
      if (called(parent) === "h") return parent.arguments[0] === node;
      return FUNCTIONS.test(called(parent));
    }
    return ast.isElementAccessExpression(parent) || ast.isCaseClause(parent) || ast.isPropertyDeclaration(parent);
  };
  visit(source, source);
}

function remember(found, key, one, where) {
  const before = found.keys.get(key);
  if (before && (before.one !== undefined) !== (one !== undefined)) found.loose.push(`${where} ${key}: once with a count and once without`);
  found.keys.set(key, { one, where: before?.where ?? where });
}

/** Words with a blank between them, or one with a capital. */
function isForReaders(text) {
  const bare = text.replaceAll("§", " ");
  return /\p{L}{2,} +\p{L}|^\W*\p{Lu}\p{Ll}/u.test(bare);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { keys, dynamic, loose } = said();
  console.log([...keys.keys()].sort().join("\n"));
  console.error(`${keys.size} sentences in ${basename(www)}\n\n${dynamic.join("\n")}\n\n${loose.join("\n")}`);
}
