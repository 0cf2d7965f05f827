/**
 * Work that costs little more for many than for one: a group at a time, and whoever comes meanwhile is in the next.
 * `most` bounds a group's weight (a single heavier one goes by itself). A group that fails is tried one by one, so that
 * what cannot be done keeps nobody else's from being done.
 */
export function inGroups<In, Out>(
  work: (group: In[]) => Promise<Out[]>,
  { most, weightOf = () => 1 }: { most: number; weightOf?: (one: In) => number },
): (one: In) => Promise<Out> {
  type Waiting = { one: In; done: PromiseWithResolvers<Out> };
  let waiting: Waiting[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    // Requests that arrived together are read one after the other: the first must not leave without them.
    await Promise.resolve();
    while (waiting.length > 0) await settle(next());
    running = false;
  }

  function next(): Waiting[] {
    let weight = 0;
    const end = waiting.findIndex(({ one }, at) => (weight += weightOf(one)) > most && at > 0);
    const group = end < 0 ? waiting : waiting.slice(0, end);
    waiting = end < 0 ? [] : waiting.slice(end);
    return group;
  }

  async function settle(group: Waiting[]): Promise<void> {
    try {
      const results = await work(group.map(({ one }) => one));
      group.forEach(({ done }, at) => done.resolve(results[at]!));
    } catch (error) {
      if (group.length === 1) return group[0]!.done.reject(error);
      await Promise.all(group.map((one) => settle([one])));
    }
  }

  return (one) => {
    const done = Promise.withResolvers<Out>();
    waiting.push({ one, done });
    if (!running) void run();
    return done.promise;
  };
}
