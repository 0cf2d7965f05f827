/** Only for what was done and can be undone. A refusal is a RefusalBar where the action was, never a toast. */
export type Toast = { id: number; text: string; undo: () => void; label?: string };

const SHOWN_FOR = 8000;

class Toasts {
  list = $state<Toast[]>([]);

  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Says what was done and offers to undo it for 8 s; the time stops while the pointer or the focus is on it. */
  undoable(toast: Omit<Toast, "id">): void {
    const id = this.#next++;
    // One at a time per sentence, three at most: older ones leave, their actions are long done.
    this.list = [...this.list.filter((shown) => shown.text !== toast.text), { ...toast, id }].slice(-3);
    this.resume(id);
  }

  undo(id: number): void {
    this.list.find((toast) => toast.id === id)?.undo();
    this.dismiss(id);
  }

  dismiss(id: number): void {
    this.pause(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  pause(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  resume(id: number): void {
    this.pause(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), SHOWN_FOR),
    );
  }
}

export const toasts = new Toasts();
