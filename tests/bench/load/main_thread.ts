/** How busy the page's main thread is. The functions named so run in the page. */

declare global {
  var benchTasks: number[] | undefined;
}

/** In the page. */
export function watchTasks(): void {
  const tasks: number[] = globalThis.benchTasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => tasks.push(entry.duration)))
    .observe({ type: "longtask", buffered: true });
}

/** In the page: what was seen since the last call. The browser reports tasks from 50 ms on. */
export async function takeTasks(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  const tasks = globalThis.benchTasks?.splice(0) ?? [];
  return tasks.length === 0
    ? "none of 50 ms or more"
    : `${Math.round(Math.max(...tasks))} ms (${tasks.length} over 50 ms)`;
}

/** In: milliseconds between frames. Out: in words, how many came at 60 a second. */
export function frames(times: readonly number[]): string {
  const late = times.filter((ms) => ms > 20).length;
  return `${((1 - late / times.length) * 100).toFixed(1)} % of ${times.length} frames in time`;
}
