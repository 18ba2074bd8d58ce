/** The names of people in place of their pseudonyms, and the key to them. */

import { button, h } from "../dom.js";
import { download, fileName } from "../downloads.js";
import { problemsOf } from "../engine.js";
import { checkbox } from "../fields.js";
import { keyLines, names, openKey, pseudonyms } from "../names.js";
import { plural, t } from "../words.js";

/** @typedef {import("../session.js").Session} Session */

/**
 * The choice between pseudonyms and names, and the key to them; nothing where nobody is cited.
 *
 * @param {Session} session
 * @param {object} page
 * @param {() => void} page.redraw
 * @param {(text: string) => void} page.say
 */
export function naming(session, { redraw, say }) {
  const cited = pseudonyms(session);
  const { held } = session.exhibits ?? {};
  const lines = keyLines(session);
  if (!held || (cited.length === 0 && lines.length === 0)) return undefined;
  const known = Object.keys(names(session)).length;
  const choice = checkbox({
    id: "naming",
    text: t("Names in place of pseudonyms"),
    checked: held.naming,
    disabled: known === 0,
    onchange: (checked) => {
      held.naming = checked;
      redraw();
    },
  });
  const saveKey = async () => {
    const { profile, asOf } = session.draft;
    const engine = await session.load();
    download(fileName(profile.organisation, asOf, "key.csv"), "text/csv", engine.keyFile(lines));
  };
  const key = h("input", {
    type: "file",
    id: "key",
    class: "hidden",
    tabindex: -1,
    "aria-hidden": "true",
    accept: ".csv",
    onchange: async () => {
      const [file] = key.files ?? [];
      if (!file) return;
      try {
        const found = await openKey(session, file);
        redraw();
        say(plural(found, "One name was read.", "{count} names were read."));
      } catch (error) {
        say(t("{file}: {why}", { file: file.name, why: problemsOf(error)[0]?.message ?? "" }));
      }
    },
  });
  return h(
    "div",
    { class: "naming" },
    cited.length > 0 && choice,
    h("p", { class: "hint" }, known < cited.length ? missing(known, cited.length) : here(held.naming)),
    h(
      "p",
      null,
      lines.length > 0 && button(t("Save key"), saveKey, { id: "save-key", class: "link" }),
      lines.length > 0 && known < cited.length && " · ",
      known < cited.length && button(t("Open key…"), () => key.click(), { id: "open-key", class: "link" }),
      key,
    ),
  );
}

/** @param {boolean} naming */
function here(naming) {
  return naming
    ? t("What you copy or download now names people. What is saved in this browser and in the assessment file does not.")
    : t("The names are known in this tab alone. The key, who is who, can be saved as a file of its own; keep it to yourself.");
}

/**
 * @param {number} known
 * @param {number} cited
 */
function missing(known, cited) {
  if (known === 0) return t("No pseudonym has a name in this tab. Drop the files again under Evidence, or open the key that was saved with them.");
  return t("{known} of {cited} pseudonyms have a name in this tab. Drop the files again under Evidence, or open the key that was saved with them.", { known, cited });
}
