import type { Awareness } from "y-protocols/awareness";
import type { DecorationAttrs } from "@tiptap/pm/view";

/** Who a member is on this screen. Awareness says only an id: name and colour come from our own mirror. */
export type WhoIs = (memberId: string) => { first: string; color: string };

/** The member behind an awareness state's `user`, as the server stamped it. */
export function memberOf(user: unknown): string | undefined {
  if (typeof user !== "object" || user === null || !("id" in user)) return undefined;
  return typeof user.id === "string" ? user.id : undefined;
}

export function drawCaret(user: unknown, whoIs: WhoIs): HTMLElement {
  const member = memberOf(user);
  const who = member ? whoIs(member) : { first: "", color: "p1" };
  const caret = document.createElement("span");
  caret.className = `co-caret ${who.color}`;
  caret.setAttribute("aria-hidden", "true");
  const flag = document.createElement("span");
  flag.textContent = who.first;
  caret.append(flag);
  if (member) caret.dataset["member"] = member;
  return caret;
}

export function drawSelection(user: unknown, whoIs: WhoIs): DecorationAttrs {
  const member = memberOf(user);
  return { nodeName: "span", class: `co-selection ${member ? whoIs(member).color : "p1"}` };
}

/** A flag shrinks into its caret after 2 s (CSS); it wakes when its person moves. Answers the end of listening. */
export function wakeCarets(awareness: Awareness, root: HTMLElement): () => void {
  const onchange = ({ updated }: { updated: number[] }) => {
    for (const client of updated) {
      const id = memberOf(awareness.getStates().get(client)?.["user"]);
      if (!id) continue;
      const caret = root.querySelector<HTMLElement>(`[data-member="${CSS.escape(id)}"]`);
      for (const animation of caret?.firstElementChild?.getAnimations() ?? []) animation.currentTime = 0;
    }
    // After the text is drawn: a flag without room at the right stands above the caret instead.
    requestAnimationFrame(() => {
      const edge = root.getBoundingClientRect().right + 14;
      for (const caret of root.querySelectorAll<HTMLElement>(".co-caret")) {
        const width = caret.firstElementChild?.getBoundingClientRect().width ?? 0;
        caret.classList.toggle("tight", caret.getBoundingClientRect().right + 6 + width > edge);
      }
    });
  };
  awareness.on("update", onchange);
  return () => awareness.off("update", onchange);
}
