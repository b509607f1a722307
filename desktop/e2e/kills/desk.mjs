/**
 * Two desks at work while programs are cut off: the applicant types, submits and
 * takes back; the deputy consents to what arrives. Each desk keeps what was
 * acknowledged to it, and compares that with what is there afterwards.
 */
const WORDS = "返鄉探視父母並整理祖厝";

export function must(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/** Makes a draft of one leave. */
export async function fill(computer, when) {
  const draft = await computer.call("draft_new", { service: "leave" });
  await computer.call("draft_change", { draft: draft.draft, field: "when", value: when });
  return draft.draft;
}

const textOf = (draft) => draft.fields.find((field) => field.key === "reason")?.value ?? "";

export class Applicant {
  /** Cases whose submission was acknowledged, and those found after a cut. */
  submitted = new Set();
  withdrawn = new Set();
  counts = { drafts: 0, unanswered: 0 };
  #computer;
  #draft = null;
  #text = "";
  #typing = "";

  constructor(computer) {
    this.#computer = computer;
  }

  /** Types a reason letter by letter, submits, and takes back when told; goes on until it is cut off. */
  async work(when, takesBack) {
    this.#draft ??= await fill(this.#computer, when);
    for (let typed = 1; typed <= WORDS.length; typed += 1) {
      this.#typing = WORDS.slice(0, typed);
      await this.#computer.call("draft_change", { draft: this.#draft, field: "reason", value: this.#typing });
      this.#text = this.#typing;
    }
    const { case: id } = await this.#computer.call("draft_submit", { draft: this.#draft });
    this.submitted.add(id);
    this.#begin();
    if (takesBack) await this.#withdraw(id, "行程異動");
  }

  #begin() {
    this.#draft = null;
    this.#text = "";
    this.#typing = "";
  }

  async #withdraw(id, reason) {
    await this.#computer.call("case_withdraw", { case: id, reason });
    this.withdrawn.add(id);
  }

  /** Compares what is there with what was acknowledged, and takes back what is older than the last. */
  async compare() {
    const mine = await this.#computer.call("mine");
    const seen = mine.rows.map((row) => row.case);
    must(new Set(seen).size === seen.length, "a case is there twice");
    for (const id of this.submitted) must(seen.includes(id), `the submitted case ${id} is lost`);
    await this.#compareDraft(mine);
    const rest = seen.filter((id) => !this.submitted.has(id));
    must(rest.length === 0, `nobody submitted ${rest.join(", ")}`);
    const open = mine.rows.filter((row) => row.mark === "running" && !this.withdrawn.has(row.case));
    for (const row of open.slice(1)) {
      await this.#withdraw(row.case, "").catch((error) => {
        must(error.code?.startsWith("withdraw"), error.message);
      });
    }
  }

  /** The draft is as it was acknowledged or one keystroke further; or it became exactly one case. */
  async #compareDraft(mine) {
    if (!this.#draft) return;
    if (mine.drafts.some((row) => row.draft === this.#draft)) {
      const text = textOf(await this.#computer.call("draft_open", { draft: this.#draft }));
      must(text === this.#text || text === this.#typing, `«${this.#text}» was kept, «${text}» is left`);
      this.#text = text;
      this.#typing = text;
      this.counts.drafts += 1;
      return;
    }
    const found = mine.rows.filter((row) => !this.submitted.has(row.case));
    must(this.#text === WORDS && found.length === 1, `a draft is lost at «${this.#text}», ${found.length} cases came of it`);
    const { answers } = await this.#computer.call("case_open", { case: found[0].case });
    must(answers.some((line) => line.value.text === WORDS), "a case has not the words of its draft");
    this.submitted.add(found[0].case);
    this.counts.unanswered += 1;
    this.#begin();
  }
}

export class Deputy {
  /** Cases to which a consent was acknowledged. */
  consented = new Set();
  /** Cases that were taken back before the consent came, as a sentence told. */
  late = new Set();
  #computer;

  constructor(computer) {
    this.#computer = computer;
  }

  /** Consents to all that arrives and reads every sentence, until told to stop. */
  async work(isOver) {
    while (!isOver()) await this.once();
  }

  async once() {
    const { rows } = await this.#computer.call("inbox", { split: null, offset: 0, limit: 200 });
    for (const row of rows) {
      if (row.split === "attention") {
        must(row.remark?.code === "late-withdrawn", `a sentence of another kind: ${row.remark?.code}`);
        this.late.add(row.case);
        await this.#computer.call("acknowledge", { operation: row.operation });
      } else if (row.station && row.acts.some((act) => act === "approve" || act === "decide")) {
        const act = { case: row.case, station: row.station, act: "approve", opinion: "" };
        await this.#computer.call("station_act", act);
        this.consented.add(row.case);
      }
    }
  }

  /** Every consent is in the history of its case, once, or came late and was said to be late. */
  async compare(id) {
    for (const one of this.consented) {
      const view = await this.#computer.call("case_open", { case: one }).catch((error) => {
        must(this.late.has(one), `${one}: ${error.message}`);
      });
      if (!view) continue;
      const times = view.route.filter((station) => station.who.id === id && station.mark === "done").length;
      const late = this.late.has(one) ? 1 : 0;
      must(times + late === 1, `the consent to ${one} is there ${times} times, late ${late} times`);
    }
  }
}
