/** A sample thread is all there: nothing older, nothing to jump to. */
export const WHOLE = {
  scheduled: [],
  loading: false,
  loadingOlder: false,
  hasOlder: false,
  hasNewer: false,
  loadOlder: () => Promise.resolve(),
  loadNewer: () => Promise.resolve(),
  show: () => Promise.resolve(true),
  toNewest: () => {},
};
