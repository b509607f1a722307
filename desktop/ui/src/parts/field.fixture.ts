import type { FieldView } from "../generated/views";

/** A field with nothing in it, for tests. */
export const fieldOf = (key: string, kind: string, over: Partial<FieldView> = {}): FieldView => ({
  key,
  kind,
  label: key,
  hint: null,
  help: null,
  readonly: false,
  disabled: false,
  prefix: "",
  accept: "",
  suffix: "",
  required: false,
  visible: true,
  columns: null,
  row: null,
  options: [],
  value: "",
  echo: null,
  odd: false,
  recent: [],
  fields: [],
  rows: [],
  ...over,
});
