/// Pictures of autograd graphs as Graphviz text, SVG and HTML.
// The layout library has no module descriptor of its own yet.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module jgrad.viz {
    requires transitive jgrad.core;
    requires graph.support.core;
    // The layout library logs through it. Being an automatic module, it cannot say so.
    requires org.slf4j;
    requires static org.jspecify;

    exports jgrad.viz;
}
