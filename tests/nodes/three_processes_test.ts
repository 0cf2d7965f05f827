import { conformance } from "./conformance.ts";

conformance("three processes", 3);
