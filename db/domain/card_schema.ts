import * as z from "zod/mini";

export const MAX_CARDS = 5;
const address = z.string().check(z.trim(), z.minLength(1), z.maxLength(120));

/** One contact of a card message (card.ts). */
export const CardSchema = /* @__PURE__ */ z.object({
  name: address,
  phones: z.array(address).check(z.maxLength(5)),
  emails: z.array(address).check(z.maxLength(5)),
});
