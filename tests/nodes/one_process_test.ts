import { conformance } from "./conformance.ts";

conformance("one process", 1);
