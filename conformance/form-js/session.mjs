// One form that is filled: what a person does in it, and what it says then.

import { listen, within } from './fields.mjs';
import { drain, settle } from './page.mjs';
import { under, written } from './paths.mjs';

/** A form of form-js that is mounted, with the ways in which a person can change it. */
export class Session {
  /** With what each visible component was rendered last, by its instance. */
  #rendered = new Map();
  #form;
  #place;

  /**
   * Opens a form with its first data.
   *
   * @throws when form-js refuses the form, or cannot render it.
   */
  static async open(page, schema, data) {
    const session = new Session();
    try {
      await session.#open(page, schema, data ?? {});
    } catch (error) {
      session.close();
      throw error;
    }
    return session;
  }

  async #open(page, schema, data) {
    this.#place = document.createElement('div');
    document.body.append(this.#place);
    this.#form = new page.viewer.Form({ container: this.#place, debounce: false });
    listen(this.#form.get('formFields'), page, page.whole, (props, drawn) => {
      this.#rendered.set(props.fieldInstance?.instanceId, { props, drawn });
    });
    settle();
    await this.#form.importSchema(schema, data);
    settle();
  }

  /** Does one step; answers why it could not be done, or nothing. */
  step(step) {
    const refusal = this.#step(step);
    settle();
    return refusal;
  }

  #step(step) {
    const at = this.#at(step.path ?? step.add ?? step.remove);
    if (at === undefined) {
      return 'not-shown';
    }
    if ('add' in step) {
      return press(this.#list(at)?.querySelector(ADD));
    }
    if ('remove' in step) {
      const row = this.#list(at)?.querySelector(ROWS)?.children[step.at];
      return press(row?.querySelector(REMOVE));
    }
    if (at.props.disabled || at.props.readonly) {
      return 'locked';
    }
    this.#fill(at, step.value);
    return undefined;
  }

  #fill({ props, drawn }, value) {
    switch (props.field.type) {
      case 'number': {
        // A number field has a memory of its own, and only its input keeps it in step.
        // preact writes the name of its handler small.
        const { oninput } = within(drawn, ({ type }) => type === 'input').props;
        return oninput({ target: { value: String(value ?? '') } });
      }
      case 'filepicker':
        // A key that no file stands behind is taken out of the data at once.
        if (value) {
          this.#form.get('fileRegistry').setFiles(value, []);
        }
        return props.onChange({ value });
      default:
        return props.onChange({ value });
    }
  }

  #at(path) {
    const all = this.#instances();
    const found = all.findLast(({ valuePath }) => written(valuePath) === path);
    return found && this.#rendered.get(found.instanceId);
  }

  #list({ props }) {
    return document.getElementById(props.domId)?.parentElement;
  }

  #instances() {
    return this.#form.get('formFieldInstanceRegistry').getAll();
  }

  /** What the form would send now, what it shows, and what it finds wrong. */
  state() {
    const shown = this.#form.get('formFieldInstanceRegistry').getAllKeyed();
    const { data, errors } = this.#submitted();
    const told = {};
    for (const { id, indexes, valuePath } of shown) {
      const messages = under(errors, [id, ...Object.values(indexes ?? {})]);
      if (Array.isArray(messages)) {
        told[written(valuePath)] = messages;
      }
    }
    return {
      data,
      shown: shown.map(({ valuePath }) => written(valuePath)).sort(),
      errors: told,
    };
  }

  /** What `submit` gives; the form is then as it was, so that looking changes nothing. */
  #submitted() {
    const form = this.#form;
    const before = form._getState();
    const data = structuredClone(before.data);
    const emit = form._emit;
    form._emit = function (type, ...rest) {
      if (type !== 'changed') {
        emit.call(form, type, ...rest);
      }
    };
    try {
      return form.submit();
    } finally {
      form._emit = emit;
      form._state = { ...before, data };
    }
  }

  /** The form itself, for those who explore. */
  get form() {
    return this.#form;
  }

  /** Takes the form out of the page. */
  close() {
    try {
      this.#form?.destroy();
    } finally {
      this.#place?.remove();
      drain();
    }
  }
}

const ROWS = ':scope > .fjs-children';
const ADD = ':scope > .fjs-repeat-render-footer > .fjs-repeat-render-add';
const REMOVE = ':scope > .fjs-repeat-row-container > .fjs-repeat-row-remove';

function press(button) {
  if (!button) {
    return 'no-button';
  }
  if (button.disabled) {
    return 'locked';
  }
  button.click();
  return undefined;
}
