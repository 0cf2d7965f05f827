type Labels = Record<string, string>;
type Kind = "counter" | "gauge" | "histogram";
type Series = { labels: Labels; value: number; buckets: number[]; count: number };
type Family = { name: string; help: string; kind: Kind; bounds: readonly number[]; series: Map<string, Series> };

/** Seconds; fits both a query and a provider's slow answer. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** What a process counts, in Prometheus' text form. One per process, made by main and handed down. */
export class Metrics {
  readonly #families = new Map<string, Family>();

  /** A number that only grows: `counter("messages_sent_total", "…")({ channel: "whatsapp" })`. */
  counter(name: string, help: string): (labels?: Labels, by?: number) => void {
    const family = this.#family(name, help, "counter", []);
    return (labels = {}, by = 1) => void (seriesOf(family, labels).value += by);
  }

  /** A number that goes up and down. */
  gauge(name: string, help: string): (value: number, labels?: Labels) => void {
    const family = this.#family(name, help, "gauge", []);
    return (value, labels = {}) => void (seriesOf(family, labels).value = value);
  }

  /** How long things take, in seconds, or any other size with bounds of its own (ascending). */
  histogram(name: string, help: string, bounds: readonly number[] = SECONDS): (value: number, labels?: Labels) => void {
    const family = this.#family(name, help, "histogram", bounds);
    return (value, labels = {}) => {
      const series = seriesOf(family, labels);
      series.value += value;
      series.count++;
      const at = bounds.findIndex((bound) => value <= bound);
      if (at >= 0) series.buckets[at] = (series.buckets[at] ?? 0) + 1;
    };
  }

  /** The body of GET /metrics. */
  text(): string {
    return [...this.#families.values()].map(textOf).join("");
  }

  #family(name: string, help: string, kind: Kind, bounds: readonly number[]): Family {
    const known = this.#families.get(name);
    if (known && known.kind !== kind) throw new Error(`metric ${name} is already a ${known.kind}`);
    const family = known ?? { name, help, kind, bounds, series: new Map<string, Series>() };
    this.#families.set(name, family);
    return family;
  }
}

function seriesOf(family: Family, labels: Labels): Series {
  const key = labelText(labels);
  const known = family.series.get(key);
  if (known) return known;
  const made: Series = { labels, value: 0, buckets: family.bounds.map(() => 0), count: 0 };
  family.series.set(key, made);
  return made;
}

function textOf({ name, help, kind, bounds, series }: Family): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`];
  for (const { labels, value, buckets, count } of series.values()) {
    if (kind !== "histogram") {
      lines.push(`${name}${labelText(labels)} ${value}`);
      continue;
    }
    let below = 0;
    bounds.forEach((bound, at) => {
      below += buckets[at] ?? 0;
      lines.push(`${name}_bucket${labelText({ ...labels, le: String(bound) })} ${below}`);
    });
    lines.push(`${name}_bucket${labelText({ ...labels, le: "+Inf" })} ${count}`);
    lines.push(`${name}_sum${labelText(labels)} ${value}`, `${name}_count${labelText(labels)} ${count}`);
  }
  return `${lines.join("\n")}\n`;
}

function labelText(labels: Labels): string {
  const escape = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}
