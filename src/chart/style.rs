//! The tokens of the palette → the style sheet of inline drawings.
//!
//! The sheet belongs to the drawings and not to a theme, since its classes are those that [`super::svg`] writes; a theme
//! changes its custom properties, `--chart-1` to `--chart-8` and the others, or lays a file of the same name over it.

use super::palette;
use std::fmt::Write;

/// From this width of its container a chart shows its wide drawing: text of 13 in 680 is then 12 pixels high.
pub const WIDE_FROM: u32 = 630;

/// The style sheet, for a font family of this name.
pub fn sheet(family: &str) -> String {
    let mut out = String::from("/* The tokens of charts: light-dark(on a light ground, on a dark one). */\n:root {\n");
    for ink in palette::all() {
        let shade = palette::of(ink);
        let _ = writeln!(out, "  --chart-{}: light-dark({}, {});", palette::name(ink), shade.light, shade.dark);
    }
    out.push_str("}\n");
    let family = family.replace(['"', '\\', '\n'], "");
    let _ = write!(
        out,
        "\
.chart-drawing {{ container-type: inline-size; }}
.chart-drawing svg {{ display: block; width: 100%; height: auto; overflow: visible; font-family: \"{family}\", var(--sans, sans-serif); fill: none; direction: ltr; }}
.chart-drawing .wide {{ display: none; max-width: 760px; font-size: 13px; }}
.chart-drawing .narrow {{ max-width: 480px; font-size: 14px; }}
@container (min-width: {WIDE_FROM}px) {{ .chart-drawing .wide {{ display: block; }} .chart-drawing .narrow {{ display: none; }} }}
@media print {{ .chart-drawing .wide {{ display: block; }} .chart-drawing .narrow {{ display: none; }} }}
.chart-drawing text {{ stroke: none; font-kerning: none; unicode-bidi: plaintext; }}
.chart-drawing .M {{ text-anchor: middle; }}
.chart-drawing .E {{ text-anchor: end; }}
.chart-drawing .B {{ font-weight: 600; }}
.chart-drawing .H text {{ stroke: var(--chart-ground); stroke-width: 4px; stroke-linejoin: round; }}
.chart-drawing .D {{ stroke-dasharray: 4 3; }}
.chart-drawing .R {{ fill-opacity: .55; }}
.chart-drawing .L {{ fill: none; stroke-linejoin: round; stroke-linecap: round; }}
.chart-drawing .C {{ stroke: var(--chart-ground); stroke-width: 1px; }}
.chart-drawing .O {{ fill: var(--chart-ground); stroke-width: 2px; }}
"
    );
    for ink in palette::all() {
        let (class, name) = (palette::class(ink), palette::name(ink));
        // Lines take the colour of a token for their stroke, everything else for its filling.
        let _ = writeln!(
            out,
            ".chart-drawing .{class} {{ fill: var(--chart-{name}); }} .chart-drawing .L.{class}, .chart-drawing .O.{class} {{ stroke: var(--chart-{name}); }}"
        );
    }
    out.push_str(
        "\
.chart-drawing .L { fill: none; }
.chart-drawing .O { fill: var(--chart-ground); }
@media (forced-colors: active) {
  .chart-drawing svg { forced-color-adjust: none; }
  :root { color-scheme: light dark; --chart-ground: Canvas; --chart-band: Canvas; --chart-grid: GrayText; --chart-muted: GrayText; --chart-no-data: GrayText; --chart-on-no-data: Canvas; --chart-on-muted: Canvas;
    --chart-text: CanvasText; --chart-soft: CanvasText; --chart-axis: CanvasText; --chart-reference: CanvasText; --chart-text-1: CanvasText; --chart-text-2: CanvasText; --chart-text-3: CanvasText; --chart-text-4: CanvasText; --chart-text-5: CanvasText; --chart-text-6: CanvasText; --chart-text-7: CanvasText; --chart-text-8: CanvasText; }
}
",
    );
    out
}
