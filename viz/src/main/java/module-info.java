/// Pictures of autograd graphs as Graphviz text, SVG and HTML.
module jgrad.viz {
    requires transitive jgrad.core;
    requires static org.jspecify;

    // The layout library, whose packages are inside this module, logs through it.
    requires org.slf4j;

    exports jgrad.viz;

    uses org.graphper.layout.FontSelector;
    uses org.graphper.layout.MeasureText;

    provides org.graphper.layout.FontSelector with
            jgrad.viz.layout.NoFonts;
    provides org.graphper.layout.MeasureText with
            org.graphper.layout.RoughMeasureText;
}
