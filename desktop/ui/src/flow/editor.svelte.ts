/**
 * The editor of a flow: bpmn-js with our words, and what the screen around it shows. Every change is
 * a step of its one way back; typing in one box is one step.
 */
import Modeler from "bpmn-js/lib/Modeler";
import { call } from "../call";
import type { FlowDeskView, FlowRemark, Sentence } from "../generated/views";
import { asSentence } from "../state/asked.svelte";
import { ANTOU } from "./antou";
import type { Around, Bo, Part } from "./fields";
import { placesOf, type Shape } from "./outline";
import { inOrder, type Line } from "./order";
import { sheetOf } from "./sheet";
import { inWords } from "./words";

/** How long nothing is typed before the engine is asked, in milliseconds. */
const QUIET_MS = 250;
/** Space around what is jumped to, in pixels. */
const ROOM = 120;
/** Space around the whole flow, in pixels, and the least scale at which its letters can be read. */
const EDGE = 24;
const READABLE = 0.75;
const MARKS = ["error", "warning", "notice"] as const;

const LOOK = {
  bpmnRenderer: {
    defaultFillColor: "var(--flow-fill)",
    defaultStrokeColor: "var(--flow-stroke)",
    defaultLabelColor: "var(--flow-ink)",
  },
  textRenderer: { defaultStyle: { fontFamily: "var(--font)", fontSize: 13, lineHeight: 1.25 } },
};

export class FlowEditor {
  /** Counts what changed, for whatever reads the picture. */
  version = $state(0);
  /** The flow was read in and is drawn. */
  ready = $state(false);
  selected: string[] = $state.raw([]);
  remarks: FlowRemark[] = $state.raw([]);
  checking = $state(false);
  changed = $state(false);
  saving = $state(false);
  canUndo = $state(false);
  canRedo = $state(false);
  /** Why nothing can be edited, or what did not work last. */
  trouble: Sentence | null = $state.raw(null);
  /** What is drawn was there already, and had not been saved. */
  resumed = $state(false);
  /** The first line that the editor would lose. */
  lost: string | null = $state(null);
  #modeler: Modeler;
  #stamp: string;
  #saved = "";
  #typing: string | null = null;
  #stepping = false;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    canvas: HTMLElement,
    readonly view: FlowDeskView,
  ) {
    this.#stamp = view.stamp;
    this.#modeler = new Modeler({
      container: canvas,
      moddleExtensions: { antou: ANTOU },
      additionalModules: [{ translate: ["value", inWords] }],
      ...LOOK,
    });
    this.#get("commandStack").registerHandler("flow.change", Changing);
    const on = (event: string, run: () => void) => this.#modeler.on(event, run);
    on("selection.changed", () => this.#look());
    on("commandStack.changed", () => this.#stepped());
    on("root.set", () => this.#look());
  }

  // The services of bpmn-js have types of their own for each; what is used of them is little.
  #get(name: string): any {
    return this.#modeler.get(name);
  }

  /** Reads the flow in; what cannot be drawn is told. */
  async open(): Promise<void> {
    try {
      await this.#modeler.importXML(this.view.xml);
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      this.trouble = { code: "flow-not-drawn", facts: { detail } };
      return;
    }
    this.#saved = await this.#xml();
    await this.#resume();
    this.fit(READABLE);
    this.ready = true;
    this.version += 1;
    void this.#check();
    void this.#compare();
  }

  /** Goes on with what was drawn last and not saved. */
  async #resume(): Promise<void> {
    if (!this.view.unsaved) return;
    try {
      await this.#modeler.importXML(this.view.unsaved);
      this.resumed = this.changed = true;
    } catch {
      await this.#modeler.importXML(this.view.xml);
    }
  }

  /** Back to the file as it was saved last; what was not saved is gone. */
  async discard(): Promise<void> {
    this.resumed = false;
    await this.#modeler.importXML(this.#saved);
    this.fit(READABLE);
    void this.#check();
  }

  /** Tells what of the file the editor would lose. */
  async #compare(): Promise<void> {
    try {
      this.lost = (await call("flow_kept", { xml: this.#saved })).lost;
    } catch (cause) {
      this.trouble = asSentence(cause);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#modeler.destroy();
  }

  /** The words of the editor anew, in another language. */
  reword(): void {
    this.#get("eventBus").fire("i18n.changed");
    this.version += 1;
  }

  /** Shows all of the flow beside the palette, or as much of its beginning as can be read. */
  fit(least = 0): void {
    const canvas = this.#get("canvas");
    canvas.resized();
    const { inner, outer } = canvas.viewbox();
    const left = this.#palette();
    const across = (outer.width - left - EDGE) / Math.max(inner.width, 1);
    const down = (outer.height - 2 * EDGE) / Math.max(inner.height, 1);
    const scale = Math.min(1, Math.max(Math.min(across, down), least));
    const room = { x: (outer.width - left - EDGE) / scale, y: outer.height / scale };
    canvas.viewbox({
      x: inner.x - left / scale - Math.max(0, (room.x - inner.width) / 2),
      y: inner.y - Math.max(EDGE / scale, (room.y - inner.height) / 2),
      width: outer.width / scale,
      height: outer.height / scale,
    });
  }

  /** How far the palette reaches into the picture, in pixels. */
  #palette(): number {
    const box = this.#get("canvas").getContainer() as HTMLElement;
    const palette = box.querySelector<HTMLElement>(".djs-palette");
    return palette ? palette.offsetLeft + palette.offsetWidth + EDGE : EDGE;
  }

  zoom(by: number): void {
    this.#get("zoomScroll").stepZoom(by);
  }

  resized(): void {
    this.#get("canvas").resized();
  }

  undo(): void {
    if (this.canUndo) this.#get("commandStack").undo();
  }

  redo(): void {
    if (this.canRedo) this.#get("commandStack").redo();
  }

  #look(): void {
    const chosen = this.#get("selection").get() as Shape[];
    this.selected = [...new Set(chosen.map((one) => (one.labelTarget ?? one).id))];
    this.#typing = null;
    this.version += 1;
  }

  #stepped(): void {
    const stack = this.#get("commandStack");
    this.canUndo = stack.canUndo();
    this.canRedo = stack.canRedo();
    this.version += 1;
    if (this.#stepping) return;
    this.#typing = null;
    this.#soon();
  }

  #soon(): void {
    this.changed = true;
    this.checking = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(), QUIET_MS);
  }

  async #xml(): Promise<string> {
    const { xml } = await this.#modeler.saveXML({ format: true });
    // It writes the reference to a carriage return as one that stands there, which readers turn into
    // another character (XML 1.0 §2.11); a line ends here as everywhere.
    return (xml ?? "").replaceAll("\r", "");
  }

  async #check(): Promise<void> {
    const turn = ++this.#asked;
    this.checking = true;
    try {
      const xml = await this.#xml();
      this.changed = xml !== this.#saved;
      this.resumed &&= this.changed;
      await call("flow_keep", { xml: this.changed ? xml : "" });
      const remarks = await call("flow_check", { xml });
      if (turn !== this.#asked) return;
      this.remarks = remarks;
      this.#mark();
    } catch (cause) {
      if (turn === this.#asked) this.trouble = asSentence(cause);
    }
    if (turn === this.#asked) this.checking = false;
  }

  /** Saves what is on the screen. A file that changed meanwhile is written over the next time. */
  async save(): Promise<boolean> {
    if (this.saving) return false;
    this.saving = true;
    this.trouble = null;
    try {
      const xml = await this.#xml();
      const saved = await call("flow_save", { xml, stamp: this.#stamp });
      this.#stamp = saved.stamp;
      this.#saved = xml;
      this.changed = (await this.#xml()) !== xml;
      this.lost = null;
      this.resumed = false;
      return true;
    } catch (cause) {
      const trouble = asSentence(cause);
      const { stamp } = trouble.facts as { stamp?: string };
      if (trouble.code === "flow-file-changed" && stamp !== undefined) this.#stamp = stamp;
      this.trouble = trouble;
      return false;
    } finally {
      this.saving = false;
    }
  }

  /** Shows on the picture what is wrong with each element. */
  #mark(): void {
    const canvas = this.#get("canvas");
    const overlays = this.#get("overlays");
    overlays.remove({ type: "flow-mark" });
    const worst = new Map<string, string>();
    for (const one of this.remarks) {
      const id = this.holder(one.element);
      if (id && !worst.has(id)) worst.set(id, one.weight);
    }
    for (const shape of this.#shapes()) {
      for (const mark of MARKS) canvas.removeMarker(shape, `flow-${mark}`);
      const mark = worst.get(shape.id);
      if (!mark || shape === canvas.getRootElement()) continue;
      canvas.addMarker(shape, `flow-${mark}`);
      if (shape.waypoints || mark === "notice") continue;
      const html = document.createElement("span");
      html.className = `flow-badge ${mark}`;
      html.textContent = "!";
      html.setAttribute("aria-hidden", "true");
      overlays.add(shape, "flow-mark", { position: { top: -9, right: 9 }, html });
    }
  }

  #shapes(): Shape[] {
    return (this.#get("elementRegistry").getAll() as Shape[]).filter((one) => !one.labelTarget);
  }

  #shape(id: string): Shape | null {
    return this.#get("elementRegistry").get(id) ?? null;
  }

  /** The element of the picture that an id of the file belongs to. */
  holder(id: string): string | null {
    if (!id) return null;
    if (this.#shape(id)) return id;
    const inside = (bo: Bo) =>
      [...((bo.get("eventDefinitions") as Bo[] | undefined) ?? []), bo.get("loopCharacteristics")].some(
        (one) => (one as Bo | undefined)?.id === id,
      );
    return this.#shapes().find((one) => inside(one.businessObject))?.id ?? null;
  }

  /** Selects an element and brings it into sight. */
  show(id: string): boolean {
    const holder = this.holder(id);
    const shape = holder && this.#shape(holder);
    if (!shape) return false;
    const canvas = this.#get("canvas");
    const root = canvas.findRoot(shape);
    if (root && root !== canvas.getRootElement()) canvas.setRootElement(root);
    if (shape === root) {
      this.#get("selection").select([]);
      return true;
    }
    canvas.scrollToElement(shape, { top: ROOM, right: ROOM, bottom: ROOM, left: ROOM });
    this.#get("selection").select(shape);
    return true;
  }

  /** What is selected, or the whole flow; null while several are. */
  get current(): Shape | null {
    void this.version;
    if (this.selected.length > 1) return null;
    const id = this.selected[0];
    return id === undefined ? this.#get("canvas").getRootElement() : this.#shape(id);
  }

  /** The list of the elements, in the order of the flow. */
  get outline(): { lines: Line[]; of: Map<string, Shape> } {
    void this.version;
    const shapes = this.#shapes();
    return {
      lines: inOrder(placesOf(shapes)),
      of: new Map(shapes.map((shape) => [shape.id, shape])),
    };
  }

  #around(): Around {
    const moddle = this.#get("moddle");
    return {
      decisions: this.view.decisions,
      desks: this.view.desks,
      taken: (id) => moddle.ids.assigned(id) !== undefined && moddle.ids.assigned(id) !== false,
      make: (type, values, parent) => {
        const made = this.#get("bpmnFactory").create(type, values);
        made.$parent = parent;
        return made;
      },
      definitions: this.#modeler.getDefinitions() as unknown as Bo,
    };
  }

  /** What can be set of what is selected. */
  get sheet(): Part[] {
    const shape = this.current;
    return shape ? sheetOf(shape.businessObject, this.#around()) : [];
  }

  /** Writes a field; what is typed further in the same box stays one step. */
  set(field: string, value: string, typed: boolean): void {
    const shape = this.current;
    if (!shape) return;
    const key = `${shape.id} ${field}`;
    const stack = this.#get("commandStack");
    this.#stepping = true;
    try {
      // The field is read anew after it: what it said it would change may be undone, too.
      if (typed && this.#typing === key) stack.undo();
      const found = this.sheet.flatMap((part) => part.fields).find((one) => one.id === field);
      if (found && found.value !== value)
        stack.execute("flow.change", { shape, changes: found.write(value) });
    } finally {
      this.#stepping = false;
    }
    this.#typing = typed ? key : null;
    this.#soon();
  }

  /** Puts a new element behind what is selected, on it, or into an empty place. */
  append(made: Making): boolean {
    const from = this.current;
    if (!from) return false;
    const shape = this.#get("elementFactory").createShape({ ...made.shape });
    const modeling = this.#get("modeling");
    const isRoot = from === this.#get("canvas").getRootElement();
    let put: Shape;
    if (made.on) {
      const at = { x: from.x + from.width * 0.7, y: from.y + from.height };
      put = modeling.createShape(shape, at, from, { attach: true });
    } else if (isRoot) {
      const seen = this.#get("canvas").viewbox();
      put = modeling.createShape(shape, { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 }, from);
    } else {
      put = this.#get("autoPlace").append(from, shape);
    }
    this.show(put.id);
    return true;
  }

  /** Draws a way from what is selected to another element. */
  connect(to: string): boolean {
    const [source, target] = [this.current, this.#shape(to)];
    if (!source || !target) return false;
    const allowed = this.#get("rules").allowed("connection.create", { source, target });
    if (!allowed) return false;
    this.#get("modeling").connect(source, target, allowed === true ? undefined : allowed);
    this.#get("selection").select(source);
    return true;
  }

  remove(): void {
    const shapes = this.selected.map((id) => this.#shape(id)).filter(Boolean);
    if (shapes.length > 0) this.#get("modeling").removeElements(shapes);
  }

  /** Opens bpmn-js's list of kinds for what is selected. */
  replace(x: number, y: number): void {
    const shape = this.current;
    if (!shape) return;
    const menu = this.#get("popupMenu");
    menu.open(
      shape,
      "bpmn-replace",
      { x, y, cursor: { x, y } },
      {
        title: inWords("Change element"),
        width: 300,
        search: true,
      },
    );
  }
}

/** A new element: what bpmn-js makes of it, and whether it stands on what is selected. */
export type Making = { word: string; shape: Record<string, unknown>; on?: true };

/** Several changes of one file as one step. */
class Changing {
  static $inject = ["modeling", "elementRegistry"];
  constructor(
    readonly modeling: {
      updateProperties(shape: Shape, set: Record<string, unknown>): void;
      updateModdleProperties(shape: Shape, on: Bo, set: Record<string, unknown>): void;
    },
    readonly registry: { get(id: string): Shape | undefined },
  ) {}

  preExecute({
    shape,
    changes,
  }: {
    shape: Shape;
    changes: { on: Bo; set: Record<string, unknown> }[];
  }): void {
    for (const { on, set } of changes) {
      const own = this.registry.get(on.id);
      if (own?.businessObject === on) this.modeling.updateProperties(own, set);
      else this.modeling.updateModdleProperties(shape, on, set);
    }
  }
}
