/** As long as a chip looks, in minutes: what stands closer than this stands side by side. */
const LENGTH = 40;

type Timed = { minutes: number };
export type Laned<P extends Timed> = { placed: P; lane: number; of: number };

/** Puts what would cover each other side by side: each group of neighbours shares the width. In order of time. */
export function lanes<P extends Timed>(all: readonly P[]): Laned<P>[] {
  const result: Laned<P>[] = [];
  let group: Laned<P>[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const one of group) one.of = ends.length;
    result.push(...group);
    group = [];
    ends = [];
  };
  for (const placed of all.toSorted((a, b) => a.minutes - b.minutes)) {
    if (ends.every((end) => end <= placed.minutes)) close();
    const free = ends.findIndex((end) => end <= placed.minutes);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = placed.minutes + LENGTH;
    group.push({ placed, lane, of: 1 });
  }
  close();
  return result;
}
