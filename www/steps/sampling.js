/** The auditor's own sample sizes, over a named policy that holds wherever nothing is entered. */

import { button, h } from "../dom.js";
import { labelled } from "../fields.js";
import { plural, t } from "../words.js";

/**
 * @typedef {import("../session.js").Session} Session
 * @typedef {import("../tickmark.js").AuditorSampling} AuditorSampling
 * @typedef {import("../tickmark.js").SamplingPolicy} SamplingPolicy
 * @typedef {import("../tickmark.js").Tier} Tier
 * @typedef {import("../tickmark.js").Cadence} Cadence
 */

/**
 * What stands in the fields, which may be no sizes yet.
 *
 * @typedef {{ made: string, source: string, periodic: Record<string, string>, occurrence: Record<string, string>[], wrong: string }} Typed
 */

/** How often a control can be due. @returns {[Cadence, string][]} */
function cadences() {
  return [
    ["annual", t("Every year")],
    ["semi-annual", t("Every six months")],
    ["quarterly", t("Every quarter")],
    ["monthly", t("Every month")],
    ["weekly", t("Every week")],
    ["daily", t("Every day")],
  ];
}

/** Columns of the sizes by population. @returns {[keyof Tier, string][]} */
function columns() {
  return [
    ["from", t("From how many on")],
    ["size", t("Items")],
    ["percent", t("Or percent")],
    ["atLeast", t("At least")],
  ];
}

const PLACE = "/profile/auditorSampling";

/** What was typed and is no policy yet outlives a drawing, and stands in no other assessment. @type {WeakMap<import("../answering.js").Answering, Typed>} */
const held = new WeakMap();

/**
 * @param {Session} session
 * @param {() => void} changed
 */
export function auditorSizes(session, changed) {
  const { engine, draft, answering } = session;
  const { profile } = draft;
  if (!engine) return undefined;
  /** @type {SamplingPolicy[]} */
  const policies = engine.samplingPolicies({ questionnaire: { id: draft.questionnaire } });
  const named = () => policies.find(({ id }) => id === profile.samplingPolicy) ?? policies[0];
  const made = JSON.stringify(profile.auditorSampling);
  const before = held.get(answering);
  const typed = before?.made === made ? before : fromDocument(profile.auditorSampling, made);
  held.set(answering, typed);

  const about = h("span", { class: "aside", id: "sizes-count" });
  const wrong = h("p", { class: "error", id: "sizes-wrong", role: "status" });
  const body = h("div", null);
  const told = () => {
    const stated = count(profile.auditorSampling);
    const base = (named()?.name ?? "").toLowerCase();
    about.textContent =
      stated === 0
        ? t("(optional; {base} sizes assumed so far)", { base })
        : plural(stated, "({count} size entered, the rest {base})", "({count} sizes entered, the rest {base})", { base });
    wrong.textContent = typed.wrong;
  };

  /** Takes over what is typed, if it can be; what cannot is told beside it, and nothing of it counts. */
  const take = () => {
    const { stated, text } = toDocument(typed, profile.auditorSampling);
    typed.wrong = text || problems(session, stated);
    if (!typed.wrong) {
      profile.auditorSampling = stated;
      typed.made = JSON.stringify(stated);
      changed();
    }
    told();
  };
  /** @param {Record<string, string>} map  @param {string} key  @param {Record<string, any>} props */
  const figure = (map, key, props) =>
    h("input", {
      type: "text",
      inputmode: "numeric",
      autocomplete: "off",
      maxlength: 7,
      "aria-describedby": "sizes-wrong",
      ...props,
      value: map[key] ?? "",
      oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
        map[key] = event.target.value.trim();
        take();
      },
    });
  /** @param {string} focus */
  const redraw = (focus) => {
    draw();
    take();
    /** @type {HTMLElement | null} */ (body.querySelector(`[id="${focus}"]`))?.focus();
  };
  /** Puts other figures into the fields; what was there can be had back. @param {string} text  @param {Partial<Typed>} now  @param {string} focus */
  const put = (text, now, focus) => {
    const { periodic, occurrence } = typed;
    const was = profile.auditorSampling;
    Object.assign(typed, now);
    redraw(focus);
    session.offer(text, () => {
      Object.assign(typed, { periodic, occurrence, made: JSON.stringify(was), wrong: "" });
      session.draft.profile.auditorSampling = was;
    });
  };

  const draw = () => {
    const base = named();
    if (!base) return;
    const policy = h(
      "select",
      {
        onchange: (/** @type {Event & { target: HTMLSelectElement }} */ event) => {
          profile.samplingPolicy = event.target.value;
          changed();
          redraw("samplingPolicy");
        },
      },
      ...policies.map(({ id, name }) => h("option", { value: id, selected: id === base.id }, name)),
    );
    const source = h("input", {
      type: "text",
      maxlength: 200,
      autocomplete: "off",
      value: typed.source,
      oninput: (/** @type {InputEvent & { target: HTMLInputElement }} */ event) => {
        typed.source = event.target.value;
        take();
      },
    });
    const other = Object.keys(profile.auditorSampling).filter((key) => key === "document" || key === "configuration");
    const parts = [
      h("p", { class: "hint" }, t("Nobody prescribes how many items are tested. If your auditor has said how many, enter it; what stays empty is taken from the policy below.")),
      labelled({ id: "samplingPolicy", label: t("Sizes where the auditor has said nothing"), class: "short", control: policy }),
      h(
        "p",
        { class: "small-actions" },
        button(t("Start from these numbers"), () => put(t("The numbers of the policy were filled in."), numbers(base), "size-annual"), { id: "sizes-start", class: "link" }),
        count(profile.auditorSampling) > 0 &&
          button(t("Empty the fields"), () => put(t("The auditor’s sizes were taken out."), { periodic: {}, occurrence: [] }, "sizes-start"), { id: "sizes-empty", class: "link" }),
      ),
      h("h3", null, t("Of a control that is due")),
      h(
        "div",
        { class: "pairs" },
        ...cadences().map(([cadence, label]) =>
          labelled({
            id: `size-${cadence}`,
            label,
            class: "short",
            control: figure(typed.periodic, cadence, { placeholder: String(base.periodic[cadence] ?? "") }),
          }),
        ),
      ),
      h("h3", null, t("Of what happens as it comes: leavers, changes, incidents")),
      typed.occurrence.length === 0 && h("p", { class: "hint" }, t("As in the policy: {sizes}.", { sizes: base.occurrence.map(inWords).join(", ") })),
      ...typed.occurrence.map((row, i) =>
        h(
          "fieldset",
          { class: "field" },
          h("legend", null, t("Line {number}", { number: i + 1 })),
          h(
            "div",
            { class: "row" },
            ...columns().map(([key, label]) => labelled({ id: `tier-${i}-${key}`, label, class: "short", control: figure(row, key, {}) })),
          ),
          button(
            t("Take line {number} away", { number: i + 1 }),
            () => put(t("A line was taken away."), { occurrence: typed.occurrence.filter((one) => one !== row) }, "sizes-line"),
            { class: "link", id: `tier-${i}-away` },
          ),
        ),
      ),
      h(
        "p",
        null,
        button(
          t("Add a line"),
          () => {
            typed.occurrence = [...typed.occurrence, { from: typed.occurrence.length === 0 ? "1" : "" }];
            redraw(`tier-${typed.occurrence.length - 1}-${typed.occurrence.length === 1 ? "size" : "from"}`);
          },
          { id: "sizes-line", class: "link" },
        ),
      ),
      ...(other.length > 0 ? [h("p", { class: "hint" }, t("The file that was opened also has sizes for documents or settings; they stay as they are."))] : []),
      labelled({ id: "sizes-source", label: t("Where the sizes come from"), hint: t("Such as the planning letter and its day. Stands in the report."), control: source }),
    ];
    body.replaceChildren(h("div", null, ...parts));
  };
  draw();
  told();
  return h("details", { id: "auditor-sizes", open: Boolean(typed.wrong) }, h("summary", null, t("The auditor’s own sample sizes"), " ", about), body, wrong);
}

/** How many sizes are stated. @param {Partial<AuditorSampling>} stated */
function count({ periodic = [], occurrence = [], document = [], configuration = [] }) {
  return [periodic, occurrence, document, configuration].reduce((sum, list) => sum + list.length, 0);
}

/**
 * @param {Partial<AuditorSampling>} stated
 * @param {string} made
 * @returns {Typed}
 */
function fromDocument({ source = "", periodic = [], occurrence = [] }, made) {
  return {
    made,
    source,
    periodic: Object.fromEntries(periodic.map(({ cadence, size }) => [cadence, String(size)])),
    occurrence: occurrence.map(texts),
    wrong: "",
  };
}

/** A line of figures as texts. @param {Tier} tier */
function texts(tier) {
  return Object.fromEntries(Object.entries(tier).flatMap(([key, figure]) => (figure === undefined || figure === null ? [] : [[key, String(figure)]])));
}

/** The fields of a named policy. @param {SamplingPolicy} policy */
function numbers({ periodic, occurrence }) {
  return { periodic: Object.fromEntries(Object.entries(periodic).map(([cadence, size]) => [cadence, String(size)])), occurrence: occurrence.map(texts) };
}

/**
 * What is typed as the part of a document, or what of it is no number.
 *
 * @param {Typed} typed
 * @param {Partial<AuditorSampling>} before  for what the fields do not show
 * @returns {{ stated: Partial<AuditorSampling>, text?: string }}
 */
function toDocument({ source, periodic, occurrence }, { document, configuration }) {
  const figures = [...Object.values(periodic), ...occurrence.flatMap((row) => Object.values(row))];
  const odd = figures.find((text) => text && !/^\d{1,7}$/.test(text));
  if (odd !== undefined) return { stated: {}, text: t("“{text}” is no whole number. Until it is one, nothing of what was changed here counts.", { text: odd }) };
  const sizes = cadences().flatMap(([cadence]) => (periodic[cadence] ? [{ cadence, size: Number(periodic[cadence]) }] : []));
  /** @type {any[]} */
  const tiers = occurrence.map((row) => Object.fromEntries(Object.entries(row).flatMap(([key, text]) => (text ? [[key, Number(text)]] : []))));
  const empty = tiers.findIndex((tier) => tier.from === undefined);
  if (empty >= 0) return { stated: {}, text: t("Line {number} does not say from how many on it holds.", { number: empty + 1 }) };
  const stated = {
    ...(sizes.length > 0 && { periodic: sizes }),
    ...(tiers.length > 0 && { occurrence: tiers }),
    ...(document && { document }),
    ...(configuration && { configuration }),
  };
  return { stated: Object.keys(stated).length > 0 ? { ...(source.trim() && { source: source.trim() }), ...stated } : {} };
}

/**
 * Why these sizes cannot be, in the words of the engine; nothing where they can, or where nobody can tell yet.
 *
 * @param {Session} session
 * @param {Partial<AuditorSampling>} stated
 */
function problems(session, stated) {
  const document = session.assessment(true);
  if (!document || !session.engine || Object.keys(stated).length === 0) return "";
  const found = session.engine.check({ ...document, profile: { ...document.profile, auditorSampling: stated } });
  const here = found.find(({ at }) => at.startsWith(PLACE));
  return here ? `${here.message}. ${t("Until that is put right, nothing of what was changed here counts.")}` : "";
}

/** A line of a policy in words. @param {Tier} tier */
function inWords({ from, size, percent, atLeast }) {
  const items = size !== undefined && size !== null ? String(size) : percent ? `${percent} %` : t("all");
  const least = atLeast ? ` ${t("but at least {count}", { count: atLeast })}` : "";
  return from <= 1 ? `${items}${least}` : t("{items} from {from} on", { items: `${items}${least}`, from });
}
