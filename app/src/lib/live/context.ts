import { createContext } from "svelte";
import type { Desk } from "./desk_api.ts";

/** The desk of this page; `provideDesk` is called once, by the layout that opened it. */
export const [useDesk, provideDesk] = createContext<Desk>();
