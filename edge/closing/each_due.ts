/** Does each, also when one of them fails; what failed first is thrown at the end, and tried again by the next sweep. */
export async function eachDue<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) await work(item).catch((error) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
