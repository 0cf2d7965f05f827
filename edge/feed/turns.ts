/** Lets at most `most` run at once; the others wait their turn, in order. */
export function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running++;
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody who comes now overtakes.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
