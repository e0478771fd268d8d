import type { AlarmState } from "../dashboard/dashboard-data.ts";
import type { Mark, Shape } from "../flow/graph.ts";

type Colours = { readonly fill: string; readonly stroke: string };

/** The colours of a picture: GitHub's own, so that it stands on its pages as the text does. */
export type Theme = {
  readonly page: string;
  readonly frame: Colours;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly shapes: { readonly [shape in Shape]: Colours };
  readonly marks: { readonly [kind in Mark["kind"]]: Colours & { readonly text: string } };
  /** The lines of a graph, in their order; after the last one the first comes again. */
  readonly series: readonly string[];
  readonly states: { readonly [state in AlarmState]: string };
};

/** https://primer.style/product/primitives/color/ */
export const themes: { readonly [name in "light" | "dark"]: Theme } = {
  light: {
    page: "#ffffff",
    frame: { fill: "#f6f8fa", stroke: "#d1d9e0" },
    text: "#1f2328",
    muted: "#59636e",
    line: "#59636e",
    shapes: {
      client: { fill: "#ffffff", stroke: "#59636e" },
      api: { fill: "#fff0eb", stroke: "#e16f24" },
      trigger: { fill: "#ffffff", stroke: "#59636e" },
      function: { fill: "#ddf4ff", stroke: "#218bff" },
      messages: { fill: "#fff8c5", stroke: "#bf8700" },
      workflow: { fill: "#fbefff", stroke: "#a475f9" },
      store: { fill: "#dafbe1", stroke: "#2da44e" },
      service: { fill: "#ffffff", stroke: "#59636e" },
      container: { fill: "#ffffff", stroke: "#afb8c1" },
    },
    marks: {
      database: { fill: "#1f883d", stroke: "#1f883d", text: "#ffffff" },
      table: { fill: "#0969da", stroke: "#0969da", text: "#ffffff" },
      bucket: { fill: "#57606a", stroke: "#57606a", text: "#ffffff" },
      failure: { fill: "#cf222e", stroke: "#cf222e", text: "#ffffff" },
      elsewhere: { fill: "#ffffff", stroke: "#59636e", text: "#1f2328" },
    },
    series: ["#0969da", "#bc4c00", "#1a7f37", "#8250df", "#bf3989", "#9a6700", "#1b7c83"],
    states: { OK: "#1f883d", ALARM: "#cf222e", INSUFFICIENT_DATA: "#59636e" },
  },
  dark: {
    page: "#0d1117",
    frame: { fill: "#151b23", stroke: "#3d444d" },
    text: "#f0f6fc",
    muted: "#9198a1",
    line: "#9198a1",
    shapes: {
      client: { fill: "#0d1117", stroke: "#9198a1" },
      api: { fill: "#3d1300", stroke: "#db6d28" },
      trigger: { fill: "#0d1117", stroke: "#9198a1" },
      function: { fill: "#0c2d6b", stroke: "#388bfd" },
      messages: { fill: "#341a00", stroke: "#d29922" },
      workflow: { fill: "#271052", stroke: "#ab7df8" },
      store: { fill: "#033a16", stroke: "#3fb950" },
      service: { fill: "#0d1117", stroke: "#9198a1" },
      container: { fill: "#0d1117", stroke: "#656c76" },
    },
    marks: {
      database: { fill: "#238636", stroke: "#238636", text: "#ffffff" },
      table: { fill: "#1f6feb", stroke: "#1f6feb", text: "#ffffff" },
      bucket: { fill: "#656c76", stroke: "#656c76", text: "#ffffff" },
      failure: { fill: "#da3633", stroke: "#da3633", text: "#ffffff" },
      elsewhere: { fill: "#0d1117", stroke: "#9198a1", text: "#f0f6fc" },
    },
    series: ["#4493f8", "#f0883e", "#3fb950", "#ab7df8", "#f778ba", "#d29922", "#39c5cf"],
    states: { OK: "#238636", ALARM: "#da3633", INSUFFICIENT_DATA: "#656c76" },
  },
};
