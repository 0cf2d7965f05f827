const collators = new Intl.Collator(["pt-BR", "en"], { sensitivity: "base", numeric: true });

/** In the order a person expects: accents and case aside, 2 before 10. */
export function byName<T extends { name: string }>(rows: T[]): T[] {
  return rows.toSorted((a, b) => collators.compare(a.name, b.name));
}
