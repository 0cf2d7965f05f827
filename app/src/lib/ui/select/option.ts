/** One choice of a Select, a Combobox or a PickList. */
export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  /** At the end of the row: `3 livres`. */
  hint?: string;
  disabled?: boolean;
};
